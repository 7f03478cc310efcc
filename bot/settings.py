"""Every setting, read from the environment and from ``.env``; unknown keys are refused.

A setting's name is its section and its field: ``discord.token`` is ``DISCORD_TOKEN``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Section(BaseModel):
    """A group of settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DiscordSettings(Section):
    """How the bot meets Discord."""

    token: SecretStr | None = Field(None, description="The bot's token; needed by `verse run` only.")
    api_url: HttpUrl = Field(
        HttpUrl("https://discord.com/api/v10"), description="Base address of Discord's API."
    )
    cooldown_seconds: Annotated[float, Field(ge=0, le=3600)] = Field(
        3.0, description="Seconds a member waits between two questions; 0 for none."
    )


class DatabaseSettings(Section):
    """Where the library is kept."""

    folder: Path = Field(
        default_factory=lambda: user_data_path("chapter-and-verse", appauthor=False),
        description="Folder of the library; the user's data folder when empty.",
    )


class StorySettings(Section):
    """What may become a story."""

    max_bytes: Annotated[int, Field(ge=1_000, le=1_000_000_000)] = Field(
        20_000_000, description="Size of the largest file that is accepted, in bytes."
    )


class EncoderSettings(Section):
    """The model that turns text into vectors."""

    model: str = Field(
        "embedded",
        min_length=1,
        description="`embedded`, a hub id, or a local path of a sentence-transformers model.",
    )
    device: Literal["cpu", "cuda", "mps", "auto"] = Field("cpu", description="Where it computes.")
    batch_size: Annotated[int, Field(ge=1, le=1024)] = Field(
        32, description="Texts that are encoded together."
    )


class WorkSettings(Section):
    """How much is done at once."""

    threads: Annotated[int, Field(ge=1, le=64)] = Field(
        2, description="Threads for work on text and models."
    )
    queue_size: Annotated[int, Field(ge=1, le=10_000)] = Field(
        32, description="Questions that may wait for a thread before the bot says it is busy."
    )


class LoggingSettings(Section):
    """What the bot writes to standard error."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level.")


class Settings(BaseSettings):
    """All settings. Environment variables win over ``.env``."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_nested_delimiter="_",
        env_nested_max_split=1,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    discord: DiscordSettings = DiscordSettings()
    database: DatabaseSettings = DatabaseSettings()
    story: StorySettings = StorySettings()
    encoder: EncoderSettings = EncoderSettings()
    work: WorkSettings = WorkSettings()
    logging: LoggingSettings = LoggingSettings()

"""Every setting, read from the environment and from ``.env``.

A setting's name is its section and its field: ``discord.token`` is ``DISCORD_TOKEN``. Unknown
keys in ``.env`` are refused, for that file is ours. The environment is shared with other
programs: there ``DISCORD_WEBHOOK_URL`` is none of our business, and only a name that is all but
one of ours (``DISCORD_TOKN``) is refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from dotenv.parser import parse_stream
from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
)
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.sections import HealthSettings, LoggingSettings, Section, ShardSettings, WorkSettings

ENV_FILE = Path(".env")
# Windows editors put a byte-order mark in front, which is no part of the first name.
_ENV_FILE_ENCODING = "utf-8-sig"
_ALIKE = 0.8
"""How alike a name must be to count as misspelt, in 0..1."""


class SettingsError(Exception):
    """The settings cannot be used; the text names the setting, never its value."""


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError("its home folder is unknown") from None


def _postgresql(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("it has to begin with postgresql://, or be unset to use the folder")
    return url


class DiscordSettings(Section):
    """How the bot meets Discord."""

    token: SecretStr | None = Field(
        default=None, description="The bot's token; needed by `verse run` only."
    )
    api_url: HttpUrl = Field(
        default=HttpUrl("https://discord.com/api/v10"), description="Base address of Discord's API."
    )
    cooldown_seconds: Annotated[float, Field(ge=0, le=3600)] = Field(
        default=3.0, description="Seconds a member waits between two questions; 0 for none."
    )
    message_content: bool = Field(
        default=False,
        description=(
            "True lets channels have every question answered; "
            "turn on the Message Content Intent first."
        ),
    )


class DatabaseSettings(Section):
    """Where the library is kept."""

    folder: Annotated[Path, AfterValidator(_at_home)] = Field(
        default_factory=lambda: user_data_path("chapter-and-verse", appauthor=False),
        description="Folder of the library; the user's data folder when empty.",
    )
    url: Annotated[SecretStr, AfterValidator(_postgresql)] | None = Field(
        default=None,
        description=(
            "Address of a PostgreSQL database that keeps the libraries instead of the folder:"
            " postgresql://USER:PASSWORD@HOST/NAME."
        ),
    )


class StorySettings(Section):
    """What may become a story."""

    max_bytes: Annotated[int, Field(ge=1_000, le=1_000_000_000)] = Field(
        default=20_000_000, description="Size of the largest file that is accepted, in bytes."
    )
    max_characters: Annotated[int, Field(ge=1_000, le=100_000_000)] = Field(
        default=5_000_000, description="Characters that one story may have."
    )
    read_seconds: Annotated[float, Field(ge=1, le=3600)] = Field(
        default=60.0, description="Seconds after which a file that is still being read is given up."
    )
    read_memory: Annotated[int, Field(ge=200_000_000, le=100_000_000_000)] = Field(
        default=1_500_000_000, description="Memory that reading one file may take, in bytes."
    )


class LibrarySettings(Section):
    """What a server's library may hold, and how long it stays."""

    max_stories: Annotated[int, Field(ge=1, le=100_000)] = Field(
        default=300, description="Stories that a library may hold."
    )
    max_characters: Annotated[int, Field(ge=1_000, le=10_000_000_000)] = Field(
        default=50_000_000, description="Characters of all its stories together."
    )
    adds_per_hour: Annotated[int, Field(ge=1, le=100_000)] = Field(
        default=60, description="Stories and chapters that may be added to a library in an hour."
    )
    keep_days: Annotated[int, Field(ge=0, le=3650)] = Field(
        default=7,
        description=(
            "Days for which a server's library is kept after the bot was removed from the"
            " server; 0 erases it at once."
        ),
    )


class EncoderSettings(Section):
    """The model that turns text into vectors."""

    model: str = Field(
        default="embedded",
        min_length=1,
        description="`embedded`, a hub id, or a local path of a sentence-transformers model.",
    )
    device: Literal["cpu", "cuda", "mps", "auto"] = Field(
        default="cpu", description="Where it computes."
    )
    batch_size: Annotated[int, Field(ge=1, le=1024)] = Field(
        default=32, description="Texts that are encoded together."
    )
    backend: Literal["torch", "openvino"] = Field(
        default="torch",
        description="What computes; `openvino` is faster on a CPU, and an extra to install.",
    )


class ReaderSettings(Section):
    """The model that finds the answer's words in what was found."""

    model: str = Field(
        default="embedded",
        min_length=1,
        description=(
            "`embedded`, `none`, a hub id, or a local path of an extractive question-answering"
            " model."
        ),
    )
    device: Literal["auto", "cpu", "cuda", "mps"] = Field(
        default="auto",
        description="Where it computes; `auto` is a GPU if there is one, else the CPU.",
    )


class Settings(BaseSettings):
    """All settings. Environment variables win over ``.env``."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding=_ENV_FILE_ENCODING,
        env_nested_delimiter="_",
        env_nested_max_split=1,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    discord: DiscordSettings = DiscordSettings()
    shard: ShardSettings = ShardSettings()
    database: DatabaseSettings = DatabaseSettings()
    story: StorySettings = StorySettings()
    library: LibrarySettings = LibrarySettings()
    encoder: EncoderSettings = EncoderSettings()
    reader: ReaderSettings = ReaderSettings()
    work: WorkSettings = WorkSettings()
    logging: LoggingSettings = LoggingSettings()
    health: HealthSettings = HealthSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 -- pydantic names these five
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out the environment's variables that are not ours."""
        known = {name.lower() for name, _ in named_fields()}
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = {
                name: value for name, value in env_settings.env_vars.items() if name in known
            }
        return init_settings, env_settings, dotenv_settings


def named_fields() -> Iterator[tuple[str, FieldInfo]]:
    """Every setting's name, such as ``DISCORD_TOKEN``, in the order of the classes."""
    for section, info in Settings.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section):
            for name, field in info.annotation.model_fields.items():
                yield f"{section}_{name}".upper(), field


def load_settings(*, folder: Path | None = None) -> Settings:
    """Read the settings; ``folder`` wins over ``DATABASE_FOLDER`` and ``DATABASE_URL``.

    Raises:
        SettingsError: ``.env`` cannot be read, a name is unknown, or a value cannot be used.

    """
    known = [name for name, _ in named_fields()]
    _refuse_misspelt(os.environ, known)
    _refuse_unknown(_names_in(ENV_FILE), known)
    try:
        if folder is None:
            return Settings()
        return Settings(database=DatabaseSettings(folder=folder, url=None))
    except ValidationError as error:
        raise SettingsError(_complaint(error)) from None


def _names_in(path: Path) -> list[str]:
    try:
        with path.open(encoding=_ENV_FILE_ENCODING) as file:
            bindings = list(parse_stream(file))
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text; save it as UTF-8 in an editor") from None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read ({error.strerror}); check the file") from None
    for binding in bindings:
        if binding.error:
            line = binding.original.line
            raise SettingsError(f"{path}, line {line}, cannot be read; write it as NAME=value")
    return [binding.key for binding in bindings if binding.key is not None]


def _refuse_unknown(names: Iterable[str], known: list[str]) -> None:
    for name in names:
        if name.upper() in known:
            continue
        alike = get_close_matches(name.upper(), known, n=1)
        hint = f"did you mean {alike[0]}?" if alike else "remove it, or see .env.example"
        raise SettingsError(f"{ENV_FILE} names the unknown setting {name}; {hint}")


def _refuse_misspelt(names: Iterable[str], known: list[str]) -> None:
    for name in names:
        section, _, field = name.upper().partition("_")
        if not field or name.upper() in known:
            continue
        fields = [other.partition("_")[2] for other in known if other.startswith(f"{section}_")]
        alike = get_close_matches(field, fields, n=1, cutoff=_ALIKE)
        if alike:
            raise SettingsError(
                f"The environment variable {name} is no setting; rename it to"
                f" {section}_{alike[0]}, or unset it"
            )


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    name = "_".join(str(part) for part in first["loc"]).upper()
    # Pydantic says before our own words that they are an error.
    reason = first["msg"].removeprefix("Value error, ")
    if not reason[:2].isupper():
        reason = reason[:1].lower() + reason[1:]
    return f"The setting {name} cannot be used: {reason}; correct it in the environment or .env"

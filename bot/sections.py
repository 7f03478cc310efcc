"""Sections of the settings, apart from those that ``bot.settings`` holds itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A group of settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LoggingSettings(Section):
    """What the bot writes to standard error."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least level."
    )
    format: Literal["human", "json"] = Field(
        default="human", description="`human`, or `json` for one object a line."
    )


class HealthSettings(Section):
    """Where the bot says how it is doing: /live, /ready and /metrics."""

    port: Annotated[int, Field(ge=0, le=65535)] | None = Field(
        default=None, description="Port to say it on; 0 for any free one, which the log names."
    )
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address of that port; leave it unless another container asks.",
    )

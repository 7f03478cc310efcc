"""Sections of the settings, apart from those that ``bot.settings`` holds itself."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.sharding.listed import MOST, listed


class Section(BaseModel):
    """A group of settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _checked_list(text: str) -> str:
    listed(text)
    return text


class ShardSettings(Section):
    """Which shards of Discord this process serves, when there are several processes."""

    count: Annotated[int, Field(ge=1, le=MOST)] | None = Field(
        default=None,
        description="Shards of all processes together; as many as Discord recommends when empty.",
    )
    ids: Annotated[str, AfterValidator(_checked_list)] = Field(
        default="", description="Those that this process serves, such as 0-3,7; all when empty."
    )
    claim: bool = Field(
        default=False,
        description="True divides them among the processes that share a database.",
    )

    @property
    def chosen(self) -> tuple[int, ...]:
        """What ``ids`` lists, ascending; empty for all."""
        return listed(self.ids)

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if not self.chosen:
            return self
        if self.claim:
            raise ValueError("SHARD_CLAIM divides the shards itself; unset it or SHARD_IDS")
        if self.count is None:
            raise ValueError("SHARD_IDS needs SHARD_COUNT, which all processes have alike; set it")
        if self.chosen[-1] >= self.count:
            raise ValueError(
                f"SHARD_IDS names the shard {self.chosen[-1]}, and SHARD_COUNT={self.count} ends"
                f" with {self.count - 1}; count from 0"
            )
        return self


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


class WorkSettings(Section):
    """How much is done at once."""

    threads: Annotated[int, Field(ge=1, le=64)] = Field(
        default=2,
        description="Questions worked on at once: as many as cores, or more where a GPU reads.",
    )
    queue_size: Annotated[int, Field(ge=1, le=10_000)] = Field(
        default=32,
        description="Questions that may wait for a thread before the bot says it is busy.",
    )
    # An answer may come up to 15 minutes after the question, and has to be made and sent still.
    deadline_seconds: Annotated[float, Field(gt=0, le=600)] = Field(
        default=60.0, description="Seconds after which a question that still waits is given up."
    )

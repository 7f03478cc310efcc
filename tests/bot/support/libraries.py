"""The libraries of a bot that has one library, whatever the key it is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from index import CacheFigures, MemberData


class OneLibrary:
    """The face of ``index.Libraries`` over one library."""

    def __init__(self, library: Any) -> None:
        self.library = library

    def of(self, _key: str) -> Any:
        return self.library

    def held(self) -> tuple[str, ...]:
        return ("local",)

    def setting(self, name: str) -> str | None:
        value: str | None = self.library.setting(name)
        return value

    def set_setting(self, name: str, value: str) -> None:
        self.library.set_setting(name, value)

    def member_data(self, member: str) -> tuple[MemberData, ...]:
        found: tuple[MemberData, ...] = self.library.member_data(member)
        return found

    def forget_texts(self) -> None:
        pass

    def forget_member(self, member: str) -> int:
        forgotten: int = self.library.forget_member(member)
        return forgotten

    def erase(self, _key: str) -> bool:
        return False

    def leaving(self) -> tuple[str, ...]:
        return ()

    def erase_later(self, _key: str, _at: datetime | None) -> bool:
        return False

    def erase_due(self, _now: datetime) -> tuple[str, ...]:
        return ()

    @property
    def jobs(self) -> NoJobs:
        return NoJobs()

    def cache_figures(self) -> CacheFigures:
        return CacheFigures(0, 0, 0)

    def close(self) -> None:
        self.library.close()


class NoJobs:
    """An empty queue."""

    def take(self, _holder: str, _seconds: float) -> None:
        return None

    def find(self, _job_id: str) -> None:
        return None

    def material(self, _job_id: str) -> None:
        return None

    def tidy(self) -> int:
        return 0

    def crowd(self) -> dict[str, int]:
        return {}

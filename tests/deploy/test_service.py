"""The systemd unit: understood by systemd, walled in, and told of by the bot."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import named_fields

UNIT = Path(__file__).resolve().parents[2] / "docs" / "deploy" / "verse.service"

analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def values(name: str) -> list[str]:
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]


@analyze
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    program = tmp_path / "verse"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    copy = tmp_path / "verse.service"
    words = UNIT.read_text(encoding="utf-8").replace("/opt/verse/bin/verse", str(program))
    copy.write_text(words, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert "verse.service" not in done.stderr
    assert done.returncode == 0


@analyze
def test_little_is_exposed() -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(UNIT)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_systemd_is_told_when_the_bot_is_ready_and_alive() -> None:
    assert values("Type") == ["notify"]
    assert values("WatchdogSec") == ["60s"]
    assert values("Restart") == ["on-failure"]
    assert values("ExecStart") == ["/opt/verse/bin/verse run"]


def test_its_data_is_its_own_and_its_token_is_not_in_the_unit() -> None:
    assert values("DynamicUser") == ["yes"]
    assert values("StateDirectory") == ["verse"]
    assert values("StateDirectoryMode") == ["0700"]
    assert values("EnvironmentFile") == ["/etc/verse.env"]
    assert "TOKEN" not in UNIT.read_text(encoding="utf-8")


def test_the_settings_that_it_makes_are_settings() -> None:
    given = set(re.findall(r"\b(DATABASE_\w+|HEALTH_\w+)=", " ".join(values("Environment"))))
    assert given == {"DATABASE_FOLDER"}
    assert given <= {name for name, _ in named_fields()}

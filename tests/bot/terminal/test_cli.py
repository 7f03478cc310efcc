from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import app

ROOT = Path(__file__).parents[3]
COMMANDS = [
    "ask", "chat", "compare", "check", "quote", "summary", "add", "replace", "remove", "stories",
    "log", "reindex", "doctor", "evaluate", "run", "demo",
    "export", "import", "backup", "restore", "migrate",
]  # fmt: skip
HEAVY = [
    "torch", "faiss", "discord", "sqlalchemy", "transformers", "numpy", "prompt_toolkit",
    "matplotlib",
]  # fmt: skip


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def test_every_command_is_there() -> None:
    assert sorted(get_command(app).commands) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_an_example_of_it(verse, command: str) -> None:
    result = verse(command, "--help")
    assert result.exit_code == 0
    assert "Example: " in result.stdout
    assert f"verse {command}" in result.stdout.split("Example: ")[1]


def test_the_help_names_the_exit_codes(verse) -> None:
    told = " ".join(verse("--help").stdout.split())
    assert "0 done, or answered" in told
    assert "3 the story doesn't say" in told


def test_a_wrong_option_is_wrong_usage(verse) -> None:
    assert verse("ask", "who?", "--colour").exit_code == 2


def test_help_is_quick_because_it_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom bot.cli import main\nsys.argv = ['verse', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    code = end.code\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    result = python("-c", program)
    assert result.returncode == 0, result.stderr
    assert "Ask a story" in result.stdout


def test_the_package_runs_like_the_script() -> None:
    result = python("-m", "bot", "--help")
    assert result.returncode == 0
    assert "Usage: verse" in result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_comes_for_the_usual_shells(shell: str) -> None:
    result = python("-m", "bot", "--show-completion", shell)
    assert result.returncode == 0, result.stderr
    assert "_VERSE_COMPLETE" in result.stdout

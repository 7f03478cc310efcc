from __future__ import annotations

from pathlib import Path

from bot.settings import Settings


def test_run_ends_with_the_bots_exit_code(verse, tmp_path: Path) -> None:
    given: list[Settings] = []

    def run_bot(settings: Settings) -> int:
        given.append(settings)
        return 1

    assert verse("run", "--library", tmp_path / "mine", run_bot=run_bot).exit_code == 1
    assert given[0].database.folder == tmp_path / "mine"


def test_the_demo_listens_where_it_is_told_to(verse) -> None:
    ports: list[int] = []

    def serve_demo(_: Settings, port: int) -> int:
        ports.append(port)
        return 0

    assert verse("demo", "--port", "8080", serve_demo=serve_demo).exit_code == 0
    assert ports == [8080]


def test_a_port_that_cannot_be_is_wrong_usage(verse) -> None:
    assert verse("demo", "--port", "70000").exit_code == 2


def test_ctrl_c_ends_with_130_and_no_traceback(verse) -> None:
    def run_bot(_: Settings) -> int:
        raise KeyboardInterrupt

    result = verse("run", run_bot=run_bot)
    assert (result.exit_code, result.stderr) == (130, "")

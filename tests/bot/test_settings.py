from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from bot.opening import library_options
from bot.settings import Settings, SettingsError, load_settings, named_fields

EXAMPLE = Path(__file__).parents[2] / ".env.example"
HIDDEN = "do-not-show-this-anywhere"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings come from this folder's .env and this test's environment only."""
    monkeypatch.chdir(tmp_path)
    for name, _ in named_fields():
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def env_file(content: str | bytes) -> None:
    Path(".env").write_bytes(content.encode() if isinstance(content, str) else content)


def complaint() -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return str(caught.value)


def test_a_setting_is_named_by_its_section_and_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORY_MAX_BYTES", "5000")
    monkeypatch.setenv("discord_cooldown_seconds", "7.5")
    settings = load_settings()
    assert settings.story.max_bytes == 5000
    assert settings.discord.cooldown_seconds == 7.5


def test_the_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    env_file("WORK_THREADS=3\nWORK_QUEUE_SIZE=4\n")
    monkeypatch.setenv("WORK_THREADS", "5")
    work = load_settings().work
    assert (work.threads, work.queue_size) == (5, 4)


def test_a_byte_order_mark_in_the_file_does_no_harm() -> None:
    env_file(b"\xef\xbb\xbfWORK_THREADS=3\r\n")
    assert load_settings().work.threads == 3


def test_empty_values_mean_the_default() -> None:
    env_file("DISCORD_TOKEN=\nDATABASE_FOLDER=\nENCODER_MODEL=\n")
    settings = load_settings()
    assert settings.discord.token is None
    assert settings.database.folder.is_absolute()
    assert settings.encoder.model == "embedded"


def test_a_folder_that_is_given_wins_over_the_setting(empty_folder: Path) -> None:
    env_file("DATABASE_FOLDER=/elsewhere\nWORK_THREADS=3\n")
    settings = load_settings(folder=empty_folder / "mine")
    assert settings.database.folder == empty_folder / "mine"
    assert settings.work.threads == 3


def test_a_tilde_stands_for_the_home_folder() -> None:
    env_file("DATABASE_FOLDER=~/stories\n")
    assert load_settings().database.folder == Path.home() / "stories"


def test_an_unknown_key_in_the_file_is_refused_with_the_nearest_one() -> None:
    env_file(f"DISCORD_TOKN={HIDDEN}\n")
    message = complaint()
    assert ".env names the unknown setting DISCORD_TOKN; did you mean DISCORD_TOKEN?" in message
    assert HIDDEN not in message


def test_an_unknown_key_like_no_other_is_refused_too() -> None:
    env_file(f"PASSWORD={HIDDEN}\n")
    message = complaint()
    assert "unknown setting PASSWORD; remove it, or see .env.example" in message
    assert HIDDEN not in message


def test_a_section_alone_is_no_setting() -> None:
    env_file('WORK={"threads": 3}\n')
    assert "unknown setting WORK;" in complaint()


def test_variables_of_other_programs_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGGING_CONFIG", "WORK", "STORY", "DISCORD_WEBHOOK_URL"):
        monkeypatch.setenv(name, "of another program")
    assert load_settings() == Settings()


def test_the_address_of_a_database_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://verse:{HIDDEN}@db.example/verse")
    settings = load_settings()
    assert settings.database.url is not None
    assert HIDDEN in settings.database.url.get_secret_value()
    options = library_options(settings)
    assert options.database_url == settings.database.url.get_secret_value()
    assert HIDDEN not in f"{settings!r} {settings} {options!r} {settings.model_dump_json()}"


def test_an_address_of_another_kind_of_database_is_refused_without_showing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"mysql://verse:{HIDDEN}@db.example/verse")
    message = complaint()
    assert "DATABASE_URL cannot be used: it has to" in message
    assert "begin with postgresql://, or be unset to use the folder" in message
    assert HIDDEN not in message


def test_a_folder_that_is_named_wins_over_the_address_of_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://verse:{HIDDEN}@db.example/verse")
    settings = load_settings(folder=tmp_path)
    assert settings.database.folder == tmp_path
    assert settings.database.url is None


def test_a_misspelt_variable_is_refused_with_its_right_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKN", HIDDEN)
    assert complaint() == (
        "The environment variable DISCORD_TOKN is no setting; rename it to DISCORD_TOKEN,"
        " or unset it"
    )


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("WORK_THREADS=many", "WORK_THREADS"),
        ("WORK_THREADS=0", "WORK_THREADS"),
        ("STORY_MAX_BYTES=1", "STORY_MAX_BYTES"),
        ("DISCORD_API_URL=discord", "DISCORD_API_URL"),
        ("ENCODER_DEVICE=tpu", "ENCODER_DEVICE"),
        ("READER_DEVICE=tpu", "READER_DEVICE"),
        ("LOGGING_LEVEL=LOUD", "LOGGING_LEVEL"),
        ("LOGGING_FORMAT=xml", "LOGGING_FORMAT"),
        ("HEALTH_PORT=70000", "HEALTH_PORT"),
        ("DATABASE_FOLDER=~nobody-of-this-name/x", "DATABASE_FOLDER"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_sentence_naming_the_setting(
    line: str, named: str
) -> None:
    env_file(line)
    message = complaint()
    assert message.startswith(f"The setting {named} cannot be used: ")
    assert message.endswith("correct it in the environment or .env")
    assert "\n" not in message


def test_a_line_that_is_no_assignment_is_named() -> None:
    env_file(f"WORK_THREADS=3\n'{HIDDEN}\n")
    message = complaint()
    assert message == ".env, line 2, cannot be read; write it as NAME=value"


def test_a_file_in_another_encoding_is_refused() -> None:
    env_file("ENCODER_MODEL=münchen".encode("latin-1"))
    assert complaint().startswith(".env is not UTF-8 text")


def test_a_folder_in_the_files_place_is_refused() -> None:
    Path(".env").mkdir()
    assert complaint().startswith(".env cannot be read")


def test_the_token_is_never_shown() -> None:
    env_file(f"DISCORD_TOKEN={HIDDEN}\n")
    settings = load_settings()
    assert settings.discord.token is not None
    assert settings.discord.token.get_secret_value() == HIDDEN
    shown = f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert HIDDEN not in shown


def test_the_example_names_every_setting_in_order_with_its_help_and_default() -> None:
    lines = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line]
    told = [
        (before.removeprefix("# "), *line.removeprefix("#").split("=", 1))
        for before, line in pairwise(lines)
        if not line.startswith("# ")
    ]
    assert told == [
        (
            field.description,
            name,
            "" if field.default in (None, PydanticUndefined) else str(field.default),
        )
        for name, field in named_fields()
    ]


def test_the_example_is_a_working_file_once_its_lines_are_used() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    env_file("\n".join(line.removeprefix("#") for line in lines if not line.startswith("# ")))
    assert load_settings() == Settings(_env_file=None)

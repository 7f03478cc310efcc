"""What can be known of the image and of the composition without a container engine."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from dockerfile_parse import DockerfileParser
from pathspec import GitIgnoreSpec

from bot.settings import named_fields

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
SETTINGS = {name for name, _ in named_fields()}


def instructions() -> list[tuple[str, str]]:
    """Instruction and value of each step of the Containerfile, in order."""
    parser = DockerfileParser(fileobj=BytesIO((DEPLOY / "Containerfile").read_bytes()))
    steps = [(step["instruction"], step["value"]) for step in parser.structure]
    return [step for step in steps if step[0] != "COMMENT"]


def last_stage() -> list[tuple[str, str]]:
    steps = instructions()
    begins = max(number for number, step in enumerate(steps) if step[0] == "FROM")
    return steps[begins:]


def the(instruction: str) -> str:
    [value] = [value for name, value in last_stage() if name == instruction]
    return value


def ignored_lines() -> list[str]:
    """Patterns of the build's ignore file, where a lone star means the first level only."""
    text = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8")
    return ["/*" if line == "*" else line for line in text.splitlines()]


def test_every_base_is_named_with_its_version() -> None:
    bases = [value.split()[0] for name, value in instructions() if name == "FROM"]
    assert len(bases) == 2
    assert all(base.startswith("python:3.") and base.endswith("-slim-bookworm") for base in bases)


def test_what_is_copied_is_there_and_not_ignored() -> None:
    lines = ignored_lines()
    ignored = GitIgnoreSpec.from_lines(lines)
    copied = [value for name, value in instructions() if name == "COPY" and "--from" not in value]
    sources = [source for value in copied for source in value.split()[:-1]]
    assert {"bot", "index", "seeds", "constraints.txt", "pyproject.toml"} <= set(sources)
    for source in sources:
        path = ROOT / source
        assert path.exists()
        assert not ignored.match_file(f"{source}/it.py" if path.is_dir() else source)


@pytest.mark.parametrize("name", [".env", "docs/deploy/.env", ".git/config", "tests/it.py"])
def test_secrets_history_and_tests_never_reach_the_build(name: str) -> None:
    lines = ignored_lines()
    assert GitIgnoreSpec.from_lines(lines).match_file(name)


def test_versions_are_those_that_were_tested_and_torch_is_the_cpus() -> None:
    installs = [value for name, value in instructions() if name == "RUN" and " install " in value]
    for value in installs[:2]:
        assert "--constraint constraints.txt" in value
        assert "--only-binary :all:" in value
    assert "--no-deps" in installs[0]
    assert '--index-url "$TORCH_INDEX"' in installs[0]
    [index] = [value for name, value in instructions() if name == "ARG"]
    assert index.endswith("/whl/cpu")


def test_the_last_stage_builds_nothing_and_has_nothing_to_build_with() -> None:
    commands = " ".join(value for name, value in last_stage() if name == "RUN")
    assert "pip uninstall --yes pip" in commands
    for tool in ("apt-get", "pip install", "gcc", "curl", "wget"):
        assert tool not in commands
    copied = [value for name, value in last_stage() if name in {"COPY", "ADD"}]
    assert copied == ["--from=build /opt/verse /opt/verse"]


def test_it_runs_as_a_fixed_user_who_owns_the_data_folder_only() -> None:
    assert the("USER") == "10001:10001"
    assert the("VOLUME") == "/data"
    commands = " ".join(value for name, value in last_stage() if name == "RUN")
    assert "install -d -m 700 -o 10001 -g 10001 /data" in commands
    assert last_stage()[-1][0] == "CMD"


def test_it_ends_by_a_signal_that_reaches_the_bot() -> None:
    assert the("STOPSIGNAL") == "SIGTERM"
    assert json.loads(the("ENTRYPOINT")) == ["verse"]
    assert json.loads(the("CMD")) == ["run"]


def test_no_layer_has_a_secret_and_every_variable_of_ours_is_a_setting() -> None:
    names = [word.split("=")[0] for word in the("ENV").split()]
    assert not any("TOKEN" in name or "PASSWORD" in name for name in names)
    ours = {name for name in names if name.startswith(("DATABASE_", "HEALTH_", "LOGGING_"))}
    assert ours == {"DATABASE_FOLDER", "HEALTH_PORT", "LOGGING_FORMAT"}
    assert ours <= SETTINGS
    assert {"PYTHONDONTWRITEBYTECODE=1", "HF_HUB_OFFLINE=1"} <= set(the("ENV").split())


def test_its_health_is_asked_of_the_port_that_is_set() -> None:
    port = dict(word.split("=") for word in the("ENV").split())["HEALTH_PORT"]
    asked = json.loads(the("HEALTHCHECK").partition("CMD ")[2])
    assert asked[:2] == ["python", "-c"]
    assert f"'127.0.0.1', {port}" in asked[2]
    assert "/live" in asked[2]
    compile(asked[2], "healthcheck", "exec")


@pytest.fixture(scope="module")
def composition() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def test_the_composition_is_what_the_specification_allows() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"),
            str(DEPLOY / "compose.yaml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["bot", "database"])
def test_each_container_is_walled_in(composition: dict[str, Any], name: str) -> None:
    service = composition["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"ports", "privileged", "network_mode", "pid"} & set(service)
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["restart"] == "unless-stopped"
    assert all("noexec" in line for line in service["tmpfs"])


def test_the_bot_waits_for_a_healthy_database_of_a_named_version(
    composition: dict[str, Any],
) -> None:
    bot, database = composition["services"]["bot"], composition["services"]["database"]
    assert bot["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert database["healthcheck"]["test"][0] == "CMD"
    assert database["image"].startswith("pgvector/pgvector:0.8.")
    assert bot["build"]["dockerfile"] == "docs/deploy/Containerfile"
    assert (DEPLOY / bot["build"]["context"]).resolve() == ROOT


def test_only_the_bot_reaches_the_database_which_reaches_nobody(
    composition: dict[str, Any],
) -> None:
    assert composition["services"]["database"]["networks"] == ["inside"]
    assert composition["networks"]["inside"] == {"internal": True}


def test_data_outlives_containers_and_secrets_are_in_no_file_of_ours(
    composition: dict[str, Any],
) -> None:
    bot, database = composition["services"]["bot"], composition["services"]["database"]
    assert bot["volumes"] == ["bot:/data"]
    assert database["volumes"] == ["database:/var/lib/postgresql"]
    assert set(composition["volumes"]) == {"bot", "database"}
    assert bot["env_file"] == ".env"
    assert database["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")
    assert "${POSTGRES_PASSWORD:?" in bot["environment"]["DATABASE_URL"]
    ours = {name for name in bot["environment"] if name != "POSTGRES_PASSWORD"}
    assert ours <= SETTINGS

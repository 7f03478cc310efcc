"""What the program consists of: bill of materials, licences, known holes, secrets."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import requires, version
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from index.models import sha256_of
from tests.deploy.supply.audit import audit
from tests.deploy.supply.bill import make_bill
from tests.deploy.supply.leaks import leaks
from tests.deploy.supply.licences import foreign_licences

ROOT = Path(__file__).resolve().parents[2]
HOLE = {
    "id": "PYSEC-2026-1",
    "modified": "2026-01-01T00:00:00Z",
    "published": "2026-01-01T00:00:00Z",
    "aliases": [],
    "summary": "A hole.",
    "details": "A hole.",
    "affected": [
        {
            "package": {"name": "leaky", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return make_bill(ROOT, tmp_path_factory.mktemp("bill") / "sbom.cdx.json")


def needed(lines: Iterable[str], extras: Iterable[str], seen: set[str]) -> set[str]:
    """Names of the packages that these requirements ask for here, however far down."""
    for line in lines:
        one = Requirement(line)
        name = canonicalize_name(one.name)
        asked = [{"extra": extra} for extra in (*extras, "")]
        if name not in seen and (not one.marker or any(map(one.marker.evaluate, asked))):
            seen.add(name)
            needed(requires(name) or (), one.extras, seen)
    return seen


def test_the_bill_names_every_package_that_the_program_needs(bill: dict[str, Any]) -> None:
    listed = {canonicalize_name(part["name"]): part["version"] for part in bill["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    names = needed(asked, (), set())
    assert len(names) > 50
    assert {name: version(name) for name in names} == {name: listed.get(name) for name in names}


def test_the_bill_says_of_each_package_where_it_is_from_and_what_it_needs(
    bill: dict[str, Any],
) -> None:
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "chapter-and-verse"
    related = {one["ref"] for one in bill["dependencies"]}
    for part in bill["components"]:
        assert part["purl"].startswith("pkg:pypi/"), part["name"]
        assert part["bom-ref"] in related


def test_all_licences_permit_what_is_done_here(bill: dict[str, Any]) -> None:
    assert foreign_licences(bill) == []


@pytest.mark.parametrize(
    "licences",
    [
        [],
        [{"expression": "GPL-3.0-only"}],
        [{"expression": "MIT AND AGPL-3.0-or-later"}],
        [{"license": {"name": "License :: OSI Approved :: GNU General Public License (GPL)"}}],
        [{"license": {"name": "Ask us"}}],
    ],
)
def test_a_licence_that_asks_for_more_is_told(licences: list[dict[str, Any]]) -> None:
    parts = [{"name": "foreign", "version": "1", "licenses": licences}]
    [told] = foreign_licences({"components": parts})
    assert told.startswith("The licence of foreign 1 is ")


def test_a_choice_of_licences_may_be_made() -> None:
    parts = [{"name": "both", "licenses": [{"expression": "GPL-2.0-only OR MIT"}]}]
    assert foreign_licences({"components": parts}) == []


class Advisories(ThreadingHTTPServer):
    """Answers like the OSV service: one package has a hole, the others have none."""

    daemon_threads = True
    broken = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1/query"


class Asked(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        holes = [HOLE] if body["package"]["name"] == "leaky" else []
        self.send_response(500 if self.server.broken else 200)
        self.end_headers()
        self.wfile.write(json.dumps({"vulns": holes} if holes else {}).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def advisories() -> Iterator[Advisories]:
    with Advisories(("127.0.0.1", 0), Asked) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    path = tmp_path / "constraints.txt"
    path.write_text("sound==2.0\nleaky==1.0\n")
    return path


def test_a_known_hole_fails_the_lint(advisories: Advisories, pinned: Path) -> None:
    audited = audit(pinned, advisories.url)
    assert audited.failed
    assert "leaky 1.0 has the hole PYSEC-2026-1; fixed in 1.1" in audited.text
    assert "sound" not in audited.text


def test_packages_without_a_known_hole_pass(advisories: Advisories, pinned: Path) -> None:
    pinned.write_text("sound==2.0\n")
    audited = audit(pinned, advisories.url)
    assert (audited.text, audited.failed) == ("Audit: no known holes in 1 packages.", False)


def test_what_could_not_be_audited_is_said_and_no_failure(
    advisories: Advisories, pinned: Path
) -> None:
    url = advisories.url
    advisories.socket.close()
    audited = audit(pinned, url)
    assert not audited.failed
    assert audited.text == ("Audit: NOT DONE, for the database of advisories cannot be reached.")


def test_an_answer_that_cannot_be_used_is_a_failure(advisories: Advisories, pinned: Path) -> None:
    advisories.broken = True
    assert audit(pinned, advisories.url).failed


# Put together here, so that this file holds none.
MADE_UP = {
    "Discord Bot Token": ".".join(
        ("MTk4NjIyNDgzNDcxOTI1MjQ4", "Cl2FMQ", "ZnCjm1XVW7vRze4b7Cq4se7kKWs")
    ),
    "Private Key": "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n",
    "Basic Auth Credentials": "postgresql://verse:" + "x8Kq2Lw9@db/verse",
    "GitHub Token": "gh" + "p_" + "Zq7x" * 9,
}


@pytest.mark.parametrize("kind", MADE_UP)
def test_a_secret_in_a_file_is_found(kind: str, tmp_path: Path) -> None:
    (tmp_path / "notes.py").write_text(f'"""Notes."""\nthing = """{MADE_UP[kind]}"""\n')
    found = leaks(tmp_path, ["notes.py"])
    assert any(line.startswith("notes.py, line ") and f": {kind}." in line for line in found)
    assert MADE_UP[kind] not in "".join(found)


def test_a_token_among_the_tests_is_found_too(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "it.py").write_text(f'T = "{MADE_UP["Discord Bot Token"]}"\n')
    assert leaks(tmp_path, ["tests/it.py"])


def test_a_file_without_secrets_passes(tmp_path: Path) -> None:
    (tmp_path / "tale.py").write_text('WORDS = "Once there was a miller."\n')
    assert leaks(tmp_path, ["tale.py"]) == []


def test_the_digest_of_weights_is_no_secret_beside_them(tmp_path: Path) -> None:
    weights = tmp_path / "reader.safetensors"
    weights.write_bytes(b"made up")
    note = json.dumps({"reader": sha256_of(weights)})
    (tmp_path / "calibration.json").write_text(note)
    assert leaks(tmp_path, ["calibration.json", weights.name]) == []
    assert leaks(tmp_path, ["calibration.json"])


def test_lint_runs_all_of_it() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "$(BIN)/python -m tests.deploy.supply\n" in makefile

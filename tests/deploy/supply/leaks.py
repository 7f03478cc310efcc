"""Secrets in files: tokens by their form, keys by their headers, and what looks drawn by lot."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import default_settings

from index.models import sha256_of

KNOWN = Path(__file__).with_name("known_fakes.json")
"""What looks like a secret and is none, by its SHA-1, and what it is instead."""

_STAND_IN = {
    "path": "detect_secrets.filters.regex.should_exclude_secret",
    "pattern": ["^(password|secret|right|wrong)$"],
}
"""Words that stand where examples show a password."""


def committed(root: Path) -> list[str]:
    """Every file of the checkout that git does not ignore, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def leaks(root: Path, names: Iterable[str]) -> list[str]:
    """One line for each thing in these files that may be a secret and is not known as a fake.

    Nothing is sent anywhere: secrets are told by their looks, never by trying them. The digest of
    model weights that are among the files is none.
    """
    names = list(names)
    weights = (sha256_of(root / name) for name in names if name.endswith(".safetensors"))
    known = {
        *json.loads(KNOWN.read_text(encoding="utf-8")),
        *(hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest() for one in weights),
    }
    found = SecretsCollection(root=str(root))
    with default_settings() as settings:
        settings.filters[_STAND_IN["path"]] = _STAND_IN
        for name in names:
            if root / name != KNOWN:
                found.scan_file(name)
    return [
        f"{name}, line {number}: {kind}. Take it out and make it invalid; what is made up gets"
        " the comment `pragma: allowlist secret` behind it, or a line in known_fakes.json."
        for name, number, kind in sorted(
            (name, one.line_number, one.type)
            for name, one in found
            if one.secret_hash not in known and not _of_a_test(name, one.type)
        )
    ]


def _of_a_test(name: str, kind: str) -> bool:
    """Tests need names such as ``token = "wrong"``; what has the form of a token stays found."""
    return kind == "Secret Keyword" and name.startswith("tests/")

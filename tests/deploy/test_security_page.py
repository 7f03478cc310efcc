"""docs/security.md names a test for each threat, and each of them is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@cache
def defined_in(path: str) -> frozenset[str]:
    """Names of the tests that the file defines."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_the_page_names_exists(path: str, name: str) -> None:
    assert (ROOT / path).is_file()
    assert name in defined_in(path)


def test_every_threat_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    threats = [row for row in rows if not row.startswith(("| who wants what", "|---"))]
    assert len(threats) > 25
    assert [row for row in threats if "`tests/" not in row.rsplit(" | ", 1)[-1]] == []


def test_what_is_not_stopped_is_said() -> None:
    assert "## What nothing here stops" in PAGE

"""The dashboard and the page about observing name figures that there are, and all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.client import create_bot
from bot.settings import Settings

DOCS = Path(__file__).parents[3] / "docs"
DASHBOARD = json.loads((DOCS / "deploy" / "grafana.json").read_text(encoding="utf-8"))
_NAME = re.compile(r"\b(?:verse|process|python)_[a-z_]+[a-z]\b")
_LABEL = re.compile(r"(\w+)=~?\"([^\"]*)\"")


@pytest.fixture(scope="module")
def samples() -> dict[str, list[dict[str, str]]]:
    """The labels of all that a bot tells, by name, before anything happened."""
    found: dict[str, list[dict[str, str]]] = {}
    for family in create_bot(Settings(_env_file=None)).meter.registry.collect():
        for suffix in ("", "_total", "_bucket") if family.name == "verse_errors" else ():
            found.setdefault(f"{family.name}{suffix}", []).append({"kind": ""})
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found


def expressions() -> Iterator[str]:
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", ()):
            yield target["expr"]
    for variable in DASHBOARD["templating"]["list"]:
        yield variable.get("definition", "")


def test_the_dashboard_asks_for_figures_and_labels_that_there_are(
    samples: dict[str, list[dict[str, str]]],
) -> None:
    for expression in expressions():
        names = _NAME.findall(expression)
        assert names or not expression
        for name in names:
            assert name in samples, name
            for label, value in _LABEL.findall(expression):
                if label == "instance":
                    continue
                known = {labels.get(label) for labels in samples[name]}
                assert known.issuperset(value.split("|")), (name, label, value)


def test_the_dashboard_shows_all_figures_of_the_bot(
    samples: dict[str, list[dict[str, str]]],
) -> None:
    shown = set(_NAME.findall(" ".join(expressions())))
    asked = {re.sub("_(bucket|sum|count|total)$", "", name) for name in shown}
    there = {
        re.sub("_(bucket|sum|count|total|created)$", "", name)
        for name in samples
        if name.startswith("verse_")
    }
    assert there == {name for name in asked if name.startswith("verse_")}


def test_the_dashboards_panels_have_numbers_of_their_own_and_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for panel in panels:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert at["x"] + at["w"] <= 24
        assert not cells & taken, panel["title"]
        taken |= cells


def test_the_page_about_observing_names_the_bots_figures_and_no_others(
    samples: dict[str, list[dict[str, str]]],
) -> None:
    page = (DOCS / "observing.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\bverse_[a-z_]+[a-z]\b", page))
    told = {name.removesuffix("_bucket") for name in told}
    there = {
        re.sub("_(bucket|sum|count|created)$", "", name)
        for name in samples
        if name.startswith("verse_") and not name.endswith("_created")
    } - {"verse_errors"}
    assert told == there

"""Every language says the same, with the same variables, within Discord's limits."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

import bot.texts
import index.errors
from bot import limits
from bot.texts import ENGLISH, Texts, languages, texts_for

FOLDER = Path(bot.texts.__file__).parent
OTHERS = [language for language in languages() if language != ENGLISH]
PLURALS = {"zero", "one", "two", "few", "many", "other"}
LONGEST = {
    "button": 25,  # what a phone shows of two in a row; Discord allows 80
    "choice": 100,
    "field": 45,
    "form": 45,
    "menu": 32,
    "placeholder": 100,
}
"""Code units by the first word of a key."""
# Texts that are the same in both languages.
ALIKE: dict[str, set[str]] = {
    "de": {"command-story-add-name", "place-in-chapter"},
    "es": {"place-in-chapter"},
}


class Found(Visitor):
    """The variables, other messages and variants in a text."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()
        self.variants: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: fluent.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)

    def visit_Variant(self, node: fluent.Variant) -> None:  # noqa: N802
        if isinstance(node.key, fluent.Identifier) and node.key.name not in PLURALS:
            self.variants.add(node.key.name)
        self.generic_visit(node)


@cache
def entries(language: str) -> list[fluent.EntryType]:
    source = (FOLDER / f"{language}.ftl").read_text(encoding="utf-8")
    return FluentParser(with_spans=False).parse(source).body


@cache
def messages(language: str) -> dict[str, fluent.Message]:
    return {
        entry.id.name: entry for entry in entries(language) if isinstance(entry, fluent.Message)
    }


def found_in(message: fluent.Message) -> Found:
    found = Found()
    found.visit(message)
    return found


@cache
def code() -> tuple[ast.AST, ...]:
    # The terminal speaks English only, and has a ``say`` of its own.
    files = sorted(f for f in FOLDER.parent.rglob("*.py") if "terminal" not in f.parts)
    return tuple(node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))


def keys_said() -> Iterator[str]:
    """The keys of ``say("…")``, ``reply.texts("…")`` and errors."""
    for node in code():
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        first = node.args[0]
        if name in {"say", "texts", "__init__"} and isinstance(first, ast.Constant):
            key = str(first.value)
            if name != "__init__" or re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", key):
                yield key


def keys_of_errors() -> set[str]:
    names = [name.removesuffix("Error") for name in vars(index.errors) if name.endswith("Error")]
    return {"error-" + "-".join(re.findall("[A-Z][a-z0-9]*", name)).lower() for name in names}


@pytest.mark.parametrize("language", languages())
def test_a_file_can_be_read_and_says_nothing_twice(language: str) -> None:
    junk = [entry.content for entry in entries(language) if isinstance(entry, fluent.Junk)]
    keys = [entry.id.name for entry in entries(language) if isinstance(entry, fluent.Message)]

    assert not junk
    assert not {key for key in keys if keys.count(key) > 1}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything_that_english_says(language: str) -> None:
    assert not messages(ENGLISH).keys() - messages(language).keys(), "these are missing"
    assert not messages(language).keys() - messages(ENGLISH).keys(), "English has not these"


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_has_the_same_variables_and_variants_in_every_language(language: str) -> None:
    for key, message in messages(language).items():
        ours, english = found_in(message), found_in(messages(ENGLISH)[key])
        assert ours.variables == english.variables, key
        assert ours.variants == english.variants, key


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_left_in_english(language: str) -> None:
    left = {
        key
        for key, message in messages(language).items()
        if message.equals(messages(ENGLISH)[key], ["span", "comment"])
    }
    assert not left - ALIKE.get(language, set())


@pytest.mark.parametrize("language", languages())
def test_texts_for_narrow_places_are_short(language: str) -> None:
    say = texts_for(language)
    for key, message in messages(language).items():
        longest = LONGEST.get(key.partition("-")[0])
        if longest is not None:
            text = say(key, **dict.fromkeys(found_in(message).variables, 99))
            assert limits.units(text) <= longest, f"{key} is too long: {text}"


def test_every_key_that_is_said_has_a_text() -> None:
    unknown = {*keys_said()} - messages(ENGLISH).keys()
    assert not unknown


def test_every_text_is_said_somewhere() -> None:
    said = {node.value for node in code() if isinstance(node, ast.Constant)}
    said |= {key for message in messages(ENGLISH).values() for key in found_in(message).messages}
    unsaid = messages(ENGLISH).keys() - said
    elsewhere = ("command-", "choice-", "menu-", *keys_of_errors())
    forgotten = {key for key in unsaid if not key.startswith(elsewhere)}
    assert not forgotten


def test_a_text_that_a_language_lacks_is_said_in_english() -> None:
    klingon = Texts("tlh", "button-more = latlh", fallback=texts_for(ENGLISH))

    assert klingon("button-more") == "latlh"
    assert klingon("button-next") == "After →"
    assert klingon.knows("button-next")
    assert not klingon.has("button-next")


@pytest.mark.parametrize("language", languages())
def test_a_key_that_no_language_has_is_an_error(language: str) -> None:
    with pytest.raises(KeyError):
        texts_for(language)("there-is-none")


def test_a_variable_that_is_not_given_is_an_error() -> None:
    with pytest.raises(ValueError, match="paragraph"):
        texts_for(ENGLISH)("paragraph")


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_locale_gets_its_language_or_english(locale: str | None, language: str) -> None:
    assert texts_for(locale).language == language


@pytest.mark.parametrize(
    ("language", "size"),
    [("en", "12,345 characters"), ("de", "12.345 Zeichen"), ("es", "12.345 caracteres")],
)
def test_numbers_are_written_as_the_language_writes_them(language: str, size: str) -> None:
    assert texts_for(language)("story-size", count=12_345) == size
    assert "1 " in texts_for(language)("story-size", count=1)
    assert texts_for(language)("paragraph", number=12_345).endswith(" 12345")


def test_words_that_come_in_are_not_read_as_fluent_and_bring_no_marks() -> None:
    assert texts_for(ENGLISH)("answer-asked", question="{ help }") == "Asked: { help }"

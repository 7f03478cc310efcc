from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain import Heading, StoryDraft
from index.errors import LoadingError
from index.loading.limits import LoadingLimits
from index.loading.wire import (
    GarbledError,
    Request,
    drafts_of,
    lines_of,
    max_answer,
    refusal_line,
)

LIMITS = LoadingLimits(max_characters=1_000, max_files=3)
DRAFT = StoryDraft(
    name="snow",
    title="Snow “& more”",
    text="One\n\nIt snowed.\r\n\u2028Two\n\nIt \U0001f642 melted.",
    source="https://example.com/snow?a=b",
    language="pt-BR",
    author="Ana Á.",
    published=date(2024, 2, 29),
    headings=(Heading(0, 3, 1), Heading(18, 21, 2)),
)


def said(**changes: object) -> bytes:
    """What an honest process says of ``DRAFT``, with some of it changed."""
    (line,) = lines_of([DRAFT])
    return json.dumps(json.loads(line) | changes).encode() + b"\n"


@pytest.mark.parametrize(
    "draft", [DRAFT, StoryDraft("a", "A", "It snowed."), StoryDraft("a", "A", "x" * 1_000)]
)
def test_a_story_crosses_unchanged(draft: StoryDraft) -> None:
    assert drafts_of(b"".join(lines_of([draft, draft])), LIMITS) == (draft, draft)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_every_text_crosses_letter_for_letter(text: str) -> None:
    (line,) = lines_of([StoryDraft("a", "A", text)])
    assert len(line) < max_answer(LoadingLimits(max_characters=len(text)))
    assert drafts_of(line, LoadingLimits())[0].text == text


def test_a_refusal_crosses_with_what_it_names() -> None:
    error = LoadingError("a.pdf is locked; unlock it", reason="locked", pages=3, parts=("a", "b"))
    with pytest.raises(LoadingError) as caught:
        drafts_of(refusal_line(error), LIMITS)
    assert str(caught.value) == str(error)
    assert (caught.value.reason, caught.value.facts) == (error.reason, error.facts)


@pytest.mark.parametrize("filename", ["snow.txt", "Ö\n\0\ud800.pdf", "../../etc/passwd", ""])
def test_a_request_crosses_whatever_the_file_is_called(filename: str) -> None:
    request = Request(filename, None, LIMITS, article=True)
    line = request.line(17)
    assert line.count(b"\n") == 1
    assert Request.of_line(line) == (request, 17)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\n",
        b"null\n",
        b"[]\n",
        b'"words"\n',
        b"{}\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"text": ' * 100_000 + b"\n",
        b'{"name": ' + b"9" * 10_000 + b"}\n",
        said()[:-2],
        said()[:-2] + b"\n",
        said() + b"{}\n",
        said() * 4,
    ],
)
def test_an_answer_of_another_form_is_garbled(answer: bytes) -> None:
    with pytest.raises(GarbledError):
        drafts_of(answer, LIMITS)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", ""),
        ("name", None),
        ("name", 7),
        ("name", "two\nlines"),
        ("name", "x" * 301),
        ("title", "\u202eevil"),
        ("title", ["a"]),
        ("text", ""),
        ("text", None),
        ("text", {"a": 1}),
        ("text", "x" * 1_001),
        ("text", "half \ud800 of a pair"),
        ("text", "nothing \0 here"),
        ("source", "a\nb"),
        ("source", "x" * 4_001),
        ("language", "en; drop"),
        ("language", None),
        ("language", "x" * 301),
        ("author", 1.5),
        ("author", "half \udfff"),
        ("published", "yesterday"),
        ("published", 20240101),
        ("published", "2024-02-30"),
        ("headings", None),
        ("headings", {"0": 1}),
        ("headings", [[0, 3]]),
        ("headings", [[0, 3, 1, 1]]),
        ("headings", ["0-3"]),
        ("headings", [[0, 3, True]]),
        ("headings", [[0, 3.0, 1]]),
        ("headings", [[-1, 3, 1]]),
        ("headings", [[3, 3, 1]]),
        ("headings", [[3, 0, 1]]),
        ("headings", [[0, 10_000, 1]]),
        ("headings", [[0, 3, 0]]),
        ("headings", [[0, 3, 10]]),
        ("headings", [[0, 3, 1], [2, 5, 1]]),
        ("headings", [[18, 21, 1], [0, 3, 1]]),
    ],
)
def test_a_story_with_something_impossible_in_it_is_garbled(key: str, value: object) -> None:
    with pytest.raises(GarbledError):
        drafts_of(said(**{key: value}), LIMITS)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("refused", "two\nlines"),
        ("refused", 7),
        ("refused", "x" * 1_001),
        ("reason", "Two words"),
        ("reason", None),
        ("facts", []),
        ("facts", {"reason": "twice"}),
        ("facts", {"a b": "c"}),
        ("facts", {"a": 1.5}),
        ("facts", {"a": {"b": "c"}}),
        ("facts", {"a": 10**15}),
        ("facts", {"a": "two\nlines"}),
        ("facts", {f"f_{'x' * n}": n for n in range(11)}),
    ],
)
def test_a_refusal_with_something_impossible_in_it_is_garbled(key: str, value: object) -> None:
    honest = json.loads(refusal_line(LoadingError("a.pdf is locked; unlock it")))
    with pytest.raises(GarbledError):
        drafts_of(json.dumps(honest | {key: value}).encode() + b"\n", LIMITS)

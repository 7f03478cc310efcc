from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot import markdown

texts = st.text(st.characters(exclude_categories=["Cs"]))
markup = st.text(st.sampled_from("*_~`|[](){}<>@#:/\\-+.1!&\n ab😀"))

LITERALLY = [
    "**bold** *italic* __under__ ~~gone~~ `code` ||spoiler||",
    "# heading",
    "-# small",
    "> quoted",
    ">>> all quoted",
    "- item",
    "1. first",
    "[a link](https://example.org)",
    "see https://example.org or <https://example.org>",
    "<@123> <@&123> <#123> <t:1> <:a:1> </ask:1>",
    "@everyone @here",
    ":smile: and a\\*b",
]


@given(texts | markup)
@example("1. x\n2) y\n# z")
@example("\\")
def test_what_is_escaped_reads_as_it_was_written(text: str) -> None:
    assert markdown.plain(markdown.escape(text)) == text


@given(st.data(), (texts | markup).filter(bool))
def test_a_quote_block_reads_as_it_was_written_with_any_part_in_bold(
    data: st.DataObject, text: str
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    block = markdown.blockquote(text, (start, end))

    assert markdown.plain(block) == text
    assert all(line.startswith("> ") for line in block.split("\n"))


@given((texts | markup).filter(lambda text: "\n" not in text))
def test_a_heading_reads_as_it_was_written(text: str) -> None:
    assert markdown.plain(markdown.heading(text)) == text


@pytest.mark.parametrize("text", LITERALLY)
def test_markup_shows_literally(text: str) -> None:
    rendered = MarkdownIt("default", {"linkify": False}).parseInline(markdown.escape(text))

    children = rendered[0].children or []
    assert "".join(token.content for token in children) == text
    assert {token.type for token in children} <= {"text", "text_special"}


def test_bold_does_not_reach_across_lines() -> None:
    assert markdown.blockquote("one\ntwo\n\nthree", (0, 14)) == (
        "> **one**\n> **two**\n> \n> **three**"
    )

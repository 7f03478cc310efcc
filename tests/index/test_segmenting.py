from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain import SentenceKind
from index.segmenting import LONGEST_SENTENCE, is_furniture, outline


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in outline(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It will fail”, he said. Then he left.",
            ["“It will fail”, he said.", "Then he left."],
        ),
        (
            '"Is it you?" asked Mr. Brown. "Yes," said Dr. J. R. Smith.',
            ['"Is it you?" asked Mr. Brown.', '"Yes," said Dr. J. R. Smith.'],
        ),
        (
            "The U.S. Army moved. J. K. Rowling wrote it, e.g. in Fig. 3.",
            ["The U.S. Army moved.", "J. K. Rowling wrote it, e.g. in Fig. 3."],
        ),
        (
            "“Wait... what?” she said. Then… nothing.",
            ["“Wait... what?” she said.", "Then… nothing."],
        ),
        ("He paid $3.50. No. 5 was gone.", ["He paid $3.50.", "No. 5 was gone."]),
        ("She asked, “Will you?” and waited.", ["She asked, “Will you?” and waited."]),
        ("‘Come in.’ She came in.", ["‘Come in.’", "She came in."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_every_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    text = "First line ends here.\nSecond one. With two sentences.\n\nThird."
    found = outline(text)
    assert [text[p.start : p.end] for p in found.paragraphs] == [
        "First line ends here.",
        "Second one. With two sentences.",
        "Third.",
    ]
    assert [s.paragraph for s in found.sentences] == [1, 2, 2, 3]


def test_lines_wrapped_by_hand_are_one_paragraph_and_sentences_cross_them() -> None:
    text = "Once upon a time there was\na king who had three\nsons. He was old.\n\nOne day he died."
    assert sentences(text) == [
        "Once upon a time there was\na king who had three\nsons.",
        "He was old.",
        "One day he died.",
    ]
    assert len(outline(text).paragraphs) == 2


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: US Senators Threaten Turkey",
        "Read more",
        "Advertisement",
        "ADVERTISEMENT",
        "Sponsored content",
        "Article continues below",
        "Share this article",
        "Share on Facebook | Tweet | Email",
        "Follow us on Twitter",
        "Facebook · WhatsApp · Telegram",
        "Subscribe to our newsletter",
        "See also: The fall of the king",
        "Related stories",
        "WATCH: the launch",
        "https://example.org/story",
        "© 2019 Somebody",
        "All rights reserved.",
        "12 comments",
    ],
)
def test_lines_that_are_not_the_story_are_recognized(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read on, my son, said the king.",
        "He shared it with his brother.",
        "Share and share alike was their rule.",
        "Follow the path, she said, until you reach the mill.",
        "Sign up for the war, said he, and they all did.",
        "Save us!",
        "Like father, like son.",
        "The advertisement said nothing of wolves.",
        "He read more than was good for him.",
        "Comments were made, and he heard them.",
    ],
)
def test_sentences_that_only_look_like_links_stay_in_the_story(line: str) -> None:
    assert not is_furniture(line)


def test_furniture_stays_in_the_text_and_keeps_its_paragraph_number() -> None:
    text = "One.\nREAD MORE: other things\nTwo."
    found = outline(text)
    assert [(s.paragraph, s.kind) for s in found.sentences] == [
        (1, SentenceKind.STORY),
        (2, SentenceKind.FURNITURE),
        (3, SentenceKind.STORY),
    ]


def test_a_run_without_any_sentence_end_is_cut_at_spaces() -> None:
    text = "word " * 2_000
    found = sentences(text)
    assert all(len(sentence) <= LONGEST_SENTENCE for sentence in found)
    assert all(not sentence.startswith("ord") for sentence in found)
    assert " ".join(found) == text.strip()


@given(st.text(max_size=400))
def test_offsets_are_exact_ordered_and_inside_their_paragraph(text: str) -> None:
    found = outline(text)
    paragraphs = {p.number: p for p in found.paragraphs}
    end = 0
    for sentence in found.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        paragraph = paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
        assert found.paragraph_at(sentence.start) == sentence.paragraph
        end = sentence.end


@given(st.text(max_size=400))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text(alphabet="ab. \n", max_size=200), st.integers(0, 200), st.integers(1, 200))
def test_sentences_between_two_offsets_are_those_that_share_a_character(
    text: str, start: int, length: int
) -> None:
    found = outline(text)
    end = start + length
    expected = tuple(s for s in found.sentences if s.start < end and s.end > start)
    assert found.sentences_between(start, end) == expected

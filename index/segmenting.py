"""Text -> paragraphs and sentences, each with its exact offsets.

Sentence ends are found by Wikimedia's sentencex. Around it stand four rules of ours: what a
paragraph is, which lines are not the story, that a heading is never joined with what follows it,
and that no sentence is longer than a quote can be.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import sentencex

from index.domain import Paragraph, Sentence, SentenceKind

Span = tuple[int, int]
"""Start and end, as offsets into a text."""

LONGEST_SENTENCE = 2_000
"""Characters; a longer run without a sentence end is cut at a space."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\n")
_WRAPPED_WIDTH = 100
"""Characters; lines of hard-wrapped text (e-books, e-mails) stay below this."""

_PLATFORM = (
    r"(?:facebook|twitter|x|whatsapp|telegram|reddit|linkedin|instagram|pinterest|messenger|youtube"
    r"|google\ news|flipboard|bluesky|threads|mastodon|e-?mail|mail|print|copy\ link)"
)
_FURNITURE = re.compile(
    rf"""^\W*(?:
        (?:read|see|learn|find\ out)\s+(?:more|also|next)\s*(?:[:>»→]|\.{{3}}|…|$)
      | (?:read|see|learn|find\ out)\s+more\s+(?:at|on|about|here)\b.{{0,80}}$
      | (?:also|further|related)\s+(?:read|reading|articles?|stories|news|posts?|topics?)
        \s*(?:[:>»→]|$)
      | recommended(?:\s+for\s+you)?\s*:?\s*$
      | advertisements?\W*$ | advertising\W*$ | sponsored(?:\s+content)?\W*$
      | (?:ad|article|story)\s+continues\s+(?:below|after).{{0,60}}$
      | (?:continue|keep)\s+reading\b.{{0,60}}$
      | share\W*$
      | (?:share|tweet|pin|e-?mail|print|save)\s+this(?:\s+(?:article|story|post|page))?\b.{{0,40}}$
      | (?:share|follow|like|find|join)\s+(?:us\s+|it\s+)?(?:on|via)\s+{_PLATFORM}\b.{{0,80}}$
      | (?:share\W+)?{_PLATFORM}(?:\W+(?:and\s+)?{_PLATFORM})+\W*$
      | (?:sign\s+up|subscribe|register|log\s+in)\b.{{0,60}}
        \b(?:newsletter|updates|alerts|notifications|account|channel|inbox|for\ free|to\ comment)\b
        .{{0,60}}$
      | (?:click|tap)\s+here\b.{{0,80}}$
      | (?:photo|image)s?\s*(?:credits?|by|courtesy(?:\s+of)?)?\s*[:©][^.!?]{{0,80}}$
      | ©.{{0,120}}$ | copyright\s+(?:©|\(c\)|\d{{4}}).{{0,120}}$ | all\s+rights\s+reserved\W*$
      | (?:https?://|www\.)\S+$
      | \d+\s+(?:comments?|shares?|likes?)\W*$ | (?:leave\s+a\s+)?comments?\s*\(?\d*\)?\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SHOUTED_LINK = re.compile(
    r"^\W*(?:WATCH|VIDEO|LISTEN|PHOTOS?|GALLERY|RELATED|SEE ALSO|MORE)\s*[:>|]"
)
_HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Outline:
    """The paragraphs and sentences of one text, in order; sentences do not overlap."""

    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def paragraph_at(self, offset: int) -> int:
        """The number (from 1) of the paragraph that ``offset`` stands in or after."""
        return max(1, bisect_right(self._paragraph_starts, offset))

    def positions_between(self, start: int, end: int) -> range:
        """Which of ``sentences`` share a character with ``start:end``."""
        first = max(0, bisect_right(self._sentence_starts, start) - 1)
        if first < len(self.sentences) and self.sentences[first].end <= start:
            first += 1
        return range(first, max(first, bisect_left(self._sentence_starts, end)))

    def sentences_between(self, start: int, end: int) -> tuple[Sentence, ...]:
        """The sentences that share a character with ``start:end``."""
        return tuple(self.sentences[position] for position in self.positions_between(start, end))


def outline(text: str, language: str = "en", headings: Sequence[Span] = ()) -> Outline:
    """Find the paragraphs and sentences of a text.

    Args:
        text: the text.
        language: an ISO 639-1 code.
        headings: ascending and apart; each is a paragraph and a sentence of its own.
    """
    paragraphs = paragraphs_of(text, headings)
    titles = frozenset(start for start, _ in _trimmed_all(text, headings))
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        if paragraph.start in titles:
            start, end, number = paragraph.start, paragraph.end, paragraph.number
            sentences.append(Sentence(start, end, number, SentenceKind.HEADING))
        else:
            sentences.extend(_sentences(text, paragraph, language))
    return Outline(paragraphs, tuple(sentences))


def paragraphs_of(text: str, headings: Sequence[Span] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs of a text alone; ``headings`` as those of ``outline``."""
    return tuple(
        Paragraph(number, start, end)
        for number, (start, end) in enumerate(_paragraph_spans(text, headings), start=1)
    )


def is_furniture(line: str) -> bool:
    """Whether a line stands in the file without being part of the story."""
    line = line.strip()
    return bool(_FURNITURE.match(line) or _SHOUTED_LINK.match(line))


def _paragraph_spans(text: str, headings: Sequence[Span]) -> Iterator[Span]:
    """The headings, and what stands between them."""
    position = 0
    for start, end in headings:
        yield from _blocks(text, position, start)
        yield from _trimmed(text, start, end)
        position = end
    yield from _blocks(text, position, len(text))


def _blocks(text: str, first: int, last: int) -> Iterator[Span]:
    """Blocks between blank lines where lines are wrapped by hand; else every line is one."""
    for start, end in _split(text, first, last, _BLANK_LINE):
        block = text[start:end]
        if _is_wrapped(block):
            yield start, end
        else:
            yield from _split(text, start, end, _LINE_BREAK)


def _is_wrapped(block: str) -> bool:
    lines = block.split("\n")
    if len(lines) < 2 or max(map(len, lines)) > _WRAPPED_WIDTH:
        return False
    # A wrapped line goes on in the next one; a line that is a paragraph of its own ends itself.
    flowing = sum(
        1
        for line, following in pairwise(lines)
        if not line.rstrip().endswith((".", "!", "?", ":", "”", '"', "’", "'", "…"))
        and not is_furniture(line)
        and not is_furniture(following)
    )
    return 2 * flowing >= len(lines) - 1


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Span]:
    """The parts of ``text[start:end]`` between separators, trimmed, without empty ones."""
    position = start
    for match in separator.finditer(text, start, end):
        yield from _trimmed(text, position, match.start())
        position = match.end()
    yield from _trimmed(text, position, end)


def _trimmed_all(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    for start, end in spans:
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end = start + len(part.strip())
    if start < end:
        yield start, end


def _sentences(text: str, paragraph: Paragraph, language: str) -> Iterator[Sentence]:
    block = text[paragraph.start : paragraph.end]
    if is_furniture(block):
        yield Sentence(paragraph.start, paragraph.end, paragraph.number, SentenceKind.FURNITURE)
        return
    # sentencex takes an empty line for an end and a line break for nothing; wrapped text has
    # none of the former inside a paragraph, and both are one character, so offsets stay.
    for found in sentencex.get_sentence_boundaries(language, block.replace("\n", " ")):
        first, last = found["start_index"], found["end_index"]
        for start, end in _trimmed(text, paragraph.start + first, paragraph.start + last):
            for piece_start, piece_end in _pieces(text, start, end):
                has_word = _HAS_WORD.search(text, piece_start, piece_end)
                kind = SentenceKind.STORY if has_word else SentenceKind.FURNITURE
                yield Sentence(piece_start, piece_end, paragraph.number, kind)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = space if space > 0 else start + LONGEST_SENTENCE
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)

"""A quote -> what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.domain import Direction, Quote, Sentence, SentenceKind
from index.story_text import StoryText

_READ_ON = 600
"""Characters that reading on shows at least, sentence by sentence, where there are as many."""
_WIDER = 300
"""Characters that a wider quote has more on each side at least, where there are as many."""
_BREAK = re.compile(
    r"\n[^\S\n]*\n[^\S\n]*\n\s*|^[^\S\n]*(?:[^\w\s][^\S\n]*){1,12}$\s*", re.MULTILINE
)
"""What parts two scenes: more than one empty line, or a line without any word, such as "***"."""


def surrounding(text: StoryText, quote: Quote, direction: Direction) -> Quote | None:
    """What stands before or after a quote, around it, or at the start of its scene.

    None where there is nothing more that way, and for a quote that goes beyond the text's end.
    """
    if quote.end > len(text.story.text):
        return None
    if direction is Direction.WIDER:
        return _wider(text, quote)
    if direction is Direction.SCENE:
        start = scene_start(text, quote.start)
        run = list(_run((s for s in text.outline.sentences if s.start >= start), _READ_ON))
    else:
        run = _beside(text, quote, direction, _READ_ON)
    return text.quote(run[0].start, run[-1].end) if run else None


def scene_start(text: StoryText, offset: int) -> int:
    """Where the scene begins in which ``offset`` stands.

    Scenes are parted by chapters, by more than one empty line, and by lines without words.
    """
    starts = [chapter.start for chapter in text.chapters]
    starts += [match.end() for match in _BREAK.finditer(text.story.text)]
    return max((start for start in starts if start <= offset), default=0)


def _wider(text: StoryText, quote: Quote) -> Quote | None:
    before = _beside(text, quote, Direction.PREVIOUS, _WIDER)
    after = _beside(text, quote, Direction.NEXT, _WIDER)
    start = before[0].start if before else quote.start
    end = after[-1].end if after else quote.end
    if (start, end) == (quote.start, quote.end):
        return None
    return text.quote(start, end, quote.highlight)


def _beside(text: StoryText, quote: Quote, direction: Direction, least: int) -> list[Sentence]:
    sentences = text.outline.sentences
    if direction is Direction.NEXT:
        return list(_run((s for s in sentences if s.start >= quote.end), least))
    return list(_run((s for s in reversed(sentences) if s.end <= quote.start), least))[::-1]


def _run(sentences: Iterable[Sentence], least: int) -> Iterator[Sentence]:
    """The first unbroken run of the story's sentences with at least so many characters."""
    characters = 0
    for sentence in sentences:
        if sentence.kind is not SentenceKind.STORY:
            if characters:
                return
            continue
        yield sentence
        characters += sentence.end - sentence.start
        if characters >= least:
            return

"""The words of a story, with what a name can be told by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.domain import SentenceKind
from index.story_text import StoryText

_WORD = re.compile(
    r"(?:St|Mr|Mrs|Ms|Dr|Prof|Rev|Jr|Sr|Inc|Corp|Ltd)\.(?=\s)|(?:[^\W\d_]\.)+(?![^\W_])"
    r"|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*(?:[-'’.][^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*)*"
)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_OPENS = re.compile(r"[\"“‘„«:!?.;—(\[]|--|(?:^|\s)'")
_UNJOINED = str.maketrans("ıłøđðħŧ’", "iloddht'")
"""Letters that Unicode does not take apart into a letter and its mark, but readers do."""


@dataclass(frozen=True, slots=True)
class Token:
    """The word ``text[start:end]`` of a story, a possessive ending left out."""

    start: int
    end: int
    word: str
    low: str
    capital: bool
    possessive: bool
    """An ending "'s" follows."""
    opens: bool
    """It begins a sentence or a quotation, where any word has a capital."""
    joined: bool
    """Only space stands between it and the word before, in the same sentence."""
    sentence: int


@dataclass(frozen=True)
class Words:
    """All words of a story's sentences; lines that are not the story have none."""

    text: StoryText
    tokens: tuple[Token, ...]

    @cached_property
    def lower(self) -> frozenset[str]:
        """The words that the story writes without a capital somewhere."""
        return frozenset(token.word for token in self.tokens if not token.capital)

    @cached_property
    def capital_inside(self) -> frozenset[str]:
        """The words that the story writes with a capital where that is no matter of course."""
        return frozenset(token.word for token in self.tokens if token.capital and not token.opens)

    def slice(self, first: int, last: int) -> str:
        """The story's words from token ``first`` to token ``last``, exclusive."""
        return self.text.story.text[self.tokens[first].start : self.tokens[last - 1].end]

    def joined(self, first: int, last: int) -> bool:
        """Whether nothing but space stands between the tokens ``first`` to ``last``, exclusive."""
        return all(token.joined for token in self.tokens[first + 1 : last])


def words_of(text: StoryText) -> Words:
    """Take a story apart."""
    return Words(text, tuple(_tokens(text)))


def plain(words: str) -> str:
    """In one case, without accents, each space one."""
    taken_apart = unicodedata.normalize("NFKD", " ".join(words.casefold().split()))
    letters = "".join(mark for mark in taken_apart if not unicodedata.combining(mark))
    return letters.translate(_UNJOINED)


def _tokens(text: StoryText) -> Iterator[Token]:
    story = text.story.text
    for number, sentence in enumerate(text.outline.sentences):
        if sentence.kind is not SentenceKind.STORY:
            continue
        before = sentence.start
        for match in _WORD.finditer(story, sentence.start, sentence.end):
            start, end = match.span()
            gap = story[before:start]
            ending = _POSSESSIVE.search(story, start, end)
            opens = before == sentence.start or _OPENS.search(gap) is not None
            joined = before != sentence.start and gap.isspace()
            before = end
            if ending:
                end = ending.start()
            word = story[start:end]
            low = word.lower().replace("’", "'")
            yield Token(
                start, end, word, low, word[0].isupper(), ending is not None, opens, joined, number
            )

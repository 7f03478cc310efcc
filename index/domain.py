"""What the program talks about: stories, sentences, passages, quotes, answers.

Everything here is frozen and built from the standard library only. Offsets count characters
(Unicode code points) of ``Story.text``, which once it is stored only ever grows at its end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class SentenceKind(StrEnum):
    """Whether a sentence belongs to the story or merely stands in its file."""

    STORY = "story"
    FURNITURE = "furniture"
    """A link, an advertisement, a share button: kept in the text, never an answer."""
    HEADING = "heading"
    """Names the part of the story that follows; never an answer, and no paragraph of it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence ``text[start:end]`` of a story, in paragraph ``paragraph`` (from 1)."""

    start: int
    end: int
    paragraph: int
    kind: SentenceKind = SentenceKind.STORY


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The paragraph ``text[start:end]`` of a story; ``number`` counts from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading ``text[start:end]`` of a story, as its file's format marks it."""

    start: int
    end: int
    level: int
    """From 1, the topmost."""


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A text that was loaded and checked, and is not in a library yet."""

    name: str
    title: str
    text: str = field(repr=False)
    source: str | None = None
    """Where it comes from; of a web page its address."""
    language: str = "en"
    author: str | None = None
    published: date | None = None
    headings: tuple[Heading, ...] = field(default=(), repr=False)
    """In the order of the text; empty where the format knows none."""


@dataclass(frozen=True, slots=True)
class Story:
    """One text in a library. ``id`` is unique in its library and is never used again.

    A text may grow at its end, when a chapter is appended; any other change makes a new story
    of it, and the old one stays readable as an earlier version.
    """

    id: int
    name: str
    title: str
    text: str = field(repr=False)
    source: str | None
    language: str
    added_at: datetime
    author: str | None = None
    published: date | None = None
    headings: tuple[Heading, ...] = field(default=(), repr=False)
    replaced_by: int | None = None
    """The id of the newer version, if this is an earlier one."""


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story as a list shows it, without its text."""

    id: int
    name: str
    title: str
    source: str | None
    language: str
    added_at: datetime
    characters: int
    passages: int
    author: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences that is embedded as one: ``text[start:end]`` of its story.

    ``context`` was embedded in front of it and is never quoted.
    """

    id: int
    story_id: int
    start: int
    end: int
    context: str = ""


@dataclass(frozen=True, slots=True)
class ChapterPlace:
    """The place of a paragraph in its chapter."""

    number: int | None
    """The chapter's; None where it has none, as a prologue among numbered chapters."""
    heading: str
    """As it is written, on one line: "Chapter 3: The Lighthouse"."""
    paragraph: int
    """From 1, headings not counted; 0 in a heading that no paragraph stands before."""
    name: str | None = None
    """What the heading says beside the number: "The Lighthouse"; None where that is nothing."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a story that is shown. Its words are derived, so they cannot be wrong.

    Raises:
        ValueError: the span is empty or leaves the story, or the highlight leaves the span.
    """

    story: Story
    start: int
    end: int
    paragraph: int
    """Of the whole story, from 1."""
    highlight: tuple[int, int] | None = None
    """The answer's words, as offsets into the story."""
    chapter: ChapterPlace | None = None
    """Where its beginning stands in its chapter; None where it is in none."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.story.text):
            raise ValueError(f"the span {self.start}:{self.end} is not in the story")
        if self.highlight is not None:
            first, last = self.highlight
            if not self.start <= first < last <= self.end:
                raise ValueError(f"the highlight {first}:{last} is not in {self.start}:{self.end}")

    @property
    def text(self) -> str:
        """The quoted words, sliced from the story."""
        return self.story.text[self.start : self.end]

    @property
    def highlighted(self) -> str | None:
        """The highlighted words, sliced from the story."""
        if self.highlight is None:
            return None
        return self.story.text[self.highlight[0] : self.highlight[1]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. Ranks count from 1; None where that engine did not find it."""

    passage: Passage
    score: float
    """The fused score in 0..1; higher is better, for every engine."""
    similarity: float
    """Cosine of question and passage, in -1..1."""
    vector_rank: int | None
    keyword_rank: int | None


class Sureness(StrEnum):
    """How sure an answer is, in the words that people see."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a library says to a question: quotes that answer it, or only the nearest ones."""

    question: str
    confidence: float
    """In 0..1: the estimated chance that the first quote answers the question."""
    sureness: Sureness
    quotes: tuple[Quote, ...] = ()
    """One to three quotes, the best first; empty when the story does not say."""
    nearest: tuple[Quote, ...] = ()
    """The nearest quotes of a refusal; empty when an answer was found."""
    more: tuple[Quote, ...] = ()
    """Further passages that were found, the best first."""
    understood: str | None = None
    """What a follow-up was taken to ask, in full; None for a question that stands alone."""
    also: tuple[Story, ...] = ()
    """Other stories that answer about as well, the best first; the quotes are of one story."""

    @property
    def found(self) -> bool:
        """Whether the story answers the question."""
        return bool(self.quotes)

    @property
    def text(self) -> str | None:
        """The answer's words: the first quote's highlight, or all of that quote."""
        if not self.quotes:
            return None
        return self.quotes[0].highlighted or self.quotes[0].text


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """What became of one passage that was found for a question."""

    hit: Hit
    quote: Quote
    """The passage; its highlight is the likeliest answer in it, if it has any."""
    margin: float | None
    """The reader's score of that answer above "no answer", in nats; None without a reader."""
    chance: float
    """In 0..1: the estimated chance that the answer in this passage is right."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer, or a refusal, came about."""

    answer: Answer
    passages: tuple[ReadPassage, ...]
    """All that were found, in their order."""
    answerable: float
    """In 0..1: the estimated chance that the passages answer the question at all."""
    gate: str
    """Which threshold decided, in one sentence."""
    unread: int = 0
    """How many of the passages were not read, since those read before answer clearly."""


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A quote found by its words. ``exact`` when the words stand in it letter for letter."""

    quote: Quote
    exact: bool
    score: float
    """In 0..1; 1 for an exact match."""


class SummaryLength(StrEnum):
    """How much of a story a summary shows."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Summary:
    """A story's own sentences, chosen to cover it, in story order."""

    story: Story
    length: SummaryLength
    lines: tuple[Quote, ...]


class Direction(StrEnum):
    """Which way to read on from a quote."""

    PREVIOUS = "previous"
    NEXT = "next"
    WIDER = "wider"
    """The quote with what stands before and after it."""
    SCENE = "scene"
    """From the start of the quote's scene."""

"""What people see: answers, passages and lists as pages within Discord's limits (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bot import crediting, limits, markdown, offering, places, whereabouts
from bot.pages import Block, Button, Page, Shown, Weight, displays, size
from bot.shortening import quoted
from bot.texts import Texts
from bot.told import HELPED, SHARE, WRONG, Told
from index import Answer, Direction, Quote, QuoteMatch, Story, StoryEntry

_FOUND = 0x2D7D46
_REFUSED = 0x80848E
_PASSAGE = 0x5865F2

_AROUND = {
    Direction.PREVIOUS: "button-previous",
    Direction.NEXT: "button-next",
    Direction.WIDER: "button-wider",
    Direction.SCENE: "button-scene",
}
_LENGTH_OF_TITLE = 80
_LENGTH_OF_QUESTION = 200
_WORDS = 400
_FIRST_QUOTE = 1000
_ALL_QUOTES = 2400
"""Code units for all further quotes of a page together; titles and labels take the rest."""

_QUOTES = 30
"""Quotes of one page; each is a component of its own."""
_CLOSING = 40
"""Code units kept for the line that says how much is left."""
MESSAGES = 3
"""Messages that one reply may have."""


def answer(
    say: Texts,
    found: Answer,
    *,
    asked: bool = False,
    private: bool = False,
    shielded: bool = False,
) -> Page:
    """An answer with its quotes, or the refusal with the nearest ones.

    Args:
        say: the texts.
        found: the answer.
        asked: whether to add the question, for replies that do not stand below it.
        private: whether one member sees it only, who may then share it.
        shielded: whether the answer may stand beyond what may be read.
    """
    sections = _answer_sections(say, found) if found.found else _refusal_sections(say, found)
    notes = []
    if found.also:
        stories = (found.quotes[0].story, *found.also)
        notes.append(offering.line(say, [title_of(story) for story in stories]))
    if shielded and not found.found:
        notes.append(f"-# {say('answer-beyond')}")
    if found.understood:
        understood = limits.one_line(found.understood, _LENGTH_OF_QUESTION)
        notes.append(f"-# {say('answer-understood', question=markdown.escape(understood))}")
    question = limits.one_line(found.question, _LENGTH_OF_QUESTION)
    # Whoever chooses another story, after a restart too, asks it what stands here.
    if (asked or found.also) and question:
        notes.append(f"-# {say('answer-asked', question=markdown.escape(question))}")
    if notes:
        sections.append(tuple(notes))
    around = reading_on(say, found.quotes[0]) if found.found else ()
    return Page(
        tuple(sections),
        (*around, *_more(say, found.more)),
        _FOUND if found.found else _REFUSED,
        rows=(_below(say, found, share=private), *offering.rows(say, found)),
    )


def asked(say: Texts, question: str) -> Page:
    """What stands in the channel where a command is answered in a thread."""
    line = markdown.escape(limits.one_line(question, _LENGTH_OF_QUESTION))
    return Page(((f"**{say('answer-asked', question=line)}**", say("thread-opening")),))


def shared(say: Texts, found: Answer, question: str, member: str) -> Page:
    """A private answer that its asker shares with the channel.

    Args:
        say: the texts.
        found: the answer.
        question: as a line of the private answer repeats it, in markdown; may be empty.
        member: a mention of who shares it.
    """
    sections = _answer_sections(say, found) if found.found else _refusal_sections(say, found)
    credit = f"-# {say('answer-shared', member=member)}"
    sections.append((credit, question) if question else (credit,))
    around = reading_on(say, found.quotes[0]) if found.found else ()
    accent = _FOUND if found.found else _REFUSED
    return Page(tuple(sections), around, accent, rows=(_below(say, found, share=False),))


def matches(say: Texts, found: Sequence[QuoteMatch]) -> Page:
    """The passages closest to some words, exact ones first."""
    if not found:
        return notice(say("matches-none"))
    each = _share(len(found))
    sections = [
        (f"**{_kind(say, match)}**", *quoted(match.quote, each), _place(say, match.quote))
        for match in found
    ]
    return Page(tuple(sections), reading_on(say, found[0].quote), _PASSAGE)


def passage(say: Texts, quote: Quote) -> Page:
    """One passage to read on from."""
    section = (*quoted(quote, _ALL_QUOTES), _place(say, quote))
    return Page((section,), reading_on(say, quote), _PASSAGE, rows=((_here(say, quote),),))


def further(say: Texts, quote: Quote, places_: Sequence[places.Place], at: int) -> Page:
    """One of the further passages that were found for a question.

    Args:
        say: the texts.
        quote: the passage.
        places_: all of them.
        at: which of them this is.
    """
    title = f"**{say('more-found', number=at + 1, count=len(places_))}**"
    turns = [
        Button(say(key), custom_id)
        for key, other in (("button-match-before", at - 1), ("button-match-next", at + 1))
        if 0 <= other < len(places_) and (custom_id := places.more_id(places_, other))
    ]
    section = (title, *quoted(quote, _ALL_QUOTES), _place(say, quote))
    rows = (reading_on(say, quote), (_here(say, quote),))
    return Page((section,), tuple(turns), _PASSAGE, rows=rows)


def stories(say: Texts, entries: Sequence[StoryEntry]) -> tuple[Page, ...]:
    """The list of stories, on as many pages as a reply may have."""
    if not entries:
        return (notice(say("stories-none")),)
    lines = [_entry(say, entry) for entry in entries]
    count = f"**{say('stories-count', count=len(lines))}**"
    pages, _ = filled(say, count, [(line,) for line in lines], MESSAGES)
    return pages


def filled(
    say: Texts, title: str, groups: Sequence[tuple[Block, ...]], pages: int
) -> tuple[tuple[Page, ...], int]:
    """Groups of blocks below a title on at most ``pages`` pages, and how many found no room."""
    columns: list[list[tuple[Block, ...]]] = [[(title,)]]
    room = limits.MESSAGE - limits.units(title) - _CLOSING
    placed = 0
    for group in groups:
        length = sum(size(block) + 1 for block in group)
        quotes = sum(_quotes(other) for other in columns[-1]) + _quotes(group)
        if length > room or quotes > _QUOTES:
            if len(columns) == pages:
                break
            columns.append([()])
            room = limits.MESSAGE - _CLOSING
        columns[-1].append(group)
        room -= length
        placed += 1
    rest = len(groups) - placed
    if rest:
        columns[-1].append((f"-# {say('list-more', count=rest)}",))
    return tuple(Page(_parted(column), (), _PASSAGE) for column in columns), rest


def _parted(column: Sequence[tuple[Block, ...]]) -> tuple[tuple[Block, ...], ...]:
    """Groups with lines between them, where they have several blocks and Discord has room."""
    head, *groups = column
    together = (*head, *chain.from_iterable(groups))
    if all(len(group) == 1 for group in groups):
        return (together,)
    first, *others = groups
    apart = tuple(section for section in column if section)
    for sections in (apart, ((*head, *first), *others)):
        texts = sum(len(displays(section)) for section in sections)
        # The container and a file take a component each.
        if texts + len(sections) + 1 <= limits.COMPONENTS:
            return sections
    return (together,)


def notice(text: str) -> Page:
    """One sentence of the bot's own, in markdown."""
    return Page(((text,),), (), _REFUSED)


def help_page(say: Texts) -> Page:
    """What the bot does and how to ask."""
    return Page(((say("help"),),), (), _PASSAGE)


def title_of(story: Story | StoryEntry) -> str:
    """A story's title on one line, in markdown."""
    title = story.title.strip() or story.name
    return markdown.escape(limits.one_line(title, _LENGTH_OF_TITLE))


def _answer_sections(say: Texts, found: Answer) -> list[tuple[Block, ...]]:
    first, *others = found.quotes
    place = f"{_place(say, first)} · **{say('sureness', sureness=found.sureness)}**"
    sections = [(*_answer_words(first), *quoted(first, _FIRST_QUOTE), place)]
    sections += _sections(say, others, _ALL_QUOTES - _FIRST_QUOTE)
    return crediting.credited(say, first.story, sections)


def _refusal_sections(say: Texts, found: Answer) -> list[tuple[Block, ...]]:
    sections: list[tuple[Block, ...]] = [(f"### {say('answer-refusal')}",)]
    if found.nearest:
        sections[0] = (*sections[0], f"**{say('answer-nearest')}**")
        sections += _sections(say, found.nearest, _ALL_QUOTES)
    return sections


def _answer_words(quote: Quote) -> tuple[Block, ...]:
    """The answer's words above their sentence, unless they are all of it."""
    if quote.highlight is None or quote.highlighted in {None, quote.text}:
        return ()
    start, end = quote.highlight
    text = quote.story.text[:end]
    if "\n" in text[start:]:
        return ()
    cut = limits.longest(
        text, start, lambda at: limits.units(markdown.heading(text[start:at])) <= _WORDS
    )
    shown = Shown(quote.story.id, start, cut, markdown.heading(text[start:cut]))
    return (shown,) if cut == end else (shown, limits.ELLIPSIS)


def _sections(say: Texts, quotes: Sequence[Quote], room: int) -> list[tuple[Block, ...]]:
    each = _share(len(quotes), room)
    return [(*quoted(quote, each), _place(say, quote)) for quote in quotes]


def _share(count: int, room: int = _ALL_QUOTES) -> int:
    return min(_FIRST_QUOTE, room // max(count, 1))


def _place(say: Texts, quote: Quote) -> str:
    return f"-# {title_of(quote.story)} · {whereabouts.place(say, quote)}"


def _kind(say: Texts, match: QuoteMatch) -> str:
    return say("matches-exact") if match.exact else say("matches-close")


def _entry(say: Texts, entry: StoryEntry) -> str:
    name = markdown.escape(limits.one_line(entry.name, _LENGTH_OF_TITLE))
    length = say("story-size", count=entry.characters)
    line = f"**{title_of(entry)}** · {name} · {length}"
    credit = crediting.credit(say, entry)
    return f"{line}\n-# {credit}" if credit else line


def reading_on(say: Texts, quote: Quote) -> tuple[Button, ...]:
    """The buttons that show what stands around a quote."""
    place = places.Place.of(quote)
    return tuple(
        Button(say(key), places.neighbour_id(place, direction))
        for direction, key in _AROUND.items()
    )


def _below(say: Texts, found: Answer, *, share: bool) -> tuple[Button, ...]:
    """The buttons by which members share and judge an answer, or have read up to it."""
    told = Told.of(found)
    judged = (
        Button(say("button-helped"), told.encode(HELPED)),
        Button(say("button-wrong"), told.encode(WRONG)),
    )
    here = tuple(_here(say, quote) for quote in found.quotes[:1])
    if not share:
        return (*judged, *here)
    return (Button(say("button-share"), told.encode(SHARE), Weight.MAIN), *judged, *here)


def _here(say: Texts, quote: Quote) -> Button:
    return Button(say("button-here"), places.here_id(places.Place.of(quote)))


def _more(say: Texts, quotes: Sequence[Quote]) -> tuple[Button, ...]:
    custom_id = places.more_id([places.Place.of(quote) for quote in quotes])
    return (Button(say("button-more"), custom_id),) if custom_id else ()


def _quotes(blocks: Sequence[Block]) -> int:
    return sum(isinstance(block, Shown) for block in blocks)

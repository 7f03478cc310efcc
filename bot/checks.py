"""Is this in the story? What a check shows, and the form that asks about a message."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord

from bot import limits, markdown, rendering, whereabouts
from bot.actions import Actions, Used, form_id
from bot.desk import Desk
from bot.errors import PlainError
from bot.inquiries import Inquiries, Inquiry
from bot.numbers import base36
from bot.pages import Block, Field, Form, Page
from bot.places import Place
from bot.replies import CommandReply
from bot.shortening import quoted
from bot.talks import Seat, Spoken, Talk
from bot.texts import Texts
from bot.told import Told
from bot.visits import Visit, Visitor
from index import ChangeKind, CheckedWords, Quote, Standing, StoryIndexError, WordWarning

if TYPE_CHECKING:
    from index import WordChange

ABOUT = "about"
"""The form's action."""
_QUESTION = "question"
_LONGEST_QUESTION = 1_000

_ACCENTS = {Standing.EXACT: 0x2D7D46, Standing.NEARLY: 0xC27C0E, Standing.NOT_FOUND: 0x80848E}
# Code units; with four differences and four warnings all of it fits into one message.
_QUOTE = 800
_STORY_SIDE = 200
_MESSAGE_SIDE = 120
_WARNED = 60
_MOST = 4
"""Differences, and warnings, that are shown."""
_AROUND = 3
"""Words of the story on either side of a difference."""

_KEPT = 500
"""Forms whose messages are remembered; the one opened first is forgotten first."""
_PATIENCE_SECONDS = 1.5
"""How long a form waits for its message to be found; Discord waits three seconds."""


class NoWordsError(PlainError):
    """A message of pictures only, or whose words Discord keeps back."""

    def __init__(self) -> None:
        super().__init__("error-message-without-words")


def words_of(message: discord.Message) -> str:
    """What is checked of a message: its text; of a page of the bot's, its first quote.

    Raises:
        NoWordsError: there is neither a letter nor a digit in it.
    """
    words = message.content or _displayed([*_displays(message.components)])
    if not any(character.isalnum() for character in words):
        raise NoWordsError
    return words


def _displayed(texts: Sequence[str]) -> str:
    for text in texts:
        quote = [line for line in text.split("\n") if line.startswith("> ")]
        if quote:
            return markdown.plain("\n".join(quote))
    return "\n".join(texts)


def _displays(components: Sequence[Any]) -> Iterator[str]:
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        yield from _displays(getattr(component, "children", ()))


def page(say: Texts, checked: CheckedWords, *, own: bool, shielded: bool) -> Page:
    """Whether words are in the story, what differs, and the place.

    Args:
        say: the texts.
        checked: what came of it.
        own: whether the words are the member's own, not a message's.
        shielded: whether the words may stand beyond what may be read.
    """
    whose = "own" if own else "message"
    head: list[Block] = [f"### {say('check-heading', standing=_name(checked.standing))}"]
    if checked.standing is Standing.EXACT:
        head += [say("check-differs", difference=one) for one in checked.differs_in]
    head += [_warning(say, warning, whose) for warning in checked.warnings[:_MOST]]
    sections: list[tuple[Block, ...]] = [tuple(head)]
    if checked.standing is Standing.NEARLY:
        sections += _differences(say, checked, whose)
    if checked.quote is not None:
        sections.append(_quote(say, checked, checked.quote))
    sections.append(tuple(_notes(say, checked, shielded=shielded)))
    around = () if checked.quote is None else rendering.reading_on(say, checked.quote)
    return Page(tuple(sections), around, _ACCENTS[checked.standing])


def _name(value: str) -> str:
    """A value as the variant of a text."""
    return str(value).replace(" ", "-")


def _quote(say: Texts, checked: CheckedWords, quote: Quote) -> tuple[Block, ...]:
    found = checked.standing is not Standing.NOT_FOUND
    title = rendering.title_of(quote.story)
    place = f"-# {title} · {whereabouts.place(say, quote)}"
    label = say("check-place") if found else say("check-nearest")
    return (f"**{label}**", *quoted(quote, _QUOTE), place)


def _notes(say: Texts, checked: CheckedWords, *, shielded: bool) -> Iterator[str]:
    yield f"-# {say('check-checked', words=_line(checked.words, _MESSAGE_SIDE))}"
    if checked.attributed:
        yield f"-# {say('check-attributed', name=_line(checked.attributed, _WARNED))}"
    if shielded and checked.standing is not Standing.EXACT:
        yield f"-# {say('check-beyond')}"


def _warning(say: Texts, warning: WordWarning, whose: str) -> str:
    sides = [f"**{say('check-careful', kind=_name(warning.kind))}**"]
    for side, words in ((whose, warning.message), ("story", warning.story)):
        if words:
            sides.append(say("check-has", whose=side, words=_line(words, _WARNED)))
        else:
            sides.append(say("check-has-nothing", whose=side))
    return " ".join(sides)


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that differ, between words that do not."""

    message: str
    """The message's words, which may be none."""
    story: tuple[int, int] | None
    """The story's words, if it has others or more."""
    before: tuple[int, int] | None
    """The same words before and behind it, as offsets of the story."""
    after: tuple[int, int] | None


def _runs(changes: Sequence[WordChange]) -> Iterator[_Run]:
    kept = (ChangeKind.SAME, ChangeKind.ELIDED)
    at = 0
    while at < len(changes):
        end = at
        while end < len(changes) and changes[end].kind not in kept:
            end += 1
        if end > at:
            run = changes[at:end]
            spans = [change.place for change in run if change.place is not None]
            yield _Run(
                " ".join(change.words for change in run if change.kind is ChangeKind.MISSING),
                (spans[0][0], spans[-1][1]) if spans else None,
                changes[at - 1].place if at else None,
                changes[end].place if end < len(changes) else None,
            )
        at = end + 1


def _differences(say: Texts, checked: CheckedWords, whose: str) -> Iterator[tuple[Block, ...]]:
    """What differs, side by side in words: marks alone are not read aloud."""
    runs = [*_runs(checked.changes)]
    assert checked.quote is not None, "what nearly stands there stands somewhere"  # noqa: S101
    blocks: list[Block] = [f"**{say('check-differences')}**"]
    for run in runs[:_MOST]:
        side = f"~~{_line(run.message, _MESSAGE_SIDE)}~~" if run.message else say("check-nothing")
        blocks.append(say("check-side", whose=whose, words=markdown.Markdown(side)))
        blocks += _story_side(say, checked.quote, run)
    if len(runs) > _MOST:
        blocks.append(f"-# {say('list-more', count=len(runs) - _MOST)}")
    if runs:
        yield tuple(blocks)


def _story_side(say: Texts, quote: Quote, run: _Run) -> Iterator[Block]:
    text = quote.story.text
    start, end = _context(text, run)
    label = say("check-side", whose="story", words="" if run.story else say("check-nothing"))
    yield label.rstrip()
    if text[start:end].strip():
        span = Quote(quote.story, start, end, quote.paragraph, run.story, quote.chapter)
        yield from quoted(span, _STORY_SIDE)


def _context(text: str, run: _Run) -> tuple[int, int]:
    """The differing words with a few of those around them."""
    before, after = run.before, run.after
    start, end = run.story or (
        before[1] if before else (after or (0, 0))[0],
        after[0] if after else (before or (0, 0))[1],
    )
    if before:
        words = text[before[0] : start].split(" ")
        start -= len(" ".join(words[-_AROUND - 1 :]).lstrip())
    if after:
        words = text[end : after[1]].split(" ")
        end += len(" ".join(words[: _AROUND + 1]).rstrip())
    return start, end


def _line(text: str, limit: int) -> str:
    """The text on one line, shown letter for letter, in at most ``limit`` code units."""
    line = markdown.escape(limits.one_line(text, limit))
    if limits.units(line) <= limit:
        return line
    # Nothing but markup: half of it fits however much is escaped.
    return markdown.escape(limits.one_line(text, limit // 2))


@dataclass(slots=True)
class AskingAbout:
    """Asks questions about messages, by a form.

    Kept is where a message stands in the story, not its words.
    """

    desk: Desk
    inquiries: Inquiries
    _known: OrderedDict[tuple[str, int], asyncio.Future[Talk]] = field(
        default_factory=OrderedDict, repr=False
    )

    def register(self, actions: Actions) -> None:
        """Take the form when it is sent."""
        actions.add(ABOUT, self._submitted)

    def forget(self, member: int) -> None:
        """Forget which messages a member wanted to ask about."""
        for key in [key for key in self._known if key[1] == member]:
            del self._known[key]

    def form(self, say: Texts, message: discord.Message) -> tuple[Form, str]:
        """The form for a message, and the payload that its custom id carries."""
        payload = f"{message.channel.id}.{base36(message.id)}"
        asked = Field(_QUESTION, say("field-about-question"), _LONGEST_QUESTION, long=True)
        return Form(say("form-about"), form_id(ABOUT, payload), (asked,)), payload

    async def prepare(self, visitor: Visitor, payload: str, before: Talk, words: str) -> None:
        """Find out, while the member writes, what a message is about.

        Args:
            visitor: who asks.
            payload: the form's.
            before: what was said up to the message, if it is an answer of the bot's.
            words: what the message says, if it is not.
        """
        future: asyncio.Future[Talk] = asyncio.get_running_loop().create_future()
        self._known[(payload, visitor.member)] = future
        self._known.move_to_end((payload, visitor.member))
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        talk = before
        try:
            if not talk:
                talk = await self._found(visitor, words)
        finally:
            future.set_result(talk)

    async def _found(self, visitor: Visitor, words: str) -> Talk:
        def find(visit: Visit) -> Talk:
            checked = visit.library.check(words, story=visit.story(None))
            if checked.quote is None or checked.standing is Standing.NOT_FOUND:
                return ()
            return (Spoken("", Told(None, 0, (Place.of(checked.quote),))),)

        try:
            return await self.desk.look(visitor, find)
        except (PlainError, StoryIndexError):
            # The question can be asked without it.
            return ()

    async def _submitted(self, used: Used) -> None:
        interaction = used.interaction
        visitor = Visitor.of_interaction(interaction)
        future = self._known.get((used.payload, visitor.member))
        before: Talk = ()
        if future is not None:
            done, _ = await asyncio.wait([future], timeout=_PATIENCE_SECONDS)
            before = future.result() if done else ()
        seat = Seat.of(interaction.channel, visitor.member)
        inquiry = Inquiry(used.fields.get(_QUESTION, ""), visitor, seat, before)
        await self.inquiries.take(CommandReply(interaction, private=None), inquiry)

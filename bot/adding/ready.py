"""What is shown of a story that is ready: how it begins, who is in it, what it can be asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from bot import limits, markdown, whereabouts
from bot.adding import pages, questions
from bot.pages import Block, Page
from bot.shortening import quoted
from bot.texts import Texts
from bot.visits import Visit
from index import Deed, NothingReadError, Story, StoryText, people_of

_DONE = 0x2D7D46
_LINE = 500
"""Code units of one line of the summary."""
_BEGINNING = 100_000
"""Characters of a story in which people and questions are looked for: of a whole novel that
takes ten seconds, in which questions of members would be slower."""
_PEOPLE = 8
_NAMES = 300
"""Code units of all names together."""


def ready(say: Texts, visit: Visit, story: Story, deed: Deed, pause: Callable[[], object]) -> Page:
    """The page of a story that is ready, as far as the visitor may read it."""
    sections: list[tuple[Block, ...]] = [pages.added(say, story, deed)]
    asked: tuple[str, ...] = ()
    # A chapter or a version of what they have not begun shows nothing.
    with suppress(NothingReadError):
        beginning = visit.library.text(story.name).up_to(_BEGINNING)
        sections += _about(say, visit, beginning, pause)
        asked = questions.answered(visit.library, beginning, pause)
    if asked:
        sections.append((f"**{say('added-questions')}**",))
    return Page(tuple(sections), (), _DONE, rows=questions.buttons(story, asked))


def _about(
    say: Texts, visit: Visit, beginning: StoryText, pause: Callable[[], object]
) -> list[tuple[Block, ...]]:
    summary = visit.library.summarize(beginning.story.name)
    pause()
    lines: list[Block] = [f"**{say('added-summary')}**"]
    for quote in summary.lines:
        lines += [f"-# {whereabouts.place(say, quote)}", *quoted(quote, _LINE)]
    sections = [tuple(lines)] if summary.lines else []
    names = _names(beginning)
    pause()
    if names:
        sections.append((f"**{say('added-people')}**", names))
    return sections


def _names(text: StoryText) -> str:
    """Who is in it, those most often named first, in markdown."""
    people = sorted(people_of(text), key=lambda one: -len(one.mentions))[:_PEOPLE]
    names = " · ".join(" ".join(one.name.split()) for one in people)
    return markdown.escape(limits.one_line(names, _NAMES))

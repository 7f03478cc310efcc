"""What `verse evaluate` shows of conversations: the figures as lines and as an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.terminal.lines import EMPTY, Line

if TYPE_CHECKING:
    from index import Conversations, DialogueFigures, Rate

_FIGURES = (
    ("first", "first answers", "the first quote is right"),
    ("follow_ups", "follow-ups", "the first quote is right"),
    ("after_right", "after a right one", "the same, where the first answer was right"),
    ("refused", "refused", "follow-ups that the story does not answer"),
    ("unchanged", "alone, unchanged", "questions that what came before must not change"),
)


def conversation_lines(held: Conversations) -> Iterator[Line]:
    """The figures, one a line, then every follow-up that went wrong with how it was understood."""
    for name, title, meaning in _FIGURES:
        rate: Rate = getattr(held.figures, name)
        share = "-" if rate.share is None else f"{rate.share:.1%}"
        yield (
            (f"{title:<18}{share:>7}  {f'{rate.count}/{rate.total}':>9}  ", "bold"),
            (meaning, ""),
        )
    wrong = [one for one in held.verdicts if not (one.right and one.unchanged)]
    if wrong:
        yield EMPTY
    for one in wrong:
        told = "changed" if not one.unchanged else "wrong" if one.answer.found else "refused"
        understood = f" ({one.answer.understood})" if one.answer.understood else ""
        yield ((f"line {one.line}, {told}: {one.known.question}{understood}", ""),)


def conversation_object(held: Conversations) -> dict[str, Any]:
    """The figures, and every turn that was not answered or refused as it should be."""
    return {
        **{name: _rate_object(held.figures, name) for name, _, _ in _FIGURES},
        "wrong": [
            {
                "line": one.line,
                "story": one.story,
                "turn": one.turn,
                "question": one.known.question,
                "understood": one.answer.understood,
                "found": one.answer.found,
                "unchanged": one.unchanged,
                "shown": [quote.text for quote in one.answer.quotes],
            }
            for one in held.verdicts
            if not (one.right and one.unchanged)
        ],
    }


def _rate_object(figures: DialogueFigures, name: str) -> dict[str, Any]:
    rate: Rate = getattr(figures, name)
    share = None if rate.share is None else round(rate.share, 4)
    return {"count": rate.count, "total": rate.total, "share": share}

"""What is told of an order in the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.adding import pages
from bot.adding.filled import Failure, Filled
from bot.adding.orders import Job, Order
from bot.adding.ready import ready
from bot.errors import PlainError, sentence
from bot.pages import Page
from bot.texts import Texts
from bot.verification import verify
from bot.visits import Visit

_NEARLY = "nearly"


class AsideError(PlainError):
    """Process after process ended while it added something."""

    def __init__(self, label: str) -> None:
        super().__init__("error-adding-aside", name=label)


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown, and what is to be kept so that its buttons work."""

    pages: Sequence[Page]
    outcome: str | None = None


def told_of(
    say: Texts, visit: Visit, job: Job, code: str, pause: Callable[[], object], filled: Filled
) -> Told:
    """What came of an order; ``code`` is how its buttons find it again."""
    stories, failures = filled.stories, filled.failures
    told: Sequence[Page]
    outcome = None
    if len(stories) == 1 and not failures:
        told = (ready(say, visit, stories[0], job.order.deed, pause),)
    elif len(failures) == 1 and not stories:
        nearly = failures[0].nearly
        told = (pages.failed(say, failures[0], code if nearly else None),)
        outcome = json.dumps({_NEARLY: nearly}) if nearly else None
    else:
        told = pages.several(say, stories, failures)
    verify(told, visit.library)
    return Told(told, outcome)


def nearly_of(outcome: str | None) -> str | None:
    """The name of the story that what was brought may replace, where it was refused for it."""
    name: str | None = json.loads(outcome).get(_NEARLY) if outcome else None
    return name


def told_aside(say: Texts, order: Order, filled: Filled) -> Told:
    """That an order was given up, and which stories it had brought by then."""
    brought = (
        one.label for number, one in enumerate(order.materials, 1) if not filled.knows(number)
    )
    label = next(brought, order.materials[0].label)
    failure = Failure(label, sentence(say, AsideError(label)))
    if not filled.stories:
        return Told((pages.failed(say, failure, None),))
    return Told(pages.several(say, filled.stories, [*filled.failures, failure]))

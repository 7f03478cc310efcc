"""Families of commands; each fetches, calls and sends, nothing else."""

from __future__ import annotations

from bot.cogs.asking import Asking
from bot.cogs.checks import Checks
from bot.cogs.comparing import Comparing
from bot.cogs.direct import Direct
from bot.cogs.filling import Filling
from bot.cogs.gaps import Gaps
from bot.cogs.helping import Helping
from bot.cogs.leaving import Leaving
from bot.cogs.listening import Listening
from bot.cogs.privacy import Privacy
from bot.cogs.progressing import Progressing
from bot.cogs.quizzes import Quizzing
from bot.cogs.quoting import Quoting
from bot.cogs.settling import Settling
from bot.cogs.stories import Stories
from bot.cogs.summaries import Summaries
from bot.cogs.telling import Telling

COGS = (
    Asking,
    Listening,
    Summaries,
    Quoting,
    Comparing,
    Checks,
    Stories,
    Filling,
    Progressing,
    Quizzing,
    Telling,
    Gaps,
    Privacy,
    Settling,
    Helping,
    Direct,
    Leaving,
)

__all__ = ["COGS"]

"""Rounds of the quiz, what they reveal, and who leads, as pages (pure)."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from itertools import takewhile

from bot import limits, markdown, whereabouts
from bot.actions import button_id
from bot.pages import Block, Button, Page, Weight
from bot.rendering import reading_on, title_of
from bot.shortening import quoted
from bot.texts import Texts
from index import MemberScore, Quote, Round, RoundKind

ANSWER = "quiz"
NEXT = "quiznext"
"""The actions' names."""
LISTED = 10
"""Members in the standings."""
_QUIZ = 0x5865F2
_RIGHT = 0x2D7D46
_WRONG = 0x80848E
_SHORT = 20
"""Code units of a choice that can stand on its button."""
_CHOICE = 200
_SIDE = 600
"""Code units on each side of a missing word."""
_WORDS = 900
"""Code units of one quote or altered one."""
_WORD = re.compile(r"\S+\s*")


def points_of(made: Round) -> int:
    """What a right answer counts: two points, or one where a guess is right every second time."""
    return 2 if len(made.choices) > 2 else 1


def asked(say: Texts, made: Round, codes: Sequence[str], more: str | None, line: str) -> Page:
    """A round with a button for each choice; it names no place.

    Args:
        say: the texts.
        made: the round.
        codes: what the button of each choice carries.
        more: what the button to the next round carries; None after the last.
        line: which round it is.
    """
    labels = _labels(say, made)
    about = f"-# {title_of(made.quote.story)} · {line}"
    rules = f"-# {say('quiz-rules', points=points_of(made))}"
    sections: list[tuple[Block, ...]] = [
        (f"### {say('quiz-ask', kind=made.kind.replace(' ', '-'))}",)
    ]
    sections[0] += _prompt(made)
    if made.kind is not RoundKind.WHICH_FIRST and _lettered(labels):
        sections.append(tuple(_choice(made, number) for number in range(len(made.choices))))
    sections.append((about, rules))
    buttons = tuple(
        Button(label, button_id(ANSWER, code)) for label, code in zip(labels, codes, strict=True)
    )
    next_round = Button(say("button-quiz-next"), button_id(NEXT, more or ""), Weight.MAIN)
    return Page(tuple(sections), buttons, _QUIZ, rows=((next_round,),) if more else ())


def revealed(say: Texts, made: Round, chosen: int, *, counted: bool) -> Page:
    """Whether a choice is right, with the quote and its place.

    Args:
        say: the texts.
        made: the round.
        chosen: which choice, from 0.
        counted: whether this was the member's first answer.
    """
    right = chosen == made.right
    head: list[Block] = [f"### {say('quiz-right') if right else say('quiz-wrong')}"]
    if not right:
        head.append(_solution(say, made))
    if not counted:
        head.append(say("quiz-counted-already"))
    elif right:
        head.append(say("quiz-won", points=points_of(made)))
    sections = [tuple(head), *_altered(say, made)]
    if made.other is not None:
        sections += [
            (f"**{say('quiz-came-first')}**", *_stands(say, made.quote)),
            (f"**{say('quiz-came-later')}**", *_stands(say, made.other)),
        ]
    else:
        sections.append((f"**{say('quiz-story-says')}**", *_stands(say, made.quote)))
    return Page(tuple(sections), reading_on(say, made.quote), _RIGHT if right else _WRONG)


def standings(say: Texts, scores: Sequence[MemberScore], member: str, *, alone: bool) -> Page:
    """Who has how many points.

    Args:
        say: the texts.
        scores: the best first.
        member: who asks; listed also where their rank is a low one.
        alone: whether this is about that member only, in direct messages.
    """
    title = f"### {say('points-own') if alone else say('points-title')}"
    lines = [
        _score(say, rank, score)
        for rank, score in enumerate(scores, 1)
        if rank <= LISTED or score.member == member
    ]
    return Page(((title, *(lines or [say("points-none")])),), (), _QUIZ)


def _score(say: Texts, rank: int, score: MemberScore) -> str:
    return say(
        "points-line",
        rank=rank,
        member=f"<@{score.member}>",
        points=score.points,
        right=score.right,
        rounds=score.rounds,
    )


def _prompt(made: Round) -> tuple[Block, ...]:
    if made.kind is RoundKind.WHICH_FIRST:
        return tuple(
            block
            for number, quote in enumerate(_events(made))
            for block in (f"**{_letter(number)}**", *quoted(quote, _WORDS))
        )
    if made.kind is RoundKind.MISSING_WORD:
        return (_gapped(made),)
    blocks: list[Block] = []
    for part in made.prompt:
        if isinstance(part, Quote):
            blocks.extend(quoted(part, _WORDS))
        else:
            # Not as a quote: it may be an altered one.
            blocks.append(markdown.escape(limits.one_line(part, _WORDS)))
    return tuple(blocks)


def _events(made: Round) -> tuple[Quote, ...]:
    """Of two events, the quotes in the order of the choices."""
    if made.other is None:
        return (made.quote,)
    return (made.quote, made.other) if made.right == 0 else (made.other, made.quote)


def _gapped(made: Round) -> str:
    """The sentence around the blank on one line: in pieces, it could not be read."""
    before: list[str] = []
    after: list[str] = []
    gap = ""
    for part in made.prompt:
        if isinstance(part, str):
            gap = part
        else:
            (after if gap else before).append(part.text)
    start = _end_of(" ".join("".join(before).split()), _SIDE)
    rest = limits.one_line("".join(after), _SIDE)
    # The blank stands as close to what is around it as the word does.
    lead = start + " " * ("".join(before)[-1:].isspace())
    trail = " " * ("".join(after)[:1].isspace()) + rest
    return markdown.blockquote(lead + gap + trail, (len(lead), len(lead) + len(gap)))


def _end_of(text: str, limit: int) -> str:
    """The last words of a line, as many as fit."""
    if limits.units(text) <= limit:
        return text
    kept = next(
        match.start()
        for match in _WORD.finditer(text)
        if limits.units(text[match.start() :]) < limit
    )
    return limits.ELLIPSIS + text[kept:]


def _labels(say: Texts, made: Round) -> list[str]:
    """What stands on the buttons: the choices, or letters where they are long."""
    if made.kind is RoundKind.TRUE_OR_ALTERED:
        return [say("button-quiz-true"), say("button-quiz-altered")]
    fit = all(limits.units(choice) <= _SHORT for choice in made.choices)
    if fit and made.kind is not RoundKind.WHICH_FIRST:
        return list(made.choices)
    return [_letter(number) for number in range(len(made.choices))]


def _lettered(labels: Sequence[str]) -> bool:
    return list(labels) == [_letter(number) for number in range(len(labels))]


def _letter(number: int) -> str:
    return string.ascii_uppercase[number]


def _choice(made: Round, number: int) -> str:
    words = limits.one_line(made.choices[number], _CHOICE)
    return f"**{_letter(number)}** {markdown.escape(words)}"


def _solution(say: Texts, made: Round) -> str:
    if made.kind is RoundKind.TRUE_OR_ALTERED:
        return say("quiz-was-altered") if made.altered else say("quiz-was-true")
    if made.kind is RoundKind.WHICH_FIRST:
        return say("quiz-solution", choice=f"**{_letter(made.right)}**")
    words = markdown.escape(limits.one_line(made.choices[made.right], _CHOICE))
    return say("quiz-solution", choice=f"**{words}**")


def _altered(say: Texts, made: Round) -> list[tuple[Block, ...]]:
    """The altered words with what differs in bold; never as a quote."""
    if made.altered is None:
        return []
    first, last = _difference(" ".join(made.quote.text.split()), made.altered)
    words = limits.one_line(made.altered, _WORDS)
    before, changed, after = words[:first], words[first:last], words[last:]
    marked = f"**{markdown.escape(changed)}**" if changed.strip() else markdown.escape(changed)
    line = f"{markdown.escape(before)}{marked}{markdown.escape(after)}"
    return [(f"**{say('quiz-altered')}**", line)]


def _difference(story: str, altered: str) -> tuple[int, int]:
    """Which characters of ``altered``, to whole words, differ from the story's."""
    first = _shared(story, altered)
    last = len(altered) - _shared(story[first:][::-1], altered[first:][::-1])
    while first > 0 and not altered[first - 1].isspace():
        first -= 1
    while last < len(altered) and not altered[last].isspace():
        last += 1
    return first, max(first, last)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _stands(say: Texts, quote: Quote) -> tuple[Block, ...]:
    place = f"-# {title_of(quote.story)} · {whereabouts.place(say, quote)}"
    return (*quoted(quote, _WORDS), place)

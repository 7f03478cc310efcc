"""A follow-up and the turns before it -> the question in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.conversation.entities import Entity, in_question
from index.conversation.past import Past, latest_first, statement, with_answer
from index.conversation.pronouns import Pronoun, Role, Sort, pronouns

_CLAUSE = re.compile(r"\b(?:when|if|because|that|after|before|while|and|who|which|but)\b", re.I)
_SAYING = (
    r"(?:say|says|said|tell|tells|told|reports?|reported|claims?|claimed|know|knows|knew|thinks?"
    r"|thought|believes?|believed|hears?|heard|learns?|learnt|learned|means?|meant|reveals?"
    r"|revealed|announced?|announces|confirms?|confirmed|deny|denies|denied)"
)
_UNNAMED_IT = re.compile(
    # Of "what did it do" it is named.
    r"(?<!what )(?<!why )(?<!how )(?<!when )(?<!where )\b(?:do|did|does|done|doing)\s+\|"
    r"|\|\s+(?:take|took|taken|cost|happen|happened)\b",
    re.IGNORECASE,
)
"""What somebody did, or what took long, has no name that could be put there."""
_AROUND = re.compile(
    r"\b(?:behind|before|around|round|with|beside|above|under|over|near|upon|after|towards?)\s+$",
    re.IGNORECASE,
)
_WHOSE_OWN = re.compile(
    r"^\W*(?:and\s+)?who\s+(?!(?:is|was|are|were|did|does|do|has|had|will|would|can|could)\b)"
    r"(?:\w+\s+)+(?:from|to|after|on|in|into|of|all|for|with|at)\s+$",
    re.IGNORECASE,
)
"""Before "his", where it means the one who is asked for: "who went back to his castle"."""
_FIRST_NAMED = re.compile(
    r"^(?:an?|his|her|their|its|my|our|your|this|one|some|another)\s+", re.IGNORECASE
)
_THE = re.compile(
    r"(?:the|that|these|those|two|three|four|five|six|seven|nine|ten|twelve|many|both)\b", re.I
)
_DOING = re.compile(r"(?:do|does|did|done)\b", re.IGNORECASE)
_BEING = re.compile(r"(?:is|was|are|were|has|had|have)", re.IGNORECASE)
THAT = re.compile(
    rf"\b(?:{_SAYING}(?:\s+(?:him|her|them|us|[A-Z][\w’'-]+))?"
    r"|is|was|did|does|do|done|would|will|were|are|of|about|after|before|for|with|by|like|from|in|at)"
    r"\s+(?P<that>that|this)(?=\W*$|\s+(?:to|about|for|with|from|in|on|at|by|happen|happened|mean"
    r"|means|come|take|work|so|important|true)\b)",
    re.IGNORECASE,
)
THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere(?=\W*$)|\b(?:from|in|up|down|over|out)\s+there\b",
    re.IGNORECASE,
)


def free_pronouns(question: str, named: Sequence[Entity]) -> list[Pronoun]:
    """The pronouns of a question that nothing before them in the question accounts for."""
    return [
        pronoun
        for pronoun in pronouns(question)
        if not _accounted_for(pronoun, question, [o for o in named if o.end <= pronoun.start])
    ]


def _accounted_for(pronoun: Pronoun, question: str, before: Sequence[Entity]) -> bool:
    likely = [one for one in before if one.might_be(pronoun.sort)]
    if pronoun.role is Role.OWNER and _WHOSE_OWN.search(question[: pronoun.start]):
        return True
    if pronoun.role is not Role.OBJECT or len(likely) != 1 or len(before) > 1:
        return bool(likely)
    # What a clause says something of cannot be its "him" too, if not "behind him".
    between = question[likely[0].end : pronoun.start]
    owner = re.search(r"['’]s?\s", question[: pronoun.start])
    return bool(owner or _CLAUSE.search(between) or _AROUND.search(between))


def resolved(
    question: str, free: Sequence[Pronoun], past: Sequence[Past], *, other: bool = False
) -> str:
    """The question with names in the place of its pronouns, where they can be told.

    With ``other``, the first pronoun that may mean two people means the second one.
    """
    text = past[-1].text
    taken = {one.key for one in in_question(question, text)}
    meant: dict[tuple[Sort, bool], Entity | None] = {}
    parts: list[str] = []
    place = 0
    for pronoun in free:
        around = f"{question[: pronoun.start]}|{question[pronoun.end :]}"
        if pronoun.sort is Sort.IT and _UNNAMED_IT.search(around):
            continue
        # "Who told him that he ..." speaks of one; "did he give it to him" of two.
        kind = (pronoun.sort, pronoun.role is Role.OBJECT and (pronoun.sort, False) in meant)
        if kind not in meant:
            likely = _meant(pronoun.sort, past, taken)
            other_one = other and len(likely) > 1 and pronoun.sort is not Sort.IT
            meant[kind] = likely[other_one] if likely else None
            other = other and not other_one
        entity = meant[kind]
        if entity is None:
            continue
        taken.add(entity.key)
        parts += [question[place : pronoun.start], _put(pronoun, entity)]
        place = pronoun.end
    return "".join((*parts, question[place:]))


def _meant(sort: Sort, past: Sequence[Past], taken: set[str]) -> list[Entity]:
    """The likeliest, and another one that the last question or answer names beside it."""
    turns = latest_first(past)
    spoken_of = (turn.speaks_of(sort) for turn in turns)
    # Whom only the quotes name comes last, however late the turn.
    quoted = (turn.quoted_as(sort) for turn in turns)
    doubted = (turn.doubted_as(sort) for turn in turns)
    for entities in (*spoken_of, *quoted, *doubted):
        found: list[Entity] = []
        for entity in entities:
            new = all(entity.key not in one.key and one.key not in entity.key for one in found)
            if new and entity.key not in taken and not _is_pronoun(entity.words):
                found.append(entity)
        if found:
            return found[:2]
    return []


def _is_pronoun(words: str) -> bool:
    return any(pronoun.end == len(words) for pronoun in pronouns(words) if pronoun.start == 0)


def _put(pronoun: Pronoun, entity: Entity) -> str:
    words = definite(entity.words)
    return f"{words}’s" if pronoun.role is Role.OWNER else words


def definite(words: str) -> str:
    """What was "a ring", "his ring" or "ring of gold" at first is "the ring" from then on."""
    named = re.sub(r"^The\b", "the", _FIRST_NAMED.sub("", words))
    is_name = named == words and not words[:1].islower()
    return named if is_name or _THE.match(named) else f"the {named}"


def repeated(asked: str, turn: Past) -> str | None:
    """The last question with what "why?" asks for in the place of what it asked for."""
    parts = turn.parts
    if parts is None:
        return None
    if not parts.auxiliary:
        told = statement(turn)
        return None if told is None else f"{asked} was it that {told}?"
    was_asked_for = turn.subject is None and parts.asked.lower() in ("who", "what")
    if was_asked_for and _BEING.fullmatch(parts.auxiliary) and turn.answer:
        return f"{asked} {parts.auxiliary} {turn.answer} {parts.rest}?"
    return f"{asked} {parts.auxiliary} {with_answer(turn, parts.rest)}?"


def replaced(whom: str, past: Sequence[Past]) -> str | None:
    """The last question about another one: "and Erdogan?" after "what did Akar say?"."""
    turn = past[-1]
    other = in_question(whom, turn.text)
    somebody = other[0].somebody if other else whom[:1].isupper()
    # "Ebe's brothers" may take Ebe's place, though they name him.
    last = max((one.end for one in other), default=0)
    known = {one.key for one in other if one.end == last}
    names = [one for one in turn.named if one.key not in known]
    if turn.subject in names:
        names = [turn.subject, *(one for one in names if one is not turn.subject)]
    alike = [one for one in names if one.somebody == somebody] or names
    if not alike:
        return None
    gone = alike[0]
    return f"{turn.question[: gone.start]}{whom}{turn.question[gone.end :]}"


def spelt_out(question: str, past: Sequence[Past]) -> str:
    """The question with what "that" and "there" stand for, where it can be told."""
    turn = past[-1]
    that = THAT.search(question)
    if that is not None and not _DOING.match(that.group()):
        says = re.match(_SAYING, that.group(), re.IGNORECASE)
        told = statement(turn) if says else _thing(past)
        if told is not None:
            words = f"that {told}" if says else told
            question = question[: that.start("that")] + words + question[that.end("that") :]
    there = THERE.search(question)
    if there is not None and turn.answer and re.match(r"(?:in|on|at|to|into)\b", turn.answer):
        question = question[: there.start()] + turn.answer + question[there.end() :]
    return question


def _thing(past: Sequence[Past]) -> str | None:
    things: Iterable[Entity] = (
        one for one in past[-1].answered if Sort.IT in one.fits and not one.somebody
    )
    return next((definite(one.words) for one in things), None)

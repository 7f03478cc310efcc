"""Mentions -> candidates: the names and descriptions that mean the same one, joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.people.described import Description
from index.people.mentions import Evidence, Mention, evidence_of
from index.people.tokens import Words, plain
from index.people.vocabulary import CONTRASTING, COURTESY_TITLES, FEMALE, MALE

PRONOUNS = frozenset(("his", "her", "their"))
_SMALL = frozenset(("of", "the", "and", "for", "de", "&"))


@dataclass(slots=True)
class Candidate:
    """Somebody or something that may be a person or an organisation."""

    name: tuple[str, ...]
    """The fullest name's words, plain; of a description its owner and head."""
    named: bool
    mentions: list[Mention] = field(default_factory=list)
    evidence: Evidence = field(default_factory=Evidence)
    head: str = ""
    owner: str = ""
    several: bool = False
    """The story tells several of this description apart."""

    def join(self, other: Candidate) -> None:
        """Take over the other's mentions."""
        self.mentions += other.mentions
        self.evidence.add(other.evidence)


def join_names(words: Words, mentions: Iterable[Mention]) -> list[Candidate]:
    """One candidate for each bearer of a name."""
    by_name: dict[tuple[str, ...], Candidate] = {}
    for mention in mentions:
        tokens = words.tokens[mention.first : mention.last]
        name = tuple(plain(token.word).rstrip(".") for token in tokens)
        candidate = by_name.setdefault(name, Candidate(name, named=True))
        candidate.mentions.append(mention)
        candidate.evidence.add(evidence_of(words, mention))
    longest_first = sorted(by_name.values(), key=lambda one: -len(one.name))
    joined: list[Candidate] = []
    by_part: defaultdict[str, list[int]] = defaultdict(list)
    for candidate in longest_first:
        alike = {n for part in _parts(candidate.name) for n in by_part.get(part, ())}
        fuller = [n for n in alike if _is_short_for(candidate.name, joined[n].name)]
        if len(fuller) == 1:
            joined[fuller[0]].join(candidate)
            continue
        for part in _parts(candidate.name):
            by_part[part].append(len(joined))
        joined.append(candidate)
    return joined


def _parts(name: tuple[str, ...]) -> set[str]:
    """What a name shares with every name that it is short for, or one with it."""
    bare = _without_titles(name) or name
    before_of = name[name.index("of") - 1] if "of" in name[1:] else name[-1]
    parts = {name[0], bare[0], bare[-1], before_of}
    return parts | {_initials(name)} if len(name) > 1 else parts


def join_descriptions(words: Words, found: Sequence[Description]) -> list[Candidate]:
    """One candidate for each somebody that is described; what is said of "a king" once is his."""
    kinds: defaultdict[tuple[str, str], list[Description]] = defaultdict(list)
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.definite and (one.owner in PRONOUNS or not one.owner):
            owners[one.head].add(one.owner)
    for one in found:
        # "Her mother" is "the mother" where nobody else's is spoken of.
        only = one.owner in PRONOUNS and owners[one.head] == {"", one.owner}
        kinds["" if only else one.owner, one.head].append(one)
    candidates = []
    for (owner, head), descriptions in kinds.items():
        groups = _told_apart([one for one in descriptions if one.definite])
        for group in groups:
            first = min(one.mention.first for one in group)
            group += _introduced(descriptions, group, first)
            candidate = Candidate((owner, head) if owner else (head,), named=False)
            candidate.head, candidate.owner = head, owner
            candidate.several = len(groups) > 1
            for one in sorted(group, key=lambda one: one.mention.first):
                mention = one.mention
                if not one.definite:
                    says = (mention.first, mention.last)
                    mention = Mention(mention.first, mention.last, says)
                candidate.mentions.append(mention)
                candidate.evidence.add(evidence_of(words, mention))
            candidates.append(candidate)
    return candidates


def _introduced(
    descriptions: Sequence[Description], group: Sequence[Description], first: int
) -> list[Description]:
    """The mention "there was a king" before a group's first "the king"."""
    contrasts = frozenset[str]().union(*(one.contrasts for one in group))
    for one in descriptions:
        if one.mention.first >= first:
            break
        if not one.definite and not _differ(one.contrasts, contrasts):
            return [one]
    return []


def _told_apart(definite: Sequence[Description]) -> list[list[Description]]:
    """Descriptions with one head, apart where their modifiers say that they mean several."""
    counted = Counter(one.contrasts for one in definite)
    marked = [contrasts for contrasts, _ in counted.most_common() if contrasts]
    if not any(_differ(one, other) for one in marked for other in marked):
        return [list(definite)] if definite else []
    groups: list[tuple[frozenset[str], list[Description]]] = []
    for contrasts in [*marked, frozenset[str]()]:
        same = [one for one in definite if one.contrasts == contrasts]
        fits = [group for known, group in groups if contrasts and not _differ(known, contrasts)]
        if len(fits) == 1:
            fits[0].extend(same)
        elif same:
            groups.append((contrasts, same))
    return [group for _, group in groups]


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of modifiers cannot be of the same one."""
    return any(one & kind and other & kind and not one & other & kind for kind in CONTRASTING)


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(short) == 1 and short[0] == _initials(full) and len(full) > 1:
        return True
    bare = _without_titles(short)
    if not bare or _contradict(short, full):
        return False
    if "of" in full:
        return short == full[: full.index("of")]
    rest = _without_titles(full) or full
    if short == bare and short == rest[: len(short)] == full[-len(short) :]:
        return len(short) < len(full)
    return len(bare) <= len(rest) and (rest[-len(bare) :] == bare or rest[: len(bare)] == bare)


def _without_titles(name: tuple[str, ...]) -> tuple[str, ...]:
    first = 0
    while first < len(name) and name[first] in COURTESY_TITLES:
        first += 1
    return name[first:]


def _contradict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the titles tell two people apart: Mr and Mrs Bennet."""
    titles = {*one, *other} & COURTESY_TITLES
    if titles & FEMALE and titles & MALE:
        return True
    return one[0] != other[0] and {one[0], other[0]} <= {"old", "young", "little"}


def _initials(name: tuple[str, ...]) -> str:
    return "".join(word[0] for word in name if word not in _SMALL)

"""Who said this: words whose speaker the story names, beside others who speak or act in it."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from index.people import Person, PersonKind
from index.quizzing.material import Material, words_of
from index.quizzing.round import Round, RoundKind
from index.speech import Statement, statements

_SHORTEST, _LONGEST = 25, 300
"""Characters of the words said."""
_FEWEST_WORDS = 6
_LEADS_IN = re.compile(r"(?:\bthat|,|:)\s+[“\"]?$")
_CHOICES = 4
_NEAR = 6
"""Others of whom three are drawn."""
_OWNERS = frozenset({"his", "her", "their", "its", "my", "your", "our"})
"""Begin names that say nothing away from their place: "his wife"."""
_TELLING = 4
"""Letters; shorter words of a name, such as "of", give nobody away."""


@dataclass(frozen=True)
class Voices:
    """What somebody says for certain, with who else could have."""

    material: Material

    @cached_property
    def said(self) -> tuple[tuple[Statement, Person, tuple[Person, ...]], ...]:
        """Statements that can be asked about, their speakers, and the others."""
        every = statements(self.material.text)
        speaking = {statement.speaker.name for statement in every if statement.speaker is not None}
        found = []
        for statement in every:
            speaker = statement.speaker
            if speaker is None or statement.guessed or not self._is_telling(statement, speaker):
                continue
            others = self._others(speaker, speaking)
            if others:
                found.append((statement, speaker, others))
        return tuple(found)

    def _is_telling(self, statement: Statement, speaker: Person) -> bool:
        """Long enough, in one piece, not said twice, and without the speaker's name."""
        span = statement.quote.highlight
        if span is None or not _SHORTEST <= span[1] - span[0] <= _LONGEST:
            return False
        said = [word.plain for word in words_of(self.material.text.story.text, *span)]
        if len(said) < _FEWEST_WORDS or len(statement.quote.text) > 3 * _LONGEST:
            return False
        if not statement.direct and not self._is_clause(statement.quote.start, *span):
            return False
        if statement.direct and not self.material.slice(span[0], span[0] + 1).isupper():
            return False
        if self._is_shared(statement) or not self._is_named(statement, speaker):
            return False
        if speaker.name.split()[0].lower() in _OWNERS:
            return False
        names = {word for alias in speaker.aliases for word in _name_words(alias)}
        return not names & {word.removesuffix("'s") for word in said}

    def _is_named(self, statement: Statement, speaker: Person) -> bool:
        """Whether the text has a word of the name there: "the old woman" may be another one."""
        if statement.named is None:
            return False
        proper = [alias for alias in speaker.aliases if alias[:1].isupper()]
        known = {word for name in (speaker.name, *proper) for word in _words(name)}
        return bool(_words(self.material.slice(*statement.named)) & known)

    def _is_shared(self, statement: Statement) -> bool:
        """Whether somebody else says it too: "Old Dschang and his wife said"."""
        if statement.named is None:
            return True
        start, end = statement.named
        before = self.material.slice(max(0, start - 5), start).split()
        after = self.material.slice(end, end + 5).split()
        return bool({"and", "or"} & {*before[-1:], *after[:1]})

    def _is_clause(self, start: int, first: int, last: int) -> bool:
        """Whether reported words are a clause, and not "concern over" or "to block" something."""
        words = self.material.slice(first, last)
        return (
            _LEADS_IN.search(self.material.slice(start, first)) is not None
            and words.count("“") == words.count("”")
            and words.count('"') % 2 == 0
        )

    def _others(self, speaker: Person, speaking: set[str]) -> tuple[Person, ...]:
        """Those who speak, then the other people; never a form of the speaker's own name."""
        own = {word for alias in speaker.aliases for word in _name_words(alias)}
        other = [
            person
            for person in self.material.people
            if person is not speaker
            and person.name != speaker.name
            and person.name.split()[0].lower() not in _OWNERS
            and (person.kind is PersonKind.PERSON or person.name in speaking)
            and not own & {word for alias in person.aliases for word in _name_words(alias)}
            and self.material.distinct(speaker, person)
        ]
        return tuple(sorted(other, key=lambda person: person.name not in speaking))

    def round(self, seed: int, draw: random.Random) -> Round:
        """A round; call it only where somebody says something."""
        statement, speaker, others = draw.choice(self.said)
        start, end = statement.quote.highlight or (statement.quote.start, statement.quote.end)
        # Those who speak too come first, and are the better ones.
        drawn = draw.sample(others[:_NEAR], min(_CHOICES - 1, len(others[:_NEAR])))
        names = [self._shown(speaker), *(self._shown(person) for person in drawn)]
        choices = sorted(dict.fromkeys(names), key=str.casefold)
        return Round(
            RoundKind.WHO_SAID,
            seed,
            (self.material.text.quote(start, end),),
            tuple(choices),
            choices.index(self._shown(speaker)),
            statement.quote,
        )

    def _shown(self, person: Person) -> str:
        """The name in the form that the story writes most often, on one line."""
        forms = Counter(self.material.flat(*span) for span in person.mentions)
        names = [" ".join(alias.split()) for alias in person.aliases]
        return max(names, key=lambda name: forms[name], default=person.name)


def _words(name: str) -> set[str]:
    plain = {word.plain.removesuffix("'s") for word in words_of(name, 0, len(name))}
    return plain - {"the", "a", "an", "of"}


def _name_words(alias: str) -> set[str]:
    return {word for word in _words(alias) if len(word) >= _TELLING}

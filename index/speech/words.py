"""A story as words and marks, with what kind of word each is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from index.english.words import word_set
from index.irregular import VERB_FORMS
from index.speech.verbs import VERBS

_TOKEN = re.compile(
    r"(?:Mrs?|Ms|Dr|St|Jr|Sr|Prof|Gen|Sen|Gov)\.|(?:[A-Z]\.){2,}|[^\W_]+(?:[-'’.&][^\W_]+)*|[^\w\s]|_"
)


_NO_ADVERBS = word_set("""
    family emily kelly molly sally polly billy willy holly dolly milly nelly shelly beverly
    kimberly italy sicily butterfly fly assembly bully ally lily
    """)


SUBJECTS: Final = word_set("he she they i we you it")
OBJECTS: Final = word_set("him her them me us himself herself themselves itself myself yourself")
DETERMINERS: Final = word_set(
    """the a an his her its my your our their this that these those another both all each every
    some any no one two three four five six seven eight nine ten many several"""
)
AUXILIARIES: Final = word_set(
    "has have had having did does do is was are were been being be 's ’s am get got gets"
)
BEING: Final = word_set("is was are were been being be am got")
MODALS: Final = word_set("would could might should must can may shall will cannot ought")
NEGATIONS: Final = word_set(
    "not never n't neither nor hardly didn't doesn't don't hasn't haven't hadn't"
)
ADVERBS: Final = word_set(
    """also then thus again once only even just further already later earlier too still now
    meanwhile however often always sometimes soon almost quite ever first next more
    therefore thereupon hereupon straightway forthwith instead indeed together aloud"""
)
JOINING: Final = word_set(
    """and but for so when as that because if while after before until till though although where
    then or yet since whereupon whether nor once than now therefore thereupon thus suddenly here
    there what how why which unless lest meanwhile however"""
)
SUBORDINATING: Final = word_set(
    "that which who whom whose if because when as while how where what whether since though"
)
RELATIVES: Final = word_set("who which that")
PREPOSITIONS: Final = word_set(
    """of to in with from at by on into upon about over under after before between against through
    for without towards toward beside near behind than like during among around down up out off
    across along inside outside within onto"""
)
_ACRONYMS: Final = {"US": "u.s.", "WHO": "w.h.o.", "IT": "i.t."}
"""In lower case these would be pronouns."""
_STOPPING = JOINING | PREPOSITIONS | SUBJECTS | AUXILIARIES | MODALS | NEGATIONS
_NO_NOUNS = word_set(
    """again softly aloud back sadly quickly away home nothing something so yes no well oh ah alas
    come go let see look not him them me us himself herself themselves who whom whose once more
    then monday tuesday wednesday thursday friday saturday sunday january february march april
    june july august september october november december yesterday today tomorrow only even"""
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words and marks, in order."""

    text: str
    spans: tuple[tuple[int, int], ...]
    written: tuple[str, ...]
    """As they stand in the text."""
    lower: tuple[str, ...]
    """In lower case, typewriter apostrophes."""

    def at(self, offset: int) -> int:
        """The first word or mark that begins at ``offset`` or after it."""
        return bisect_left(self.spans, (offset, 0))

    def is_word(self, position: int) -> bool:
        """Whether it is a word, not a mark."""
        return 0 <= position < len(self.lower) and self.written[position][0].isalnum()

    def is_name(self, position: int) -> bool:
        """Whether it begins with a capital and is no word that any sentence begins with."""
        if not self.is_word(position) or self.lower[position] in _STOPPING | _NO_NOUNS:
            return False
        return self.written[position][0].isupper() and self.lower[position] not in DETERMINERS

    def is_noun(self, position: int) -> bool:
        """Whether it may be part of what somebody is called."""
        return (
            self.is_word(position)
            and self.lower[position] not in _STOPPING
            and self.lower[position] not in _NO_NOUNS
            and self.lower[position] not in DETERMINERS
        )

    def is_verb(self, position: int) -> bool:
        """Whether it looks like a verb that can follow its subject."""
        word = self.lower[position] if self.is_word(position) else ""
        return word in AUXILIARIES or word in MODALS or word in VERBS or looks_past(word)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters from word ``first`` to word ``last``, both included."""
        return self.spans[first][0], self.spans[last][1]


def looks_past(word: str) -> bool:
    """Whether a word in lower case looks like a verb's past form."""
    return (len(word) > 4 and word.endswith("ed")) or word in VERB_FORMS


def is_adverb(word: str) -> bool:
    """Whether a word in lower case is an adverb in -ly; "Emily" and "family" are none."""
    return len(word) > 4 and word.endswith("ly") and word not in _NO_ADVERBS


def looks_present(word: str) -> bool:
    """Whether a word in lower case looks like a verb's form in -ing; "king" does not."""
    return len(word) > 5 and word.endswith("ing") and not word.endswith(("ling", "thing", "ening"))


def words_of(text: str) -> Words:
    """The words and marks of ``text``."""
    matches = list(_TOKEN.finditer(text))
    written = tuple(match.group() for match in matches)
    lower = tuple(_ACRONYMS.get(word) or word.lower().replace("’", "'") for word in written)
    return Words(text, tuple(match.span() for match in matches), written, lower)

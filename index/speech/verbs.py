"""Verbs of saying, promising and threatening, in every form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from index.english.words import word_set
from index.irregular import BASE_FORMS
from index.speech.model import Act

_CLAUSE = """
    say state declare announce add explain note claim argue insist report reply answer respond
    remark observe mention admit acknowledge confirm stress emphasise emphasize underline suggest
    propose complain conclude agree concede deny allege assert affirm maintain contend predict
    reveal disclose comment hint boast brag lament write reiterate recall estimate retort
"""
"""These take "that" and a clause, or a clause alone."""
_TELLING = "tell inform notify remind convince"
_ASKING = """
    ask inquire enquire demand beg plead implore entreat beseech urge order command advise counsel
    bid
"""
_VOICE = """
    exclaim cry shout call scream shriek whisper murmur mutter groan moan sigh sob roar bellow snap
    hiss growl croak squeak chirp bark sing pray rejoin interrupt repeat continue begin return
    stammer falter grumble laugh weep jeer scold mock chide greet warble wail howl gasp
    chuckle squeal plead quoth coo yell resume speak
"""
"""With these only words in quotation marks are said."""
_PROMISING = "promise vow pledge assure guarantee swear undertake commit"
_THREATENING = "threaten warn"
_DOUBLED = word_set("beg admit snap brag commit hum bid chat sob")
EXTRA_FORMS: Final = {"saith": "say", "sayeth": "say", "bade": "bid", "quoth": "quoth"}


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb that speech is told with."""

    base: str
    act: Act
    frame: str
    """What follows it: clause, telling, asking, voice, promising, threatening."""
    participle: bool
    """Whether it ends in -ing."""
    past: bool


def _forms(base: str) -> dict[str, tuple[bool, bool]]:
    """Each form, with whether it is the participle in -ing and whether it tells of the past."""
    stem = base[:-1] if base.endswith("e") else base
    if base in _DOUBLED:
        stem = base + base[-1]
    third = base + "s"
    if base.endswith(("s", "sh", "ch", "x")):
        third = base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    else:
        past = base + "d" if base.endswith("e") else stem + "ed"
    irregular = [form for form, known in BASE_FORMS.items() if known == base]
    pasts = irregular or [past]
    found = {base: (False, False), third: (False, False), stem + "ing": (True, False)}
    return found | dict.fromkeys(pasts, (False, True))


def _table() -> dict[str, Verb]:
    found: dict[str, Verb] = {}
    for bases, frame, act in (
        (_VOICE, "voice", Act.SAID),
        (_ASKING, "asking", Act.SAID),
        (_TELLING, "telling", Act.SAID),
        (_CLAUSE, "clause", Act.SAID),
        (_PROMISING, "promising", Act.PROMISED),
        (_THREATENING, "threatening", Act.THREATENED),
    ):
        for base in bases.split():
            for form, (participle, past) in _forms(base).items():
                found[form] = Verb(base, act, frame, participle, past)
    for form, base in EXTRA_FORMS.items():
        frame = "asking" if base == "bid" else "clause" if base == "say" else "voice"
        found[form] = Verb(base, Act.SAID, frame, participle=False, past=True)
    return found


VERBS: Final = _table()
"""Form in lower case -> verb."""
EXPRESSED: Final = word_set("express expresses expressed voice voices voiced")
FEELINGS: Final = word_set("""
    hope hopes concern concerns regret confidence readiness doubt doubts support fear fears
    thanks gratitude outrage alarm worry worries optimism willingness interest
    """)
"""What can be expressed, and is then said."""

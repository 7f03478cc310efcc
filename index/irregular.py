"""English words whose forms a stemmer cannot join: "met" is a form of "meet"."""

from __future__ import annotations

_VERBS = """
    arise arose arisen; awake awoke awoken; bear bore borne; beat beaten; become became; befall
    befell befallen; begin began begun; behold beheld; bend bent; bethink bethought; bid bade
    bidden; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed
    bred; bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen;
    cling clung; come came; creep crept; deal dealt; dig dug; draw drew drawn; dream dreamt;
    drink drank drunk; drive drove driven; dwell dwelt; eat ate eaten; fall fell fallen; feed
    fed; feel felt; fight fought; find found; flee fled; fling flung; fly flew flown; forbid
    forbade forbidden; foretell foretold; forget forgot forgotten; forgive forgave forgiven;
    forsake forsook forsaken; freeze froze frozen; give gave given; go went gone; grind ground;
    grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; kneel knelt;
    know knew known; lay laid; lead led; lean leant; leap leapt; learn learnt; leave left; lend
    lent; light lit; lose lost; mean meant; meet met; mistake mistook mistaken; overcome
    overcame; overhear overheard; overtake overtook overtaken; pay paid; prove proven; ride rode
    ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell
    sold; send sent; sew sewn; shake shook shaken; shine shone; shoot shot; show shown; shrink
    shrank shrunk; sing sang sung; sink sank sunk; sit sat; slay slew slain; sleep slept; slide
    slid; smell smelt; smite smote smitten; speak spoke spoken; spell spelt; spend spent; spill
    spilt; spin spun; spit spat; spring sprang sprung; stand stood; steal stole stolen; stick
    stuck; sting stung; stride strode stridden; strike struck; strive strove; swear swore sworn;
    sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn;
    tell told; think thought; throw threw thrown; tread trod; understand understood; undertake
    undertook undertaken; wake woke woken; wear wore worn; weave wove woven; weep wept; win won;
    wind wound; withdraw withdrew withdrawn; withstand withstood; write wrote written
"""
_NOUNS = """
    calf calves; child children; dwarf dwarves; elf elves; foot feet; goose geese; half halves;
    knife knives; leaf leaves; life lives; loaf loaves; man men; mouse mice; ox oxen; shelf
    shelves; thief thieves; tooth teeth; wife wives; wolf wolves; woman women
"""


def _base_forms(words: str) -> dict[str, str]:
    families = [family.split() for family in words.split(";")]
    return {form: base for base, *forms in families for form in forms}


VERB_FORMS = _base_forms(_VERBS)
"""Irregular form of a verb -> base form, in lower case."""
PLURALS = _base_forms(_NOUNS)
"""Irregular plural -> singular, in lower case."""
BASE_FORMS = VERB_FORMS | PLURALS
"""Irregular form -> base form, in lower case. Forms that are commoner as other words are left
out or kept by what stories use them for ("saw", "found", "left" are mostly verbs there)."""

"""How times are written in English: one expression for each way, tried in this order.

Capitals count: "may" and "march" are verbs, "May" and "March" only perhaps months.
"""

from __future__ import annotations

import re
from typing import Final

from index.timeline.spans import MONTHS, NUMBERS, ORDINALS, WEEKDAYS

_FULL = "|".join(MONTHS)
_ABBREVIATED = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_MONTH = rf"(?P<month>{_FULL})\b"
_DATED_MONTH = rf"(?P<month>(?:{_FULL})\b|{_ABBREVIATED})"
"""Beside the number of a day, short forms are months too."""
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>1\d{3}|2[01]\d{2})\b"
_ORDINAL = rf"(?P<ordinal>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
_WORD = "|".join(sorted((w for w in NUMBERS if w not in ("a", "an")), key=len, reverse=True))
_ONE = rf"(?:\d{{1,3}}|(?:{_WORD})(?:[\s-](?:{_WORD}))?|an?)"
_COUNT = (
    rf"(?P<count>(?i:a\s+few|several|a\s+couple\s+of|a\s+dozen|{_ONE}(?:\s+(?:or|to)\s+{_ONE})?))"
)
_SOME = rf"(?:{_COUNT}|(?i:many|some|a\s+good\s+many|a\s+number\s+of))"
_UNIT = (
    r"(?P<unit>day|night|morning|evening|week|fortnight|month|year|winter|summer|decade"
    r"|centur(?:y|ie)|hour)"
)
_UNITS = rf"{_UNIT}s?"
_PART = r"(?:morning|forenoon|afternoon|evening|night|midday|noon|midnight|dawn)"
_PLACE = r"(?P<place>early|late|mid|the\s+(?:beginning|start|middle|end)\s+of)[\s-]"
_AT = r"(?i:in|on|since|by|until|till|before|after|from|during|around|about|for|of|to|through|at)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_SPACES = re.compile(" ")


def _pattern(words: str) -> re.Pattern[str]:
    """A space stands for any run of blanks, line breaks of wrapped text included."""
    flexible = _SPACES.sub(r"\\s+", words.replace(" ?", r"\s*"))
    return re.compile(rf"(?<![\w-]){flexible}(?!\w)")


PATTERNS: Final[dict[str, re.Pattern[str]]] = {
    "days": _pattern(
        rf"(?:{_AT} )?(?:the )?{_DAY}\s?[-–]\s?(?P<until>[12]?\d|3[01])(?:th|st|nd"
        rf"|rd)? {_DATED_MONTH}"
        rf"(?:,? {_YEAR})?"
    ),
    "day": _pattern(
        rf"(?:{_AT} )?(?:{_WEEKDAY},? )?(?:[Tt]he )?(?:{_DAY}|(?i:{_ORDINAL}))"
        rf"(?: day)?(?: of)? {_DATED_MONTH}(?:,? {_YEAR})?"
    ),
    "month_day": _pattern(
        rf"(?:{_AT} )?(?:{_WEEKDAY},? )?{_DATED_MONTH} (?:the )?{_DAY}(?![,.]\d"
        rf"|[:/])(?:,? {_YEAR})?"
    ),
    "iso": _pattern(r"(?P<year>[12]\d{3})-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)"),
    "dotted": _pattern(r"(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>[12]\d{3})"),
    "month_year": _pattern(rf"(?:{_AT} )?(?:{_PLACE})?{_MONTH},?(?: of)? {_YEAR}"),
    "month": _pattern(
        rf"(?:(?P<at>(?i:in|since|by|until|till|before|after|from|during|for|of)) (?:{_PLACE})?"
        rf"|(?P<which>(?i:last|next|this)) ){_MONTH}(?! \d)"
    ),
    "season_year": _pattern(rf"(?:{_AT} )?(?:the )?(?:{_PLACE})?{_SEASON}(?: of)?,? {_YEAR}"),
    "years": _pattern(
        r"(?:(?i:from|between) )?(?P<year>1\d{3}|20\d{2})(?: (?:to|and|until|till) |\s?[-–]\s?)"
        r"(?P<until>1\d{3}|20\d{2}|\d{2})"
    ),
    "decade": _pattern(rf"(?:{_AT} )?(?:the )?(?:{_PLACE})?(?P<decade>1\d{{2}}0|20\d0)['’]?s"),
    "century": _pattern(
        rf"(?:{_AT} )?(?:the )?(?:{_PLACE})?(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)|(?i:{_ORDINAL}))"
        r"[\s-]century(?: (?P<era>BCE?|AD|CE))?"
    ),
    "era": _pattern(rf"(?:{_AT} )?(?:AD \d{{1,4}}|\d{{1,4}} (?:BCE?|AD|CE))"),
    "year": _pattern(
        r"(?P<at>(?i:in|since|by|until|till|before|after|from|during|around))"
        rf" (?:the year )?(?:{_PLACE})?{_YEAR}(?![,.]\d|[-–%]| (?:million|billion|thousand|per) )"
    ),
    "which_year": _pattern(rf"(?i:the year|anno) {_YEAR}"),
    "weekday": _pattern(
        rf"(?:(?P<which>(?i:last|next|this|the following|the same|that|one|every)) |"
        rf"(?P<at>(?i:on|by|until|till|since|from|before|after|late|early)) (?:the )?)"
        rf"{_WEEKDAY}(?: {_PART})?"
    ),
    "weekday_part": _pattern(rf"{_WEEKDAY} {_PART}"),
    "weekday_said": _pattern(rf"(?<=(?:said|told|says|sday|ured|nced|ived|rned)\s){_WEEKDAY}"),
    "named_day": _pattern(
        r"(?P<named>(?i:the day before yesterday|the day after tomorrow|yesterday|tomorrow"
        rf"|today|tonight|last night|to-day|to-morrow|to-night))(?: {_PART})?"
    ),
    "this": _pattern(
        r"(?:(?i:in|during|by|since|until|earlier|later) )?(?:the )?(?P<which>(?i:last|next"
        r"|this|past|coming)) "
        r"(?P<unit>week|weekend|month|year|decade|century|spring|summer|autumn|fall|winter)(?!-)"
    ),
    "span": _pattern(
        r"(?i:in|within|over|during|for|after)(?: about)? the (?P<way>(?i:next|coming|past|last"
        r"|following))"
        rf" {_COUNT} {_UNITS}"
    ),
    "ago": _pattern(rf"(?i:(?:about|nearly|almost|over|some) )?{_SOME} {_UNITS} ago"),
    "later": _pattern(
        rf"(?i:(?:about|nearly|almost) )?{_SOME} {_UNITS} "
        r"(?P<way>(?i:later|afterwards?|after|hence|earlier|before))"
    ),
    "after": _pattern(
        rf"(?P<way>(?i:after|in|within|at the end of|before))(?: about)? (?:the )?{_SOME} {_UNITS}"
        r"(?:['’] time)?(?! (?:of|old|ago|later|earlier|before|after)\b)"
    ),
    "next_day": _pattern(
        rf"(?:(?i:on|early|late|in) )?(?i:the|that|this) (?:very )?(?P<way>(?i:next|following"
        rf"|same|second|third|other|seventh)) "
        rf"(?P<unit>day|night|week|month|year|{_PART})"
    ),
    "that_day": _pattern(
        rf"(?:(?i:on|in|late|early|later|earlier|till|until) )?(?i:that)(?: same| very)? "
        rf"(?:day|week|year|{_PART}|{_SEASON})"
    ),
    "day_before": _pattern(r"(?:(?i:on) )?(?i:the) (?:day|night|evening) (?:before|after)"),
    "one_day": _pattern(
        rf"(?:(?i:early|late|on) )?(?i:one|some)(?: (?:fine|cold|dark|stormy|sunny|bright|hot"
        rf"|summer|winter|spring|autumn|beautiful|early|late))*"
        rf" (?:day|{_PART}|{_SEASON})"
    ),
    "clock": _pattern(
        rf"(?:(?i:at|by|until|till|before|after|about|around) )?(?:(?:about|nearly) )?(?:"
        rf"(?:half[\s-]past|(?:a )?quarter (?:past|to)) (?:{_ONE}|midnight|noon)"
        rf"|(?:{_ONE}) o['’] ?clock|(?:[01]?\d|2[0-3])[:.][0-5]\d ?(?:[ap]\.?m\b\.?|hours|GMT|UTC)"
        r"|1?\d ?[ap]\.m\.|1?\d ?[ap]m"
        rf")(?: (?:in the|at|on {_WEEKDAY}) ?{_PART}?)?"
    ),
    "hour": _pattern(r"(?i:at|by|until|till|after|before|since|from|about) [012]?\d:[0-5]\d"),
    "part_of_day": _pattern(
        r"(?:(?i:early|late|next) )?(?:(?i:at|by|before"
        r"|(?<!night\s)(?<!morning\s)(?<!evening\s)after|until|till|towards?|about|just after)"
        r"(?: (?:the|about))? (?:midnight|midday|noon|dawn|daybreak|sunrise|sunset|nightfall"
        r"|dusk|twilight"
        r"|break of day|cock-?crow|bedtime|supper-?time|dinner-?time|evening|night|morning)"
        r"|(?i:in) the (?:early |late )?(?:morning|afternoon|evening|night|middle of the night"
        r"|dead of night))"
    ),
    "age": _pattern(
        r"(?i:when) (?:he|she|they|I|you|we|it|the [a-z]+(?: [a-z]+)?|[A-Z]\w+(?: [A-Z]\w+)?) "
        rf"(?:was|were|turned|reached|became|had turned) (?:(?:only|just|about|nearly"
        rf"|but) )?(?:{_ONE})"
        r"(?: years (?:old|of age)|(?=\s*[,.;:!?)”\"]|\s+(?:he|she|they|I|we|his|her|the|and"
        r"|her)\b))"
    ),
    "at_age": _pattern(rf"(?i:at|by|from|until|since) (?:the|his|her) age of (?:{_ONE})"),
    "season": _pattern(
        rf"(?:(?i:in|during|by|since|until) )(?:(?:the )?{_PLACE})?{_SEASON}"
        r"(?! (?:of|water|to|from|into)\b)|(?i:in|during|through|all) the (?:summer|autumn"
        r"|winter)(?:time)?"
        r"|In the (?:spring|fall)(?=,| [a-z]+ )"
    ),
    "feast": _pattern(
        r"(?:(?i:at|on|by|before|after|until|till|since|for|during|last|next|this|that|one"
        r"|every) )?"
        r"(?P<feast>Christmas(?: (?:Eve|Day|[Nn]ight|morning))?|Easter(?: (?:Sunday|Monday|Eve"
        r"|Day))?"
        r"|New[\s-]Year['’]s (?:Eve|Day)|Midsummer(?:['’]s)? (?:Eve|Day|Night)|Michaelmas"
        r"|Hallow(?:e['’]e|ee)n"
        r"|Thanksgiving|Whitsuntide|Candlemas|Shrovetide|St\. John['’]s (?:Eve|Day|[Nn]ight))"
    ),
    "long_ago": _pattern(
        r"(?i:once upon a time|(?:long,? )*long ago|a long (?:time|while) ago|ages ago"
        r"|once,? long ago"
        r"|in (?:the )?(?:far |good |very )?(?:old|olden|bygone|ancient|former|those|these early)"
        r" (?:days?|times?)(?: (?:long past|of yore))?|in days (?:of yore|gone by)"
        r"|in the days of [A-Z]?[\w ]{2,30}?(?=,| there)"
        r"|in (?:the )?(?:distant|near|recent) (?:past|future))"
    ),
    "loose": _pattern(
        r"(?i:(?:not |very )?(?:long|soon|shortly) after(?:wards?)?|not (?:very )?long before"
        r"|(?:some|a (?:short|long|little)) (?:time|while) (?:later|after(?:wards?)?|before|ago)"
        r"|the other day|previously|formerly|recently)|Earlier(?=,)|Later(?=,| on\b)"
    ),
}
HINT: Final = re.compile(
    rf"\d|\b(?i:{_FULL}|{'|'.join(WEEKDAYS)}|(?:day|night|morning|evening|week|fortnight|month|year"
    r"|winter|summer|spring|autumn|decade|hour|weekend)s?|fall|centur\w+|\w*noon|mid\w+|dawn|dusk"
    r"|daybreak|break|sun\w+|nightfall|twilight|cock\w*|\w+time|times?|age|when|ago|to-?day"
    r"|to-?night"
    r"|to-?morrow|yesterday|clock|past|future|long|soon|shortly|while|previously|formerly|recently"
    r"|days|Christmas|Easter|New|Michaelmas|Hallow\w*|Thanksgiving|Whit\w+|Candlemas|Shrove\w+|St"
    r"|earlier|later|AD|anno|quarter)\b"
)
"""Without one of these a sentence is not worth reading for time words."""

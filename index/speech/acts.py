"""What is done by words in quotation marks: a promise, a threat, or neither."""

from __future__ import annotations

import re

from index.speech.model import Act

_PROMISE = re.compile(
    r"\b(?:I|we)\s+(?:(?:do|here|now|hereby|solemnly|will|shall|faithfully|can|also|both|all)\s+)*"
    r"(?:promise|vow|swear|pledge|guarantee|give\s+(?:you\s+)?(?:my|our)\s+word)\b"
    r"|\b(?:you\s+have|upon)\s+my\s+word(?:\s+of\s+honou?r)?\b(?=[^.!?]*\b(?:will|shall|[’']ll)\b)",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(
    r"(?:\bif\b|\bunless\b|\bbefore\b|\bwhen\b|\bcan(?:no|['’])t\b|\bnot\b|\bnever\b)[^.!?;:]{0,30}$",
    re.IGNORECASE,
)
_WILL = r"(?:(?:I|we)\s+(?:will|shall)|(?:I|we)['’]ll|you\s+(?:will|shall)|you['’]ll)"
_HARM = (
    r"(?:kill|eat|devour|scratch|bite|whip|flog|thrash|wring|skin|box|slay|destroy|hang|beat|punish|behead|cut\s+off|burn|drown|crush|tear|strangle"
    r"|swallow|throttle|die|be\s+(?:killed|slain|eaten|hanged|punished|put\s+to\s+death|burnt|burned"
    r"|beheaded|torn|sorry)|lose\s+(?:your|thy)\s+(?:life|head)|regret|repent|suffer|pay\s+for"
    r"|take\s+(?:your|thy)\s+(?:life|head)|put\s+(?:you|thee)\s+to\s+death|have\s+(?:you|your\s+head))"
)
_THREAT = re.compile(
    rf"\bor\s+else\b(?!\s+\w+['’]s)|\b(?:unless|if\s+(?:you|ye|thou)\b)[^.!?]*?\b{_WILL}\b[^.!?]{{0,40}}?\b{_HARM}\b"
    rf"|\b{_WILL}\s+(?:surely\s+|certainly\s+|all\s+)?{_HARM}\b[^.!?]{{0,60}}\b(?:unless|if\s+you)\b"
    rf"|,\s*or\s+{_WILL}\b[^.!?]{{0,40}}?\b{_HARM}\b"
    r"|\b(?:I|we)\s+(?:warn|threaten)\s+(?:you|thee)\b",
    re.IGNORECASE,
)


def act_of(words: str) -> Act:
    """What is done with ``words`` by whoever says them."""
    for match in _PROMISE.finditer(words):
        question = words[match.end() :].partition("?")
        asked = bool(question[1]) and not re.search(r"[.!;]", question[0])
        if not asked and not _NO_PROMISE.search(words[: match.start()]):
            return Act.PROMISED
    return Act.THREATENED if _THREAT.search(words) else Act.SAID

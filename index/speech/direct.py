"""Words in quotation marks, with the "said he" before, after or between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from index.english.words import word_set
from index.people import Person
from index.speech.acts import act_of
from index.speech.model import Act, Statement
from index.speech.nouns import naming_after
from index.speech.quotations import Quotation
from index.speech.reading import NOBODY, Reading, Span, Voice
from index.speech.tags import Tag, tag_after, tag_before
from index.speech.words import looks_past

_SENTENCE_ENDS = frozenset(".!?")
_SPOKEN_ENDS = frozenset(".,!?;:-—–…")
_THOUGHT = word_set("thought think thinks thinking")
_THOUGHT_NEAR = 8
"""Words between a thought and who thinks it."""


@dataclass(slots=True)
class _Utterance:
    """Quotations that one voice says without a pause."""

    parts: list[Quotation]
    voice: Voice
    tag: Tag | None = None
    told: bool = True

    @property
    def act(self) -> Act:
        """What the verb of saying tells of it."""
        return self.tag.act if self.tag else Act.SAID

    @property
    def covered(self) -> Span:
        """From its first words to its last, the tag included."""
        starts = [self.parts[0].start] + ([self.tag.span[0]] if self.tag else [])
        ends = [self.parts[-1].end] + ([self.tag.span[1]] if self.tag else [])
        return min(starts), max(ends)


class DirectSpeech:
    """Finds the statements in quotation marks, and which verbs tell of them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.told_by: set[int] = set()
        """The places of the verbs that were read."""
        self._before: list[Voice] = []
        """Who spoke in the last paragraphs with speech, the last one last."""
        self._last: Person | None = None

    def statements(self) -> Iterator[Statement]:
        """All of them, in story order."""
        outline = self._reading.text.outline
        number = 0
        for paragraph, group in groupby(self._reading.quotations, key=lambda q: q.paragraph):
            if paragraph > number + 2:
                self._before.clear()
            number = paragraph
            whole = outline.paragraphs[paragraph - 1]
            utterances = self._in_paragraph(list(group), (whole.start, whole.end))
            for utterance in utterances:
                statement = self._statement(utterance)
                if statement is not None:
                    yield statement
            if utterances:
                self._before.append(utterances[-1].voice)

    def _statement(self, utterance: _Utterance) -> Statement | None:
        if not utterance.told:
            return None
        text = self._reading.text.story.text
        act = utterance.act
        if act is Act.SAID:
            act = act_of(" ".join(text[slice(*part.inner)] for part in utterance.parts))
        longest = max(utterance.parts, key=lambda part: part.inner[1] - part.inner[0])
        first, end = longest.inner
        if text[first:end].endswith(","):
            end -= 1
        return self._reading.statement(
            utterance.covered, (first, end), utterance.voice, act, direct=True
        )

    def _in_paragraph(self, parts: list[Quotation], paragraph: Span) -> list[_Utterance]:
        words = self._reading.words
        begin, end = words.at(paragraph[0]), words.at(paragraph[1])
        found: list[_Utterance] = []
        tagged_until = begin
        for position, part in enumerate(parts):
            gap = (words.at(parts[position - 1].end) if position else begin, words.at(part.start))
            following = parts[position + 1].start if position + 1 < len(parts) else paragraph[1]
            rest = (words.at(part.end), min(words.at(following), end))
            after = tag_after(self._reading, rest, self._ending(part), self._last)
            before = tag_before(self._reading, (max(gap[0], tagged_until), gap[1]), self._last)
            if after is not None:
                tagged_until = after.last + 1
            tag = after or before
            if tag is not None:
                if tag.voice.named is None and tag.inherits:
                    tag = replace(
                        tag, voice=self._of_narration(begin, words.at(tag.span[0]), found)
                    )
                self._take(found, part, tag)
            elif self._goes_on(found, gap):
                found[-1].parts.append(part)
            elif self._is_speech(part, gap, rest, paragraph):
                self._untagged(found, part, gap, tagged_until)
        return found

    def _goes_on(self, found: list[_Utterance], gap: Span) -> bool:
        """Whether no sentence ends between two quotations: '"Yes," said he, "I will."'."""
        tagged = bool(found) and found[-1].tag is not None
        return tagged and _SENTENCE_ENDS.isdisjoint(self._reading.words.written[slice(*gap)])

    def _take(self, found: list[_Utterance], part: Quotation, tag: Tag) -> None:
        self.told_by.add(tag.place)
        found.append(_Utterance([part], tag.voice, tag, tag.told))
        self._last = tag.voice.speaker or self._last

    def _ending(self, part: Quotation) -> str:
        text = self._reading.text.story.text
        return text[part.inner[1] - 1] if part.inner[0] < part.inner[1] else ""

    def _is_speech(self, part: Quotation, gap: Span, rest: Span, paragraph: Span) -> bool:
        """Whether untagged words are said, not thought, quoted by the way, or a title."""
        words = self._reading.words
        near = (
            *words.lower[rest[0] : min(rest[1], rest[0] + _THOUGHT_NEAR)],
            *words.lower[max(gap[0], gap[1] - _THOUGHT_NEAR) : gap[1]],
        )
        if not _THOUGHT.isdisjoint(near):
            return False
        starts = part.start == paragraph[0] or gap[0] == gap[1]
        after_mark = gap[1] > 0 and not words.is_word(gap[1] - 1)
        return part.continued or (self._ending(part) in _SPOKEN_ENDS and (starts or after_mark))

    def _untagged(
        self, found: list[_Utterance], part: Quotation, gap: Span, tagged_until: int
    ) -> None:
        words = self._reading.words
        between = [i for i in range(max(gap[0], tagged_until), gap[1]) if words.is_word(i)]
        if found and not between:
            found[-1].parts.append(part)
            return
        if part.continued and self._before:
            voice = replace(self._before[-1], guessed=True, named=None)
        elif between:
            voice = self._of_narration(between[0], gap[1], found)
        else:
            voice = self._by_turns()
        found.append(_Utterance([part], voice))
        self._last = voice.speaker or self._last

    def _of_narration(self, first: int, end: int, found: list[_Utterance]) -> Voice:
        """A guess: who acts in the sentence in front."""
        words = self._reading.words
        start = max(first, end - 1)
        while start > first and words.written[start - 1] not in '.!?;"”':
            start -= 1
        for place in range(start, end):
            naming = naming_after(words, place, end)
            if naming is not None and naming.last + 1 < end:
                following = words.lower[naming.last + 1]
                if words.is_verb(naming.last + 1) or looks_past(following):
                    voice = self._reading.voice(naming, inferred=True, last=self._last)
                    return replace(voice, guessed=True)
        return replace(found[-1].voice, guessed=True) if found else NOBODY

    def _by_turns(self) -> Voice:
        """A guess: of two who speak in turns, the one who did not speak last."""
        if len(self._before) < 2:
            return NOBODY
        last, other = self._before[-1], self._before[-2]
        if other.speaker is None or other.speaker == last.speaker:
            return NOBODY
        return Voice(other.speaker, None, guessed=True)

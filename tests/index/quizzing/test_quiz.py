from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path

import pytest

from index import QuizError, Quote, Round, RoundKind, Story, possible_kinds, quiz_round, series
from index.loading import load_seed, seed_folders
from index.quizzing.round import ALTERED, BLANK, TRUE
from index.story_text import StoryText

TALES = Path(__file__).parents[4] / "shared/data/reading/fairytaleqa-val.jsonl.gz"
TALE = """Anders was a miller who lived by a river in the north. One morning Anders went to the
market and bought seven sheep from a farmer called Olaf. "You will never see a better sheep than
these," said Olaf. Three wolves were waiting in the forest behind the mill. The wolves chased the
sheep across the bridge and into the village. Olaf heard the noise and came running with a lantern
and two dogs. "I would give my house for a single night of sleep," said Anders. Five weeks later
the river froze from one bank to the other. Nils, the son of Olaf, built a fence of oak around the
meadow. The king rode past the mill on a white horse and admired the fence. "Who was clever enough
to build this fence?" asked the king. The miller was given a purse of gold for his trouble. Nils
married the daughter of Anders in the summer of that year.
"""


def told(text: str, name: str = "tale") -> StoryText:
    return StoryText(Story(1, name, name, text, None, "en", datetime(2026, 1, 1, tzinfo=UTC)))


def _tales(count: int) -> Iterator[StoryText]:
    with gzip.open(TALES, "rt", encoding="utf-8") as lines:
        for line in islice(lines, count):
            content = json.loads(line)
            yield told("\n\n".join(section["text"] for section in content["sections"]))


def _stories() -> dict[str, StoryText]:
    found = {"seed": told(load_seed(seed_folders()[0]).text), "tale": told(" ".join(TALE.split()))}
    if TALES.is_file():
        found |= {f"fairytale {number}": text for number, text in enumerate(_tales(4))}
    return found


STORIES = _stories()


def flat(text: str) -> str:
    return " ".join(text.split())


def rounds(text: StoryText, kind: RoundKind, count: int = 40) -> list[Round]:
    return [quiz_round(text, seed, kind) for seed in range(count)] if _has(text, kind) else []


def _has(text: StoryText, kind: RoundKind) -> bool:
    return kind in possible_kinds(text)


@pytest.fixture(params=STORIES, name="text")
def _text(request: pytest.FixtureRequest) -> StoryText:
    return STORIES[request.param]


def test_the_seed_story_has_rounds_of_every_kind() -> None:
    assert possible_kinds(STORIES["seed"]) == tuple(RoundKind)


def test_a_round_is_the_same_whenever_it_is_made(text: StoryText) -> None:
    again = told(text.story.text, text.story.name)
    for kind in possible_kinds(text):
        for seed in (0, 7, 2**40):
            assert quiz_round(again, seed, kind) == quiz_round(text, seed, kind)
            assert quiz_round(text, seed) == quiz_round(again, seed)


def test_every_quote_is_verbatim_and_choices_are_two_to_four_different_ones(
    text: StoryText,
) -> None:
    for kind in possible_kinds(text):
        for made in rounds(text, kind):
            quotes = [made.quote, *(part for part in made.prompt if isinstance(part, Quote))]
            assert all(q.text == text.story.text[q.start : q.end] for q in quotes)
            assert 2 <= len(made.choices) <= 4
            assert len({choice.casefold() for choice in made.choices}) == len(made.choices)
            assert 0 <= made.right < len(made.choices)


def test_the_missing_word_is_not_in_the_prompt_and_no_other_choice_stands_there(
    text: StoryText,
) -> None:
    for made in rounds(text, RoundKind.MISSING_WORD):
        right = made.choices[made.right]
        parts = [part if isinstance(part, str) else part.text for part in made.prompt]
        assert parts.count(BLANK) == 1
        assert flat("".join(parts).replace(BLANK, right)) == flat(made.quote.text)
        assert made.quote.highlighted is not None
        assert flat(made.quote.highlighted) == right
        around = [part.text for part in made.prompt if isinstance(part, Quote)]
        assert all(right.casefold() not in words_in(part) for part in around)
        for other in set(made.choices) - {right}:
            offered = flat("".join(parts).replace(BLANK, other))
            assert offered not in flat(text.story.text)


def words_in(text: str) -> list[str]:
    return [word.strip(".,;:!?\"'“”‘’()").casefold() for word in text.split()]


def test_the_words_of_a_speaker_do_not_name_him(text: StoryText) -> None:
    for made in rounds(text, RoundKind.WHO_SAID):
        (said,) = made.prompt
        assert isinstance(said, Quote)
        assert made.quote.start <= said.start < said.end <= made.quote.end
        assert made.choices[made.right] not in said.text


def test_of_two_events_the_right_one_stands_first(text: StoryText) -> None:
    for made in rounds(text, RoundKind.WHICH_FIRST):
        assert made.other is not None
        assert made.quote.end <= made.other.start
        assert made.choices[made.right] == flat(made.quote.text)
        assert made.choices[1 - made.right] == flat(made.other.text)


def test_an_altered_quote_is_not_in_the_story_and_a_true_one_is(text: StoryText) -> None:
    for made in rounds(text, RoundKind.TRUE_OR_ALTERED):
        (shown,) = made.prompt
        assert made.choices == (TRUE, ALTERED)
        assert isinstance(shown, str)
        if made.right == 0:
            assert made.altered is None
            assert shown == flat(made.quote.text)
        else:
            assert shown == made.altered
            assert shown not in flat(text.story.text)
            assert made.quote.highlight is not None


def test_both_outcomes_of_true_or_altered_come_up(text: StoryText) -> None:
    made = rounds(text, RoundKind.TRUE_OR_ALTERED)
    assert not made or {one.right for one in made} == {0, 1}


def test_a_series_never_shows_a_sentence_twice(text: StoryText) -> None:
    made = series(text, 5, 6)
    spans = sorted(span for one in made for span in one.spans)
    assert made
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(quiz_round(text, one.seed, one.kind) == one for one in made)
    assert series(text, 5, 6) == made


def test_a_series_of_a_short_story_ends_when_its_sentences_are_used_up() -> None:
    assert 0 < len(series(STORIES["tale"], 1, 100)) < 20


@pytest.mark.parametrize("kind", [None, *RoundKind])
def test_a_shorter_series_is_the_beginning_of_a_longer_one(kind: RoundKind | None) -> None:
    text = STORIES["seed"]
    longer = series(text, 7, 5, kind)
    assert longer[:3] == series(text, 7, 3, kind)
    assert kind is None or {one.kind for one in longer} == {kind}


def test_a_series_begins_with_any_kind() -> None:
    text = STORIES["seed"]
    begun = {series(text, seed, 1)[0].kind for seed in range(40)}
    assert begun == set(possible_kinds(text))


def test_nothing_beyond_a_ceiling_is_asked() -> None:
    whole = STORIES["seed"].story.text
    read = told(whole[: len(whole) // 2])
    for kind in possible_kinds(read):
        for made in rounds(read, kind):
            assert made.quote.end <= len(whole) // 2


@pytest.mark.parametrize("text", ["", "A cat sat.", "READ MORE: something else entirely here."])
def test_a_story_that_is_too_short_says_so(text: str) -> None:
    short = told(text)
    assert possible_kinds(short) == ()
    with pytest.raises(QuizError, match="too short"):
        quiz_round(short, 1)
    with pytest.raises(QuizError):
        series(short, 1, 3)


def test_a_kind_that_the_story_lacks_names_those_it_has() -> None:
    text = told(
        "Five weeks later the river froze from one bank to the other. The wise judge was given a"
        " purse of gold for all his trouble."
    )
    assert RoundKind.WHO_SAID not in possible_kinds(text)
    with pytest.raises(QuizError, match="true or altered") as lacking:
        quiz_round(text, 1, RoundKind.WHO_SAID)
    assert lacking.value.reason == "kind"
    assert quiz_round(text, 1).kind in possible_kinds(text)

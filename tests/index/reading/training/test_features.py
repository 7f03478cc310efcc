from __future__ import annotations

import numpy as np
import pytest
from transformers import PreTrainedTokenizerBase

from index.reading.frame import LONGEST, LONGEST_QUESTION, NO_ANSWER
from index.reading.training.examples import SpanExample
from index.reading.training.features import Feature, features
from tests.index.reading.training.support import answer_of, paragraphs, span_examples, told

SHORT = span_examples(paragraphs(range(6)))


def _long_examples(question: str = "") -> list[SpanExample]:
    """Questions of all parts of a text that no window holds, its ends among the answers."""
    ones = paragraphs(range(14))
    text = " ".join(one.text for one in ones)
    found = [
        SpanExample("What begins it?", text, (0, 2), "made"),
        SpanExample("What ends it?", text, (len(text) - 1, len(text)), "made"),
    ]
    for one in ones:
        for words, answer in one.asked:
            begin = text.index(one.text) + one.text.index(answer)
            span = (begin, begin + len(answer))
            found.append(SpanExample(question or words, text, span, "made"))
    return found


def _shown(example: SpanExample, feature: Feature) -> str:
    """The words from the answer's first token to its last."""
    first, last = feature.first - feature.text_start, feature.last - feature.text_start
    return example.context[feature.offsets[first][0] : feature.offsets[last][1]]


@pytest.mark.parametrize("seed", range(4))
def test_a_window_of_a_long_text_always_holds_the_answer_to_the_letter(
    tokenizer: PreTrainedTokenizerBase, seed: int
) -> None:
    found = _long_examples()
    for example, feature in zip(found, features(tokenizer, found, seed), strict=True):
        assert feature.text_start <= feature.first <= feature.last < feature.text_end
        assert _shown(example, feature) == answer_of(example)


def test_the_answer_of_a_short_text_is_marked_to_the_letter(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    for example, feature in zip(SHORT, features(tokenizer, SHORT, seed=1), strict=True):
        if example.answer:
            assert _shown(example, feature) == answer_of(example)
        else:
            assert feature.first == feature.last == NO_ANSWER


def test_an_answer_that_ends_within_a_token_takes_the_whole_token(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    example = SpanExample("Who built?", "the knight built", (5, 8), "made")
    (feature,) = features(tokenizer, [example], seed=1)
    assert _shown(example, feature) == "knight"


def test_every_token_stands_where_its_offsets_say(tokenizer: PreTrainedTokenizerBase) -> None:
    found = _long_examples()
    for example, feature in zip(found, features(tokenizer, found, seed=2), strict=True):
        tokens = feature.ids[feature.text_start : feature.text_end]
        assert len(tokens) == len(feature.offsets)
        pieces = tokenizer.convert_ids_to_tokens(tokens.tolist())
        written = [example.context[start:end].lower() for start, end in feature.offsets]
        assert written == [piece.removeprefix("##") for piece in pieces]


@pytest.mark.parametrize("words", [1, 20, 200])
def test_no_window_is_longer_than_a_model_reads_at_once(
    tokenizer: PreTrainedTokenizerBase, teachers_tokenizer: PreTrainedTokenizerBase, words: int
) -> None:
    found = _long_examples("what " * words)
    for each in (tokenizer, teachers_tokenizer):
        for feature in features(each, found, seed=1):
            assert len(feature.ids) <= LONGEST
            assert feature.text_start <= LONGEST_QUESTION + 3
            assert len(feature.ids) >= LONGEST - 1


def test_teacher_and_student_are_shown_the_same_window_and_answer(
    tokenizer: PreTrainedTokenizerBase, teachers_tokenizer: PreTrainedTokenizerBase
) -> None:
    found = [*SHORT, *_long_examples(), *_long_examples("why " * 60)]
    own = features(tokenizer, found, seed=3)
    for student, teacher in zip(own, features(teachers_tokenizer, found, seed=3), strict=True):
        np.testing.assert_array_equal(student.offsets, teacher.offsets)
        if student.first == NO_ANSWER:
            assert teacher.first == teacher.last == NO_ANSWER
        else:
            assert student.first - student.text_start == teacher.first - teacher.text_start
            assert student.last - student.text_start == teacher.last - teacher.text_start


def test_question_and_text_are_framed_as_the_model_s_own_tokenizer_frames_them(
    tokenizer: PreTrainedTokenizerBase, teachers_tokenizer: PreTrainedTokenizerBase
) -> None:
    for each in (tokenizer, teachers_tokenizer):
        for example, feature in zip(SHORT, features(each, SHORT, seed=1), strict=True):
            framed = each(example.question, example.context)
            assert feature.ids.tolist() == framed["input_ids"]
            types = framed.get("token_type_ids", [0] * len(feature.ids))
            assert feature.types.tolist() == types


def test_where_a_long_text_is_cut_differs_with_the_seed_and_not_without(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    found = _long_examples()
    once, again, other = (
        [feature.offsets[0][0] for feature in features(tokenizer, found, seed)]
        for seed in (1, 1, 2)
    )
    assert once == again
    assert once != other


def test_a_question_without_an_answer_gets_any_window_of_a_long_text(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    text = " ".join(told(number).text for number in range(14))
    found = [SpanExample("Who sang?", text, None, "made")] * 30
    given = features(tokenizer, found, seed=1)
    assert {(feature.first, feature.last) for feature in given} == {(NO_ANSWER, NO_ANSWER)}
    assert len({feature.offsets[0][0] for feature in given}) > 20

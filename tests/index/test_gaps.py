"""Gaps: questions told apart, counted once, and grouped by likeness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from index import AskedQuestion, Gap, GapKind, Library, Sureness
from index.encoding import SentenceEncoder
from index.gaps import ALIKE_FROM, group_gaps
from tests.index.alike import QUESTIONS, pairs_right
from tests.index.support import WordEncoder

NOW = datetime(2026, 1, 1, tzinfo=UTC)
encode = WordEncoder().encode


def gap(question: str | None, kind: GapKind = GapKind.REFUSED, *, found: bool = False) -> Gap:
    asked = AskedQuestion(question, found, 0.2, Sureness.UNSURE, 1, (0, 5))
    return Gap(kind, asked, NOW + timedelta(seconds=1))


def test_alike_questions_are_one_group_and_the_biggest_group_comes_first() -> None:
    found = [
        gap("who sold the horse?"),
        gap("what did Akar promise?"),
        gap("what did Akar promise then?"),
        gap("what did Akar promise?"),
    ]

    grouped = group_gaps(found, encode)

    assert [[one.question for one in group.questions] for group in grouped.groups] == [
        ["what did Akar promise?", "what did Akar promise then?"],
        ["who sold the horse?"],
    ]
    assert [group.times for group in grouped.groups] == [3, 1]


def test_case_spaces_and_the_mark_at_the_end_do_not_tell_questions_apart() -> None:
    grouped = group_gaps([gap("Who  ran?"), gap("who ran")], encode)
    assert [one.times for one in grouped.groups[0].questions] == [2]


def test_a_question_that_a_message_cut_is_the_whole_one() -> None:
    whole = "who " + "really " * 20 + "ran at the end of the day?"
    grouped = group_gaps([gap(f"{whole[:120]}…", GapKind.WRONG), gap(whole)], encode)
    assert [one.question for one in grouped.groups[0].questions] == [whole]


def test_long_questions_that_begin_alike_are_told_apart() -> None:
    begins = "in the part where they all meet again at the river behind the mill, " * 3
    found = [gap(begins + "who ran?"), gap(begins + "who sang?")]
    grouped = group_gaps(found, encode)
    assert sum(len(group.questions) for group in grouped.groups) == 2


def test_a_refusal_that_was_called_wrong_counts_once() -> None:
    grouped = group_gaps([gap("who ran?", GapKind.WRONG), gap("who ran?")], encode)
    (group,) = grouped.groups
    assert (group.times, group.refused, group.wrong) == (1, 1, 1)


def test_an_answer_that_was_called_wrong_counts_beside_refusals() -> None:
    found = [gap("who ran?"), gap("who ran?", GapKind.WRONG, found=True)]
    assert group_gaps(found, encode).groups[0].times == 2


def test_questions_whose_text_is_not_kept_are_counted_only() -> None:
    found = [gap(None), gap(None, GapKind.WRONG), gap(None, GapKind.WRONG, found=True)]
    grouped = group_gaps(found, encode)
    assert (grouped.groups, grouped.untold) == ((), 2)


def test_nothing_is_encoded_where_no_text_is_kept() -> None:
    def fails(_texts: object) -> None:
        raise AssertionError

    assert group_gaps([], fails).groups == ()  # type: ignore[arg-type]


def test_a_library_groups_gaps_and_tells_what_its_answers_are_made_with(
    quick_library: Library, library: Library
) -> None:
    assert quick_library.group_gaps([gap("who ran?")]).groups[0].times == 1
    quick, versions = quick_library.versions(), library.versions()
    assert quick.encoder == versions.encoder == WordEncoder.fingerprint
    assert quick.reader != versions.reader
    assert len(versions.reader) == len(quick.reader) == 64
    assert library.up_to({1: 10}).versions() == versions


def test_most_questions_that_mean_the_same_are_grouped_and_few_others() -> None:
    precision, recall = pairs_right(QUESTIONS, SentenceEncoder().encode, ALIKE_FROM)
    assert precision >= 0.8
    assert recall >= 0.7

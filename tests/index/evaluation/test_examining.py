from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import LoadingError, QuestionFileError
from index.evaluation import Examination, TextFile, examination, files, read_known
from tests.index.evaluation.material import (
    RAIN,
    SNOW,
    span_line,
    squad,
    squad_paragraph,
    tale,
    tale_question,
    written,
)

KING = ("Who slept?", "The king")
QUEEN = ("Who read?", "The queen")


def texts(path: Path) -> TextFile:
    known = read_known(path)
    assert isinstance(known, TextFile)
    return known


def answers(examined: Examination) -> list[tuple[str, list[str]]]:
    """Every question with what stands at its places in the story it is put to."""
    stories = {draft.name: draft.text for draft in examined.stories}
    return [
        (
            known.question,
            [stories[known.story][a:b] for gold in known.golds for a, b in gold.spans],
        )
        for known in examined.questions
        if known.story is not None
    ]


def test_the_format_is_told_by_what_the_file_holds(tmp_path: Path) -> None:
    paragraph = squad_paragraph(SNOW, KING, ("Who wept?", None))
    for name, first in (
        ("squad.csv", squad(paragraph)),
        ("spans.json", span_line(SNOW, KING, ("Who wept?", None))),
    ):
        examined = examination(texts(written(tmp_path, first, name=name)))
        assert answers(examined) == [("Who slept?", ["The king"]), ("Who wept?", [])]
        assert [known.answerable for known in examined.questions] == [True, False]
    own = written(tmp_path, {"question": "who?", "answerable": False}, name="squad.json")
    assert not isinstance(read_known(own), TextFile)


def test_a_gzipped_file_is_read_like_a_plain_one(tmp_path: Path) -> None:
    for name, first in (
        ("own", {"question": "who?", "answerable": False}),
        ("spans", span_line(SNOW, KING)),
    ):
        plain = written(tmp_path, first, name=name)
        packed = tmp_path / f"{name}.gz"
        packed.write_bytes(gzip.compress(plain.read_bytes()))
        assert read_known(packed) == read_known(plain)


def test_squad_runs_over_many_lines_and_needs_no_is_impossible(tmp_path: Path) -> None:
    paragraph = squad_paragraph(SNOW, KING)
    del paragraph["qas"][0]["is_impossible"]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(squad(paragraph), indent=2), encoding="utf-8")
    assert answers(examination(texts(path))) == [("Who slept?", ["The king"])]


def test_the_paragraphs_of_an_article_make_one_story_or_one_each(tmp_path: Path) -> None:
    path = written(tmp_path, squad(squad_paragraph(SNOW, KING), squad_paragraph(RAIN, QUEEN)))
    whole = examination(texts(path))
    assert [(draft.name, draft.title, draft.text) for draft in whole.stories] == [
        ("1 The North", "The North", f"{SNOW}\n\n{RAIN}")
    ]
    each = examination(texts(path), paragraphs=True)
    assert [draft.text for draft in each.stories] == [SNOW, RAIN]
    assert [known.story for known in each.questions] == ["1 The North", "2 The North"]
    assert answers(whole) == answers(each) == [(KING[0], [KING[1]]), (QUEEN[0], [QUEEN[1]])]


def test_lines_of_one_title_are_one_article_wherever_they_stand(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        span_line(SNOW, KING, title="Kings"),
        span_line(RAIN, QUEEN, title="Queens"),
        span_line("The king woke.", ("Who woke?", "The king"), title="Kings"),
    )
    examined = examination(texts(path))
    assert [draft.text for draft in examined.stories] == [f"{SNOW}\n\nThe king woke.", RAIN]
    assert [known.line for known in examined.questions] == [1, 3, 2]


def test_twenty_untitled_texts_make_one_story(tmp_path: Path) -> None:
    lines = [span_line(f"King {n} slept.", ("Who slept?", f"King {n}")) for n in range(25)]
    examined = examination(texts(written(tmp_path, *lines)))
    assert [draft.title for draft in examined.stories] == ["Texts from 1", "Texts from 21"]
    assert [found for _, found in answers(examined)] == [[f"King {n}"] for n in range(25)]


def test_only_explicit_questions_with_a_span_count(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        tale(
            tale_question("Who slept?", "The king", 1),
            tale_question("Why?", None, 1),
            tale_question("Why so?", None, 1, explicit=False),
            tale_question("?!", "The king", 1),
        ),
    )
    examined = examination(texts(path))
    assert answers(examined) == [("Who slept?", ["The king"])]
    assert examined.questions[0].answers == ("The king", "someone")
    assert dict(examined.left_out) == {
        "explicit without a span": 1,
        "implicit": 1,
        "without a letter or digit": 1,
    }


def test_a_span_is_right_wherever_it_stands_in_its_sections(tmp_path: Path) -> None:
    sections = ("He slept. The he-goat slept. She did.", "He woke. Then", "they\nwoke. He ate.")
    path = written(
        tmp_path,
        tale(
            tale_question("Who slept?", "He", 1),
            tale_question("Who ate?", "He", 2, 3),
            tale_question("Who woke?", "Then they woke", 2, 3),
            tale_question("Who bleats?", "oat", 1),
            sections=sections,
        ),
    )
    whole = [
        ("Who slept?", ["He"]),
        ("Who ate?", ["He", "He"]),
        ("Who woke?", ["Then\n\nthey\nwoke"]),
        ("Who bleats?", ["oat"]),
    ]
    assert answers(examination(texts(path))) == whole
    each = examination(texts(path), paragraphs=True)
    assert sorted(answers(each)) == sorted(whole)
    assert [draft.text for draft in each.stories] == [
        sections[0],
        f"{sections[1]}\n\n{sections[2]}",
    ]


def test_what_experts_told_otherwise_is_right_in_the_sections_that_were_asked_of(
    tmp_path: Path,
) -> None:
    sections = ("The king slept. The old king slept.", "He woke.", "The old king ate.")
    answers_told = ["The king", "an old king", "king", "The Old King!"]
    path = written(
        tmp_path,
        tale(
            tale_question("Who slept?", "The king", 1, 2, answers=answers_told),
            sections=sections,
        ),
    )
    (question,) = examination(texts(path)).questions
    first, second = sections[0], f"{sections[0]}\n\n{sections[1]}\n\n"
    assert [(gold.words, gold.spans) for gold in question.golds] == [
        ("The king", ((0, 8),)),
        ("an old king", ((0, len(second)),)),
    ]
    whole = "\n\n".join(sections)
    told = question.golds[1]
    assert told.covered("The old king slept.", 16, len(first))
    assert not told.covered("The king slept.", 0, 15)
    assert not told.covered("The old king ate.", len(second), len(whole))


def many(tmp_path: Path) -> TextFile:
    return texts(
        written(
            tmp_path,
            *(
                span_line(f"King {n} slept.", (f"Who slept in {n}?", f"King {n}"), title=f"T{n}")
                for n in range(5)
            ),
        )
    )


def test_strangers_are_questions_of_other_articles_and_have_no_answer(tmp_path: Path) -> None:
    for paragraphs in (False, True):
        examined = examination(many(tmp_path), strangers=2, paragraphs=paragraphs)
        strange = [known for known in examined.questions if known.stranger]
        assert len(strange) == 10
        assert not any(known.answerable or known.golds for known in strange)
        own = {known.story: known.question for known in examined.questions if not known.stranger}
        assert all(own[known.story] != known.question for known in strange)
        assert len({(known.story, known.question) for known in strange}) == 10


def test_the_same_strangers_come_every_time_and_from_beyond_the_limit(tmp_path: Path) -> None:
    limited = examination(many(tmp_path), strangers=1, limit=1)
    assert [draft.title for draft in limited.stories] == ["T0"]
    assert limited.questions == examination(many(tmp_path), strangers=1).questions[:2]


def test_too_few_strangers_are_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"no 5 questions of other articles.*ask for fewer"):
        examination(many(tmp_path), strangers=5)


def bad_span(start: int) -> dict[str, Any]:
    line = span_line(SNOW, KING)
    line["questions"][0]["answers"][0]["start"] = start
    return line


def bad_squad(**changes: Any) -> dict[str, Any]:
    paragraph = squad_paragraph(SNOW, KING)
    paragraph["qas"][0] |= changes
    return squad(paragraph)


@pytest.mark.parametrize(
    ("lines", "place", "complaint"),
    [
        (["{"], "line 1", "Invalid JSON"),
        (["who?"], "line 1", "Invalid JSON"),
        (["[1]"], "", "no known format"),
        ([{"text": "a"}], "", "no known format"),
        ([span_line(SNOW, KING), "", "{"], "line 3", "Invalid JSON"),
        ([span_line(SNOW, KING), {"context": SNOW}], "line 2", "questions: Field required"),
        ([bad_span(20)], "line 1", "'The king' to 'Who slept?' does not stand at character 20"),
        ([bad_span(-1)], "line 1", "questions.0.answers.0.start"),
        ([bad_span(10**9)], "line 1", "does not stand"),
        ([span_line("", title="x")], "line 1", "context"),
        ([span_line(SNOW)], "", "no question that counts"),
        ([bad_squad(is_impossible=True)], "data.0.paragraphs.0.qas.0", "is_impossible"),
        ([bad_squad(answers=[])], "data.0.paragraphs.0.qas.0", "is_impossible"),
        (
            [bad_squad(answers=[{"text": "King", "answer_start": 3}])],
            "data.0.paragraphs.0",
            "does not stand",
        ),
        ([bad_squad(question=None)], "data.0.paragraphs.0.qas.0.question", "valid string"),
        ([tale(tale_question("Who?", "The cat", 1))], "line 1", "does not stand in its sections"),
        ([tale(tale_question("Who?", "The queen", 1))], "line 1", "does not stand"),
        ([tale(tale_question("Who?", "The king", 9))], "line 1", "does not stand"),
        ([tale(tale_question("Who?", " ", 1))], "line 1", "questions.0.span"),
        ([tale(tale_question("Who?", "x" * 5000, 1))], "line 1", "does not stand"),
        (["[" * 100_000], "", "nested too deeply"),
        ([" \n\n"], "", "is empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, lines: list[Any], place: str, complaint: str
) -> None:
    path = written(tmp_path, *lines)
    with pytest.raises(QuestionFileError) as caught:
        read_known(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert place in message
    assert complaint in message
    assert ";" in message, "it ends with what to do"
    assert "\n" not in message
    assert len(message) < len(str(path)) + 300


def test_a_cut_off_gzip_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps(span_line(SNOW, KING)).encode())
    for broken in (packed[:-12], packed[:20], packed[:12] + b"xxxx" + packed[16:]):
        path = tmp_path / "file.gz"
        path.write_bytes(broken)
        with pytest.raises(QuestionFileError, match="cut off or damaged; fetch"):
            read_known(path)


def test_a_binary_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_bytes(b"\x89PNG\r\n\x00\x00\xff")
    with pytest.raises(LoadingError, match="is binary"):
        read_known(path)


def test_a_huge_line_and_a_huge_file_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_LINE", 1_000)
    monkeypatch.setattr(files, "MAX_BYTES", 5_000)
    long = {"question": "who?" * 300, "answerable": False}
    path = written(tmp_path, {"question": "who?", "answerable": False}, long)
    with pytest.raises(QuestionFileError, match="line 2: it is longer than 1,000 characters"):
        read_known(path)
    path = written(tmp_path, "x" * 5_001)
    with pytest.raises(QuestionFileError, match="more than 5,000 bytes; split it"):
        read_known(path)
    path.write_bytes(gzip.compress(b"x" * 1_000_000))
    with pytest.raises(QuestionFileError, match="more than 5,000 bytes; split it"):
        read_known(path)

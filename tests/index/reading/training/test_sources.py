from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.reading.training.sources import (
    SPAN_FILES,
    STORY_FILE,
    VALIDATION_FILE,
    Context,
    DataError,
    Split,
    contexts,
)
from tests.index.reading.training.support import paragraphs, span_line, story_line, write_lines


def _groups(found: list[Context], source: str) -> set[str]:
    return {context.group for context in found if context.source == source}


def test_no_text_has_two_uses_and_each_but_the_validation_stories_has_one(data: Path) -> None:
    texts = {split: [context.text for context in contexts(data, split)] for split in Split}
    every = [text for found in texts.values() for text in found]
    assert len(every) == len(set(every)) == 5 * 12 + 27 * 2 + 2
    assert all(texts.values())


def test_an_article_is_learned_from_or_held_out_as_a_whole(data: Path) -> None:
    articles = {split: _groups(contexts(data, split), "squad2-part") for split in Split}
    assert articles == {
        Split.TRAIN: {"Oxygen", "Steam"},
        Split.CALIBRATE: {"Harvard_University"},
        Split.TEST: {"Normans", "Huguenot"},
    }


def test_a_story_is_learned_from_or_held_out_as_a_whole(data: Path) -> None:
    stories = {split: _groups(contexts(data, split), "fairytaleqa") for split in Split}
    assert stories[Split.TRAIN] == {"tale-0", "tale-1", "tale-2"}
    assert stories[Split.CALIBRATE] == {f"tale-{number}" for number in range(3, 27)}
    assert stories[Split.TEST] == {"unheard"}


def test_a_file_without_articles_is_cut_into_three_runs(data: Path) -> None:
    in_order = [
        context.text
        for split in (Split.TRAIN, Split.CALIBRATE, Split.TEST)
        for context in contexts(data, split)
        if context.source == "qamr"
    ]
    place = 100 * SPAN_FILES.index("qamr")
    assert in_order == [one.text for one in paragraphs(range(place, place + 12))]


def test_every_answer_is_the_words_that_the_data_say(data: Path) -> None:
    known = {
        (one.text, words): answer
        for one in paragraphs([*range(500), *range(1000, 1054), *range(2000, 2002)])
        for words, answer in one.asked
    }
    checked = 0
    for context in (context for split in Split for context in contexts(data, split)):
        for question in context.questions:
            if question.span:
                answer = context.text[slice(*question.span)]
                assert answer == known[context.text, question.words]
                checked += 1
    assert checked == 4 * (5 * 12 + 27 * 2 + 2)


def test_of_several_answers_the_commonest_is_learned(data: Path) -> None:
    line = span_line(paragraphs([3])[0], title="Oxygen")
    answers = [
        {"text": "old", "start": 12},
        {"text": "the", "start": 8},
        {"text": "the", "start": 8},
    ]
    line["questions"] = [{"question": "Which?", "answers": answers}]
    write_lines(data, "squad2-part", [line])
    (context,) = [c for c in contexts(data, Split.TRAIN) if c.source == "squad2-part"]
    (question,) = context.questions
    assert question.span == (8, 11)
    assert [(gold.words, gold.spans) for gold in question.golds] == [
        ("old", ((12, 15),)),
        ("the", ((8, 11),)),
        ("the", ((8, 11),)),
    ]


def test_a_question_without_answers_has_no_span(data: Path) -> None:
    impossible = [
        question
        for context in contexts(data, Split.TRAIN)
        for question in context.questions
        if question.span is None
    ]
    assert {question.words for question in impossible} == {"Which queen burned the bridge?"}


def test_of_a_story_only_questions_whose_answer_stands_in_their_section_are_asked(
    data: Path,
) -> None:
    story = story_line("odd", paragraphs([1, 2]))
    kept, implicit, spanless, elsewhere, *_ = story["questions"]
    kept["span"] = kept["span"].upper()
    implicit["explicit"] = False
    del spanless["span"]
    elsewhere["sections"] = [2]
    story["questions"] = [kept, implicit, spanless, elsewhere]
    write_lines(data, VALIDATION_FILE, [story])
    first, second = [c for c in contexts(data, Split.TEST) if c.source == "fairytaleqa"]
    assert [first.text[slice(*q.span)] for q in first.questions if q.span] == ["Berold"]
    assert second.questions == ()


def test_what_experts_told_otherwise_is_right_in_the_section_they_were_asked_of(
    data: Path,
) -> None:
    story = story_line("odd", paragraphs([1]))
    told = story["questions"][0]
    told["answers"] = [told["span"], "the grim old king", "The king", "The grim, old king."]
    story["questions"] = [told]
    write_lines(data, VALIDATION_FILE, [story])
    (section,) = [c for c in contexts(data, Split.TEST) if c.source == "fairytaleqa"]
    (question,) = section.questions
    assert [(gold.words, gold.spans) for gold in question.golds] == [
        (told["span"], (question.span,)),
        ("the grim old king", ((0, len(section.text)),)),
    ]


def _all_splits(folder: Path) -> None:
    for split in Split:
        contexts(folder, split)


def _as_text(path: Path) -> None:
    path.write_text("no gzip at all", encoding="ascii")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(len(content) // 2, len(content) // 2 + 40):
        content[place] ^= 0xFF
    path.write_bytes(content)


def _without_json(path: Path) -> None:
    path.write_bytes(gzip.compress(b'{"source": \n'))


def _of_another_alphabet(path: Path) -> None:
    path.write_bytes(gzip.compress(b'{"source": "\xff\xfe"}\n'))


def _without_texts(path: Path) -> None:
    path.write_bytes(gzip.compress(json.dumps({"source": "made"}).encode()))


def _of_lists(path: Path) -> None:
    path.write_bytes(gzip.compress(b"[1, 2]\n"))


@pytest.mark.parametrize("name", ["squadshifts-reddit", STORY_FILE, VALIDATION_FILE])
@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        _as_text,
        _cut,
        _flipped,
        _without_json,
        _of_another_alphabet,
        _without_texts,
        _of_lists,
    ],
)
def test_a_missing_or_damaged_file_is_named_in_one_clear_sentence(
    data: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(data / f"{name}.jsonl.gz")
    with pytest.raises(DataError, match=rf"{name}\.jsonl\.gz.*give the folder of the reading data"):
        _all_splits(data)

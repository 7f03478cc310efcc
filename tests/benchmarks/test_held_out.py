from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.benchmarks.held_out import ARTICLES, FAIRYTALES, Examined, question_sets


def asked(section: int, *, explicit: bool = True) -> dict[str, object]:
    return {"sections": [section], "explicit": explicit, "answers": []}


TALE = {
    "source": "fairytaleqa",
    "story": "the-gold-fox",
    "sections": [
        {"number": 1, "text": "The fox had gold."},
        {"number": 2, "text": "The Gold was\nhidden."},
    ],
    "questions": [
        {"question": "Where was it?", "span": "Gold was\nhidden", **asked(2)},
        {"question": "Why?", "span": "gold", **asked(1, explicit=False)},
        {"question": "Who had it?", **asked(1)},
    ],
}


def paragraph(title: str, context: str, *starts: int) -> dict[str, object]:
    answers = [{"text": context[start:], "start": start} for start in starts]
    asked = [{"question": f"What of {title}?", "answers": answers}]
    return {"source": "squad2", "title": title, "context": context, "questions": asked}


PARAGRAPHS = [
    paragraph("Oxygen", "It burns.", 3),
    paragraph("Normans", "They sailed.", 5),
    paragraph("Normans", "They settled there.", 5, 13, 5),
    paragraph("Normans", "Nobody knows."),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, lines in ((FAIRYTALES, [TALE, TALE]), (ARTICLES, PARAGRAPHS)):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    return tmp_path


def answers(story: Examined) -> list[list[str]]:
    return [
        [story.draft.text[slice(*span)] for gold in known.golds for span in gold.spans]
        for known in story.questions
    ]


def test_a_fairytale_is_asked_what_its_own_words_answer(data: Path) -> None:
    story = question_sets(data, None)[0].stories[0]
    assert story.draft.title == "the gold fox"
    assert answers(story) == [["Gold was\nhidden"]]


def test_the_paragraphs_of_a_held_out_article_are_one_story(data: Path) -> None:
    (article,) = question_sets(data, None)[1].stories
    assert article.draft.name == "Normans"
    assert answers(article) == [["sailed."], ["settled there.", "there."]]


def test_so_many_stories_of_each_set_are_taken(data: Path) -> None:
    assert [len(found.stories) for found in question_sets(data, None)] == [2, 1]
    assert [found.questions for found in question_sets(data, 1)] == [1, 2]


def test_there_are_no_questions_without_their_files(tmp_path: Path) -> None:
    assert question_sets(tmp_path, None) == []

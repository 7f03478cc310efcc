from __future__ import annotations

import random
from pathlib import Path

from index.reading.training.examples import SpanExample, examples
from index.reading.training.recipes import STUDENT, UNMET, further_examples
from index.reading.training.sources import Context, Question, Split, contexts
from index.reading.training.stretches import stretches
from tests.index.reading.training.support import answer_of

WORDS = ("axe", "bell", "crown", "drum", "easel", "flute", "gate", "harp")


def tale(name: str) -> list[Context]:
    """Ten sections of eight sentences, each of which has a question with an answer of its own."""
    sections = []
    for number in range(10):
        text, asked = "", []
        for place, word in enumerate(WORDS):
            answer = f"the {word} of house {number}{place}"
            sentence = f"In village {number} the miller gave his neighbour {answer}. "
            start = len(text) + sentence.index(answer)
            asked.append(
                Question(
                    f"What did the miller of village {number} give with a {word}?",
                    (start, start + len(answer)),
                )
            )
            text += sentence
        sections.append(Context("fairytaleqa", name, text, tuple(asked)))
    return sections


def drawn(seed: int = 1) -> list[SpanExample]:
    sections = tale("mill")
    return list(stretches(sections, sections, random.Random(seed)))


def test_every_question_is_asked_of_a_stretch_that_holds_its_answer() -> None:
    answers = [answer_of(example) for example in drawn() if example.answer]
    sections = tale("mill")
    golds = [s.text[slice(*q.span)] for s in sections for q in s.questions if q.span]
    assert answers == golds
    assert len(answers) == 80


def test_the_stretches_that_do_not_answer_lie_elsewhere_in_the_story() -> None:
    question, answer, others = "", "", 0
    for example in drawn():
        if example.answer:
            question, answer = example.question, answer_of(example) or ""
        elif example.question == question:
            others += 1
            assert answer not in example.context
    assert others >= 60


def test_some_stretches_are_asked_what_another_text_answers() -> None:
    strangers = Context("qamr", "one", "Ivo sang.", (Question("Who sang?", (0, 3)),))
    found = list(stretches(tale("mill"), [strangers], random.Random(1)))
    strange = [example for example in found if example.question == "Who sang?"]
    assert strange
    assert all(example.answer is None for example in strange)


def test_a_stretch_is_no_longer_than_what_the_reader_reads_at_once() -> None:
    lengths = [len(example.context) for example in drawn()]
    assert max(lengths) <= 1_000
    assert min(lengths) <= 330


def test_the_same_draw_gives_the_same_stretches_and_another_gives_others() -> None:
    assert drawn(1) == drawn(1) != drawn(2)


def test_what_a_student_goes_on_with_it_has_not_met(data: Path) -> None:
    given = contexts(data, Split.TRAIN)
    met = {(one.question, one.context) for one in examples(given, STUDENT, 5)}
    found = further_examples(given, 5)
    new = [one for one in found if one.source in UNMET]
    assert new
    assert all((one.question, one.context) not in met for one in new)
    assert {one.source for one in found} >= {"fairytaleqa", "squad2-part", *UNMET}

from __future__ import annotations

import random
from pathlib import Path

import pytest
from rapidfuzz.distance import DamerauLevenshtein

from index.reading.training.examples import Share, examples, mistyped, whole_name
from index.reading.training.sources import Context, Question, Split, contexts
from tests.index.reading.training.support import Told, answer_of, paragraphs

EVERY_KIND = Share(0.6, neighbours=0.5, changed=0.5, strange=0.3)


def _context(one: Told, group: str = "one", source: str = "made") -> Context:
    questions = []
    for words, answer in one.asked:
        start = one.text.index(answer)
        questions.append(Question(words, (start, start + len(answer))))
    return Context(source, group, one.text, tuple(questions))


def _contexts(count: int) -> list[Context]:
    return [_context(one) for one in paragraphs(range(count))]


def test_the_same_seed_gives_the_same_examples_and_another_seed_others(data: Path) -> None:
    found = contexts(data, Split.TRAIN)
    recipe = {"squadshifts-wiki": EVERY_KIND, "fairytaleqa": EVERY_KIND}
    once, again, other = (examples(found, recipe, seed) for seed in (5, 5, 6))
    assert once == again
    assert once != other


def test_what_a_recipe_does_not_name_is_not_learned_from(data: Path) -> None:
    found = examples(contexts(data, Split.TRAIN), {"qamr": Share()}, seed=1)
    assert {example.source for example in found} == {"qamr"}


def test_a_share_of_all_asks_every_question_of_its_own_text() -> None:
    given = _contexts(10)
    found = examples(given, {"made": Share()}, seed=1)
    own = [e for e in found if not e.question.startswith(("Is it", "Does it"))]
    assert [e.context for e in own] == [c.text for c in given for _ in c.questions]
    asked = [q.words for c in given for q in c.questions]
    assert sum(e.question == words for e, words in zip(own, asked, strict=True)) >= 30


def test_some_questions_claim_what_a_sentence_of_the_text_says() -> None:
    found = examples(_contexts(60), {"made": Share()}, seed=1)
    claims = [e for e in found if e.question.startswith(("Is it", "Does it"))]
    assert claims
    for claim in claims:
        answer = answer_of(claim)
        assert answer is not None
        assert answer.endswith(".")
        assert claim.question[:-1].lower().endswith(answer[:-1].lower())


def test_a_neighbour_is_another_text_of_the_group_and_never_holds_the_answer() -> None:
    ones = paragraphs(range(36))
    given = [_context(one, group=f"group-{n // 12}") for n, one in enumerate(ones)]
    answers = {
        (f"group-{n // 12}", words): (one.text, answer)
        for n, one in enumerate(ones)
        for words, answer in one.asked
    }
    group_of = {context.text: context.group for context in given}
    found = examples(given, {"made": Share(questions=0, neighbours=1)}, seed=1)
    assert len(found) > 40
    for example in found:
        own_text, answer = answers[group_of[example.context], example.question]
        assert example.answer is None
        assert example.context != own_text
        assert answer.lower() not in example.context.lower()


def test_a_text_that_is_the_best_neighbour_but_holds_the_answer_is_left_out() -> None:
    question = Question("Who built the old tower?", (0, 4))
    own = Context("made", "one", "Fulk built the old tower.", (question,))
    same = Context("made", "one", "The old tower is what FULK built.", ())
    recipe = {"made": Share(questions=0, neighbours=1)}
    assert examples([own, same], recipe, seed=1) == []
    other = Context("made", "one", "The old tower is what Drogo built.", ())
    assert [e.context for e in examples([own, other], recipe, seed=1)] == [other.text]


def test_changed_and_strange_questions_have_no_answer() -> None:
    given = _contexts(12)
    for share in (Share(questions=0, changed=1), Share(questions=0, strange=1)):
        found = examples(given, {"made": share}, seed=1)
        assert len(found) > 30
        assert {example.answer for example in found} == {None}


def test_a_changed_question_is_none_that_its_text_is_asked() -> None:
    given = _contexts(12)
    asked = {context.text: {q.words for q in context.questions} for context in given}
    for example in examples(given, {"made": Share(questions=0, changed=1)}, seed=1):
        assert example.question not in asked[example.context]


def test_an_unanswerable_question_of_the_data_is_learned_without_an_answer() -> None:
    context = Context("made", "one", "It rained.", (Question("Who sang?", None),))
    (example,) = examples([context], {"made": Share(1, 1, 1, 1)}, seed=1)
    assert (example.question, example.answer) == ("Who sang?", None)


def test_a_slip_of_the_fingers_is_one_letter_of_a_longer_word() -> None:
    question = "Who burned the old castle of Duke Rolf?"
    slips = {mistyped(question, random.Random(n)) for n in range(200)}
    assert len(slips) > 15
    for slip in slips:
        assert DamerauLevenshtein.distance(question, slip) == 1
        changed = [w for w in slip.rstrip("?").split() if w not in question.rstrip("?").split()]
        assert len(changed) == 1
        assert changed[0][0] in "bc"


def test_a_question_of_short_words_is_not_mistyped() -> None:
    assert mistyped("Who did it, 12345?", random.Random(1)) == "Who did it, 12345?"


@pytest.mark.parametrize(
    ("question", "answer", "learned"),
    [
        ("Who promised?", "Hulusi", "Hulusi Akar"),
        ("who promised?", "Akar", "Hulusi Akar"),
        ("Who promised?", "Hulusi Akar", "Hulusi Akar"),
        ("Who promised?", "minister Hulusi", "minister Hulusi"),
        ("Who promised?", "minister", "minister"),
        ("Which Hulusi promised?", "Akar", "Akar"),
    ],
)
def test_who_is_answered_by_a_whole_name(question: str, answer: str, learned: str) -> None:
    text = "Yesterday the minister Hulusi Akar promised it."
    start = text.index(answer)
    begin, end = whole_name(question, text, (start, start + len(answer)))
    assert text[begin:end] == learned

from __future__ import annotations

from pathlib import Path

from index.reading.training.asking import OWN, asked_stories
from index.reading.training.sources import Question, Split, contexts


def test_a_held_out_story_is_asked_as_a_whole_and_its_answers_move_along(data: Path) -> None:
    found = contexts(data, Split.CALIBRATE)
    stories = {s.name: s for s in asked_stories(found, seed=1) if s.source == "fairytaleqa"}
    assert len(stories) == 24
    for name, story in stories.items():
        sections = [context for context in found if context.group == name]
        assert all(section.text in story.text for section in sections)
        known = {
            question.words: section.text[slice(*question.span)]
            for section in sections
            for question in section.questions
            if question.span
        }
        answerable = [question for question in story.asked if question.span]
        assert known == {q.words: story.text[slice(*(q.span or ()))] for q in answerable}
        for question in answerable:
            assert question.golds
            for gold in question.golds:
                assert [story.text[slice(*place)] for place in gold.spans] == [gold.words]


def test_paragraphs_are_put_together_by_six(data: Path) -> None:
    found = [c for c in contexts(data, Split.TRAIN) if c.source == "squadshifts-wiki"]
    first, second = asked_stories(found, seed=1)
    assert first.text.split("\n\n") == [*(context.text for context in found[:6]), ""]
    assert second.text.split("\n\n") == [*(context.text for context in found[6:]), ""]


def test_a_story_is_asked_a_limited_number_of_questions_and_some_that_it_does_not_answer(
    data: Path,
) -> None:
    stories = asked_stories(contexts(data, Split.TRAIN), seed=1)
    for story in stories:
        assert sum(question.span is not None for question in story.asked) <= OWN
    assert any(question.span is None for story in stories for question in story.asked)


def test_a_story_with_unanswerable_questions_of_its_own_is_asked_those(data: Path) -> None:
    found = [c for c in contexts(data, Split.TRAIN) if c.source == "squad2-part"]
    for story in asked_stories(found, seed=1):
        assert Question("Which queen burned the bridge?", None) in story.asked


def test_the_same_seed_asks_the_same(data: Path) -> None:
    found = contexts(data, Split.CALIBRATE)
    assert asked_stories(found, seed=4) == asked_stories(found, seed=4)
    assert asked_stories(found, seed=4) != asked_stories(found, seed=5)

"""Small files of texts with questions, and a library that answers what it was told to."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.domain import (
    Answer,
    Explanation,
    Hit,
    Passage,
    Quote,
    ReadPassage,
    Story,
    Sureness,
)
from index.errors import QuestionError, StoryNotFoundError

TEXT = "It snowed. He smiled. It snowed. She left at noon."
STORY = Story(1, "snow", "Snow", TEXT, None, "en", datetime(2026, 1, 1, tzinfo=UTC))

SNOW = "It snowed in Oslo. The king slept."
RAIN = "It rained in Bergen. The queen read."


def span(text: str, words: str) -> dict[str, Any]:
    return {"text": words, "start": text.index(words)}


def span_line(text: str, *questions: tuple[str, str | None], **more: Any) -> dict[str, Any]:
    asked = [
        {"question": question, "answers": [] if words is None else [span(text, words)]}
        for question, words in questions
    ]
    return {"source": "test", "context": text, "questions": asked, **more}


def squad(*paragraphs: dict[str, Any], title: str = "The_North") -> dict[str, Any]:
    return {"version": "v2.0", "data": [{"title": title, "paragraphs": list(paragraphs)}]}


def squad_paragraph(text: str, *questions: tuple[str, str | None]) -> dict[str, Any]:
    asked = []
    for number, (question, words) in enumerate(questions):
        given = [] if words is None else [{"text": words, "answer_start": text.index(words)}]
        asked.append(
            {"id": str(number), "question": question, "answers": given, "is_impossible": not given}
        )
    return {"context": text, "qas": asked}


def tale(*questions: dict[str, Any], sections: tuple[str, ...] = (SNOW, RAIN)) -> dict[str, Any]:
    return {
        "source": "fairytaleqa",
        "story": "snow-and-rain",
        "sections": [{"number": n, "text": text} for n, text in enumerate(sections, start=1)],
        "questions": list(questions),
    }


def tale_question(question: str, span: str | None, *sections: int, **more: Any) -> dict[str, Any]:
    found = {} if span is None else {"span": span}
    told = {"question": question, "sections": list(sections), "answers": ["someone"]}
    return {**told, "explicit": True, "element": "character", **found, **more}


def written(folder: Path, *lines: dict[str, Any] | str, name: str = "file.jsonl") -> Path:
    path = folder / name
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def quote(words: str, marked: str | None = None, story: Story = STORY) -> Quote:
    start = story.text.index(words)
    highlight = None
    if marked is not None:
        first = story.text.index(marked, start)
        highlight = (first, first + len(marked))
    return Quote(story, start, start + len(words), paragraph=1, highlight=highlight)


def explained(
    *quotes: Quote,
    question: str = "who?",
    confidence: float = 0.5,
    sureness: Sureness = Sureness.LIKELY,
    answerable: float = 0.5,
    passages: tuple[tuple[Quote, float], ...] = (),
) -> Explanation:
    """An answer with these quotes, or a refusal; passages come with their chance."""
    nearest = () if quotes else (quote("He smiled."),)
    answer = Answer(question, confidence, sureness, quotes=quotes, nearest=nearest)
    read = tuple(
        ReadPassage(Hit(Passage(n, 1, q.start, q.end), 0.5, 0.5, n, n), q, 1.0, chance)
        for n, (q, chance) in enumerate(passages, start=1)
    )
    return Explanation(answer, read, answerable, "as told")


@dataclass
class FixedAsker:
    """Answers each question with the quotes it was given for it; refuses with all else."""

    answers: dict[str, list[Quote]] = field(default_factory=dict)
    stored: Story = STORY
    asked: list[str] = field(default_factory=list)

    def explain(self, question: str, *, story: str | None = None) -> Explanation:
        self.asked.append(question)
        if not question.strip():
            raise QuestionError("The question is empty; ask something")
        return explained(*self.answers.get(question, ()), question=question)

    def story(self, name: str) -> Story:
        if name != self.stored.name:
            raise StoryNotFoundError(f"No story is named {name!r}; see: verse stories")
        return self.stored

    def story_by_id(self, story_id: int) -> Story:
        return self.stored

from __future__ import annotations

import pytest

from index.reading.clauses import answer_span
from index.segmenting import outline


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "what did Akar promise?",
            "He previously promised that the S-400s will stay apart.",
            "the S-400s will stay apart",
        ),
        (
            "what did the minister say?",
            "Hulusi Akar said in this regard that Ankara may adjust them.",
            "Ankara may adjust them",
        ),
        (
            "what did Kalin say about sanctions",
            "“Sanctions will be counterproductive”, he said.",
            "Sanctions will be counterproductive",
        ),
        (
            "what did Kalin say about sanctions",
            "Kalin expressed hope that there will be no sanctions.",
            "Kalin expressed hope that there will be no sanctions.",
        ),
        (
            "what did Kalin hope for?",
            "Kalin expressed hope that there will be no sanctions.",
            "there will be no sanctions",
        ),
        ("who promised it?", "He promised that it will be so.", "He promised that it will be so."),
        ("what is the F-35?", "The F-35 is a jet.", "The F-35 is a jet."),
        ("what did he promise?", "He said that it rained.", "He said that it rained."),
    ],
)
def test_what_was_said_is_the_clause_and_all_else_the_sentence(
    question: str, text: str, answer: str
) -> None:
    start, end = answer_span(question, text, outline(text).sentences[0])
    assert text[start:end] == answer

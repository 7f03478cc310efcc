"""Any file that can be evaluated -> the stories to ask and the questions, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.domain import StoryDraft
from index.errors import QuestionFileError
from index.evaluation.dialogues import DialogueFile, parse_dialogues
from index.evaluation.files import first_keys, read_text
from index.evaluation.formats import TextFile, parse_spans, parse_squad
from index.evaluation.known import Article, KnownQuestion, KnownText
from index.evaluation.questions import parse_questions
from index.evaluation.tales import parse_tales

_TEXTS = (
    ({"data"}, parse_squad),
    ({"sections", "questions"}, parse_tales),
    ({"context", "questions"}, parse_spans),
)
_OWN = {"question", "answerable", "sentences"}


@dataclass(frozen=True, slots=True)
class Examination:
    """Stories to be put in a library and questions to be put to them, by the stories' names."""

    stories: tuple[StoryDraft, ...]
    questions: tuple[KnownQuestion, ...]
    left_out: Mapping[str, int]
    """How many questions of the file were left out, by the reason."""


def read_known(path: Path) -> tuple[KnownQuestion, ...] | TextFile | DialogueFile:
    """Read a file of questions about the library, of conversations, or of texts with questions.

    It may be gzipped.

    The formats are told apart by the keys of the first object, never by the file's name.

    Raises:
        LoadingError: the file is missing or no UTF-8 text.
        QuestionFileError: it cannot be used; the message names the line or place.
    """
    text = read_text(path)
    keys = first_keys(text, path)
    for needed, parse in _TEXTS:
        if needed <= keys:
            file = parse(text, path)
            if not any(article.whole.questions for article in file.articles):
                raise QuestionFileError(
                    f"{path} holds no question that counts; add questions with their answers"
                )
            return file
    if "turns" in keys:
        return parse_dialogues(text, path)
    if not keys & _OWN:
        raise QuestionFileError(
            f"{path} is in no known format; begin with an object that has question and answerable,"
            " story and turns, context and questions, sections and questions, or SQuAD's data"
        )
    return parse_questions(text, path)


def examination(
    file: TextFile, *, paragraphs: bool = False, strangers: int = 0, limit: int | None = None
) -> Examination:
    """Choose what is asked of the texts of a file.

    Args:
        file: the texts.
        paragraphs: make every paragraph a story of its own, which alone is asked.
        strangers: how many questions of other articles are put to every story besides its own.
        limit: how many articles are used, the first ones; strangers come from all.

    Raises:
        QuestionFileError: there are not so many questions of other articles.
    """
    stories: list[StoryDraft] = []
    questions: list[KnownQuestion] = []
    for row, article in enumerate(file.articles[:limit]):
        for text in article.paragraphs if paragraphs else (article.whole,):
            name = f"{len(stories) + 1} {text.title}"
            stories.append(StoryDraft(name, text.title, text.text))
            asked = (
                *text.questions,
                *_strangers(file.articles, row, text, len(stories), strangers),
            )
            questions.extend(replace(known, story=name) for known in asked)
    return Examination(tuple(stories), tuple(questions), file.left_out)


def _strangers(
    articles: Sequence[Article], row: int, text: KnownText, turn: int, count: int
) -> Iterator[KnownQuestion]:
    """Questions of as many other articles as there are, from the far side of the file first.

    Neighbours in a file are often about the same thing, and would answer each other's questions.
    """
    taken = {known.question.casefold() for known in text.questions}
    others = _in_turns([*articles[row + 1 :], *articles[:row]], turn)
    for _ in range(count):
        known = next((k for k in others if k.question.casefold() not in taken), None)
        if known is None:
            raise QuestionFileError(
                f"The file has no {count} questions of other articles than {text.title!r}; ask for"
                " fewer strangers"
            )
        taken.add(known.question.casefold())
        yield KnownQuestion(known.line, known.question, None, answerable=False, stranger=True)


def _in_turns(others: Sequence[Article], turn: int) -> Iterator[KnownQuestion]:
    """Every question of these articles, one of each in turn; ``turn`` tells with which to begin."""
    half = len(others) // 2
    asked = [article.whole.questions for article in (*others[half:], *others[:half])]
    for column in range(max(map(len, asked), default=0)):
        for questions in asked:
            if column < len(questions):
                yield questions[(column + turn) % len(questions)]

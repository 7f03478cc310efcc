"""Reading data in the formats of the real one, and models of two tiny layers."""

from __future__ import annotations

import gzip
import json
import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import (
    BertConfig,
    BertForQuestionAnswering,
    BertTokenizer,
    MPNetConfig,
    MPNetModel,
    MPNetTokenizer,
)

from index.reading.training.examples import SpanExample
from index.reading.training.features import Feature, features
from index.reading.training.sources import SPAN_FILES, STORY_FILE, VALIDATION_FILE

_KNIGHTS = ("Ansel", "Berold", "Corvin", "Drogo", "Evrard", "Fulk", "Gerbert", "Hamon", "Ivo")
_FRIENDS = ("Matilda", "Osmund", "Petronel", "Rohese", "Sybil", "Turold", "Wymark")
_TOWNS = ("Rouen", "Bayeux", "Falaise", "Lisieux", "Evreux")
_RIVERS = ("Orne", "Risle", "Touques", "Dives")
_WORKS = ("bridge", "tower", "mill", "chapel", "market hall", "harbour")


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph and the questions that it answers, each with the answer's words."""

    text: str
    asked: tuple[tuple[str, str], ...]


def told(number: int) -> Told:
    """The paragraph of this number; neighbouring numbers share few names."""
    knight = _KNIGHTS[number % len(_KNIGHTS)]
    friend = _FRIENDS[number % len(_FRIENDS)]
    town, river = _TOWNS[number % len(_TOWNS)], _RIVERS[number % len(_RIVERS)]
    work, year = _WORKS[number % len(_WORKS)], str(1066 + 7 * number)
    promise = f"nobody would pay for the {work} on market days"
    text = (
        f"In {year} the old knight {knight} of {town} built a {work} beside the river {river}. "
        f"He promised {friend} that {promise}. "
        f"{friend} laughed, and the first winter carried the {work} away."
    )
    return Told(
        text,
        (
            (f"Who built a {work} beside the river {river}?", knight),
            (f"In what year did {knight} build the {work}?", year),
            (f"What did {knight} promise {friend}?", promise),
            (f"Beside which river did {knight} build a {work}?", river),
        ),
    )


def paragraphs(numbers: Iterable[int]) -> list[Told]:
    return [told(number) for number in numbers]


def span_line(one: Told, **more: object) -> dict[str, Any]:
    questions = [
        {"question": words, "answers": [{"text": answer, "start": one.text.index(answer)}]}
        for words, answer in one.asked
    ]
    return {"source": "made", "context": one.text, "questions": questions} | more


def story_line(name: str, sections: Iterable[Told]) -> dict[str, Any]:
    numbered = list(enumerate(sections, start=1))
    questions = [
        {"question": words, "sections": [number], "answers": [answer], "explicit": True}
        | {"element": "action", "span": answer}
        for number, one in numbered
        for words, answer in one.asked
    ]
    told_sections = [{"number": number, "text": one.text} for number, one in numbered]
    return {"source": "made", "story": name, "sections": told_sections, "questions": questions}


def write_lines(folder: Path, name: str, lines: Iterable[Mapping[str, Any]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    return path


def write_reading_data(folder: Path) -> Path:
    """All seven files, small; every paragraph's year tells which file it is from."""
    for place, name in enumerate(SPAN_FILES):
        lines = [span_line(one) for one in paragraphs(range(100 * place, 100 * place + 12))]
        if name == "squad2-part":
            titles = ["Normans", "Huguenot", "Harvard_University", "Oxygen", "Oxygen", "Steam"]
            for line, title in zip(lines, titles * 2, strict=True):
                line["title"] = title
                impossible = {"question": "Which queen burned the bridge?", "answers": []}
                line["questions"] = [*line["questions"], impossible]
        write_lines(folder, name, lines)
    stories = [
        story_line(f"tale-{n}", paragraphs(range(1000 + 2 * n, 1002 + 2 * n))) for n in range(27)
    ]
    write_lines(folder, STORY_FILE, stories)
    write_lines(folder, VALIDATION_FILE, [story_line("unheard", paragraphs(range(2000, 2002)))])
    return folder


def _pieces() -> list[str]:
    """Every letter, and the words of the paragraphs but for names and years."""
    letters = string.ascii_lowercase + string.digits
    texts = [t for one in paragraphs(range(12)) for t in (one.text, *(q for q, _ in one.asked))]
    words = {word for text in texts for word in re.findall(r"\b[a-z]{2,}\b", text)}
    return [*string.punctuation, "’", *letters, *(f"##{one}" for one in letters), *sorted(words)]


def tiny_bert(folder: Path, seed: int = 0) -> Path:
    """Write a BERT that answers questions, with its tokenizer; weights follow from the seed."""
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_pieces()]
    BertTokenizer(vocab={w: n for n, w in enumerate(vocabulary)}).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=260,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    torch.manual_seed(seed)
    BertForQuestionAnswering(config).save_pretrained(folder)
    return folder


def tiny_mpnet(folder: Path) -> Path:
    """Write an MPNet encoder without a span head; it frames a question as no BERT does."""
    vocabulary = ["<s>", "<pad>", "</s>", "[UNK]", *_pieces(), "<mask>"]
    MPNetTokenizer(vocab={w: n for n, w in enumerate(vocabulary)}).save_pretrained(folder)
    config = MPNetConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=264,
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
    )
    torch.manual_seed(1)
    MPNetModel(config).save_pretrained(folder)
    return folder


def span_examples(told_ones: Iterable[Told]) -> list[SpanExample]:
    """Every question of some paragraphs, and one of each asked of a text that knows nothing."""
    found = []
    for one in told_ones:
        for words, answer in one.asked:
            start = one.text.index(answer)
            found.append(SpanExample(words, one.text, (start, start + len(answer)), "made"))
        found.append(SpanExample(one.asked[0][0], "It rained all day.", None, "made"))
    return found


def answer_of(example: SpanExample) -> str | None:
    return example.context[slice(*example.answer)] if example.answer else None


def learned_features(tokenizer: Any, count: int = 4) -> list[Feature]:
    return features(tokenizer, span_examples(paragraphs(range(count))), seed=1)

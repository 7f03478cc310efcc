"""Stories as a reader meets them, a reading model that finds given words, and tiny real models."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForQuestionAnswering, PreTrainedTokenizerFast

from index.domain import Hit, Passage, SentenceKind, Story
from index.reading.base import Candidate
from index.reading.calibration import NAMES, Calibration
from index.reading.linear import Logistic, Weights
from index.reading.spans import TokenScores
from index.story_text import StoryText

FURNITURE = "Read more: other news of the day"
_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORDS = ("the", "king", "queen", "said", "that", "and", "promised", "in", "july", "cat")
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_PAD, _UNKNOWN, _FIRST, _SEPARATOR, _MASK = _SPECIAL


def story_text(text: str, story_id: int = 1) -> StoryText:
    return StoryText(Story(story_id, f"story {story_id}", "", text, None, "en", datetime.now(UTC)))


def candidate(text: StoryText, first: int, last: int, score: float = 0.5) -> Candidate:
    """A passage of the sentences ``first..last`` of a story."""
    sentences = text.outline.sentences
    passage = Passage(1, text.story.id, sentences[first].start, sentences[last].end)
    positions = tuple(
        position
        for position in range(first, last + 1)
        if sentences[position].kind is SentenceKind.STORY
    )
    return Candidate(Hit(passage, score, score, 1, 1), text, positions)


class FindsWords:
    """A reading model that finds given words wherever they stand, each with its margin."""

    def __init__(self, **margins: float) -> None:
        self._margins = {words.replace("_", " "): margin for words, margin in margins.items()}
        self.read: list[str] = []

    def score(self, question: str, texts: Sequence[str]) -> list[list[TokenScores]]:
        self.read += texts
        return [[self._scores(text)] for text in texts]

    def _scores(self, text: str) -> TokenScores:
        offsets = np.array([m.span() for m in _TOKEN.finditer(text)], dtype=np.int32).reshape(-1, 2)
        start = np.full(len(offsets), -9, dtype=np.float32)
        end = start.copy()
        for words, margin in self._margins.items():
            for match in re.finditer(re.escape(words), text):
                start[np.flatnonzero(offsets[:, 0] == match.start())] = margin / 2
                end[np.flatnonzero(offsets[:, 1] == match.end())] = margin / 2
        return TokenScores(offsets, start, end, 0.0)


def plain_calibration(likely_from: float = 0.5, sure_from: float = 0.9) -> Calibration:
    """Ranks by the margin alone; the chance is the margin's sigmoid."""
    count = len(NAMES)
    first = np.eye(count + 1)[0]
    by_margin = Logistic(10 * first, 0.0)
    weights = Weights(10 * np.eye(count)[0], by_margin, by_margin)
    return Calibration(weights, likely_from, sure_from, "0" * 64, {"sure_right": 0.95})


def tiny_tokenizer() -> PreTrainedTokenizerFast:
    """Pieces of one letter and a few whole words, in lower case and without accents, as BERT."""
    letters = string.ascii_lowercase + string.digits + string.punctuation + "“”‘’–—…ß"
    pieces = [*_SPECIAL, *letters, *(f"##{letter}" for letter in letters), *_WORDS]
    known = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(known, unk_token=_UNKNOWN))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(
        (_SEPARATOR, known[_SEPARATOR]), (_FIRST, known[_FIRST])
    )
    return in_transformers(tokenizer, ["input_ids", "token_type_ids", "attention_mask"])


def spaced_tokenizer() -> PreTrainedTokenizerFast:
    """As RoBERTa's: bytes, with tokens for white space, and two separators in the middle."""
    pieces = [*_SPECIAL, *sorted(pre_tokenizers.ByteLevel.alphabet())]
    known = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.BPE(known, [], unk_token=_UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.RobertaProcessing(
        (_SEPARATOR, known[_SEPARATOR]), (_FIRST, known[_FIRST]), add_prefix_space=False
    )
    return in_transformers(tokenizer, ["input_ids", "attention_mask"])


def in_transformers(tokenizer: Tokenizer, inputs: list[str]) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token=_PAD,
        unk_token=_UNKNOWN,
        cls_token=_FIRST,
        sep_token=_SEPARATOR,
        mask_token=_MASK,
        model_input_names=inputs,
    )


def tiny_config(tokens: int, positions: int = 256) -> BertConfig:
    return BertConfig(
        vocab_size=tokens,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=positions,
    )


def tiny_model(tokens: int) -> BertForQuestionAnswering:
    """A real model with drawn weights, large enough that spans differ."""
    torch.manual_seed(20261122)
    model = BertForQuestionAnswering(tiny_config(tokens))
    torch.nn.init.normal_(model.qa_outputs.weight, std=1.0)
    return model.eval()


def save(folder: Path, tokenizer: PreTrainedTokenizerFast) -> BertForQuestionAnswering:
    """Write a tiny model as transformers does."""
    model = tiny_model(len(tokenizer))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return model

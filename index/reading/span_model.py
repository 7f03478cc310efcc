"""An extractive question-answering model: question and texts in, scores of every token out."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

import numpy as np
import torch
from huggingface_hub.errors import StrictDataclassError
from numpy.typing import NDArray
from safetensors import SafetensorError
from torch import nn
from transformers import (
    AutoModelForQuestionAnswering,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils import logging as transformers_logging

from index.batching import Batcher
from index.errors import ReaderError
from index.reading.blocks import BATCH_TOKENS, SMALL_BLOCK_TOKENS, Scores, batches, blocks
from index.reading.frame import LONGEST, NO_ANSWER, Frame, room
from index.reading.precision import quicken, quicken_shipped
from index.reading.span_weights import EMBEDDED_READER, WEIGHTS, reader_folder, shipped_model
from index.reading.spans import TokenScores

OVERLAP = 64
"""Tokens that two windows of a longer text share, so that no answer is cut in both."""
MOST_BLOCKS = 4
"""Of the longest rows, that are read before others have their turn."""
_LOADING_ERRORS = (
    OSError,
    ValueError,
    RuntimeError,
    KeyError,
    TypeError,
    SafetensorError,
    StrictDataclassError,
)
"""What transformers raises for files that are missing, damaged or not a model's."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Tokens ``begin:end`` of one of the texts."""

    text: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    """What is read as one: question and window."""

    ids: list[int]
    head: int
    """Tokens before the window's."""


class SpanModel:
    """A loaded model. Deterministic, and safe to call from several threads."""

    def __init__(
        self, model: str = EMBEDDED_READER, device: str = "auto", lanes: int | None = None
    ) -> None:
        """Load ``model``: ``embedded``, a folder, or a hub id (which may be downloaded).

        Args:
            model: which.
            device: ``auto``, or what torch calls it.
            lanes: how many batches of several threads' questions are read at once; 0 for each
                thread its own. None is 0 on a CPU, which one question keeps busy, and else 1.

        Raises:
            ReaderError: it is missing, damaged, cannot be fetched, or does not answer questions;
                or there is no such device.
        """
        self.folder = reader_folder(model)
        """Where its files lie, its calibration among them."""
        self.device = _device(device)
        self._tokenizer, self._model = _load(self.folder, model)
        self._frame = _frame(self._tokenizer, self._model, model)
        self._pad = self._tokenizer.pad_token_id or 0
        small = torch.device(self.device).type == "cpu"
        lanes = lanes if lanes is not None else int(not small)
        # Of rows that several questions share, none may depend on the others.
        alone = not lanes and (self.folder / WEIGHTS).exists()
        self.precision = (quicken_shipped if alone else quicken)(self._model, self.device)
        nn.Module.to(self._model, self.device).train(False)
        # Fast tokenizers keep truncation as state and fail when two threads use one at once.
        self._lock = threading.Lock()
        self._block_tokens = SMALL_BLOCK_TOKENS if small else BATCH_TOKENS
        most = MOST_BLOCKS * self._block_tokens // LONGEST
        self._shared = Batcher(self._in_blocks, lanes, most) if lanes else None

    def score(self, question: str, texts: Sequence[str]) -> list[list[TokenScores]]:
        """Read texts for a question, a long one in windows that overlap.

        Returns:
            For each text its windows in order, none for a text without a token.
        """
        if not texts:
            return []
        asked, ids, offsets = self._tokens(question, texts)
        length = room(asked)
        windows = [window for text, own in enumerate(ids) for window in _windows(text, own, length)]
        found: list[list[TokenScores]] = [[] for _ in texts]
        scored = self._scored(self._frame.head(asked), windows, ids)
        for window, (start, end, nothing) in zip(windows, scored, strict=True):
            own = offsets[window.text][window.begin : window.end]
            told = own[:, 0] < own[:, 1]
            found[window.text].append(TokenScores(own[told], start[told], end[told], nothing))
        return found

    def _tokens(
        self, question: str, texts: Sequence[str]
    ) -> tuple[list[int], list[list[int]], list[NDArray[np.int32]]]:
        with self._lock:
            told = self._tokenizer(
                [question, *texts],
                add_special_tokens=False,
                truncation=False,
                return_offsets_mapping=True,
                # Or "[SEP]" in a question would end it.
                split_special_tokens=True,
                verbose=False,
            )
        asked, *ids = told["input_ids"]
        offsets = [
            _without_space(text, own)
            for text, own in zip(texts, told["offset_mapping"][1:], strict=True)
        ]
        return asked, ids, offsets

    def _scored(
        self, head: list[int], windows: Sequence[_Window], ids: list[list[int]]
    ) -> list[Scores]:
        rows = [
            _Row([*head, *ids[w.text][w.begin : w.end], *self._frame.after], len(head))
            for w in windows
        ]
        return self._in_batches(rows) if self._shared is None else self._shared.of(rows)

    def _in_batches(self, rows: Sequence[_Row]) -> list[Scores]:
        """Read one question's rows."""
        found: dict[int, Scores] = {}
        for chosen in batches([len(row.ids) for row in rows]):
            shape = len(chosen), max(len(rows[number].ids) for number in chosen)
            found |= zip(chosen, self._run([rows[number] for number in chosen], shape), strict=True)
        return [found[number] for number in range(len(rows))]

    def _in_blocks(self, rows: Sequence[_Row]) -> list[Scores]:
        """Read rows of any questions; what a row is given does not depend on the others."""
        found: dict[int, Scores] = {}
        for chosen, shape in blocks([len(row.ids) for row in rows], self._block_tokens):
            found |= zip(chosen, self._run([rows[number] for number in chosen], shape), strict=True)
        return [found[number] for number in range(len(rows))]

    def _run(self, rows: Sequence[_Row], shape: tuple[int, int]) -> list[Scores]:
        ids, types = torch.full(shape, self._pad), torch.zeros(shape, dtype=torch.long)
        attention = torch.zeros(shape, dtype=torch.long)
        # A row with nothing to attend to is no number.
        for number, row in enumerate(chain(rows, repeat(rows[-1], shape[0] - len(rows)))):
            ids[number, : len(row.ids)] = torch.tensor(row.ids)
            attention[number, : len(row.ids)] = 1
            types[number, row.head : len(row.ids)] = int(self._frame.tells_apart)
        fed = {"input_ids": ids, "attention_mask": attention}
        if self._frame.tells_apart:
            fed["token_type_ids"] = types
        with torch.inference_mode():
            told = self._model(**{name: part.to(self.device) for name, part in fed.items()})
        start, end = (part.float().cpu().numpy() for part in (told.start_logits, told.end_logits))
        scores = []
        for number, row in enumerate(rows):
            own = slice(row.head, len(row.ids) - len(self._frame.after))
            nothing = float(start[number, NO_ANSWER] + end[number, NO_ANSWER])
            scores.append((start[number, own], end[number, own], nothing))
        return scores


def _without_space(text: str, offsets: Sequence[tuple[int, int]]) -> NDArray[np.int32]:
    """Where tokens' words stand; empty for white space, which some tokenizers give to tokens.

    A token that began before its sentence, or before its run, would be taken for another's.
    """
    own = np.array(offsets, dtype=np.int32).reshape(-1, 2)
    for number, (start, end) in enumerate(offsets):
        words = text[start:end]
        if not words or words[0].isspace() or words[-1].isspace():
            start += len(words) - len(words.lstrip())
            own[number] = start, start + len(words.strip())
    return own


def _device(asked: str) -> str:
    if asked == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    try:
        torch.zeros(1, device=asked).tolist()
    except (RuntimeError, AssertionError) as error:
        raise ReaderError(
            f"There is no device {asked!r} here; set READER_DEVICE=auto, or to what torch calls it."
        ) from error
    return asked


def _load(folder: Path, model: str) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
        if (folder / WEIGHTS).exists():
            return tokenizer, shipped_model(folder)
        loaded, told = AutoModelForQuestionAnswering.from_pretrained(
            folder,
            local_files_only=True,
            use_safetensors=True,
            trust_remote_code=False,
            output_loading_info=True,
        )
    except _LOADING_ERRORS as error:
        raise _unfit(model, "cannot be loaded") from error
    if told["missing_keys"]:
        raise _unfit(model, "lacks weights, such as those that find an answer")
    return tokenizer, loaded


def _frame(tokenizer: PreTrainedTokenizerBase, model: PreTrainedModel, name: str) -> Frame:
    """The frame, if model and tokenizer can be used at all: others would fail when asked."""
    if not tokenizer.is_fast or len(tokenizer) <= len(tokenizer.all_special_ids):
        raise _unfit(name, "has no tokenizer that tells where its tokens stand")
    if getattr(model.config, "max_position_embeddings", LONGEST) < LONGEST:
        raise _unfit(name, f"reads fewer than {LONGEST} tokens at once")
    frame = Frame(tokenizer)
    if not frame.before:
        raise _unfit(name, 'has no first token to score "no answer" with')
    return frame


def _unfit(model: str, why: str) -> ReaderError:
    return ReaderError(
        f"The reader {model!r} {why}; name an extractive question-answering model with safetensors"
        " weights, or set READER_MODEL=embedded."
    )


def _windows(text: int, ids: Sequence[int], length: int) -> Iterator[_Window]:
    begin = 0
    while begin < len(ids):
        end = min(begin + length, len(ids))
        yield _Window(text, begin, end)
        if end == len(ids):
            return
        begin = end - OVERLAP

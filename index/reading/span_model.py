"""An extractive question-answering model: question and texts in, scores of every token out."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from huggingface_hub.errors import StrictDataclassError
from numpy.typing import NDArray
from safetensors import SafetensorError
from torch import nn
from transformers import (
    AutoConfig,
    AutoModelForQuestionAnswering,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)
from transformers.utils import logging as transformers_logging

from index.errors import ReaderError
from index.reading.frame import LONGEST, NO_ANSWER, Frame, room
from index.reading.span_weights import EMBEDDED_READER, WEIGHTS, load_shipped, reader_folder
from index.reading.spans import TokenScores

OVERLAP = 64
"""Tokens that two windows of a longer text share, so that no answer is cut in both."""
BATCH_TOKENS = 6_144
"""Padding included; what is read at once."""


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


class SpanModel:
    """A loaded model. Deterministic, and safe to call from several threads."""

    def __init__(self, model: str = EMBEDDED_READER, device: str = "auto") -> None:
        """Load ``model``: ``embedded``, a folder, or a hub id (which may be downloaded).

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
        self.precision = _precision(self.device)
        if self.precision is torch.bfloat16:
            halve(self._model)
        nn.Module.to(self._model, self.device).train(False)
        # Fast tokenizers keep truncation as state and fail when two threads use one at once.
        self._lock = threading.Lock()

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
    ) -> list[tuple[np.ndarray, np.ndarray, float]]:
        """Start and end scores of each window's tokens, and the score of "no answer"."""
        found: dict[int, tuple[np.ndarray, np.ndarray, float]] = {}
        for chosen in _batches([len(head) + w.end - w.begin for w in windows]):
            rows = [
                [
                    *head,
                    *ids[windows[n].text][windows[n].begin : windows[n].end],
                    *self._frame.after,
                ]
                for n in chosen
            ]
            start, end = self._run(rows, len(head))
            for row, number in enumerate(chosen):
                last = len(head) + windows[number].end - windows[number].begin
                nothing = float(start[row, NO_ANSWER] + end[row, NO_ANSWER])
                own = slice(len(head), last)
                found[number] = start[row, own], end[row, own], nothing
        return [found[number] for number in range(len(windows))]

    def _run(self, rows: list[list[int]], head: int) -> tuple[np.ndarray, np.ndarray]:
        shape = (len(rows), max(len(row) for row in rows))
        ids, types = torch.full(shape, self._pad), torch.zeros(shape, dtype=torch.long)
        attention = torch.zeros(shape, dtype=torch.long)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = torch.tensor(row)
            attention[number, : len(row)] = 1
            types[number, head : len(row)] = int(self._frame.tells_apart)
        fed = {"input_ids": ids, "attention_mask": attention}
        if self._frame.tells_apart:
            fed["token_type_ids"] = types
        with torch.inference_mode():
            told = self._model(**{name: part.to(self.device) for name, part in fed.items()})
        return told.start_logits.float().cpu().numpy(), told.end_logits.float().cpu().numpy()


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


def halve(model: nn.Module) -> None:
    """Have a model compute in bfloat16, but for its span head: small margins decide."""
    model.to(torch.bfloat16)
    head = getattr(model, "qa_outputs", None)
    if isinstance(head, nn.Module):
        head.float()
        head.register_forward_pre_hook(lambda _, given: (given[0].float(),))


def _precision(device: str) -> torch.dtype:
    """Half precision where the processor multiplies matrices of it, else float32."""
    if device != "cpu":
        return torch.bfloat16
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("amx_bf16") else torch.float32


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
        if not (folder / WEIGHTS).exists():
            loaded, told = AutoModelForQuestionAnswering.from_pretrained(
                folder,
                local_files_only=True,
                use_safetensors=True,
                trust_remote_code=False,
                output_loading_info=True,
            )
            if told["missing_keys"]:
                raise _unfit(model, "lacks weights, such as those that find an answer")
            return tokenizer, loaded
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        shaped = AutoModelForQuestionAnswering.from_config(config)  # type: ignore[no-untyped-call]
    except _LOADING_ERRORS as error:
        raise _unfit(model, "cannot be loaded") from error
    load_shipped(shaped, folder)
    return tokenizer, shaped


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


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of rows of like length that are read together."""
    chosen: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: (-lengths[number], number)):
        if chosen and (len(chosen) + 1) * lengths[chosen[0]] > BATCH_TOKENS:
            yield chosen
            chosen = []
        chosen.append(number)
    if chosen:
        yield chosen

"""Examples -> what a model is fed: token ids with the answer's first and last token."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import PreTrainedTokenizerBase

from index.reading.frame import IMPOSSIBLE, NO_ANSWER, Frame, room
from index.reading.training.examples import SpanExample

_POOL = 40
"""Batches that are sorted by length together, so that little is padding but order stays mixed."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One example as tokens; ``offsets[i]`` is where token ``text_start + i`` stands."""

    ids: NDArray[np.int32]
    types: NDArray[np.int32]
    """1 for the tokens of the text, if the model was trained to tell, else 0."""
    text_start: int
    text_end: int
    """Tokens ``ids[text_start:text_end]`` are the text's."""
    first: int
    last: int
    offsets: NDArray[np.int32]
    """Shape (text tokens, 2), characters of the example's context."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some features side by side, shapes (features, longest)."""

    numbers: tuple[int, ...]
    ids: torch.Tensor
    types: torch.Tensor
    attention: torch.Tensor
    allowed: torch.Tensor
    """Whether an answer may begin or end at a token: in the text, or at NO_ANSWER."""
    first: torch.Tensor
    last: torch.Tensor


def features(
    tokenizer: PreTrainedTokenizerBase, found: Sequence[SpanExample], seed: int
) -> list[Feature]:
    """One feature an example; where a long text is cut differs with the seed."""
    draw = random.Random(seed)  # noqa: S311 - a cut, not a secret
    questions = tokenizer([e.question for e in found], add_special_tokens=False)["input_ids"]
    texts = tokenizer(
        [e.context for e in found], add_special_tokens=False, return_offsets_mapping=True
    )
    frame = Frame(tokenizer)
    return [
        _feature(frame, example, question, ids, offsets, draw)
        for example, question, ids, offsets in zip(
            found, questions, texts["input_ids"], texts["offset_mapping"], strict=True
        )
    ]


def _feature(
    frame: Frame,
    example: SpanExample,
    question: list[int],
    text: list[int],
    offsets: list[tuple[int, int]],
    draw: random.Random,
) -> Feature:
    head = frame.head(question)
    length = room(question)
    answer = _token_span(offsets, example.answer) if example.answer else None
    begin = _window(len(text), length, answer, draw)
    end = min(begin + length, len(text))
    ids = [*head, *text[begin:end], *frame.after]
    start = len(head)
    shift = start - begin
    inside = answer is not None and begin <= answer[0] and answer[1] < end
    return Feature(
        np.array(ids, dtype=np.int32),
        np.array(
            [int(frame.tells_apart and place >= start) for place in range(len(ids))], np.int32
        ),
        start,
        start + end - begin,
        answer[0] + shift if answer and inside else NO_ANSWER,
        answer[1] + shift if answer and inside else NO_ANSWER,
        np.array(offsets[begin:end], dtype=np.int32).reshape(-1, 2),
    )


def _token_span(offsets: list[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int] | None:
    """The first and last token that share a character with a span."""
    within = [i for i, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    return (within[0], within[-1]) if within else None


def _window(length: int, space: int, answer: tuple[int, int] | None, draw: random.Random) -> int:
    """The first token of the window: anywhere that still holds the answer."""
    if length <= space:
        return 0
    lowest, highest = 0, length - space
    if answer:
        lowest = max(lowest, min(answer[1] + 1 - space, highest))
        highest = max(lowest, min(highest, answer[0]))
    return draw.randint(lowest, highest)


def batches(
    found: Sequence[Feature], tokens: int, pad: int, seed: int | None = None
) -> Iterator[Batch]:
    """All features once, in batches of at most ``tokens`` tokens, padding included.

    Args:
        found: what to put together.
        tokens: a batch's size, ``LONGEST`` at least.
        pad: the padding token's id.
        seed: of the order; without one, by length, which wastes least.
    """
    for numbers in plan([len(feature.ids) for feature in found], tokens, seed):
        yield batch([found[number] for number in numbers], numbers, pad)


def plan(lengths: Sequence[int], tokens: int, seed: int | None) -> list[tuple[int, ...]]:
    """Which features make the batches of one round, as positions in ``lengths``."""
    order = list(range(len(lengths)))
    if seed is None:
        return list(_filled(sorted(order, key=lambda number: lengths[number]), lengths, tokens))
    draw = random.Random(seed)  # noqa: S311 - an order, not a secret
    draw.shuffle(order)
    size = max(1, _POOL * tokens * len(lengths) // max(1, sum(lengths)))
    planned: list[tuple[int, ...]] = []
    for start in range(0, len(order), size):
        pool = sorted(order[start : start + size], key=lambda number: lengths[number])
        planned += _filled(pool, lengths, tokens)
    draw.shuffle(planned)
    return planned


def _filled(order: Sequence[int], lengths: Sequence[int], tokens: int) -> Iterator[tuple[int, ...]]:
    chosen: list[int] = []
    for number in order:
        if chosen and (len(chosen) + 1) * lengths[number] > tokens:
            yield tuple(chosen)
            chosen = []
        chosen.append(number)
    if chosen:
        yield tuple(chosen)


def batch(chosen: Sequence[Feature], numbers: tuple[int, ...], pad: int) -> Batch:
    """Features of different lengths, padded to the longest."""
    longest = max(len(feature.ids) for feature in chosen)
    shape = (len(chosen), longest)
    ids = np.full(shape, pad, dtype=np.int64)
    types, attention = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    allowed = np.zeros(shape, dtype=bool)
    allowed[:, NO_ANSWER] = True
    for row, feature in enumerate(chosen):
        length = len(feature.ids)
        ids[row, :length] = feature.ids
        types[row, :length] = feature.types
        attention[row, :length] = 1
        allowed[row, feature.text_start : feature.text_end] = True
    return Batch(
        numbers,
        torch.from_numpy(ids),
        torch.from_numpy(types),
        torch.from_numpy(attention),
        torch.from_numpy(allowed),
        torch.tensor([feature.first for feature in chosen]),
        torch.tensor([feature.last for feature in chosen]),
    )


def scores_of(model: nn.Module, fed: Batch, device: str) -> torch.Tensor:
    """Start and end scores, shape (features, tokens, 2), float32; IMPOSSIBLE where not allowed."""
    types = {"token_type_ids": fed.types.to(device)} if fed.types.any() else {}
    out = model(input_ids=fed.ids.to(device), attention_mask=fed.attention.to(device), **types)
    scores = torch.stack([out.start_logits, out.end_logits], dim=-1).float()
    return scores.masked_fill(~fed.allowed.to(device).unsqueeze(-1), IMPOSSIBLE)

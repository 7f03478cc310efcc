from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertForQuestionAnswering, BertModel

from index import ReaderError
from index.reading.frame import LONGEST, LONGEST_QUESTION, Frame, room
from index.reading.span_model import OVERLAP, SpanModel
from index.reading.span_weights import CHECKSUM, WEIGHTS
from index.reading.spans import LONGEST_SPAN, TokenScores
from tests.index.reading.support import (
    save,
    spaced_tokenizer,
    tiny_config,
    tiny_model,
    tiny_tokenizer,
)

QUESTION = "who promised the cat?"
TEXTS = ["The king said that.", "the queen in july", "", "cat " * 400, "🦊 “Zoë” said…"]
TOLERANCE = 0.15
"""Scores are computed in half precision where the processor can."""


def same(one: list[list[TokenScores]], other: list[list[TokenScores]], atol: float) -> bool:
    return [len(windows) for windows in one] == [len(windows) for windows in other] and all(
        np.array_equal(a.offsets, b.offsets)
        and np.allclose(a.start, b.start, atol=atol, rtol=0)
        and np.allclose(a.end, b.end, atol=atol, rtol=0)
        and abs(a.nothing - b.nothing) <= 2 * atol
        for mine, others in zip(one, other, strict=True)
        for a, b in zip(mine, others, strict=True)
    )


def test_each_token_is_scored_under_its_place_in_the_text(model: SpanModel) -> None:
    ((scores,),) = model.score(QUESTION, ["The king 🦊 said."])
    assert scores.offsets.tolist() == [[0, 3], [4, 8], [9, 10], [11, 15], [15, 16]]
    assert len(scores.start) == len(scores.end) == 5
    assert np.isfinite([*scores.start, *scores.end, scores.nothing]).all()


def test_a_text_without_a_token_has_no_window_and_no_texts_have_none(model: SpanModel) -> None:
    assert model.score(QUESTION, ["", " \n ", "cat"])[:2] == [[], []]
    assert model.score(QUESTION, []) == []


def test_the_shipped_form_scores_as_the_saved_one(model: SpanModel, shipped: Path) -> None:
    read = SpanModel(str(shipped), "cpu").score(QUESTION, TEXTS)
    assert same(read, model.score(QUESTION, TEXTS), atol=0.3)


def test_scores_depend_on_where_a_word_stands(shipped: Path) -> None:
    """Buffers that no file holds, such as the numbers of the places, have to be there too."""
    ((scores,),) = SpanModel(str(shipped), "cpu").score(QUESTION, ["cat cat cat"])
    assert len(set(scores.start.tolist())) == 3


def test_a_text_is_scored_alone_as_among_others(model: SpanModel) -> None:
    alone = [model.score(QUESTION, [text])[0] for text in TEXTS]
    assert same(model.score(QUESTION, TEXTS), alone, TOLERANCE)


def test_the_order_of_texts_does_not_matter(model: SpanModel) -> None:
    backwards = model.score(QUESTION, TEXTS[::-1])[::-1]
    assert same(model.score(QUESTION, TEXTS), backwards, TOLERANCE)


def test_scoring_again_gives_exactly_the_same(model: SpanModel) -> None:
    assert same(model.score(QUESTION, TEXTS), model.score(QUESTION, TEXTS), 0)


def test_eight_threads_get_exactly_what_one_gets(model: SpanModel) -> None:
    questions = [f"who said {number}?" for number in range(4)]
    alone = [model.score(question, TEXTS[:3]) for question in questions]
    found: list[bool] = []

    def work(first: int) -> None:
        for step in range(4):
            number = (first + step) % 4
            found.append(same(model.score(questions[number], TEXTS[:3]), alone[number], 0))

    threads = [threading.Thread(target=work, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 32


def test_a_long_text_is_read_in_windows_that_overlap_and_reach_its_end(model: SpanModel) -> None:
    (windows,) = model.score("cat?", ["cat " * 500])
    places = [(int(w.offsets[0][0]) // 4, int(w.offsets[-1][0]) // 4) for w in windows]
    assert places[0][0] == 0
    assert places[-1][1] == 499
    for before, after in pairwise(places):
        assert before[1] - after[0] + 1 == OVERLAP
    assert OVERLAP >= LONGEST_SPAN


@pytest.mark.parametrize("tokens", [room([1, 2]) - 1, room([1, 2]), room([1, 2]) + 1])
def test_a_text_at_a_windows_edge_is_read_to_its_last_token(model: SpanModel, tokens: int) -> None:
    (windows,) = model.score("cat?", ["cat " * tokens])
    assert len(windows) == 1 + (tokens > room([1, 2]))
    assert int(windows[-1].offsets[-1][0]) == 4 * (tokens - 1)


def test_an_answer_anywhere_stands_whole_in_some_window(model: SpanModel) -> None:
    (windows,) = model.score("cat?", ["cat " * 500])
    spans = [(int(w.offsets[0][0]) // 4, int(w.offsets[-1][0]) // 4) for w in windows]
    for first in range(500 - LONGEST_SPAN + 1):
        last = first + LONGEST_SPAN - 1
        assert any(begin <= first and last <= end for begin, end in spans)


@pytest.mark.parametrize(
    "question",
    ["a" * 10_000, "cat " * 2_500, "ما هو؟", "🦊🦊🦊", "WHO SAID THAT", "[SEP] [CLS] [MASK]", ""],
)
def test_any_question_is_read_and_a_long_one_is_cut(model: SpanModel, question: str) -> None:
    ((scores,),) = model.score(question, ["the king said that"])
    assert len(scores.offsets) == 4


def test_special_tokens_in_a_question_or_a_text_are_words(model: SpanModel) -> None:
    ((scores,),) = model.score("[SEP]", ["cat [SEP] cat"])
    assert scores.offsets.tolist()[1] == [4, 5]
    assert len(scores.offsets) == 7


def test_tokens_of_white_space_are_left_out(tmp_path: Path) -> None:
    """As of RoBERTa: such a token stands between the sentences, in none of them."""
    save(tmp_path, spaced_tokenizer())
    text = "  A  b\n\nc é "
    ((scores,),) = SpanModel(str(tmp_path), "cpu").score("who?", [text])
    assert [text[start:end] for start, end in scores.offsets.tolist()] == ["A", "b", "c", "é", "é"]
    assert len(scores.start) == len(scores.end) == 5


def test_the_frame_is_what_the_tokenizer_puts_around() -> None:
    bert, roberta = tiny_tokenizer(), spaced_tokenizer()
    first, separator = bert.cls_token_id, bert.sep_token_id
    frame = Frame(bert)
    assert (frame.before, frame.between, frame.after) == ([first], [separator], [separator])
    assert frame.tells_apart
    other = Frame(roberta)
    assert (other.before, other.between, other.after) == ([first], [separator] * 2, [separator])
    assert not other.tells_apart
    assert frame.head(list(range(100))) == [first, *range(LONGEST_QUESTION), separator]
    for asked in ([], [7] * 20, [7] * 100):
        for one in (frame, other):
            assert len(one.head(asked)) + room(asked) + len(one.after) <= LONGEST


def lose_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def damage_config(folder: Path) -> None:
    (folder / "config.json").write_text('{"model_type": "bert", "hidden_size": "x"}', "utf-8")


def list_config(folder: Path) -> None:
    (folder / "config.json").write_text("[]", encoding="utf-8")


def ask_for_foreign_code(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config |= {"model_type": "foreign", "auto_map": {"AutoConfig": "foreign.Config"}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "foreign.py").write_text("raise SystemExit('executed')", encoding="utf-8")


def lose_tokenizer(folder: Path) -> None:
    for path in folder.glob("tokenizer*"):
        path.unlink()


def damage_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{", encoding="utf-8")


def cut_weights(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-10])


def pickle_only(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    torch.save(tiny_model(60).state_dict(), folder / "pytorch_model.bin")


def leave_out_the_span_head(folder: Path) -> None:
    BertModel(tiny_config(len(tiny_tokenizer()))).save_pretrained(folder)


def read_less_at_once(folder: Path) -> None:
    config = tiny_config(len(tiny_tokenizer()), positions=LONGEST - 1)
    BertForQuestionAnswering(config).save_pretrained(folder)


def lose_everything(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "spoil",
    [
        lose_everything,
        lose_config,
        damage_config,
        list_config,
        ask_for_foreign_code,
        lose_tokenizer,
        damage_tokenizer,
        cut_weights,
        pickle_only,
        leave_out_the_span_head,
        read_less_at_once,
    ],
)
def test_a_folder_that_cannot_answer_questions_is_refused_with_what_to_do(
    saved: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    folder = shutil.copytree(saved, tmp_path / "model")
    spoil(folder)
    with pytest.raises(ReaderError, match=r"READER_MODEL=embedded\.$") as caught:
        SpanModel(str(folder), "cpu")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [WEIGHTS, CHECKSUM])
def test_a_shipped_model_in_a_folder_is_checked_too(
    shipped: Path, tmp_path: Path, name: str
) -> None:
    folder = shutil.copytree(shipped, tmp_path / "model")
    (folder / name).write_bytes((folder / name).read_bytes()[:-20][::-1])
    with pytest.raises(ReaderError, match=r"damaged; .*READER_MODEL=embedded\.$"):
        SpanModel(str(folder), "cpu")


@pytest.mark.parametrize("model", ["./no/such/folder", "/no/such/folder", "~/no-such", "a/b/c"])
def test_a_folder_that_is_not_there_is_named_with_what_to_set(model: str) -> None:
    with pytest.raises(ReaderError, match="READER_MODEL"):
        SpanModel(model)


@pytest.mark.parametrize("device", ["nonsense", "meta", "cuda:99"])
def test_a_device_that_is_not_there_is_named_with_what_to_set(saved: Path, device: str) -> None:
    with pytest.raises(ReaderError, match=f"{device}.*READER_DEVICE=auto"):
        SpanModel(str(saved), device)

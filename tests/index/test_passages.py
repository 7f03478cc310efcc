from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.domain import SentenceKind
from index.passages import cut_passages, embedded_text
from index.segmenting import outline
from index.storage.base import PassageDraft
from tests.index.support import WordEncoder, draft

ENCODER = WordEncoder()


def passages(text: str, limit: int = 256) -> tuple[PassageDraft, ...]:
    return cut_passages(draft("s", text, "Title"), outline(text), ENCODER.count_tokens, limit)


def test_a_passage_and_its_context_fit_the_encoder() -> None:
    text = " ".join(f"Sentence number {n} says something about the king." for n in range(200))
    for passage in passages(text):
        assert ENCODER.count_tokens([embedded_text(text, passage)])[0] <= 254


def test_neighbouring_passages_share_a_sentence() -> None:
    text = " ".join(f"Sentence number {n} says something about the king." for n in range(100))
    found = passages(text)
    assert len(found) > 2
    assert all(later.start < earlier.end for earlier, later in pairwise(found))


def test_no_passage_runs_across_a_line_that_is_not_the_story() -> None:
    text = "The king rode out.\nREAD MORE: other kings\nHe came home."
    assert [text[p.start : p.end] for p in passages(text)] == [
        "The king rode out.",
        "He came home.",
    ]


def test_a_passage_that_opens_with_a_pronoun_is_embedded_with_the_name_before_it() -> None:
    text = "Yesterday Hulusi Akar spoke.\nAdvertisement\nHe previously promised a lot."
    last = passages(text)[-1]
    assert "Hulusi Akar" in embedded_text(text, last)
    assert text[last.start : last.end] == "He previously promised a lot."


def test_a_sentence_that_no_encoder_could_read_is_cut_to_fit() -> None:
    text = "word " * 900
    found = passages(text)
    assert found[0].start == 0
    assert found[-1].end == len(text.rstrip())
    assert all(ENCODER.count_tokens([text[p.start : p.end]])[0] <= 254 for p in found)


@given(st.text(alphabet=st.sampled_from("abcD. !?\n“”'é漢"), max_size=600))
def test_every_sentence_of_the_story_is_in_a_passage_and_no_furniture_is(text: str) -> None:
    found = passages(text, limit=100)
    for sentence in outline(text).sentences:
        holding = [p for p in found if p.start < sentence.end and p.end > sentence.start]
        assert bool(holding) == (sentence.kind is SentenceKind.STORY)

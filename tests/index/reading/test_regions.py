from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.domain import SentenceKind
from index.reading.base import Candidate
from index.reading.regions import LEAD, regions
from tests.index.reading.support import FURNITURE, candidate, story_text

SENTENCES = ["One came.", "Two came.", "Three came.", "Four came.", "Five came.", "Six came."]
LINES = [
    "The king had three sons.",
    "“No!” she cried. He left 🦊 at once.",
    "Zoë’s café was e\u0301toile.\u00a0It closed…",
    "في البدء كان الملك. ثم رحل.",
    "U.S. officials met Mr. Akar.\r",
    FURNITURE,
    "Advertisement",
    "***",
    "",
]


@st.composite
def found(draw: st.DrawFn) -> list[Candidate]:
    """Passages of two stories, as a search may find them; some stand across furniture."""
    passages = []
    for story_id in (7, 3):
        lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=9))
        text = story_text("\n".join(lines), story_id)
        count = len(text.outline.sentences)
        if count:
            places = st.integers(0, count - 1)
            for _ in range(draw(st.integers(0, 3))):
                first, last = sorted((draw(places), draw(places)))
                passages.append(candidate(text, first, last, draw(st.floats(0, 1))))
    return draw(st.permutations(passages))


@settings(max_examples=60, deadline=None)
@given(found())
def test_every_letter_that_is_read_is_mapped_back_to_its_story(given_: list[Candidate]) -> None:
    for region in regions(given_):
        for place, letter in enumerate(region.words):
            in_story = region.in_story(place)
            in_run = any(start <= in_story < end for start, end in region.runs)
            # Between two runs there is a line break of ours.
            assert (region.text.story.text[in_story] == letter) if in_run else letter == "\n"


@settings(max_examples=60, deadline=None)
@given(found(), st.data())
def test_a_span_of_the_story_is_found_where_it_is_read(
    given_: list[Candidate], data: st.DataObject
) -> None:
    for region in regions(given_):
        first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(region.words) - 1)] * 2)))
        span = region.in_story(first), region.in_story(last) + 1
        place = region.place_of(span)
        if place is None:
            assert not any(start <= span[0] and span[1] <= end for start, end in region.runs)
        else:
            assert region.words[slice(*place)] == region.text.story.text[slice(*span)]


@settings(max_examples=60, deadline=None)
@given(found())
def test_each_sentence_is_read_once_and_furniture_never(given_: list[Candidate]) -> None:
    read = [(region.text.story.id, p) for region in regions(given_) for p in region.positions]
    assert len(set(read)) == len(read)
    wanted = {(c.text.story.id, position) for c in given_ for position in c.positions}
    assert wanted <= set(read)
    for region in regions(given_):
        sentences = [region.text.outline.sentences[position] for position in region.positions]
        assert {sentence.kind for sentence in sentences} == {SentenceKind.STORY}


@settings(max_examples=60, deadline=None)
@given(found())
def test_every_letter_is_in_the_sentence_and_the_run_it_is_said_to_be_in(
    given_: list[Candidate],
) -> None:
    for region in regions(given_):
        places = np.array([n for n, c in enumerate(region.words) if not c.isspace()], np.int32)
        told = zip(
            places.tolist(),
            region.sentences_of(places).tolist(),
            region.runs_of(places).tolist(),
            strict=True,
        )
        for place, position, run in told:
            sentence = region.text.outline.sentences[position]
            assert sentence.start <= region.in_story(place) < sentence.end
            assert region.runs[run][0] <= region.in_story(place) < region.runs[run][1]
            assert position in region.positions


def test_a_stretch_begins_some_sentences_early_and_not_before_the_story() -> None:
    text = story_text(" ".join(SENTENCES))
    assert [r.positions for r in regions([candidate(text, 4, 4)])] == [(4 - LEAD, 3, 4)]
    assert [r.positions for r in regions([candidate(text, 1, 1)])] == [(0, 1)]


def test_passages_that_overlap_or_touch_are_read_as_one() -> None:
    text = story_text(" ".join(SENTENCES))
    passages = [candidate(text, 0, 2), candidate(text, 2, 3), candidate(text, 5, 5)]
    assert [region.words for region in regions(passages)] == [" ".join(SENTENCES)]


def test_passages_far_apart_are_read_apart() -> None:
    text = story_text(" ".join(SENTENCES))
    assert [r.positions for r in regions([candidate(text, 5, 5), candidate(text, 0, 0)])] == [
        (0,),
        (3, 4, 5),
    ]


def test_the_sentences_around_furniture_are_read_together_in_two_runs() -> None:
    text = story_text("\n".join([SENTENCES[0], FURNITURE, SENTENCES[1]]))
    (region,) = regions([candidate(text, 2, 2)])
    assert region.words == "One came.\nTwo came."
    assert len(region.runs) == 2


def test_stories_are_read_in_the_order_of_their_ids() -> None:
    one, other = story_text("One came.", 9), story_text("Two came.", 2)
    read = regions([candidate(one, 0, 0), candidate(other, 0, 0)])
    assert [region.text.story.id for region in read] == [2, 9]


def test_nothing_found_is_nothing_read() -> None:
    assert regions([]) == []

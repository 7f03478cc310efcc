from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import limits
from bot.places import Place
from bot.told import HELPED, Told
from index import Sureness

PLACES = st.builds(
    lambda story, start, length: Place(story, start, start + length),
    st.integers(1, 10**9),
    st.integers(0, 10**9),
    st.integers(1, 10**6),
)


@given(
    st.none() | st.sampled_from(list(Sureness)),
    st.integers(0, 100),
    st.lists(PLACES, max_size=5),
    st.booleans(),
)
def test_an_answer_comes_back_from_a_button_with_as_many_places_as_fit(
    sureness: Sureness | None, percent: int, places: list[Place], highlighted: bool
) -> None:
    highlight = (places[0].start, places[0].end) if places and highlighted else None
    told = Told(sureness, percent, tuple(places), highlight)

    custom_id = told.encode(HELPED)
    back = Told.decode(custom_id.removeprefix(f"cv:{HELPED}:"))

    assert len(custom_id) <= limits.CUSTOM_ID
    assert (back.sureness, back.percent, back.highlight) == (sureness, percent, highlight)
    assert back.places == tuple(places[: len(back.places)])
    assert len(back.places) >= min(2, len(places))


@pytest.mark.parametrize("code", ["", "z1", "s1@", "s1@1.2", "s1@1.2.3+x", "s1@1.2.3,../"])
def test_what_no_answer_wrote_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Told.decode(code)

from __future__ import annotations

from index.remembering import Remembered


def filled(passages: int, libraries: int, *keys: str) -> Remembered[str]:
    remembered: Remembered[str] = Remembered(passages, libraries)
    for key in keys:
        remembered.put(key, key, instead_of=None)
    return remembered


def test_the_library_that_was_not_used_for_the_longest_time_goes_first() -> None:
    remembered = filled(100, 2, "a", "b")
    assert remembered.get("a") == "a"
    remembered.put("c", "c", instead_of=None)
    assert (remembered.get("a"), remembered.get("b"), remembered.get("c")) == ("a", None, "c")


def test_many_small_libraries_take_the_room_of_few_large_ones() -> None:
    small, large = filled(100, 1_000), filled(100, 1_000)
    for key in map(str, range(50)):
        small.put(key, key, instead_of=None)
        small.holds(key, key, 2)
        large.put(key, key, instead_of=None)
        large.holds(key, key, 50)
    assert len(small) == 50
    assert len(large) == 2
    assert large.get("49") == "49"


def test_a_library_that_grows_is_counted_once_and_makes_others_go() -> None:
    remembered = filled(100, 10, "a", "b")
    remembered.holds("a", "a", 40)
    remembered.holds("b", "b", 40)
    remembered.holds("b", "b", 60)
    assert len(remembered) == 2
    remembered.holds("b", "b", 61)
    assert (remembered.get("a"), remembered.get("b")) == (None, "b")


def test_the_one_in_use_stays_however_large_it_is() -> None:
    remembered = filled(100, 10, "a", "b")
    remembered.holds("b", "b", 5_000)
    assert (len(remembered), remembered.get("b")) == (1, "b")


def test_what_was_let_go_takes_no_room_any_more() -> None:
    remembered = filled(100, 10, "a", "b")
    remembered.holds("a", "a", 90)
    remembered.forget("a")
    remembered.holds("a", "a", 90)
    remembered.holds("b", "b", 90)
    assert (remembered.get("a"), remembered.get("b")) == (None, "b")


def test_of_two_that_open_a_library_at_once_both_get_the_first() -> None:
    remembered = filled(100, 10)
    assert remembered.put("a", "first", instead_of=None) == "first"
    assert remembered.put("a", "second", instead_of=None) == "first"
    assert remembered.put("a", "anew", instead_of="first") == "anew"

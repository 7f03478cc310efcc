from __future__ import annotations

import pytest

from index import (
    ChangeKind,
    CheckedWords,
    Difference,
    Library,
    QuestionError,
    Standing,
    StoryNotFoundError,
    WarningKind,
)
from tests.index.support import OpenLibrary, draft

PROMISE = (
    "He previously promised that the S-400s will not be integrated into any active NATO military"
    " systems."
)


def said(checked: CheckedWords, kind: ChangeKind) -> list[str]:
    return [change.words for change in checked.changes if change.kind is kind]


def warned(checked: CheckedWords) -> list[tuple[str, str, str]]:
    return [(warning.kind, warning.message, warning.story) for warning in checked.warnings]


@pytest.mark.parametrize(
    "message",
    [
        PROMISE,
        f"> {PROMISE}",
        f"**{PROMISE}**",
        f"“{PROMISE}”",
        f'"{PROMISE}" - Akar',
        f"“{PROMISE}”\n— Hulusi Akar, Turkish Defence Minister",
        f"||{PROMISE}||",
        f"_{PROMISE}_",
        PROMISE.replace(" ", "\n"),
        PROMISE.replace("S-400s", "S–400s"),
        "\u200b".join(PROMISE),
        "the S-400s will not be integrated",
        f"<@123456789> {PROMISE} <:snow:42> https://example.org/x",
    ],
)
def test_words_of_the_story_are_exact_however_a_message_dresses_them(
    library: Library, message: str
) -> None:
    checked = library.check(message)
    assert (checked.standing, checked.differs_in) == (Standing.EXACT, ())
    assert checked.quote is not None
    assert checked.quote.text == PROMISE
    assert checked.quote.paragraph == 12


def test_other_capitals_and_marks_are_exact_and_said_so(library: Library) -> None:
    checked = library.check("he previously promised, that the S400s will NOT be integrated")
    assert checked.standing is Standing.EXACT
    assert checked.differs_in == (Difference.CASE, Difference.PUNCTUATION)


def test_words_left_out_at_dots_are_exact_and_said_so(library: Library) -> None:
    checked = library.check("He ... promised that the S-400s will not be […] NATO military systems")
    assert checked.standing is Standing.EXACT
    assert checked.differs_in == (Difference.ELISION,)
    assert said(checked, ChangeKind.ELIDED) == ["previously", "integrated into any active"]


def test_dots_that_hide_a_negation_make_a_misquote(library: Library) -> None:
    checked = library.check("He previously promised that the S-400s will ... be integrated")
    assert checked.standing is Standing.NEARLY
    assert warned(checked) == [("negation", "", "not")]


def test_a_fragment_behind_a_negation_is_exact_with_a_warning(library: Library) -> None:
    checked = library.check("slap sanctions on Ankara")
    assert checked.standing is Standing.EXACT
    assert warned(checked) == [("cut off", "", "not")]


@pytest.mark.parametrize(
    ("message", "warning"),
    [
        (PROMISE.replace("not ", ""), ("negation", "", "not")),
        (PROMISE.replace("S-400s", "S-300s"), ("number", "300", "400")),
        (PROMISE.replace("He ", "Erdogan "), ("name", "Erdogan", "He")),
        (PROMISE.replace("will not", "refused to"), ("negation", "", "")),
        (
            "Sanctions will be counterproductive and lead to positive consequences",
            ("opposite", "positive", "negative"),
        ),
        (
            "during his meeting with US President Donald Trump in Washington on Tuesday",
            ("date", "Tuesday", "Monday"),
        ),
        (
            "Turkish Defence Minister Ibrahim Kalin said in this regard that Ankara may adjust",
            ("name", "Ibrahim Kalin", "Hulusi Akar"),
        ),
        ("Turkey will start to deploy the S-400 systems in the next five or three months", None),
    ],
)
def test_one_thing_changed_is_nearly_with_a_plain_warning(
    library: Library, message: str, warning: tuple[str, str, str] | None
) -> None:
    checked = library.check(message)
    assert checked.standing is Standing.NEARLY
    if warning is None:
        assert WarningKind.NUMBER in {found.kind for found in checked.warnings}
    elif warning[1:] == ("", ""):
        assert checked.warnings == ()  # both refuse
    else:
        assert warning in warned(checked)


def test_a_difference_is_shown_word_by_word_with_whole_words(library: Library) -> None:
    checked = library.check(PROMISE.replace("S-400s", "S-300s"))
    kinds = [(change.kind, change.words) for change in checked.changes]
    assert kinds == [
        (ChangeKind.SAME, "He previously promised that the"),
        (ChangeKind.MISSING, "S-300s"),
        (ChangeKind.ADDED, "S-400s"),
        (ChangeKind.SAME, "will not be integrated into any active NATO military systems"),
    ]


def test_what_the_story_has_is_sliced_from_it(library: Library) -> None:
    checked = library.check(PROMISE.replace("integrated", "sold"))
    assert checked.quote is not None
    text = checked.quote.story.text
    for change in checked.changes:
        if change.place is not None:
            assert change.words == text[slice(*change.place)]


def test_numbers_in_digits_and_in_words_are_no_other_numbers(library: Library) -> None:
    checked = library.check("in the next 2 or 3 months, which means that they are pressed for time")
    assert checked.standing is Standing.NEARLY
    assert WarningKind.NUMBER not in {found.kind for found in checked.warnings}


@pytest.mark.parametrize(
    "message",
    ["The cat sat on the mat.", "what did Akar promise?", "The US will buy the S-400 from Russia"],
)
def test_what_is_not_there_gets_the_nearest_sentence(library: Library, message: str) -> None:
    checked = library.check(message)
    assert checked.standing is Standing.NOT_FOUND
    assert checked.quote is not None
    assert (checked.changes, checked.warnings) == ((), ())


def test_a_quotation_amid_words_of_ones_own_is_what_is_checked(library: Library) -> None:
    quoted = "Sanctions will be counterproductive and lead to negative consequences"
    checked = library.check(f"Kalin said “{quoted}” lol")
    assert (checked.standing, checked.words) == (Standing.EXACT, quoted)


def test_an_exact_quotation_does_not_excuse_a_changed_rest(library: Library) -> None:
    checked = library.check(
        "The US and Turkey have resolved an impasse in talks over Ankara’s plans to deploy"
        " Russian-made S-300 missile systems, which “the Pentagon says could jeopardize US fighter"
        " aircraft in the region”"
    )
    assert checked.standing is Standing.NEARLY
    assert WarningKind.NUMBER in {found.kind for found in checked.warnings}


def test_sentences_of_different_places_are_not_exact_together(library: Library) -> None:
    checked = library.check(f"The US and Turkey have failed to resolve an impasse. {PROMISE}")
    assert checked.standing is Standing.NEARLY


def test_who_is_said_to_have_said_it_is_told(library: Library) -> None:
    assert library.check(f'"{PROMISE}" - Hulusi Akar').attributed == "Hulusi Akar"


def test_a_line_that_is_not_the_story_is_not_found_in_it(library: Library) -> None:
    checked = library.check("S-400 to Guard Not Only Turkey, but NATO & EU")
    assert checked.standing is not Standing.EXACT


def test_only_the_named_story_is_looked_at(library: Library) -> None:
    library.add(draft("tale", "A miller had three sons. The eldest of them got the mill."))
    assert library.check(PROMISE, story="tale").standing is Standing.NOT_FOUND
    assert library.check("The eldest of them got the mill.").standing is Standing.EXACT
    with pytest.raises(StoryNotFoundError):
        library.check(PROMISE, story="nothing")


def test_beyond_a_ceiling_nothing_is_found(library: Library) -> None:
    story = library.story("s-400")
    read = library.up_to({story.id: story.text.index(PROMISE)})
    checked = read.check(PROMISE)
    assert checked.standing is not Standing.EXACT
    assert checked.quote is None or checked.quote.end <= story.text.index(PROMISE)


@pytest.mark.parametrize("message", ["", " \u200b", "...", "<@123>", "https://example.org"])
def test_a_message_without_words_says_so(library: Library, message: str) -> None:
    with pytest.raises(QuestionError):
        library.check(message)


def test_a_message_of_4000_characters_is_checked_and_a_longer_one_refused(
    library: Library,
) -> None:
    text = library.story("s-400").text
    assert library.check(text[:4000]).standing is not Standing.NOT_FOUND
    with pytest.raises(QuestionError, match="4,000"):
        library.check("a " * 2001)


def test_an_empty_library_has_nothing(open_library: OpenLibrary, library: Library) -> None:
    library.remove("s-400")
    checked = library.check(PROMISE)
    assert (checked.standing, checked.quote) == (Standing.NOT_FOUND, None)

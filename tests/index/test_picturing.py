from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from PIL import Image

from index.domain import Story
from index.loading import load_seed, seed_folders
from index.picturing import LONGEST_DESCRIPTION, MOST_PEOPLE, map_picture
from index.story_text import StoryText


def story(text: str, title: str = "A tale") -> StoryText:
    return StoryText(Story(1, "tale", title, text, None, "en", datetime(2026, 1, 1, tzinfo=UTC)))


def seed() -> StoryText:
    draft = load_seed(seed_folders()[0])
    return story(draft.text, draft.title)


def crowd(size: int) -> StoryText:
    letters = [chr(ord("a") + number) for number in range(26)]
    people = [f"X{letters[n // 26]}{letters[n % 26]}o Y{letters[n % 26]}u" for n in range(size)]
    return story("\n\n".join(f"Minister {name} said no. {name} left." for name in people * 9))


def test_the_description_says_who_appears_where() -> None:
    told = map_picture(seed(), dark=False).description
    assert "Recep Tayyip Erdogan: 6, 8." in told
    assert "Washington: 2, 5 to 6, 10." in told
    assert "12 paragraphs" in told


@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_is_a_small_png_on_its_own_paper(dark: bool) -> None:
    png = map_picture(seed(), dark=dark).png
    assert len(png) < 300_000
    with Image.open(io.BytesIO(png)) as image:
        assert image.width == 1_024
        corner = image.convert("RGB").getpixel((1, 1))
    assert corner == ((30, 31, 34) if dark else (255, 255, 255))


def test_the_same_story_gives_the_same_bytes_from_several_threads() -> None:
    with ThreadPoolExecutor(3) as pool:
        drawn = list(pool.map(lambda _: map_picture(seed(), dark=True).png, range(3)))
    assert len(set(drawn)) == 1


def test_of_a_crowd_those_named_most_often_are_shown() -> None:
    picture = map_picture(crowd(40), dark=False)
    assert len(picture.png) < 300_000
    assert len(picture.description) <= LONGEST_DESCRIPTION
    assert picture.description.endswith(f"Not shown here: {40 - MOST_PEOPLE} more.")


def test_a_story_of_nobody_says_so() -> None:
    picture = map_picture(story("It rained."), dark=False)
    assert picture.description.endswith("nobody is named.")
    assert picture.png


def test_letters_that_no_font_has_are_told_in_the_description() -> None:
    name = "\U00010400\U00010428\U00010429"  # Deseret, which has capitals
    picture = map_picture(story(f"Minister {name} said $no$."), dark=False)
    assert f"(name 1) {name}: 1." in picture.description


def test_titles_of_any_length_and_letters_are_drawn() -> None:
    picture = map_picture(story("Minister Ömer Çelik said no.", "王 $x$ " * 60), dark=True)
    assert len(picture.description) <= LONGEST_DESCRIPTION
    assert "Ömer Çelik: 1." in picture.description


def test_a_story_with_chapters_is_told_by_them() -> None:
    parts = ["Minister Ann Lee came.", "Minister Bo Ray came.", "Ann Lee left.", "Ann Lee wept."]
    chapters = [f"Chapter {n}\n\n{part}\n\nIt rained." for n, part in enumerate(parts, start=1)]
    picture = map_picture(story("Ann Lee slept.\n\n" + "\n\n".join(chapters)), dark=False)
    assert "13 paragraphs in 4 chapters:" in picture.description
    assert "Ann Lee: before the first chapter, chapters 1, 3 to 4." in picture.description
    assert "Bo Ray: chapter 2." in picture.description
    assert picture.png

"""What becomes of a text's places when it grows, or when a corrected version replaces it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from index.domain import Heading, Story, StoryDraft

_GAP = "\n\n"


def appended(story: Story, chapter: StoryDraft) -> StoryDraft:
    """Return all of a story with a new chapter at its end, under the story's own name.

    The chapter's title becomes a heading where the chapter itself begins with none, and the
    story marks its headings.
    """
    start = len(story.text) + len(_GAP)
    headings = tuple(
        replace(one, start=one.start + start, end=one.end + start) for one in chapter.headings
    )
    text = chapter.text
    if story.headings and not headings:
        level = min(one.level for one in story.headings)
        headings = (Heading(start, start + len(chapter.title), level),)
        text = f"{chapter.title}{_GAP}{text}"
    return StoryDraft(
        name=story.name,
        title=story.title,
        text=f"{story.text}{_GAP}{text}",
        source=story.source,
        language=story.language,
        author=story.author,
        published=chapter.published or story.published,
        headings=(*story.headings, *headings),
    )


def moved_ends(old: str, new: str, ends: Iterable[int]) -> dict[int, int]:
    """Return where each end of reading in one version of a text lies in another version.

    Lines that stand in both versions tell; of what was changed nothing counts as read, so that
    nobody is taken further than they have read.
    """
    wanted = sorted({*ends})
    if not wanted:
        return {}
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_starts, new_starts = _starts(before), _starts(after)
    moved = {}
    blocks = [
        (old_starts[one.src_start], old_starts[one.src_end], new_starts[one.dest_start])
        for one in LCSseq.opcodes(before, after)
        if one.tag == "equal"
    ]
    for end in wanted:
        if end >= len(old):
            moved[end] = len(new)
            continue
        last = 0
        for start, stop, there in blocks:
            if start >= end:
                break
            last = there + min(end, stop) - start
        moved[end] = last
    return moved


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts

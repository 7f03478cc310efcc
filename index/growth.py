"""How a library grows: by stories, by their next chapters, and by corrected versions."""

from __future__ import annotations

from abc import abstractmethod

from index.domain import Story, StoryDraft
from index.editions import appended, moved_ends
from index.equipment import Equipment
from index.growing import AuditEntry, Quota, Usage, Within, alone, twin_error
from index.indexing import Known, encode_story
from index.likeness import ALMOST, NEARLY, Twin, digest_of, likeness, sketch_of
from index.progress import Progress, silent
from index.readable import Readable
from index.storage.base import PassageDraft
from index.storage.rows import SqlLibraryStorage


class GrowingLibrary(Readable):
    """What fills a library, on top of what it is stored and encoded with."""

    _storage: SqlLibraryStorage
    _equipment: Equipment

    @abstractmethod
    def _refresh_passages(self, progress: Progress) -> None:
        """Index anew what an older version of this program cut into passages."""

    def add(
        self,
        draft: StoryDraft,
        *,
        by: str | None = None,
        quota: Quota | None = None,
        progress: Progress = silent,
        within: Within = alone,
    ) -> Story:
        """Index a story and store it; once this returns it survives anything.

        Args:
            draft: the story.
            by: the member who adds it, for the audit list.
            quota: how far the library may grow.
            progress: told about it; whatever it raises ends the adding, of which nothing is kept.
            within: calls what stores it, in the end.

        Raises:
            StoryExistsError: the name is taken, in any case.
            StoryTwinError: the library has this text already, or nearly.
            QuotaError: the library may not grow so far.
            LoadingError: it has no sentence.
            EncoderMismatchError: the library was indexed with another encoder.
        """
        if quota:
            quota.check(self._storage.usage(), stories=1, characters=len(draft.text))
        self._refuse_twin(draft)
        self._refresh_passages(progress)
        encoded = encode_story(draft, self._equipment.encoder(), progress)
        return within(lambda: self._storage.add(draft, encoded, unique=True, by=by, quota=quota))

    def append(
        self,
        name: str,
        chapter: StoryDraft,
        *,
        by: str | None = None,
        quota: Quota | None = None,
        progress: Progress = silent,
        within: Within = alone,
    ) -> Story:
        """Append a chapter to the story of this name; all places in it stay what they are.

        Raises:
            StoryNotFoundError: there is no such story.
            StoryTwinError: the story ends with this chapter already, or it is another story.
            LibraryBusyError: the story changed meanwhile; nothing was changed.
            QuotaError, LoadingError, EncoderMismatchError: as ``add`` does.
        """
        story = self.story(name)
        if quota:
            quota.check(self._storage.usage(), stories=0, characters=len(chapter.text))
        if story.text.rstrip().endswith(chapter.text.strip()):
            raise twin_error(story.name, same=True)
        self._refuse_twin(chapter)
        self._refresh_passages(progress)
        longer = appended(story, chapter)
        known = self._known_vectors(story.id)
        encoded = encode_story(longer, self._equipment.encoder(), progress, known)
        return within(lambda: self._storage.append(story.id, longer, encoded, by=by, quota=quota))

    def replace(
        self,
        name: str,
        draft: StoryDraft,
        *,
        by: str | None = None,
        quota: Quota | None = None,
        progress: Progress = silent,
        within: Within = alone,
    ) -> Story:
        """Store a corrected version of the story of this name, which keeps its name.

        The old version is read by its id alone from then on, so that what was quoted from it
        still can be. Everybody has read as far in the new one as in the old one.

        Raises:
            StoryNotFoundError: there is no such story.
            StoryTwinError: it is no other text than before, or that of another story.
            QuotaError, LoadingError, EncoderMismatchError: as ``add`` does.
        """
        old = self.story(name)
        if quota:
            quota.check(self._storage.usage(), stories=0, characters=len(draft.text))
        if old.text == draft.text:
            raise twin_error(old.name, same=True)
        self._refuse_twin(draft, but=old.id)
        self._refresh_passages(progress)
        encoded = encode_story(draft, self._equipment.encoder(), progress)
        ends = moved_ends(old.text, draft.text, self._storage.ceiling_ends(old.id))
        return within(
            lambda: self._storage.replace(old.id, draft, encoded, ends=ends, by=by, quota=quota)
        )

    def twin(self, draft: StoryDraft) -> Twin | None:
        """The story whose text is the same as this, or nearly; the most alike one."""
        digest, sketch = digest_of(draft.text), sketch_of(draft.text)
        found = [
            Twin(one.story_id, one.name, 1.0 if one.digest == digest else min(alike, ALMOST))
            for one in self._storage.sketches()
            if one.digest == digest or (alike := likeness(one.sketch, sketch)) >= NEARLY
        ]
        return max(found, key=lambda twin: twin.likeness, default=None)

    def usage(self) -> Usage:
        """How much the library holds, and how often it grew in the last hour."""
        return self._storage.usage()

    def audit(self, limit: int) -> tuple[AuditEntry, ...]:
        """Who did what to the library, the newest first."""
        return self._storage.audit(limit)

    def _refuse_twin(self, draft: StoryDraft, *, but: int | None = None) -> None:
        twin = self.twin(draft)
        if twin is not None and twin.story_id != but:
            raise twin_error(twin.name, same=twin.same)

    def _known_vectors(self, story_id: int) -> Known:
        passages, vectors = self._searchable(story_id).passages_of(story_id)
        drafts = (PassageDraft(one.start, one.end, one.context) for one in passages)
        return dict(zip(drafts, vectors, strict=True))

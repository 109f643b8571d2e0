"""The first half of publishing a copy: rendered, written hidden, re-read and verified.

Each of the three steps is for one copy; copies in different steps may be under way at once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import Cancelled, KnownError, Refused, VerificationFailed
from consentdesk.domain.faces_in_copy import regions_in_copy
from consentdesk.domain.pixels import Box
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState, SignOff
from consentdesk.media.channel_folder import (
    HiddenCopy,
    drop_empty_event_folder,
    hidden_copy,
    is_there,
    make_event_folder,
)
from consentdesk.media.finished_photo import FinishedPhoto
from consentdesk.media.folder_faults import ShareAway
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.publishing.away_shares import Patience
from consentdesk.services.publishing.copy_on_disk import is_ours, mark_of
from consentdesk.services.publishing.file_names import folder_of, free_name, may_name_somebody
from consentdesk.services.publishing.finishing import finish_for
from consentdesk.services.publishing.finishing_crew import FinishingCrew
from consentdesk.services.publishing.still_cleared import still_cleared
from consentdesk.services.publishing.unreleased_copies import never_released
from consentdesk.store.unit_of_work import UnitOfWork


class CoverCheck(Protocol):
    """Looks for faces in a finished file."""

    def check(self, finished: bytes, hidden: Sequence[Box]) -> None:
        """Make sure that no face is found where one is hidden, boxes in pixels of the file.

        Raises:
            VerificationFailed: one is, or it could not be looked for.
            Cancelled: the program is being closed.
        """


class NewFaceCheck(Protocol):
    """Looks for faces in a finished file that belong to no region of the review."""

    def check(self, finished: bytes, size: tuple[int, int], regions: Sequence[Box]) -> None:
        """Make sure that there is none; size and boxes in pixels of the file.

        Raises:
            VerificationFailed: there is one, or it could not be looked for.
            Cancelled: the program is being closed.
        """


@dataclass(frozen=True, slots=True)
class FaceChecks:
    """The two looks of the face finder at a finished file."""

    covers: CoverCheck
    new_faces: NewFaceCheck


@dataclass(frozen=True, slots=True)
class RenderedCopy:
    """A copy that exists in memory only.

    Attributes:
        batch: of the photo.
        original: the photo's file, in which the check finds what must not be in the copy.
        regions: where the regions of the review lie, in pixels of the copy.
    """

    channel: Channel
    signed: SignOff
    clearance: Clearance
    batch: Batch
    finished: FinishedPhoto
    original: bytes
    regions: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class HiddenFile:
    """A file that lies hidden in its folder, with the record that was made of it before."""

    intended: ReleasedFile
    hidden: HiddenCopy


@dataclass(frozen=True, slots=True)
class WrittenCopy:
    """A copy whose bytes are on the disk as they were rendered, and not verified yet."""

    file: HiddenFile
    rendered: RenderedCopy


@dataclass(frozen=True, slots=True)
class ReadyCopy(HiddenFile):
    """A verified copy that waits for its name.

    Attributes:
        looks: difference hash of its pixels.
    """

    looks: int


class CopyMaking:
    """Makes the copies of one workspace ready, each with its intention on record before."""

    def __init__(self, acting: Acting, checks: FaceChecks, crew: FinishingCrew) -> None:
        self._library = acting.library
        self._register = acting.register
        self._checks = checks
        self._crew = crew

    def render(self, channel: Channel, signed: SignOff, clearance: Clearance) -> RenderedCopy:
        """Render one copy; several may be under way at once, each in a thread of its own.

        Raises:
            Refused: the photo is not cleared any more, or a face cannot be cropped away.
            Cancelled: the program is being closed.
            KnownError: the photo is refused.
        """
        entry, batch = self._library.run(
            lambda u: still_cleared(u, self._register, signed, clearance)
        )
        original = self._library.vault.get(entry.photo.details.original)
        finished = finish_for(channel, entry.photo, entry.review, original, self._crew.render)
        if finished is None:
            raise Refused("A face cannot be cropped away here.", "Cover it instead.")
        regions = regions_in_copy(entry.photo, entry.review, finished.width, finished.height)
        return RenderedCopy(channel, signed, clearance, batch, finished, original, regions)

    def write(self, copy: RenderedCopy, patience: Patience) -> WrittenCopy | None:
        """Write one copy; None when the very same one of an earlier sign-off counts for this.

        Copies get their numbers in the order in which they are written.

        Raises:
            Refused: the photo is not cleared any more.
            VerificationFailed: the disk did not keep it.
            ShareAway: the folder stayed away, or stopping was asked for while it was.
            KnownError: the folder is refused.
        """
        finished = copy.finished
        sha256 = hashlib.sha256(finished.content).hexdigest()
        if self._library.run(lambda u: _take_over(u, copy, sha256)):
            return None
        intended = self._library.run(lambda u: self._intend(u, copy, sha256))
        hidden = hidden_copy(Path(intended.folder), intended.file_name, mark_of(intended))
        written = WrittenCopy(HiddenFile(intended, hidden), copy)

        def write() -> None:
            make_event_folder(copy.channel.details.folder, Path(intended.folder))
            hidden.write(finished)

        try:
            patience.attempt(write)
        except ShareAway:
            self.take_back(copy.channel, [written.file])
            raise
        except KnownError as error:
            self.refuse(written, error)
            raise
        return written

    def verify(self, copy: WrittenCopy) -> ReadyCopy:
        """Verify one copy; several may be under way at once, each in a thread of its own.

        Nothing is removed: whoever asked for it does so, see `refuse` and `take_back`.

        Raises:
            VerificationFailed: the copy failed its check.
            Cancelled: the program is being closed.
        """
        rendered, finished = copy.rendered, copy.rendered.finished
        looks = self._looks_checked(rendered)
        if finished.hidden:
            self._checks.covers.check(finished.content, finished.hidden)
        size = finished.width, finished.height
        self._checks.new_faces.check(finished.content, size, rendered.regions)
        return ReadyCopy(copy.file.intended, copy.file.hidden, looks)

    def refuse(self, copy: WrittenCopy, error: KnownError) -> None:
        """Remove a copy that may not be published, and record why."""
        problem, file = str(error), copy.file
        file.hidden.remove()
        self._library.run(lambda u: _refuse(u, file.intended, problem))
        channel = copy.rendered.channel.details.folder
        drop_empty_event_folder(channel, Path(file.intended.folder))

    def take_back(self, channel: Channel, copies: Sequence[HiddenFile]) -> None:
        """Remove copies that get no name, as if they had never been intended.

        The record of one whose folder is away stays, so that `InterruptedCopies` gets it later.
        """
        removed = clear_away(copies)

        def work(u: UnitOfWork) -> None:
            for copy in removed:
                u.releases.forget(copy.intended.id)

        self._library.run(work)
        drop_empty_event_folders(channel, removed)

    def _looks_checked(self, copy: RenderedCopy) -> int:
        finished = copy.finished
        try:
            return self._crew.check(
                finished.content,
                copy.original,
                expect_size=(finished.width, finished.height),
                file_type=copy.channel.details.file_type,
                covers=finished.covers,
                mosaics=finished.mosaics,
            )
        except (VerificationFailed, Cancelled):
            raise
        except KnownError as error:
            raise VerificationFailed(
                "The finished photo could not be verified; it was not published.",
                "Restart the program and publish again; if this repeats, tell the technician.",
            ) from error

    def _intend(self, u: UnitOfWork, copy: RenderedCopy, sha256: str) -> ReleasedFile:
        """Record a copy before it is written, so that a crash leaves no stranger."""
        entry, _ = still_cleared(u, self._register, copy.signed, copy.clearance)
        file = u.releases.intend(
            copy.signed.id,
            copy.clearance.photo_id,
            copy.channel.id,
            str(folder_of(copy.channel, copy.batch, u.people.all())),
            free_name(u, copy.batch, copy.channel),
            entry.review.people,
        )
        u.releases.set_state(file.id, ReleasedState.WRITING, sha256)
        return replace(file, sha256=sha256)


def clear_away(copies: Iterable[HiddenFile]) -> tuple[HiddenFile, ...]:
    """Remove hidden files; return the copies of which it is certain.

    A folder that is away is left alone after the first attempt: each would wait for the network.
    """
    removed: list[HiddenFile] = []
    for copy in copies:
        if copy.hidden.remove():
            removed.append(copy)
        elif not is_there(Path(copy.intended.folder)):
            break
    return tuple(removed)


def drop_empty_event_folders(channel: Channel, copies: Iterable[HiddenFile]) -> None:
    """Take the folders of events away again in which none of these copies got its name."""
    for folder in {Path(copy.intended.folder) for copy in copies}:
        drop_empty_event_folder(channel.details.folder, folder)


def _refuse(u: UnitOfWork, file: ReleasedFile, problem: str) -> None:
    u.releases.set_state(file.id, ReleasedState.REFUSED, file.sha256, problem)


def _take_over(u: UnitOfWork, copy: RenderedCopy, sha256: str) -> bool:
    """Count a copy of an earlier sign-off that is there, the very same, for this one.

    It must lie where the copy would be put now, under a name that names nobody who came since,
    and have been released: what never was is taken down.
    """
    clearance, people = copy.clearance, u.people.all()
    folder = folder_of(copy.channel, copy.batch, people)
    files = u.releases.files(photo_id=clearance.photo_id, channel_id=clearance.channel_id)
    found = never_released(u, files)
    for file in files:
        same = file.state is ReleasedState.PUBLISHED and file.sha256 == sha256
        in_place = Path(file.folder) == folder and not may_name_somebody(file.file_name, people)
        if same and in_place and file.id not in found and is_ours(file):
            _record_again(u, copy.signed, file)
            u.releases.set_state(file.id, ReleasedState.REPLACED, sha256, "Signed off again.")
            return True
    return False


def _record_again(u: UnitOfWork, signed: SignOff, file: ReleasedFile) -> None:
    """Record a copy that stays as one of another sign-off; it went out when it went out."""
    taken = u.releases.intend(
        signed.id, file.photo_id, file.channel_id, file.folder, file.file_name, file.people
    )
    if file.published_at is None or file.looks is None:
        u.releases.set_state(taken.id, ReleasedState.PUBLISHED, file.sha256)
    else:
        u.releases.publish(taken.id, file.sha256, file.looks, file.published_at)

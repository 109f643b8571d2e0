"""A small school's desk and a book kept by hand; every act is done on one and entered in both.

An act that is refused must leave the desk as it was.
"""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    RegionOrigin,
    Sighting,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.domain.people import PersonKind
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.published_part import in_picture, published_frame
from consentdesk.domain.review import PhotoReview
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace
from consentdesk.media.ipad_camera import photograph
from consentdesk.services.deciding.desk import (
    Desk,
    PhotoOnDesk,
    photos_on_desk,
    region_as_it_stands,
)
from consentdesk.services.workspace import Workspace
from consentdesk.store.unit_of_work import UnitOfWork
from tests.privacy.review_by_hand import ByHand, Deed, OnePhoto, Ruling, nothing
from tests.small_workspace import IPAD, KEY, SmallSchool, assemble_for_test, make_school

PHOTOS = 3
"""The first two are frames of one burst."""

WIDTH, HEIGHT = 320, 240
PLACES = (Box(20, 60, 40, 50), Box(140, 70, 40, 50), Box(240, 80, 40, 50))
PICTURE = b"\xff\xd8picture"
POINTS = ((0.0, 0.0),) * 5
NAMES = ("Ada", "Bo", "Cy", "Ms Dee")
CHANNELS = {"Website": "web", "Newsletter": "newsletter"}


class PowerCut(Exception):
    """Stands for whatever ends a program in the middle."""


class Office:
    """The desk, the book, and acts on both.

    Attributes:
        desk: as it was read last.
        is_fresh: whether nothing was done since.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="consentdesk-test-")
        self.school: SmallSchool = make_school(Path(self._folder.name))
        self.book = ByHand()
        source = Path(self._folder.name) / "in"
        files = [_photo(source / f"IMG_{n}.JPG", n) for n in range(PHOTOS)]
        self.photos = [photo.id for photo in self.school.bring_in(*files)]
        for photo in range(PHOTOS):
            self.search(photo, {0: 0, 1: 0})
        self._suggest_and_group()
        self.read_desk()

    def close(self) -> None:
        """Leave the office."""
        self.school.workspace.close()
        self._folder.cleanup()

    def restart(self) -> None:
        """Open the workspace again as after a power cut."""
        self.school.workspace.close()
        folder = self.school.folder / "workspace"
        self.school.workspace = assemble_for_test(folder, KEY, self.school.clock, new=False)

    def cut_off(self, after: int, act: Callable[[Workspace], object]) -> None:
        """Let the power fail once `after` records of an act were written, and start again."""
        clock, left = self.school.workspace.acting.clock, after

        def failing() -> datetime:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCut
            return clock()

        self.school.workspace.acting.clock = failing
        with pytest.raises((PowerCut, Refused)):
            act(self.school.workspace)
        self.restart()

    def search(self, photo: int, found: Mapping[int, int]) -> None:
        """Let a search find the faces at these places, each moved by so many pixels."""
        boxes = [replace(PLACES[n], x=PLACES[n].x + moved) for n, moved in sorted(found.items())]
        faces = tuple(
            CheckedFace(FoundFace(box, 0.9, POINTS, True, "face"), PICTURE, None) for box in boxes
        )
        checked = CheckedPhoto(faces, WIDTH, HEIGHT, 0.1, "test-engine")
        self.school.workspace.scanner.records.keep(self.photos[photo], checked)
        rows = self.school.workspace.library.run(lambda u: u.photos.regions(self.photos[photo]))
        self.is_fresh = False
        self.book.found[self.photos[photo]] = {
            row.id: row.box for row in rows if row.origin is RegionOrigin.FOUND
        }

    def act(
        self,
        act: Callable[[Workspace], object],
        deeds: Callable[[tuple[PhotoOnDesk, ...]], Iterable[Deed]],
    ) -> bool:
        """Do something on the desk; enter it in the book unless it was refused."""
        try:
            after = act(self.school.workspace)
        except Refused:
            assert not self.is_fresh or self.reviews() == _reviews(self.desk)
            return False
        self.is_fresh = False
        entries = after if isinstance(after, tuple) else (after,)
        done = tuple(deeds(entries))
        if done:
            self.book.done(done)
        return True

    def region(self, photo: int, face: int) -> RegionId | None:
        """Return a face of a photo, also one that was taken away again; None without any."""
        rows = self.school.workspace.library.run(lambda u: u.photos.regions(self.photos[photo]))
        return rows[face % len(rows)].id if rows else None

    def standing(self, photo: int) -> OnePhoto:
        """Return a photo as it is in the book."""
        return self.book.photo(self.photos[photo])

    def see(self, photo: int, regions: Sequence[RegionId], milliseconds: int) -> None:
        """Let faces stand enlarged before a person."""
        workspace = self.school.workspace
        rows = workspace.library.run(lambda u: [region_as_it_stands(u, r) for r in regions])
        workspace.exclusion.mark_seen({r.id: Sighting(r.picture, milliseconds) for r in rows})
        for region in regions:
            self.book.saw(self.photos[photo], region, milliseconds)

    def named(self, name: str) -> Disposition:
        """Return that a face is this person."""
        person = self.school.people[name]
        is_pupil = person.details.kind is PersonKind.PUPIL
        kind = DispositionKind.THIS_PUPIL if is_pupil else DispositionKind.THIS_ADULT
        return Disposition(kind, person.id)

    def check_book(self) -> None:
        """Hold the desk against the book: the same stands, and nothing is cleared too soon."""
        self.read_desk()
        assert {entry.photo.id: entry for entry in self.desk.photos} == self._read_afresh()
        for entry in self.desk.photos:
            if entry.photo.id not in self.book.deleted:
                _agrees(entry.review, self.book.photo(entry.photo.id))
            for channel in self.desk.channels:
                if entry.verdicts[channel.id].cleared:
                    purpose = CHANNELS[channel.details.name]
                    assert self.why_not(entry, purpose) is None

    def why_not(self, entry: PhotoOnDesk, purpose: str) -> str | None:
        """Ask the book what keeps a photo back; where a cut goes is proved elsewhere."""
        frame = published_frame(entry.photo, entry.review)

        def outside(box: Box) -> bool:
            face = next(r for r in entry.review.regions if r.box == box)
            return frame is not None and not in_picture(entry.photo, face, frame)

        return self.book.why_not(entry.photo.id, purpose, outside)

    def reviews(self) -> dict[PhotoId, PhotoReview]:
        """Return what stands in each photo, how long faces were seen aside."""
        return _reviews(self._desk())

    def read_desk(self) -> None:
        """Read the desk anew."""
        self.desk, self.is_fresh = self._desk(), True

    def _desk(self) -> Desk:
        return self.school.workspace.review.desk(self.school.batch_id)

    def _read_afresh(self) -> dict[PhotoId, PhotoOnDesk]:
        """Return how the photos lie when nothing that was laid out before is kept."""
        register = self.school.workspace.acting.register

        def work(u: UnitOfWork) -> tuple[PhotoOnDesk, ...]:
            return photos_on_desk(u, u.batches.get(self.school.batch_id), register.read(u))

        photos = self.school.workspace.library.run(work)
        return {entry.photo.id: entry for entry in photos}

    def _suggest_and_group(self) -> None:
        """Let comparing say that the first faces are one person, and look like Bo."""
        bo = self.school.people["Bo"].id
        first = {id_: self.region(n, 0) for n, id_ in enumerate(self.photos)}
        alike = (Candidate(bo, 0.3, "much alike"),)

        def work(u):  # type: ignore[no-untyped-def]
            for photo, region in first.items():
                likely = Suggestion(region, SuggestionOutcome.SUGGESTION, alike)
                u.photos.suggest(photo, [likely])
            u.photos.set_groups(
                self.school.batch_id, dict.fromkeys(first.values(), min(first.values()))
            )

        self.school.workspace.library.run(work)


def ruling_of(
    disposition: Disposition | None, beside: frozenset[PersonId] = frozenset()
) -> Ruling | None:
    """Return a disposition as it is entered in the book; of a mosaic also whom it is not."""
    if disposition is None:
        return None
    against = beside if disposition.kind is DispositionKind.MOSAIC else frozenset()
    return Ruling(disposition.kind, disposition.person_id, against)


def apart(photo: PhotoId) -> Deed:
    """Return that something was done which clears nothing and ends no look."""
    return Deed(photo, nothing, ends_look=False)


def _photo(path: Path, number: int) -> Path:
    """Write a photo; the first two show one scene, a second apart."""
    path.parent.mkdir(parents=True, exist_ok=True)
    coarse = np.random.default_rng(max(1, number)).integers(30, 220, (6, 8, 3), dtype=np.uint8)
    pixels = np.kron(coarse, np.ones((HEIGHT // 6, WIDTH // 8, 1), dtype=np.uint8))
    taken = datetime(2026, 6, 19, 10) + timedelta(seconds=number if number < 2 else 600)
    buffer = PixelBuffer(WIDTH, HEIGHT, pixels.tobytes(), WIDTH * 3)
    path.write_bytes(photograph(buffer, kind="jpeg", taken_at=taken, device=IPAD, location=None))
    return path


def _reviews(desk: Desk) -> dict[PhotoId, PhotoReview]:
    return {
        entry.photo.id: replace(
            entry.review, regions=tuple(replace(r, seen_ms=0) for r in entry.review.regions)
        )
        for entry in desk.photos
    }


def _agrees(review: PhotoReview, one: OnePhoto) -> None:
    assert {region.id: region.box for region in review.regions} == one.boxes
    settled = {
        id_: (d.disposition.kind, d.disposition.person_id) for id_, d in review.decisions.items()
    }
    assert settled == {id_: (r.kind, r.person) for id_, r in one.settled.items()}
    assert (review.hold is not None, review.referral is not None) == (one.held, one.waits)
    assert (review.refusal is not None) == one.refused
    assert review.crop == one.kept
    assert dict(review.checks) == one.checks

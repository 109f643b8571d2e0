"""Photos with faces at known places: a burst of two frames and one from another moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.face import Candidate, Region, Suggestion, SuggestionOutcome
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.verdict import Outcome
from consentdesk.services.deciding.desk import PhotoOnDesk
from tests.small_workspace import SmallSchool, write_photo

LEFT, RIGHT = Box(100, 100, 60, 80), Box(300, 120, 60, 80)


@dataclass(frozen=True)
class Moments:
    """Two frames of one moment with two faces each, and another moment with one."""

    school: SmallSchool
    frame: PhotoId
    next_frame: PhotoId
    other: PhotoId
    faces: tuple[Region, Region]
    next_faces: tuple[Region, Region]
    lone: Region

    def photo(self, photo_id: PhotoId) -> PhotoOnDesk:
        """Return a photo as it stands."""
        return self.school.workspace.review.photo(photo_id)

    def open_faces(self) -> list[int]:
        """Return how many faces are undecided, photo by photo."""
        photos = (self.frame, self.next_frame, self.other)
        return [len(self.photo(photo).review.undecided) for photo in photos]

    def looks_like(self, region: Region, name: str) -> None:
        """Let the machine propose somebody for a face."""
        person = self.school.people[name].id
        alike = Candidate(person, 0.41, "alike")
        said = [Suggestion(region.id, SuggestionOutcome.SUGGESTION, (alike,))]
        self.school.workspace.library.run(lambda u: u.photos.suggest(region.photo_id, said))


def bring_in_moments(school: SmallSchool, folder: Path) -> Moments:
    """Bring the three photos in and let faces be found in them."""
    files = (
        write_photo(folder / "IMG_1.JPG", 1),
        write_photo(folder / "IMG_2.JPG", 1, later=2),
        write_photo(folder / "IMG_3.JPG", 90),
    )
    frame, next_frame, other = (photo.id for photo in school.bring_in(*files))
    left, right = school.mark_faces(frame, [LEFT, RIGHT])
    next_left, next_right = school.mark_faces(next_frame, [LEFT, RIGHT])
    (lone,) = school.mark_faces(other, [LEFT])
    return Moments(school, frame, next_frame, other, (left, right), (next_left, next_right), lone)


def outcomes(entries: Iterable[PhotoOnDesk]) -> set[Outcome]:
    """Return every verdict of these photos."""
    return {verdict.outcome for entry in entries for verdict in entry.verdicts.values()}

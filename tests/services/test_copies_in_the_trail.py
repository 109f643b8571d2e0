"""Whatever becomes of a published copy stands in the audit trail, in the same transaction."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consentdesk.domain.face import DispositionKind
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.services.program_name import PROGRAM
from tests.small_workspace import PREPARER, SmallSchool, make_school, write_photo


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    """A school that published one photo to both channels."""
    school = make_school(tmp_path)
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.sign()
    school.publish()
    yield school
    school.workspace.close()


def lines(school: SmallSchool, what: str) -> list[tuple[str, str]]:
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    return [(row.who, row.subject) for row in rows if row.what == what]


def copies(school: SmallSchool) -> tuple[ReleasedFile, ...]:
    return school.workspace.publisher.published(school.batch_id)


def said_of(file: ReleasedFile) -> list[tuple[str, str]]:
    return [(PROGRAM, f"published copy {file.id}")]


def check(school: SmallSchool) -> None:
    school.workspace.take_down.check(PREPARER, Progress(), CancelToken())


def test_each_copy_that_got_its_name_has_its_line(school: SmallSchool) -> None:
    assert lines(school, "copy_published") == [each for c in copies(school) for each in said_of(c)]
    assert len(copies(school)) == len(school.published_files()) == 2


def test_copies_that_go_and_come_back(school: SmallSchool) -> None:
    copy, _ = copies(school)
    place = Path(copy.folder) / copy.file_name
    content = place.read_bytes()
    place.with_name("notes.txt").write_text("an empty folder may only be out of reach")
    place.unlink()
    check(school)
    assert lines(school, "copy_found_gone") == said_of(copy)
    place.write_bytes(content)
    check(school)
    assert lines(school, "copy_found_again") == said_of(copy)


@pytest.mark.parametrize("there", [True, False])
def test_a_copy_whose_writing_was_interrupted(school: SmallSchool, there: bool) -> None:
    copy, _ = copies(school)
    library, writing = school.workspace.library, ReleasedState.WRITING
    library.run(lambda u: u.releases.set_state(copy.id, writing, copy.sha256))
    if not there:
        (Path(copy.folder) / copy.file_name).unlink()
    school.workspace.publisher.settle_interrupted()
    assert lines(school, "interrupted_copy_settled") == said_of(copy)
    last = library.run(lambda u: u.audit.rows(1))[0]
    assert last.detail == {"state": "published" if there else "refused"}
    assert copies(school)[0].state.value == last.detail["state"]


def test_a_newer_copy_takes_the_place_of_the_older_one(school: SmallSchool) -> None:
    older = copies(school)
    (photo,) = school.photos()
    (face,) = school.mark_faces(photo.id, [Box(60, 100, 60, 80)])
    school.decide(face, DispositionKind.COVER)
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert lines(school, "copy_replaced") == [each for copy in older for each in said_of(copy)]
    assert len(school.published_files()) == len(older)

"""Everything about one person in one folder, and nobody else's face or name in it."""

import json
from pathlib import Path

import numpy as np
import pytest

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.photo import Photo
from consentdesk.domain.staff import Role
from consentdesk.media.open_photo import open_photo
from consentdesk.services.looking_after.subject_access import FACTS, NOT_KEPT, NOT_SEARCHED, PAGE
from consentdesk.services.looking_after.subject_sections import LEFT_OUT
from tests.services.enrolled_school import TOLD, give_portrait
from tests.services.moments import LEFT, RIGHT
from tests.small_workspace import (
    APPROVER,
    PASSWORD,
    PEOPLE,
    PREPARER,
    SmallSchool,
    contents,
    write_photo,
)

UPN = PEOPLE["Ada"].key
OTHERS = [PEOPLE[name] for name in ("Bo", "Cy", "Ms Dee")]


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> Photo:
    """A published photo with Ada on the left and Bo on the right, named after Bo."""
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "Boswell_Lindqvister.JPG", 1))
    one, other = school.mark_faces(photo.id, [LEFT, RIGHT])
    school.name_face(one, "Ada")
    school.name_face(other, "Bo")
    school.finish(photo.id)
    school.sign()
    school.publish()
    return photo


def rows(folder: Path, title: str) -> list[dict[str, str]]:
    told = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    (section,) = (each for each in told["sections"] if each["title"] == title)
    return section["rows"]


def test_everything_about_one_person(school: SmallSchool, photo: Photo, tmp_path: Path) -> None:
    workspace, ada = school.workspace, school.people["Ada"].id
    give_portrait(school, "Ada")
    workspace.matching.record_permission(
        BiometricPermission(ada, TOLD, "Mrs Okorowa", TOLD, "form 3"), PREPARER
    )
    wording = "May Boswell Lindqvister and your child appear?"
    answer = Answer("web", Status.REFUSED, given_by="Mrs Okorowa", wording=wording)
    workspace.roll.record_answer(ada, answer, PREPARER)
    to = tmp_path / "answer"
    written = workspace.subject_access.export(f" {UPN} ", to, APPROVER)
    assert (written.photos, written.not_shown, written.portraits, written.copies) == (1, 0, 1, 2)
    person = {row["What"]: row["On record"] for row in rows(to, "The person")}
    assert (person["Key"], person["Name"]) == (UPN, "Adaeze Okorowa")
    answers = rows(to, "Answers, and those they replaced")
    assert len(answers) == written.answers
    assert {row["Answer"] for row in answers if row["Asked about"] == answers[-1]["Asked about"]}
    assert answers[-1]["Question as put"] == LEFT_OUT
    assert [row["What"] for row in rows(to, "Matching of faces")] == ["Permission"]
    copies = rows(to, "Published copies with this person")
    assert {row["Channel"] for row in copies} == {"Website", "Newsletter"}
    assert all(row["Published"].startswith("20/06/2026") for row in copies)
    assert "Recorded an answer about consent" in {
        row["What"] for row in rows(to, "What was done with this record")
    }
    page = (to / PAGE).read_text(encoding="utf-8")
    assert page.count("<img") == 2
    assert "http" not in page
    assert (to / "portraits" / "portrait-1.jpg").exists()


def test_nobody_else_is_named_or_seen(school: SmallSchool, photo: Photo, tmp_path: Path) -> None:
    to = tmp_path / "answer"
    school.workspace.subject_access.export(UPN, to, APPROVER)
    everything = contents(to)
    for other in OTHERS:
        for name in (other.first_name, other.last_name):
            assert name.encode() not in everything
    original = open_photo(school.workspace.library.vault.get(photo.details.original))
    shown = open_photo((to / "photos" / f"photo-{photo.id}.jpg").read_bytes())
    assert (shown.width, shown.height) == (original.width, original.height)
    before, after = (_pixels(each) for each in (original, shown))
    others = np.s_[RIGHT.y : RIGHT.bottom, RIGHT.x : RIGHT.right]
    own = np.s_[LEFT.y : LEFT.bottom, LEFT.x : LEFT.right]
    assert np.ptp(after[others].reshape(-1, 3), axis=0).max() < 12
    assert np.ptp(before[others].reshape(-1, 3), axis=0).max() > 40
    assert np.abs(after[own].astype(int) - before[own]).mean() < 12


def _pixels(picture):  # type: ignore[no-untyped-def]
    flat = np.frombuffer(picture.data, np.uint8).reshape(picture.height, -1)
    return flat[:, : 3 * picture.width].reshape(picture.height, picture.width, 3)


def test_faces_without_a_decision_are_covered(school: SmallSchool, tmp_path: Path) -> None:
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG", 1))
    one, _ = school.mark_faces(photo.id, [LEFT, RIGHT])
    school.name_face(one, "Ada")
    school.workspace.subject_access.export(UPN, tmp_path / "answer", APPROVER)
    shown = open_photo((tmp_path / "answer" / "photos" / f"photo-{photo.id}.jpg").read_bytes())
    others = np.s_[RIGHT.y : RIGHT.bottom, RIGHT.x : RIGHT.right]
    assert np.ptp(_pixels(shown)[others].reshape(-1, 3), axis=0).max() < 12


def test_a_photo_not_searched_whole_is_only_told_of(
    school: SmallSchool, photo: Photo, tmp_path: Path
) -> None:
    school.workspace.scanner.thoroughly([photo.id], PREPARER)
    written = school.workspace.subject_access.export(UPN, tmp_path / "answer", APPROVER)
    assert written.not_shown == 1
    told = rows(tmp_path / "answer", "Photos this person was recognised in")
    assert [row["File"] for row in told] == [NOT_SEARCHED]
    assert not (tmp_path / "answer" / "photos").exists()


def test_a_retired_photo_is_told_of(school: SmallSchool, photo: Photo, tmp_path: Path) -> None:
    school.workspace.retention.retire(school.batch_id, APPROVER)
    school.workspace.subject_access.export(UPN, tmp_path / "answer", APPROVER)
    told = rows(tmp_path / "answer", "Photos this person was recognised in")
    assert [row["File"] for row in told] == [NOT_KEPT]


def test_a_decision_taken_back_counts_no_more(
    school: SmallSchool, photo: Photo, tmp_path: Path
) -> None:
    (one, _) = school.workspace.library.run(lambda u: u.photos.regions(photo.id))
    school.decide(one, DispositionKind.COVER)
    written = school.workspace.subject_access.export(UPN, tmp_path / "answer", APPROVER)
    assert (written.photos, written.copies) == (0, 2)


def test_who_may_and_where(school: SmallSchool, photo: Photo, tmp_path: Path) -> None:
    staff, access = school.workspace.staff, school.workspace.subject_access
    staff.add("Ian Technician", PASSWORD, {Role.ADMINISTRATOR}, school.head)
    to = tmp_path / "answer"
    for name in (PREPARER, "Nobody"):
        with pytest.raises(Refused):
            access.export(UPN, to, name)
    with pytest.raises(Refused, match="Nobody on the roll"):
        access.export("U99", to, APPROVER)
    published = tmp_path / "channels"
    for place in (published / "Website" / "x", published / "WEBSITE" / "x", tmp_path):
        with pytest.raises(Refused):
            access.export(UPN, place, APPROVER)
        assert not (place / "index.html").exists()
    full = tmp_path / "full"
    full.mkdir()
    (full / "old.txt").write_text("old")
    with pytest.raises(Refused, match="not empty"):
        access.export(UPN, full, APPROVER)
    assert not to.exists()
    lines = school.workspace.library.run(lambda u: u.audit.rows())
    assert "pupil_exported" not in {line.what for line in lines}
    access.export(UPN, to, "Ian Technician")
    line = school.workspace.library.run(lambda u: u.audit.rows())[-1]
    assert (line.what, line.who) == ("pupil_exported", "Ian Technician")
    assert not any(name in str(line) for name in ("Adaeze", "Okorowa"))

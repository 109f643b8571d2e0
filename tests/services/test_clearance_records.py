"""The clearance record of a release: what the folders hold, both signatures, and no pupil."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import SignOffId
from consentdesk.domain.pixels import Box
from consentdesk.domain.release import ClearanceRecord, ReleasedState
from consentdesk.domain.release_facts import OverrideKind, ReleaseFacts
from consentdesk.domain.review_changes import Referee
from consentdesk.media.record_page import draw_record
from consentdesk.services.publishing.clearance_records import facts_as_json
from consentdesk.services.publishing.release_account import release_facts
from consentdesk.services.register_picture import RegisterReader
from tests.small_workspace import (
    APPROVER,
    PEOPLE,
    PREPARER,
    SmallSchool,
    make_school,
    write_photo,
)

AT = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
FACE, OTHER = Box(60, 100, 60, 80), Box(400, 100, 60, 80)


def publish_one(school: SmallSchool, folder: Path) -> None:
    """Publish a photo of Ada in which another face is covered, to both channels."""
    photo = school.bring_in(write_photo(folder / "IMG_1.JPG"))[0]
    named, covered = school.mark_faces(photo.id, [FACE, OTHER])
    school.name_face(named, "Ada")
    school.decide(covered, DispositionKind.COVER)
    school.finish(photo.id)
    school.sign()
    school.publish()


def sign_off_of(school: SmallSchool) -> SignOffId:
    files = school.workspace.library.run(lambda u: u.releases.files(batch_id=school.batch_id))
    (sign_off,) = {file.sign_off_id for file in files}
    return sign_off


def make(school: SmallSchool) -> ClearanceRecord:
    return school.workspace.clearance_records.make(sign_off_of(school), PREPARER)


def now(school: SmallSchool) -> ReleaseFacts:
    """Return what a record made at this moment would say."""
    sign_off, register = sign_off_of(school), RegisterReader(school.clock)
    return school.workspace.library.run(
        lambda u: release_facts(u, u.releases.sign_off(sign_off), register.read(u), AT)
    )


def facts_of(school: SmallSchool, record: ClearanceRecord) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(school.workspace.clearance_records.facts(record))
    return told


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    """A school that has published once; only to be read."""
    folder = tmp_path_factory.mktemp("released")
    school = make_school(folder)
    publish_one(school, folder / "in")
    yield school
    school.workspace.close()


def retitled(school: SmallSchool, event: str, purpose: str) -> None:
    batch = school.batch
    assert batch is not None
    d = batch.details
    details = BatchDetails(event, d.event_date, purpose, d.classes, d.closed_roster)
    school.workspace.library.run(lambda u: u.batches.change(batch.id, details))


def test_it_tells_the_content_of_the_folders(released: SmallSchool) -> None:
    told = facts_of(released, make(released))
    in_folders = {
        (path.parent.name, path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in released.published_files()
    }
    in_record = {
        (channel["folder"], file["file_name"], file["sha256"])
        for channel in told["channels"]
        for file in channel["files"]
    }
    assert in_record == in_folders
    assert len(in_record) == 2
    assert str(released.folder) not in json.dumps(told)


def test_it_tells_signatures_versions_and_counts(released: SmallSchool) -> None:
    told = facts_of(released, make(released))
    assert told["version"] == 1
    assert [each["name"] for each in told["prepared_by"]] == [PREPARER]
    assert told["prepared_by"][0]["last_at"] < told["signed_at"] < told["made_at"]
    assert (told["signed_by"], told["event"], told["event_date"]) == (
        APPROVER,
        "Sports day",
        "2026-06-19",
    )
    library = released.workspace.library
    assert told["register_version"] == library.run(lambda u: u.register.version())
    assert told["mode"] == "look"
    assert told["photos"] == {
        "brought_in": 1,
        "released": 1,
        "held_back": 0,
        "deleted": 0,
        "listed": 0,
    }
    decisions = told["decisions"]
    assert (decisions["faces"], decisions["covered"], decisions["cropped"]) == (2, 1, 0)
    assert decisions["decided_by_program"] == 0


def test_record_and_trail_vouch_for_each_other(school: SmallSchool, tmp_path: Path) -> None:
    publish_one(school, tmp_path / "in")
    record = make(school)
    records = school.workspace.clearance_records
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    (at,) = [i for i, row in enumerate(rows) if row.what == "clearance_record_made"]
    before, line = rows[at - 1], rows[at]
    assert facts_of(school, record)["audit"] == {"line": before.number, "chained": before.chained}
    assert line.who == PREPARER
    assert line.detail == {
        "facts": hashlib.sha256(records.facts(record)).hexdigest(),
        "page": hashlib.sha256(records.page(record)).hexdigest(),
    }
    assert school.workspace.library.run(lambda u: u.audit.first_broken()) is None


def test_neither_page_nor_facts_name_a_pupil_whatever_was_typed(
    school: SmallSchool, tmp_path: Path
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [FACE])
    review, referrals = school.workspace.review, school.workspace.referrals
    review.hold(photo.id, "Boswell is protected by a court order", PREPARER)
    review.let_go(photo.id, PREPARER)
    entry = referrals.refer(photo.id, Referee.HEAD, "Cyprian Marshfieldy is in it", PREPARER)
    assert entry.review.referral is not None
    answered = "Boswell Lindqvister"
    referrals.answer(
        photo.id, answered, "Cyprian may", PREPARER, entry.review.referral, may_go=True
    )
    school.name_face(face, "Ada")
    school.finish(photo.id)
    school.sign()
    school.publish()
    retitled(school, "Adaeze's birthday", "a surprise for OKOROWA")
    facts = now(school)
    everything = facts_as_json(facts) + draw_record(facts)
    for details in PEOPLE.values():
        for name in (details.first_name, details.last_name):
            assert name.encode().lower() not in everything.lower()
    for reason in (b"court", b"protected", b"not_allowed"):
        assert reason not in everything.lower()
    lifted = [OverrideKind.HOLD_LET_GO, OverrideKind.REFERRAL_ANSWERED]
    assert [each.kind for each in facts.overrides] == lifted
    assert facts.overrides[1].asked is Referee.HEAD
    assert (facts.event, facts.purpose) == ("", "")


@pytest.mark.parametrize(
    ("because", "told"),
    [("The deputy is ill", "The deputy is ill"), ("The deputy is with Adaeze", "")],
)
def test_a_head_who_signed_alone_is_told_with_the_reason(
    school: SmallSchool, tmp_path: Path, because: str, told: str
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [FACE])
    school.name_face(face, "Ada")
    school.workspace.review.hold(photo.id, "Wait.", APPROVER)
    school.workspace.review.let_go(photo.id, PREPARER)
    school.finish(photo.id)
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    desk.sign(school.batch_id, school.head, PREPARER, seen, frozenset(), because)
    school.publish()
    alone = now(school).overrides[-1]
    assert alone.kind is OverrideKind.SECOND_PERSON_SKIPPED
    assert (alone.by, alone.asked, alone.reason) == (APPROVER, None, told)
    assert facts_of(school, make(school))["overrides"][-1]["reason"] == told


def test_copies_that_did_not_go_out_are_told_with_why(school: SmallSchool, tmp_path: Path) -> None:
    place = school.website.details.folder
    place.rename(place.with_name("away"))
    publish_one(school, tmp_path / "in")
    told = facts_of(school, make(school))
    website, newsletter = told["channels"]
    assert (website["cleared"], website["files"]) == (1, [])
    assert [each["copies"] for each in website["refused"]] == [1]
    assert "not there" in website["refused"][0]["reason"]
    assert (newsletter["refused"], len(newsletter["files"])) == ([], 1)


def test_it_is_made_anew_only_when_more_went_out(school: SmallSchool, tmp_path: Path) -> None:
    place = school.website.details.folder
    place.rename(place.with_name("away"))
    publish_one(school, tmp_path / "in")
    first = make(school)
    assert make(school) == first
    before = school.workspace.clearance_records.facts(first)
    place.with_name("away").rename(place)
    school.publish()
    second = make(school)
    records = school.workspace.clearance_records
    assert records.of_batch(school.batch_id) == (first, second)
    assert records.latest(school.batch_id, PREPARER) == second
    assert records.facts(first) == before
    assert [len(c["files"]) for c in facts_of(school, second)["channels"]] == [1, 1]


def test_what_came_after_the_sign_off_is_not_counted(school: SmallSchool, tmp_path: Path) -> None:
    publish_one(school, tmp_path / "in")
    (photo,) = school.photos()
    school.clock.time += timedelta(hours=1)
    school.workspace.review.hold(photo.id, "later", PREPARER)
    school.workspace.review.let_go(photo.id, PREPARER)
    facts = now(school)
    assert facts.overrides == ()
    assert facts.decisions.changed_since
    assert facts.decisions.faces == 2


def test_it_tells_what_became_of_a_copy(school: SmallSchool, tmp_path: Path) -> None:
    publish_one(school, tmp_path / "in")
    library = school.workspace.library
    file = library.run(lambda u: u.releases.files())[0]
    library.run(lambda u: u.releases.set_state(file.id, ReleasedState.TAKEN_DOWN, problem="gone"))
    facts = now(school)
    assert [copy.state for copy in facts.channels[0].files] == [ReleasedState.TAKEN_DOWN]
    assert b"taken down since" in draw_record(facts)


def test_nothing_published_no_record(school: SmallSchool) -> None:
    with pytest.raises(Refused, match="Nothing was published"):
        school.workspace.clearance_records.latest(school.batch_id, PREPARER)
    assert school.workspace.clearance_records.of_batch(school.batch_id) == ()


def test_the_page_is_saved_where_a_person_said(released: SmallSchool, tmp_path: Path) -> None:
    records, record = released.workspace.clearance_records, make(released)
    records.save_page(record, tmp_path / "record.pdf", PREPARER)
    saved = (tmp_path / "record.pdf").read_bytes()
    assert saved.startswith(records.page(record)), "the record itself never changes"
    for words in (b"Sports day", PREPARER.encode(), APPROVER.encode(), b"1 of "):
        assert words in saved
    assert b"Since then" in saved
    assert b"Nothing that this record lists has been taken down since." in saved
    line = released.workspace.library.run(lambda u: u.audit.rows())[-1]
    assert (line.who, line.what) == (PREPARER, "clearance_record_saved")
    assert line.detail == {"page": hashlib.sha256(saved).hexdigest()}

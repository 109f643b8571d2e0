"""What leaves the school, where to and by whose word; named after the policies' rows."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.preflight import RuleState
from consentdesk.media.verify import reveals
from tests.policy.school_day import FACES, cleared_for, published, ready
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, contents, photo_bytes

TAGS = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><PersonInImage>Adaeze Okorowa</PersonInImage>"
NAMES = (b"Adaeze", b"Okorowa", b"AO")


@pytest.fixture(scope="module")
def original(shared_school: SmallSchool) -> bytes:
    """A photo whose name, tags and place say who and where; it is published everywhere."""
    school, plain = shared_school, photo_bytes()
    file = school.folder / "in" / "Adaeze Okorowa AO.JPG"
    file.parent.mkdir()
    file.write_bytes(plain[:2] + b"\xff\xe1" + (len(TAGS) + 2).to_bytes(2) + TAGS + plain[2:])
    (photo,) = school.bring_in(file)
    (face,) = school.mark_faces(photo.id, FACES[:1])
    school.name_face(face, "Ada")
    school.finish(photo.id)
    assert published(school) == {"Website", "Newsletter"}
    return file.read_bytes()


def test_G11_I8_W28_no_place_device_or_tag_is_in_a_published_file(
    shared_school: SmallSchool, original: bytes
) -> None:
    assert {finding.code for finding in reveals(original)} >= {"location", "device", "date"}
    for file in shared_school.published_files():
        assert reveals(file.read_bytes(), original) == ()


def test_G38_G39_no_name_is_in_a_published_file_or_its_name(
    shared_school: SmallSchool, original: bytes
) -> None:
    assert all(name in original for name in NAMES[:2])
    everything = contents(shared_school.folder / "channels")
    assert all(name not in everything for name in NAMES[:2])
    assert {file.name for file in shared_school.published_files()} == {
        "sports-day-2026-06-19-001.jpg"
    }


@pytest.mark.parametrize("title", ["Adaeze Okorowa wins", "okorowa-adaeze", "Boswell Lindqvister"])
def test_G38_I8_G40_no_title_names_a_child_even_with_a_yes_to_names(
    shared_school: SmallSchool, title: str
) -> None:
    shared_school.answer("Ada", "name", Status.GRANTED)
    assert shared_school.batch is not None
    with pytest.raises(Refused):
        shared_school.workspace.batches.open(
            replace(shared_school.batch.details, event=title), PREPARER
        )


def test_G38_a_first_name_in_a_title_stays_out_of_names_of_files_and_folders(
    school: SmallSchool,
) -> None:
    assert school.batch is not None
    details = replace(school.batch.details, event="Adaeze wins")
    school.workspace.batches.change(school.batch_id, details, PREPARER)
    own_folder = replace(school.website.details, folder_per_event=True)
    school.workspace.channels.change(replace(school.website, details=own_folder), PREPARER)
    ready(school, "Ada")
    published(school)
    paths = [path.relative_to(school.folder / "channels") for path in school.published_files()]
    assert {path.as_posix() for path in paths} == {
        "Newsletter/event-2026-06-19-001.jpg",
        "Website/event-2026-06-19/event-2026-06-19-001.jpg",
    }


@pytest.mark.parametrize("words", ["adaeze", "AO", "Adaeze_O", "lindqvister"])
def test_G38_G40_no_pattern_of_file_names_holds_a_name_or_initials(
    shared_school: SmallSchool, words: str
) -> None:
    website = shared_school.website
    details = replace(website.details, naming=f"{words}-{{number}}")
    with pytest.raises(Refused):
        shared_school.workspace.channels.change(replace(website, details=details), PREPARER)
    now = {c.id: c.details.naming for c in shared_school.workspace.channels.all()}
    assert now[website.id] == website.details.naming


def test_G12_I7_W19_J17_photos_leave_to_the_schools_folders_only(school: SmallSchool) -> None:
    ready(school, "Ada")
    before = _elsewhere(school)
    school.website.details.folder.rmdir()
    assert published(school) == {"Newsletter"}
    assert not school.website.details.folder.exists(), "no folder is made up for a channel"
    assert _elsewhere(school) == before


def test_G12_I7_a_closed_channel_takes_nothing(school: SmallSchool) -> None:
    closed = replace(school.website.details, is_open=False)
    school.workspace.channels.change(replace(school.website, details=closed), PREPARER)
    photo = ready(school, "Ada")
    assert cleared_for(school, photo) == {"Newsletter"}
    assert published(school) == {"Newsletter"}


def test_W2_there_is_no_quick_way_past_the_gates(school: SmallSchool) -> None:
    photo = ready(school, "Ada")
    with pytest.raises(Refused):
        school.publish()
    school.sign()
    school.workspace.review.hold(photo, "wait", PREPARER)
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_W2_G20_a_signature_lapses_after_three_days(school: SmallSchool) -> None:
    ready(school, "Ada")
    school.sign()
    school.clock.time += timedelta(hours=73)
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_G21_I9_every_rule_is_answered_before_and_one_no_stops(school: SmallSchool) -> None:
    ready(school, "Ada")
    report = school.workspace.preflight.run(school.batch_id)
    assert report.stopped
    assert [rule.code for rule in report.in_state(RuleState.STOP)] == ["sign_off"]
    assert all(rule.sentence for rule in report.rules)
    with pytest.raises(Refused):
        school.publish()
    school.sign()
    codes = {rule.code for rule in school.workspace.preflight.run(school.batch_id).rules}
    assert codes >= {"sign_off", "second_person", "cleared", "photos", "title", "naming", "folders"}
    assert codes >= {"running_out", "take_down"}
    school.answer("Ada", "web", Status.WITHDRAWN)
    assert school.workspace.preflight.run(school.batch_id).stopped
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_J18_who_is_restricted_reaches_nothing_that_goes_out(
    school: SmallSchool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    school.workspace.roll.set_protected(school.people["Bo"].id, True, PREPARER)
    school.answer("Cy", "web", Status.REFUSED)
    ready(school, "Ada")
    of_both = ready(school, "Bo", "Cy", seed=40)
    reasons = school.workspace.review.photo(of_both).verdicts[school.website.id].reasons
    assert published(school) == {"Website", "Newsletter"}
    records = school.workspace.clearance_records
    told = (
        contents(school.folder / "channels"),
        records.facts(records.latest(school.batch_id, APPROVER)),
        caplog.text.encode(),
        str(reasons).encode(),
        str(school.workspace.preflight.run(school.batch_id)).encode(),
    )
    for name in (b"Boswell", b"Lindqvister", b"Cyprian", b"Marshfieldy"):
        assert [place for place, text in enumerate(told) if name in text] == []


def test_J18_no_paper_about_restricted_pupils_lands_in_a_channels_folder(
    school: SmallSchool,
) -> None:
    school.answer("Bo", "web", Status.REFUSED)
    papers, folder = school.workspace.look_out_sheets, school.website.details.folder
    sheet = papers.sheet(school.batch_id, PREPARER)
    for place in (folder, folder / "below", folder / ".." / folder.name):
        with pytest.raises(Refused, match="is published"):
            school.workspace.register_export.write(place / "list.xlsx", PREPARER)
        with pytest.raises(Refused, match="is published"):
            papers.save(sheet, b"%PDF", place / "sheet.pdf", PREPARER)
    assert school.published_files() == []
    said = {line.what for line in school.workspace.library.run(lambda u: u.audit.rows())}
    assert said.isdisjoint({"register_exported", "look_out_sheet_saved"})
    papers.save(sheet, b"%PDF", school.folder / "sheet.pdf", PREPARER)


def _elsewhere(school: SmallSchool) -> set[Path]:
    """Return the files that are neither the workspace's nor in a channel's folder."""
    own = (school.workspace.folder, school.folder / "channels")
    files = (path for path in school.folder.rglob("*") if path.is_file())
    return {path for path in files if not any(path.is_relative_to(each) for each in own)}

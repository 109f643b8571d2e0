"""What a saved clearance record says of the time after it: take-downs, without any name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ClearanceRecord
from consentdesk.domain.staff import Role
from consentdesk.media.record_page import DIGITS
from consentdesk.media.since_page import SinceThen
from tests.media.test_record_page import pages_of, text_of
from tests.services.pack_school import NAMES, of, with_photos_published
from tests.small_workspace import PASSWORD, PREPARER, SmallSchool, signed_answer


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = with_photos_published(tmp_path)
    yield school
    school.workspace.close()


def record_of(school: SmallSchool) -> ClearanceRecord:
    return school.workspace.clearance_records.of_batch(school.batch_id)[-1]


def since(school: SmallSchool) -> SinceThen:
    return school.workspace.clearance_records.since(record_of(school))


def saved(school: SmallSchool, by: str = PREPARER) -> bytes:
    path = school.folder / "record.pdf"
    school.workspace.clearance_records.save_page(record_of(school), path, by)
    return path.read_bytes()


def added(school: SmallSchool) -> str:
    """Return the text of the pages behind the record's own."""
    page = school.workspace.clearance_records.page(record_of(school))
    whole = saved(school)
    assert whole.startswith(page)
    return text_of(whole[len(page) :])


def take_down(school: SmallSchool, name: str) -> str:
    """Take the website's copy of somebody down; return the beginning of its fingerprint."""
    copy = of(school, name)
    (file,) = (
        f for f in school.workspace.library.run(lambda u: u.releases.files()) if f.id == copy.id
    )
    school.workspace.take_down.take_down([copy.id], PREPARER)
    return file.sha256[:DIGITS]


def test_a_copy_taken_down_later_stands_on_the_page_without_a_name(school: SmallSchool) -> None:
    facts = school.workspace.clearance_records.facts(record_of(school))
    school.answer("Ada", "web", Status.WITHDRAWN)
    school.clock.time += timedelta(days=3)
    start = take_down(school, "Ada")
    text = added(school)
    assert "Since then" in text
    day = school.workspace.library.run(lambda u: u.audit.rows())[-2].at.astimezone()
    for words in (start, "Website", "Taken down", f"{day.day} {day:%B %Y}"):
        assert words in text
    assert "A person in the photo may not appear on this channel." in text
    assert "Still to be removed where it was posted" in text
    assert "has been taken down since" not in text
    assert not any(name.lower() in text.lower() for name in (*NAMES, "withdr"))
    assert school.workspace.clearance_records.facts(record_of(school)) == facts


def test_what_has_to_come_down_is_told_before_it_does(school: SmallSchool) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    (event,) = since(school).events
    assert (event.what, event.channel) == ("Still to be taken down", "Website")
    assert "has been taken down since" not in added(school)


def test_a_finished_take_down_is_told_in_the_order_of_things(school: SmallSchool) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    copy = of(school, "Ada").id
    start = take_down(school, "Ada")
    school.workspace.take_down.confirm_elsewhere([copy], PREPARER, "on the start page")
    events = since(school).events
    assert [event.what for event in events] == ["Taken down", "Removed where it was posted"]
    assert {event.sha256[:DIGITS] for event in events} == {start}
    assert "on the start page" not in added(school), "somebody typed that"


def test_what_speaks_against_a_copy_no_more_says_so(school: SmallSchool) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    take_down(school, "Ada")
    copy = of(school, "Ada").id
    school.workspace.take_down.confirm_elsewhere([copy], PREPARER)
    later = school.clock.time.date() + timedelta(days=1)
    school.clock.time += timedelta(days=2)
    again = replace(signed_answer("web", Status.GRANTED), given_on=later)
    school.workspace.roll.record_answer(school.people["Ada"].id, again, PREPARER)
    assert {event.why for event in since(school).events} == {
        ("Nothing speaks against it any more.",)
    }


def test_a_copy_that_somebody_moved_is_told_and_is_no_take_down(school: SmallSchool) -> None:
    of(school, "Bo").path.unlink()
    school.workspace.take_down.check(PREPARER, Progress(), CancelToken())
    told = since(school)
    assert [event.what for event in told.events] == ["Found gone from its folder"]
    assert told.events[0].why == ()
    text = added(school)
    assert "Nothing that this record lists has been taken down since." in text
    assert "Found gone from its folder" in text


def test_what_the_record_does_not_list_is_not_told_of(school: SmallSchool) -> None:
    first = record_of(school)
    school.answer("Ada", "web", Status.WITHDRAWN)
    take_down(school, "Ada")
    for photo in school.photos():
        school.finish(photo.id)
    school.sign()
    school.publish()
    later = record_of(school)
    assert later.id != first.id
    records = school.workspace.clearance_records
    assert any(event.takes_down for event in records.since(first).events)
    assert records.since(later).nothing_came_down


def test_the_whole_is_a_pdf_with_the_pages_of_both(school: SmallSchool) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    take_down(school, "Ada")
    page = school.workspace.clearance_records.page(record_of(school))
    whole = saved(school)
    assert pages_of(whole) == pages_of(page) + 1
    end = int(whole.split()[-2])
    assert whole[end:].startswith(b"xref\n")
    assert b"/Prev " + page.split()[-2] in whole[end:]
    for number, offset in re.findall(rb"(\d+) 1\n(\d{10}) 00000 n", whole[end:]):
        assert whole[int(offset) :].startswith(number + b" 0 obj")


def test_the_trail_vouches_for_what_was_saved(school: SmallSchool) -> None:
    path = school.folder / "record.pdf"
    saved(school)
    report = school.workspace.audit_trail.verify([path])
    assert report.findings == ()
    changed = school.folder / "changed.pdf"
    changed.write_bytes(path.read_bytes().replace(b"Nothing that this", b"All of what this "))
    (finding,) = school.workspace.audit_trail.verify([changed]).findings
    assert "fingerprint" in finding.sentence
    as_made = school.folder / "as-made.pdf"
    as_made.write_bytes(school.workspace.clearance_records.page(record_of(school)))
    assert school.workspace.audit_trail.verify([as_made]).findings == ()


def test_an_inspector_saves_the_record_of_a_batch(school: SmallSchool) -> None:
    school.workspace.staff.add("Ida Inspector", PASSWORD, {Role.INSPECTOR}, school.head)
    assert b"Since then" in saved(school, by="Ida Inspector")

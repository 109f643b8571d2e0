"""Before publishing every rule is answered, and nothing is written anywhere."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.preflight import ChannelForecast, PreflightReport, RuleResult, RuleState
from consentdesk.services.publishing import channel_forecast
from tests.small_workspace import (
    APPROVER,
    IPAD,
    PREPARER,
    TODAY,
    SmallSchool,
    contents,
    write_photo,
)

LOUD = {RuleState.STOP, RuleState.WARN}


def preflight(school: SmallSchool) -> PreflightReport:
    return school.workspace.preflight.run(school.batch_id)


def loud(report: PreflightReport) -> dict[str, RuleState]:
    return {rule.code: rule.state for rule in report.rules if rule.state in LOUD}


def rule(report: PreflightReport, code: str) -> RuleResult:
    return next(each for each in report.rules if each.code == code)


def share(report: PreflightReport, name: str) -> ChannelForecast:
    return next(each for each in report.channels if each.channel.name == name)


def decided(school: SmallSchool, name: str, seed: int) -> PhotoId:
    """Bring a photo of the school iPad in and recognise this person in it."""
    school.workspace.batches.add_school_device(IPAD, APPROVER)
    path = write_photo(school.folder / "in" / f"{seed}.jpg", seed)
    photo = next(p for p in school.bring_in(path) if p.details.file_name == path.name)
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, name)
    school.finish(photo.id)
    return photo.id


@pytest.fixture
def signed(school: SmallSchool) -> SmallSchool:
    decided(school, "Ada", 1)
    decided(school, "Bo", 2)
    school.sign()
    return school


def test_a_batch_that_is_ready_passes_every_rule_and_changes_nothing(signed: SmallSchool):
    before = contents(signed.folder / "channels"), signed.workspace.batches.cards()
    report = preflight(signed)
    assert loud(report) == {}
    assert not report.stopped
    assert (contents(signed.folder / "channels"), signed.workspace.batches.cards()) == before
    website = share(report, "Website")
    assert (website.cleared, website.signed, website.left) == (2, 2, 2)
    assert website.first_name == "sports-day-2026-06-19-001.jpg"


def test_nothing_is_ready_before_somebody_signed(school: SmallSchool):
    decided(school, "Ada", 1)
    report = preflight(school)
    assert report.stopped
    assert rule(report, "sign_off").sentence == "Nobody has signed this batch off."
    assert share(report, "Website").cleared == 1, "what would go out is told all the same"


def test_a_sign_off_says_why_it_no_longer_holds(signed: SmallSchool):
    decided(signed, "Ada", 3)
    assert "The batch changed" in rule(preflight(signed), "sign_off").sentence
    signed.answer("Cy", "web", Status.REFUSED)
    assert "The register changed" in rule(preflight(signed), "sign_off").sentence
    assert preflight(signed).stopped


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(hours=71), "Nothing changed since the sign-off."),
        (timedelta(hours=73), "The sign-off held for 72 hours; they are over."),
        (timedelta(hours=-1), "The computer's clock stands before the sign-off"),
    ],
)
def test_a_sign_off_lapses_and_says_so(signed: SmallSchool, later: timedelta, said: str):
    signed.clock.time += later
    report = preflight(signed)
    assert rule(report, "sign_off").sentence.startswith(said)
    assert report.stopped == (report.standing is None) == (not said.startswith("Nothing"))


def test_a_head_who_signed_alone_is_noted_and_stops_nothing(school: SmallSchool):
    photo_id = decided(school, "Ada", 1)
    school.workspace.review.hold(photo_id, "Wait.", APPROVER)
    school.workspace.review.let_go(photo_id, APPROVER)
    school.finish(photo_id)
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    desk.sign(school.batch_id, school.head, APPROVER, seen, frozenset(), "The deputy is ill")
    report = preflight(school)
    assert rule(report, "second_person").state is RuleState.WARN
    assert not report.stopped


def test_a_policy_that_is_due_for_review_is_noted(signed: SmallSchool):
    school, head = signed.workspace.school, signed.head
    for due, state in ((date(2026, 6, 20), RuleState.OK), (date(2026, 6, 19), RuleState.WARN)):
        school.settle(replace(school.profile(), policy_review_on=due), head)
        found = rule(preflight(signed), "policy")
        assert found.state is state
    assert found.sentence == "The school's policy was due for review by 19 June 2026."
    assert not preflight(signed).stopped


def test_one_review_serves_all_channels(school: SmallSchool):
    school.answer("Bo", "web", Status.REFUSED)
    for seed, name in enumerate(("Ada", "Bo", "Cy"), 1):
        decided(school, name, seed)
    school.bring_in(write_photo(school.folder / "in" / "9.jpg", 9))
    report = preflight(school)
    website, newsletter = share(report, "Website"), share(report, "Newsletter")
    assert (website.cleared, website.held, website.open) == (2, 1, 1)
    assert (newsletter.cleared, newsletter.held, newsletter.open) == (3, 0, 1)
    assert [reason.photos for reason in website.held_because] == [1]
    assert (report.held, report.open) == (0, 1), "held is what goes nowhere"
    assert rule(report, "photos").state is RuleState.WARN


def test_no_rule_and_no_reason_names_anybody(school: SmallSchool):
    photo = decided(school, "Bo", 1)
    school.workspace.review.hold(photo, PREPARER, "Boswell Lindqvister asked us to")
    report = preflight(school)
    (reason,) = share(report, "Website").held_because
    assert reason.text == "Somebody held the photo."
    said = [rule.sentence + rule.next_step for rule in report.rules]
    assert not any("Boswell" in text or "Lindqvister" in text for text in said)


def test_one_folder_away_is_a_warning_and_all_of_them_stop(signed: SmallSchool):
    signed.website.details.folder.rmdir()
    report = preflight(signed)
    assert loud(report) == {"folder": RuleState.WARN}
    assert rule(report, "folder").sentence == "Website: The folder is not there."
    assert share(report, "Website").first_name is None
    signed.newsletter.details.folder.rmdir()
    report = preflight(signed)
    assert report.stopped
    assert {r.state for r in report.rules if r.code == "folder"} == {RuleState.STOP}


def test_a_full_disk_stops(signed: SmallSchool, monkeypatch: pytest.MonkeyPatch):
    usage = channel_forecast.shutil.disk_usage(signed.folder)._replace(free=10)
    monkeypatch.setattr(channel_forecast.shutil, "disk_usage", lambda folder: usage)
    report = preflight(signed)
    assert report.stopped
    assert "1 MB are free" in rule(report, "room").sentence


def test_the_next_name_is_one_that_no_file_has(signed: SmallSchool):
    taken = signed.website.details.folder / "Sports-Day-2026-06-19-001.JPG"
    taken.write_bytes(b"of somebody else")
    assert share(preflight(signed), "Website").first_name == "sports-day-2026-06-19-002.jpg"
    assert taken.read_bytes() == b"of somebody else"


def test_a_first_name_in_the_title_stays_out_of_file_names(signed: SmallSchool):
    batch = signed.workspace.batches.card(signed.batch_id).batch
    titled = replace(batch.details, event="Boswell reads")
    signed.workspace.library.run(lambda u: u.batches.change(batch.id, titled))
    report = preflight(signed)
    told = rule(report, "title")
    assert told.state is RuleState.OK
    assert told.sentence.endswith("file names leave the title out.")
    assert share(report, "Website").first_name == "event-2026-06-19-001.jpg"


def test_a_title_with_a_name_stops(signed: SmallSchool):
    batch = signed.batch
    titled = replace(batch.details, event="Cyprian Marshfieldy wins")
    signed.workspace.library.run(lambda u: u.batches.change(batch.id, titled))
    assert rule(preflight(signed), "title").state is RuleState.STOP


def test_a_pattern_with_a_name_stops(school: SmallSchool):
    naming = "adaeze-okorowa-{date}-{number}"
    channel = replace(school.website, details=replace(school.website.details, naming=naming))
    school.workspace.library.run(lambda u: (u.channels.change(channel), u.register.raise_version()))
    decided(school, "Ada", 1)
    school.sign()
    report = preflight(school)
    assert loud(report) == {"naming": RuleState.STOP}
    assert rule(report, "naming").next_step


def test_answers_that_end_soon_are_told_by_number(school: SmallSchool):
    ends = school.clock.time.date() + timedelta(days=1)
    answer = Answer(
        "web",
        Status.GRANTED,
        frozenset[Limit](),
        expires_on=ends,
        given_by="Parent",
        given_on=TODAY,
    )
    school.workspace.roll.record_answer(school.people["Ada"].id, answer, PREPARER)
    decided(school, "Ada", 1)
    school.sign()
    assert rule(preflight(school), "running_out").sentence.startswith("Answers of 1 person")
    school.clock.time += timedelta(days=2)
    report = preflight(school)
    assert rule(report, "cleared").sentence.startswith("1 signed copy is no longer checked")
    assert share(report, "Website").held == 1


def test_covered_photos_were_looked_at_by_the_second_person(school: SmallSchool):
    (photo,) = school.bring_in(write_photo(school.folder / "in" / "1.jpg", 1))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.decide(region, DispositionKind.COVER)
    school.finish(photo.id)
    school.sign()
    assert "1 photo with something covered" in rule(preflight(school), "covered").sentence


def test_copies_that_are_due_are_told(signed: SmallSchool):
    signed.publish()
    assert share(preflight(signed), "Website").left == 0
    signed.answer("Ada", "web", Status.REFUSED)
    due = rule(preflight(signed), "take_down")
    assert due.state is RuleState.WARN
    assert due.sentence.startswith("1 published copy")


def test_room_is_reckoned_with_the_cap_of_the_channel(school: SmallSchool):
    details = school.website.details
    assert channel_forecast.most_bytes(details) == 400 * 300
    assert channel_forecast.most_bytes(replace(details, most_kilobytes=50)) == 50_000


def test_a_school_without_photos(school: SmallSchool, tmp_path: Path):
    report = preflight(school)
    assert report.stopped
    assert [(c.cleared, c.held, c.open) for c in report.channels] == [(0, 0, 0), (0, 0, 0)]

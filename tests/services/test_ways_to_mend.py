"""Every rule that is not passed leads to the place where it is put right."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.channel import ChannelDetails, ChannelStanding
from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from consentdesk.domain.preflight import AtChannel, Elsewhere, RuleResult, RuleState
from consentdesk.domain.staff import Role
from tests.small_workspace import APPROVED, APPROVER, PASSWORD, PREPARER, SmallSchool, write_photo


@pytest.fixture
def signed(school: SmallSchool) -> SmallSchool:
    (photo,) = school.bring_in(write_photo(school.folder / "in" / "1.jpg", 1))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    return school


def rules(school: SmallSchool, code: str, by: str = "") -> list[RuleResult]:
    report = school.workspace.preflight.run(school.batch_id, by)
    return [rule for rule in report.rules if rule.code == code]


def change_website(school: SmallSchool, details: ChannelDetails) -> None:
    channel = replace(school.website, details=details)
    school.workspace.library.run(lambda u: (u.channels.change(channel), u.register.raise_version()))


def test_a_folder_that_is_away_is_mended_in_channels(signed: SmallSchool) -> None:
    signed.website.details.folder.rmdir()
    (found,) = rules(signed, "folder")
    assert found.mend_at == AtChannel(signed.website.id)


def test_a_pattern_with_a_name_is_mended_in_channels(school: SmallSchool) -> None:
    change_website(school, replace(school.website.details, naming="adaeze-okorowa-{number}"))
    (photo,) = school.bring_in(write_photo(school.folder / "in" / "1.jpg", 1))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    (found,) = rules(school, "naming")
    assert (found.state, found.mend_at) == (RuleState.STOP, AtChannel(school.website.id))


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (ChannelStanding(), "Two people have to look after this channel."),
        (replace(APPROVED, risk_assessed_by=""), "Nobody has assessed the risks"),
        (replace(APPROVED, approved_by=""), "Nobody has approved this channel."),
        (replace(APPROVED, review_on=date(2026, 6, 19)), "The approval of this channel has run"),
    ],
)
def test_a_channel_that_lacks_something_is_told_and_mended_in_channels(
    signed: SmallSchool, standing: ChannelStanding, said: str
) -> None:
    assert rules(signed, "closed") == []
    change_website(signed, replace(signed.website.details, standing=standing))
    (found,) = rules(signed, "closed")
    assert found.sentence.startswith(f"Website: {said}")
    assert (found.state, found.mend_at) == (RuleState.WARN, AtChannel(signed.website.id))


def test_an_approval_that_ran_out_after_the_sign_off_is_told(signed: SmallSchool) -> None:
    details = replace(
        signed.website.details, standing=replace(APPROVED, review_on=date(2026, 6, 20))
    )
    change_website(signed, details)
    signed.clock.time += timedelta(days=1)
    (found,) = rules(signed, "closed")
    assert found.sentence.endswith("has run out.")
    assert found.next_step.startswith("Nothing goes there today.")


def test_a_channel_that_was_closed_on_purpose_is_no_problem(signed: SmallSchool) -> None:
    change_website(signed, replace(signed.website.details, is_open=False))
    assert rules(signed, "closed") == []


def test_a_school_without_devices_is_led_to_their_list(signed: SmallSchool) -> None:
    (found,) = rules(signed, "devices")
    assert (found.state, found.mend_at) == (RuleState.WARN, Elsewhere.DEVICES)


def test_copies_that_are_due_are_mended_in_published(signed: SmallSchool) -> None:
    signed.publish()
    signed.answer("Ada", "web", Status.REFUSED)
    (found,) = rules(signed, "take_down")
    assert found.mend_at is Elsewhere.PUBLISHED


def test_a_policy_to_look_at_again_is_mended_where_the_policy_stands(signed: SmallSchool) -> None:
    school = signed.workspace.school
    school.settle(replace(school.profile(), policy_review_on=date(2026, 6, 1)), signed.head)
    (found,) = rules(signed, "policy")
    assert found.mend_at is Elsewhere.POLICY


def test_a_title_with_a_name_is_mended_in_the_form_of_the_batch(signed: SmallSchool) -> None:
    titled = replace(signed.batch.details, event="Cyprian Marshfieldy wins")
    signed.workspace.library.run(lambda u: u.batches.change(signed.batch_id, titled))
    (found,) = rules(signed, "title")
    assert found.mend_at is Elsewhere.BATCH_FORM


def test_whoever_publishes_is_asked_for_papers_and_nobody_else(signed: SmallSchool) -> None:
    staff = signed.workspace.staff
    newcomer = staff.add("Nora Newcomer", PASSWORD, {Role.PREPARER}, signed.head)
    (found,) = rules(signed, "publisher", newcomer.name)
    assert "No training is on record." in found.sentence
    assert (found.state, found.mend_at) == (RuleState.STOP, Elsewhere.STAFF)
    (passed,) = rules(signed, "publisher", PREPARER)
    assert passed.state is RuleState.OK
    assert rules(signed, "publisher") == []


def test_a_school_without_a_policy_enters_it_first(signed: SmallSchool) -> None:
    school = signed.workspace.school
    school.settle(replace(school.profile(), policy_version=""), signed.head)
    (found,) = rules(signed, "publisher", PREPARER)
    assert found.mend_at is Elsewhere.POLICY


def test_whoever_may_not_publish_asks_a_colleague(signed: SmallSchool) -> None:
    helper = signed.workspace.staff.add("Otto Other", PASSWORD, {Role.CONTRIBUTOR}, signed.head)
    (found,) = rules(signed, "publisher", helper.name)
    assert (found.state, found.mend_at) == (RuleState.STOP, None)


def test_what_publishing_refuses_stops_beforehand(signed: SmallSchool) -> None:
    newcomer = signed.workspace.staff.add("Nora Newcomer", PASSWORD, {Role.PREPARER}, signed.head)
    report = signed.workspace.preflight.run(signed.batch_id, newcomer.name)
    assert report.stopped
    assert signed.published_files() == []
    assert not signed.workspace.preflight.run(signed.batch_id, APPROVER).stopped


def test_a_step_is_a_place_too(school: SmallSchool) -> None:
    (found,) = rules(school, "sign_off")
    assert found.mend_at is Step.SIGN_OFF

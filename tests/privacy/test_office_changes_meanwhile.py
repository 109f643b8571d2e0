"""Whoever signs and publishes must be allowed to when it counts, and so must everybody shown."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.face import (
    Candidate,
    DispositionKind,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.identifiability import Identifiability
from consentdesk.domain.ids import PhotoId, StaffId
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.pixels import Box
from consentdesk.domain.staff import Role
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.channel_release import ChannelRelease
from tests.privacy.summer_fair import SummerFair, before_call, hold_fair
from tests.small_workspace import (
    APPROVER,
    PASSWORD,
    PREPARER,
    TODAY,
    SmallSchool,
    complete_papers,
    sign_as,
    write_photo,
)

FACE, NEXT = Box(100, 100, 60, 80), Box(400, 150, 60, 80)


def _id_of(school: SmallSchool, name: str) -> StaffId:
    return next(m.id for m in school.workspace.staff.all() if m.name == name)


def _second_head(school: SmallSchool) -> None:
    staff = school.workspace.staff
    other = staff.add("Olive Otherhead", PASSWORD, {Role.HEAD}, school.head)
    complete_papers(school.workspace, other.id)


@pytest.mark.parametrize("when", ["before signing", "before publishing"])
def test_a_head_who_is_none_any_more_lets_nothing_out_alone(
    school: SmallSchool, tmp_path: Path, when: str
) -> None:
    fair = hold_fair(school, tmp_path / "in")
    for photo in fair.photos.values():
        school.finish(photo)
    school.workspace.review.hold(fair.photos["stall"], "Wait.", APPROVER)  # the head decides, too
    _second_head(school)

    def is_none_any_more() -> None:
        roles = {Role.APPROVER, Role.ADMINISTRATOR}
        school.workspace.staff.set_roles(_id_of(school, APPROVER), roles, school.head)

    def sign() -> None:
        desk = school.workspace.sign_off
        seen, covered = desk.preview(school.batch_id), frozenset[PhotoId]()
        desk.sign(school.batch_id, school.head, PREPARER, seen, covered, "Nobody else is here.")

    if when == "before signing":
        is_none_any_more()
        with pytest.raises(Refused, match="second person"):
            sign()
    else:
        sign()
        is_none_any_more()
    with pytest.raises(Refused, match="sign-off"):
        school.publish()
    assert school.published_files() == []


def test_nobody_signs_what_they_decided_in_the_name_of_the_program(school: SmallSchool) -> None:
    with pytest.raises(Refused):
        school.workspace.staff.add(f" {PROGRAM}", PASSWORD, {Role.APPROVER}, school.head)


@pytest.mark.parametrize("how", ["roles", "left"])
def test_a_sign_off_ends_with_the_right_to_give_it(
    school: SmallSchool, tmp_path: Path, how: str
) -> None:
    fair = hold_fair(school, tmp_path / "in")
    for photo in fair.photos.values():
        school.finish(photo)
    sign_as(school, "Dep Deputy", school.workspace.sign_off.preview(school.batch_id))
    deputy = _id_of(school, "Dep Deputy")
    if how == "roles":
        school.workspace.staff.set_roles(deputy, {Role.PREPARER}, school.head)
    else:
        school.workspace.staff.leaves(deputy, school.clock.time.date(), school.head)
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_whoever_publishes_may_still_do_so_at_the_last_moment(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparer = _id_of(school, PREPARER)

    def close(call: int) -> None:
        if call == 1:
            school.workspace.staff.set_roles(preparer, {Role.ADMINISTRATOR}, school.head)

    before_call(monkeypatch, ChannelRelease, "_name", close)
    with pytest.raises(Refused):  # nor may they tell the trail of it
        school.publish()
    assert school.published_files() == []


@pytest.mark.parametrize(
    ("settled", "loosened"),
    [
        ({"is_open": False}, {"is_open": True}),
        (
            {"most_identifiable": Identifiability.IN_A_GROUP},
            {"most_identifiable": Identifiability.PORTRAIT},
        ),
    ],
    ids=["opened again", "easier to recognise"],
)
def test_what_the_head_settled_about_an_account_nobody_else_loosens(
    school: SmallSchool, tmp_path: Path, settled: dict[str, object], loosened: dict[str, object]
) -> None:
    website = replace(school.website, details=replace(school.website.details, **settled))
    school.workspace.channels.change(website, APPROVER)
    with pytest.raises(Refused, match="Only the head"):
        school.workspace.channels.change(
            replace(website, details=replace(website.details, **loosened)), PREPARER
        )
    fair = hold_fair(school, tmp_path / "in")
    fair.look_again_and_sign()
    school.publish()
    assert "bo" not in fair.shown()[0]  # alone and close up


def test_midnight_passes_while_copies_are_made(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = school.clock.time.date()
    last_day = Answer("web", Status.GRANTED, given_by="Parent", given_on=TODAY, expires_on=today)
    school.workspace.roll.record_answer(school.people["Bo"].id, last_day, PREPARER)
    fair = hold_fair(school, tmp_path / "in")
    fair.look_again_and_sign()

    def midnight(call: int) -> None:
        if call == 1:
            school.clock.time = school.clock.time.replace(hour=0, minute=1) + timedelta(days=1)

    before_call(monkeypatch, ChannelRelease, "_name", midnight)
    school.publish()
    assert "bo" not in fair.shown()[0]
    assert "group" not in fair.shown()[0]


def test_a_no_that_comes_and_goes_makes_copies_due_while_it_is_there(
    school: SmallSchool, fair: SummerFair
) -> None:
    school.publish()
    take_down = school.workspace.take_down

    def standing(name: str) -> set[Standing]:
        return {c.standing for c in take_down.copies() if c.photo_id == fair.photos[name]}

    def answer(status: Status) -> None:
        day = school.clock.time.date()
        school.workspace.roll.record_answer(
            school.people["Ada"].id,
            Answer("web", status, given_by="Parent", given_on=day),
            PREPARER,
        )
        school.clock.time += timedelta(days=1)

    for status, expected in (
        (Status.WITHDRAWN, {Standing.TAKE_DOWN, Standing.MAY_STAY}),
        (Status.GRANTED, {Standing.MAY_STAY}),
        (Status.REFUSED, {Standing.TAKE_DOWN, Standing.MAY_STAY}),
    ):
        answer(status)
        assert standing("ada") == expected
        assert standing("bo") == {Standing.MAY_STAY}


def _stated_photo(school: SmallSchool, folder: Path, *places: Box) -> int:
    (photo,) = school.bring_in(write_photo(folder / "stated.jpg", 70))
    school.mark_faces(photo.id, list(places))
    school.state_exclusion(photo.id)
    school.finish(photo.id)
    return photo.id


@pytest.mark.parametrize("besides", ["", "channel_not_approved", "event_not_taken"])
def test_somebody_new_on_the_register_asks_for_a_look_at_what_is_out(
    school: SmallSchool, tmp_path: Path, besides: str
) -> None:
    _stated_photo(school, tmp_path, FACE)
    school.sign()
    school.publish()
    details = PersonDetails("U9", PersonKind.PUPIL, "Newton", "Comerly", "3A", protected=True)

    def joins(u):  # type: ignore[no-untyped-def]
        u.people.add(details)
        u.register.raise_version()

    school.workspace.library.run(joins)
    if besides == "channel_not_approved":
        for channel in school.workspace.channels.all():
            standing = replace(channel.details.standing, risk_assessed_by="")
            school.workspace.channels.change(
                replace(channel, details=replace(channel.details, standing=standing)), APPROVER
            )
    elif besides == "event_not_taken":
        batch = school.workspace.library.run(lambda u: u.batches.get(school.batch_id))
        school.workspace.batches.change(
            school.batch_id, replace(batch.details, kind=EventKind.EVIDENCE), PREPARER
        )
    standings = {c.standing for c in school.workspace.take_down.copies(school.batch_id)}
    assert standings == {Standing.LOOK_AGAIN}


def test_the_machine_sees_a_look_out_in_a_face_that_was_stated_to_be_none(
    school: SmallSchool, tmp_path: Path
) -> None:
    school.workspace.roll.set_protected(school.people["Bo"].id, True, PREPARER)
    photo = _stated_photo(school, tmp_path, FACE)
    school.sign()
    (face,) = school.workspace.review.photo(photo).review.regions
    alike = (Candidate(school.people["Bo"].id, 0.45, "alike"),)
    said = [Suggestion(face.id, SuggestionOutcome.SUGGESTION, alike)]
    school.workspace.library.run(lambda u: u.photos.suggest(photo, said))
    school.publish()
    assert school.published_files() == []


def _group_only(school: SmallSchool, name: str) -> None:
    answer = Answer(
        "web", Status.LIMITED, frozenset({Limit.GROUP_ONLY}), given_by="Parent", given_on=TODAY
    )
    school.workspace.roll.record_answer(school.people[name].id, answer, PREPARER)


def test_a_face_framed_twice_makes_no_group(school: SmallSchool, tmp_path: Path) -> None:
    _group_only(school, "Ada")
    (photo,) = school.bring_in(write_photo(tmp_path / "pair.jpg", 70))
    ada, bo = school.mark_faces(photo.id, [FACE, NEXT])
    school.name_face(ada, "Ada")
    school.name_face(bo, "Bo")
    beside = Box(NEXT.x + 6, NEXT.y + 4, NEXT.width, NEXT.height)
    school.workspace.frames.draw(photo.id, beside, PREPARER)
    school.state_exclusion(photo.id)
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert [p.parent.name for p in school.published_files()] == ["Newsletter"]


def test_a_face_framed_twice_is_still_alone(school: SmallSchool, tmp_path: Path) -> None:
    details = replace(school.website.details, alone_purposes=("single",))
    school.workspace.channels.change(replace(school.website, details=details), APPROVER)
    (photo,) = school.bring_in(write_photo(tmp_path / "one.jpg", 70))
    (ada,) = school.mark_faces(photo.id, [FACE])
    school.name_face(ada, "Ada")
    school.workspace.frames.draw(photo.id, Box(104, 96, 60, 80), PREPARER)
    school.state_exclusion(photo.id)
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert [p.parent.name for p in school.published_files()] == ["Newsletter"]


def _ada_in_another_batch(school: SmallSchool, file: Path) -> None:
    """Let somebody recognise Ada in the same file, brought in once more for another event."""
    here = school.batch
    school.batch = school.workspace.batches.open(
        BatchDetails("Summer fair", TODAY, "news", ("3A",), True), PREPARER
    )
    (photo,) = school.bring_in(file)
    (face,) = school.mark_faces(photo.id, [Box(FACE.x + 3, FACE.y + 2, FACE.width, FACE.height)])
    school.name_face(face, "Ada")
    school.batch = here


@pytest.mark.parametrize("when", ["before", "after the sign-off"])
@pytest.mark.parametrize("decided", ["Bo", "no look-out", "not a face", "no frame", "covered"])
def test_whoever_was_recognised_in_the_same_file_elsewhere_is_not_shown(
    school: SmallSchool, tmp_path: Path, decided: str, when: str
) -> None:
    school.answer("Ada", "web", Status.REFUSED)
    file = write_photo(tmp_path / "same.jpg", 70)
    (photo,) = school.bring_in(file)
    faces = school.mark_faces(photo.id, [] if decided == "no frame" else [FACE])
    if when == "before":
        _ada_in_another_batch(school, file)
    for face in faces:
        if decided == "Bo":
            school.name_face(face, "Bo")
        elif decided == "no look-out":
            school.state_exclusion(photo.id)
        else:
            covered = decided == "covered"
            school.decide(face, DispositionKind.COVER if covered else DispositionKind.NOT_A_FACE)
    school.finish(photo.id)
    school.sign()
    if when == "after the sign-off":
        _ada_in_another_batch(school, file)
    school.publish()
    channels = [path.parent.name for path in school.published_files()]
    assert channels == (["Newsletter", "Website"] if decided == "covered" else ["Newsletter"])
    (shown,) = (p for p in school.workspace.review.desk(school.batch_id).photos)
    assert shown.verdicts[school.website.id].cleared is (decided == "covered")

"""After every "no" the channel folders hold exactly the photos that may be there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import EngineError, Refused, VerificationFailed
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.release import ReleasedState
from consentdesk.media import copy_check
from consentdesk.media.thumbnails import to_jpeg
from consentdesk.services.publishing import covered_faces
from tests.faces.painted import ASH, FRONT, buffer, lawn, paint
from tests.privacy.summer_fair import (
    ALL,
    WITHOUT_BO,
    SummerFair,
    before_call,
    hold_fair,
    name_everybody,
    shown_in,
)
from tests.small_workspace import PREPARER, TODAY, SmallSchool

NONE: frozenset[str] = frozenset()
HELD = "A finished copy failed its check"


def _answer_of_bo(school: SmallSchool, answer: Answer) -> None:
    school.workspace.roll.record_answer(school.people["Bo"].id, answer, PREPARER)


def _protected(school: SmallSchool) -> None:
    school.workspace.roll.set_protected(school.people["Bo"].id, True, PREPARER)


def _revoked(school: SmallSchool) -> None:
    school.answer("Bo", "web", Status.WITHDRAWN)


def _expired(school: SmallSchool) -> None:
    yesterday = school.clock.time.date() - timedelta(days=1)
    _answer_of_bo(
        school,
        Answer("web", Status.GRANTED, expires_on=yesterday, given_by="Parent", given_on=TODAY),
    )


def _no_close_up(school: SmallSchool) -> None:
    _answer_of_bo(
        school,
        Answer(
            "web",
            Status.LIMITED,
            frozenset({Limit.NOT_CLOSE_UP}),
            given_by="Parent",
            given_on=TODAY,
        ),
    )


def _group_only(school: SmallSchool) -> None:
    _answer_of_bo(
        school,
        Answer(
            "web", Status.LIMITED, frozenset({Limit.GROUP_ONLY}), given_by="Parent", given_on=TODAY
        ),
    )


@pytest.mark.parametrize(
    ("no", "website", "newsletter"),
    [
        (_protected, WITHOUT_BO, WITHOUT_BO),
        (_revoked, WITHOUT_BO, ALL),
        (_expired, WITHOUT_BO, ALL),
        (_no_close_up, ALL - {"bo"}, ALL),
        (_group_only, ALL - {"bo"}, ALL),
    ],
)
def test_a_no_keeps_back_every_photo_it_is_about_and_no_other(
    school: SmallSchool,
    tmp_path: Path,
    no: Callable[[SmallSchool], None],
    website: frozenset[str],
    newsletter: frozenset[str],
) -> None:
    fair = hold_fair(school, tmp_path / "in")
    no(school)
    fair.look_again_and_sign()
    school.publish()
    assert fair.shown() == (website, newsletter)


@pytest.mark.parametrize("no", [_protected, _revoked])
def test_a_no_after_the_sign_off_keeps_everything_back_until_it_is_given_anew(
    school: SmallSchool, fair: SummerFair, no: Callable[[SmallSchool], None]
) -> None:
    no(school)
    with pytest.raises(Refused):
        school.publish()
    assert fair.shown() == (NONE, NONE)
    fair.look_again_and_sign()
    school.publish()
    assert fair.shown() == (WITHOUT_BO, WITHOUT_BO if no is _protected else ALL)


def test_an_answer_that_runs_out_after_the_sign_off(school: SmallSchool, tmp_path: Path) -> None:
    today = school.clock.time.date()
    _answer_of_bo(
        school, Answer("web", Status.GRANTED, expires_on=today, given_by="Parent", given_on=TODAY)
    )
    fair = hold_fair(school, tmp_path / "in")
    fair.look_again_and_sign()
    school.clock.time += timedelta(days=1)
    school.publish()
    assert fair.shown() == (WITHOUT_BO, ALL)


def test_one_undecided_face_keeps_its_photo_back(school: SmallSchool, tmp_path: Path) -> None:
    fair = hold_fair(school, tmp_path / "in", lambda fair: name_everybody(fair, but="Cy"))
    fair.look_again_and_sign()
    school.publish()
    assert fair.shown() == (ALL - {"group"}, ALL - {"group"})


def test_a_parent_who_rings_in_the_middle_ends_the_run_before_any_name(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parent_rings(call: int) -> None:
        if call == 2:
            school.answer("Cy", "newsletter", Status.WITHDRAWN)

    with monkeypatch.context() as patch:
        before_call(patch, copy_check, "check_finished", parent_rings)
        school.publish()
    assert fair.shown() == (NONE, NONE)
    fair.look_again_and_sign()
    school.publish()
    assert fair.shown() == (ALL, ALL - {"group"})


def test_an_event_that_came_to_name_a_pupil_is_not_published(
    school: SmallSchool, tmp_path: Path
) -> None:
    details = PersonDetails("U7", PersonKind.PUPIL, "Summer", "Fairweather", "3A")
    school.workspace.library.run(lambda u: u.people.add(details))
    assert school.batch is not None
    title = "Summer Fairweather day"
    renamed = replace(school.batch.details, event=title)
    school.workspace.library.run(lambda u: u.batches.change(school.batch_id, renamed))
    fair = hold_fair(school, tmp_path / "in")
    fair.look_again_and_sign()
    with pytest.raises(Refused) as refusal:
        school.publish()
    assert fair.shown() == (NONE, NONE)
    assert "Fairweather" not in str(refusal.value)


def test_a_copy_that_fails_its_check_leaves_no_file_and_holds_its_photo(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = copy_check.check_finished

    def leaks(data: bytes, **more: object) -> PixelBuffer:
        pixels = verify(data, **more)  # type: ignore[arg-type]
        if shown_in(data) == "bo":
            raise VerificationFailed("The finished photo tells a place.", "Publish again.")
        return pixels

    with monkeypatch.context() as patch:
        patch.setattr(copy_check, "check_finished", leaks)
        school.publish()
    assert fair.shown() == (ALL - {"bo"}, ALL - {"bo"})
    _assert_held(fair, "bo", "tells a place")
    fair.look_again_and_sign()
    school.publish()
    assert fair.shown() == (ALL - {"bo"}, ALL - {"bo"})


@pytest.mark.parametrize("finds", ["a face", "nothing, for it is broken"])
def test_a_cover_that_cannot_be_vouched_for_holds_its_photo_alone(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, finds: str
) -> None:
    def at_places(data: bytes, places: tuple[Box, ...], engine: object) -> object:
        if finds == "a face":
            return tuple((place,) for place in places)
        raise EngineError("The detector does not work.", "Install again.")

    def cover_bo(fair: SummerFair) -> None:
        name_everybody(fair)
        school.decide(fair.faces["group"][1], DispositionKind.COVER)

    fair = hold_fair(school, tmp_path / "in", cover_bo)
    fair.look_again_and_sign()
    monkeypatch.setattr(covered_faces, "faces_at_places", at_places)
    school.publish()
    assert fair.shown() == (ALL - {"group"}, ALL - {"group"})
    _assert_held(fair, "group", "a face under a cover" if finds == "a face" else "to be hidden")


@pytest.mark.engine
def test_a_face_that_nobody_decided_about_is_seen_in_the_file_and_holds_the_photo(
    school: SmallSchool, tmp_path: Path
) -> None:
    canvas = lawn(480, 320)
    paint(canvas, ASH, FRONT, 130, 150, 100)
    path = tmp_path / "IMG_7.JPG"
    path.write_bytes(to_jpeg(buffer(canvas)))
    (photo,) = school.bring_in(path)
    school.mark_faces(photo.id, [])  # the search of the original saw nobody
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert school.published_files() == []
    hold = school.workspace.review.photo(photo.id).review.hold
    assert hold is not None
    assert hold.startswith(HELD)
    (refused, *_) = school.workspace.publisher.published(school.batch_id)
    assert "a face in the middle that nobody decided about" in refused.problem


def _assert_held(fair: SummerFair, photo: str, reason: str) -> None:
    hold = fair.school.workspace.review.photo(fair.photos[photo]).review.hold
    assert hold is not None
    assert hold.startswith(HELD)
    refused = fair.recorded(ReleasedState.REFUSED, photo)
    assert any(reason in file.problem for file in refused)

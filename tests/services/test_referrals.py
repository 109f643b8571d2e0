"""A photo that waits for somebody else goes nowhere; whoever asked cannot answer."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.review import Referral, Refusal
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.verdict import Outcome
from tests.services.moments import outcomes
from tests.small_workspace import PREPARER, SmallSchool, write_photo

HEAD = "Hal Head"


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> PhotoId:
    """Return a photo that is cleared."""
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0].id
    school.mark_faces(photo, [])
    school.finish(photo)
    return photo


def _ask(school: SmallSchool, photo: PhotoId, by: str = PREPARER) -> Referral:
    entry = school.workspace.referrals.refer(photo, Referee.HEAD, "may this go?", by)
    assert entry.review.referral is not None
    return entry.review.referral


@pytest.mark.parametrize("to", Referee)
def test_a_referred_photo_is_held_and_a_yes_alone_clears_nothing(
    school: SmallSchool, photo: PhotoId, to: Referee
) -> None:
    referrals, review = school.workspace.referrals, school.workspace.review
    entry = referrals.refer(photo, to, " is this fitting? ", PREPARER)
    assert outcomes([entry]) == {Outcome.HELD}
    assert entry.review.referral is not None
    assert entry.review.referral.reason == "is this fitting?"
    school.finish(photo)
    assert outcomes([review.photo(photo)]) == {Outcome.HELD}
    entry = referrals.answer(photo, HEAD, "", PREPARER, entry.review.referral, may_go=True)
    assert outcomes([entry]) == {Outcome.NEEDS_DECISION}
    school.finish(photo)
    assert outcomes([review.photo(photo)]) == {Outcome.CLEARED}
    school.sign()  # by the Head, who answered and decided no face


def test_a_no_holds_the_photo_back(school: SmallSchool, photo: PhotoId) -> None:
    referrals, review = school.workspace.referrals, school.workspace.review
    asked = _ask(school, photo)
    entry = referrals.answer(photo, HEAD, "not this one", PREPARER, asked, may_go=False)
    assert (entry.review.referral, entry.review.hold) == (None, None)
    assert entry.review.refusal == Refusal(HEAD, "not this one")
    assert {r.text for v in entry.verdicts.values() for r in v.reasons} == {"not this one"}
    school.finish(photo)
    with pytest.raises(Refused):
        school.sign()
    review.undo(school.batch_id, PREPARER)
    (entry,) = review.undo(school.batch_id, PREPARER)
    assert outcomes([entry]) == {Outcome.HELD}
    assert entry.review.referral == asked


def test_letting_go_lifts_a_hold_and_no_refusal(school: SmallSchool, photo: PhotoId) -> None:
    referrals, review = school.workspace.referrals, school.workspace.review
    asked = _ask(school, photo)
    referrals.answer(photo, HEAD, "", PREPARER, asked, may_go=False)
    review.hold(photo, "blurred", PREPARER)
    entry = review.let_go(photo, PREPARER)
    assert (entry.review.hold, entry.review.refusal) == (None, Refusal(HEAD, ""))
    school.finish(photo)
    assert outcomes([review.photo(photo)]) == {Outcome.HELD}
    referrals.answer(photo, HEAD, "", PREPARER, _ask(school, photo), may_go=True)
    school.finish(photo)
    assert outcomes([review.photo(photo)]) == {Outcome.CLEARED}


def test_an_answer_belongs_to_the_question_that_was_read(
    school: SmallSchool, photo: PhotoId
) -> None:
    referrals, review = school.workspace.referrals, school.workspace.review
    asked = _ask(school, photo)
    review.undo(school.batch_id, PREPARER)
    again = _ask(school, photo)
    with pytest.raises(Refused, match="Another question"):
        referrals.answer(photo, HEAD, "", PREPARER, asked, may_go=True)
    assert review.photo(photo).review.referral == again


def test_an_answer_is_the_answerers_and_the_line_is_whose_hands_typed_it(
    school: SmallSchool, photo: PhotoId
) -> None:
    asked = _ask(school, photo)
    school.workspace.referrals.answer(photo, HEAD, "", "Bea Typist", asked, may_go=True)
    (line,) = school.workspace.library.run(lambda u: u.audit.rows(1))
    assert (line.who, line.what) == ("Bea Typist", "answer_referral")
    assert dict(line.detail) == {"answerer": HEAD, "may_go": True}
    preview = school.workspace.sign_off.preview(school.batch_id)
    assert preview.preparers == (PREPARER, "Bea Typist")


def test_questions_and_answers_that_are_refused(school: SmallSchool, photo: PhotoId) -> None:
    referrals, review = school.workspace.referrals, school.workspace.review
    with pytest.raises(Refused):
        referrals.refer(photo, Referee.HEAD, "  ", PREPARER)
    asked = _ask(school, photo)
    review.undo(school.batch_id, PREPARER)
    with pytest.raises(Refused, match="nobody's answer"):
        referrals.answer(photo, HEAD, "", PREPARER, asked, may_go=True)
    assert outcomes([review.photo(photo)]) == {Outcome.CLEARED}
    asked = _ask(school, photo)
    with pytest.raises(Refused):  # the first question would be lost
        referrals.refer(photo, Referee.SECOND_OPINION, "is it Ada?", PREPARER)
    for name in ("", PREPARER, "A. Preparer"):
        with pytest.raises(Refused):
            referrals.answer(photo, name, "", PREPARER, asked, may_go=True)
    assert outcomes([review.photo(photo)]) == {Outcome.HELD}


def test_a_colleagues_yes_does_not_lift_the_heads_no(school: SmallSchool, photo: PhotoId) -> None:
    referrals = school.workspace.referrals
    for to, may_go in ((Referee.HEAD, False), (Referee.SECOND_OPINION, True)):
        entry = referrals.refer(photo, to, "May it go?", PREPARER)
        assert entry.review.referral is not None
        asked = entry.review.referral
        entry = referrals.answer(photo, HEAD, "", PREPARER, asked, may_go=may_go)
    assert entry.review.refusal == Refusal(HEAD, "", Referee.HEAD)
    entry = referrals.refer(photo, Referee.HEAD, "May it go now?", PREPARER)
    assert entry.review.referral is not None
    entry = referrals.answer(photo, HEAD, "", PREPARER, entry.review.referral, may_go=True)
    assert entry.review.refusal is None

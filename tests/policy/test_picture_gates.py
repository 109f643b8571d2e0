"""What is in a picture, and who has to answer for it; named after the policies' rows."""

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.photo_checks import ALL_WELL, FAILED, PhotoCheck
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.verdict import Outcome
from tests.policy.school_day import brought_in, cleared_for, nothing_leaves, ready
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, contents, write_photo

MOVIE = b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x08wide" + bytes(2000)


def test_G30_G36_I6_W21_W22_W31_J14_J15_each_question_about_a_photo_can_keep_it_back(
    shared_school: SmallSchool,
) -> None:
    photo = ready(shared_school, "Ada")
    review = shared_school.workspace.review
    for check in PhotoCheck:
        entry = review.look(photo, PREPARER, {**ALL_WELL, check: False})
        assert {v.outcome for v in entry.verdicts.values()} == {Outcome.HELD}, check
        assert {r.text for v in entry.verdicts.values() for r in v.reasons} == {FAILED[check]}
    assert cleared_for(shared_school, photo) == {"Website", "Newsletter"}


def test_C21_nothing_from_a_changing_room_leaves(school: SmallSchool) -> None:
    photo = ready(school, "Ada")
    school.workspace.review.look(photo, PREPARER, {**ALL_WELL, PhotoCheck.PLACE: False})
    reasons = school.workspace.review.photo(photo).verdicts[school.website.id].reasons
    assert "safeguarding lead" in reasons[0].text
    nothing_leaves(school)


@pytest.mark.parametrize("to", Referee)
def test_W29_I3_who_doubts_cannot_answer_and_meanwhile_it_waits(
    school: SmallSchool, to: Referee
) -> None:
    photo = ready(school, "Ada")
    referrals = school.workspace.referrals
    asked = referrals.refer(photo, to, "I am not sure", PREPARER).review.referral
    assert asked is not None
    for name in (PREPARER, PREPARER.upper(), "A. Preparer"):
        with pytest.raises(Refused, match="cannot answer"):
            referrals.answer(photo, name, "", PREPARER, asked, may_go=True)
    school.workspace.review.let_go(photo, PREPARER)
    assert cleared_for(school, photo) == set()
    nothing_leaves(school)
    referrals.answer(photo, APPROVER, "better not", PREPARER, asked, may_go=False)
    assert cleared_for(school, photo) == set()


def test_W24_a_compromising_photo_is_gone_everywhere_at_once(school: SmallSchool) -> None:
    library = school.workspace.library
    brought_in(school, "IMG_9.JPG", 9)
    others = set(library.vault.keys())
    file = write_photo(school.folder / "in" / "IMG_0.JPG")
    photo = ready(school, "Ada")
    school.sign()
    school.publish()
    deleted = school.workspace.deletion.delete(photo, PREPARER)
    assert len(deleted.published) == 2, "both published copies are named"
    due = {copy.id for copy in school.workspace.take_down.due()}
    assert due == {copy.id for copy in deleted.published}
    records = school.workspace.clearance_records.of_batch(school.batch_id)
    kept = others | {key for record in records for key in (record.page, record.facts)}
    assert set(library.vault.keys()) == kept
    school.bring_in(file)
    assert set(library.vault.keys()) == kept, "it does not come back"


def test_G37_W17_a_video_is_listed_and_goes_nowhere(school: SmallSchool) -> None:
    folder = school.folder / "in"
    folder.mkdir()
    (folder / "IMG_7.MOV").write_bytes(MOVIE)
    (folder / "IMG_8.JPG").write_bytes(MOVIE)
    write_photo(folder / "IMG_9.JPG")
    (folder / "IMG_9.MOV").write_bytes(MOVIE)
    (photo,) = school.bring_in(folder)
    listed = school.workspace.importer.listed(school.batch_id)
    codes = {each.file_name: each.code for each in listed}
    assert codes == {"IMG_7.MOV": "video", "IMG_8.JPG": "video", "IMG_9.MOV": "moving_part"}
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert len(school.published_files()) == 2
    assert b"ftypqt" not in contents(school.folder / "channels")

"""The plan of the made-up school: same seed, same school; every situation is there."""

from collections import Counter
from itertools import groupby, pairwise

import pytest

from consentdesk.demo.pupils import PURPOSES, SITUATIONS, upn
from consentdesk.demo.school import consent_rows, plan_school
from consentdesk.domain.errors import Refused

COLUMNS = [
    "UPN",
    "Admission number",
    "First name",
    "Last name",
    "Class",
    "Answered by",
    "Answered on",
    "Valid until",
    "May be photographed",
    "School website",
    "Newsletter",
    "Display in school",
    "Instagram",
    "Press",
    "Name with photo",
    "Protected",
    "Child objects",
]


def test_same_seed_gives_the_same_school_and_another_seed_other_photos():
    assert plan_school(5) == plan_school(5)
    assert plan_school(5).photos != plan_school(6).photos


def test_every_consent_situation_is_in_even_the_smallest_school():
    smallest = {pupil.situation for pupil in plan_school(1, pupils=13).pupils}
    assert smallest == set(SITUATIONS)
    assert Counter(p.situation for p in plan_school(1).pupils)["granted"] >= 8


def test_the_school_has_three_classes_two_adults_and_strangers():
    plan = plan_school(1)
    assert Counter(pupil.class_name for pupil in plan.pupils) == {
        "Acorn": 8,
        "Beech": 8,
        "Cedar": 8,
    }
    assert len(plan.adults) == 2
    assert len(plan.visitors) >= 3
    assert [pupil.portraits for pupil in plan.pupils].count(1) == 1


def test_pupil_numbers_are_well_formed_and_of_no_existing_authority():
    numbers = [pupil.upn for pupil in plan_school(1).pupils]
    assert len(set(numbers)) == 24
    assert all(len(number) == 13 and number[1:4] == "999" for number in numbers)


def test_the_check_letter_follows_the_published_sum():
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    number = upn(12, 25)
    total = sum(int(digit) * weight for digit, weight in zip(number[1:], range(2, 14), strict=True))
    assert number[0] == letters[total % 23]


def test_biometric_permission_is_recorded_apart_and_one_pupil_has_none():
    without = [pupil for pupil in plan_school(1).pupils if pupil.biometric is None]
    assert [pupil.situation for pupil in without] == ["no biometric"]
    assert without[0].answers[0].cells["web"] == "Yes"


def test_twins_are_in_one_class_and_only_one_may_be_shown():
    twins = [pupil for pupil in plan_school(1).pupils if pupil.last_name == "Winterlow"]
    assert len({pupil.class_name for pupil in twins}) == 1
    assert {pupil.situation for pupil in twins} == {"twin refused", "granted"}


def test_the_plan_names_the_near_twins_and_shows_them_alone_and_together():
    plan = plan_school(2026)
    (pair,) = plan.near_twins
    twins = [pupil for pupil in plan.pupils if pupil.upn in pair]
    assert [pupil.last_name for pupil in twins] == ["Winterlow", "Winterlow"]
    assert all(pupil.biometric and pupil.portraits == 3 for pupil in twins)
    seen = [
        {player.person for player in (*photo.scene.players, *photo.scene.onlookers)} & set(pair)
        for photo in plan.photos
    ]
    assert min(seen.count({upn}) for upn in pair) >= 3
    assert seen.count(set(pair)) >= 3
    assert plan_school(2026, pupils=13).near_twins == ()


def test_consent_rows_have_the_sheet_columns_and_two_rows_where_parents_disagree():
    plan = plan_school(1)
    rows = consent_rows(plan)
    assert all(list(row) == COLUMNS for row in rows)
    doubled = [
        upn for upn, count in Counter(r["UPN"] for r in rows if r["UPN"]).items() if count == 2
    ]
    assert doubled == [p.upn for p in plan.pupils if p.situation == "disagree"]
    assert sum(row["Class"] == "Staff" for row in rows) == 2
    cells = {row[column] for row in rows for column in PURPOSES.values()}
    wanted = {"Yes", "No", "", "ask mum", "Withdrawn 03/11/2026", "Yes - group photos only"}
    assert wanted | {"Yes - first name only"} == cells


def test_every_pupil_is_photographed_and_the_photos_have_different_names():
    plan = plan_school(1)
    names = [photo.name for photo in plan.photos]
    assert len(set(names)) == 40
    seen = {player.person for photo in plan.photos for player in photo.scene.players}
    assert {pupil.upn for pupil in plan.pupils} <= seen
    assert set(plan.visitors) & seen


def test_the_photos_are_what_ipads_make():
    photos = plan_school(1).photos
    assert 8 <= sum(photo.kind == "heic" for photo in photos) <= 12
    assert {1, 3, 6, 8} == {photo.orientation for photo in photos}
    assert sum(photo.device not in plan_school(1).devices for photo in photos) == 1
    assert sum(photo.live_photo_id is not None for photo in photos) == 1
    assert any(not photo.scene.players for photo in photos)


def test_a_third_of_the_photos_are_frames_of_bursts_from_one_camera():
    """Two to four frames of one scene, a second or two apart, in the way they are taken."""
    for seed in (1, 2026):
        photos = plan_school(seed, photos=80).photos
        bursts = [list(frames) for _, frames in groupby(photos, lambda p: p.scene.seed)]
        bursts = [frames for frames in bursts if len(frames) > 1]
        assert {len(frames) for frames in bursts} == {2, 3, 4}
        assert 0.3 < sum(map(len, bursts)) / len(photos) < 0.4
        for frames in bursts:
            assert [frame.scene.moment for frame in frames] == list(range(len(frames)))
            assert len({(f.device, f.kind, f.orientation, f.location) for f in frames}) == 1
            for one, following in pairwise(frames):
                assert 1 <= (following.taken_at - one.taken_at).seconds <= 2
        assert any(frame.scene.away for frames in bursts for frame in frames)


def test_the_photo_from_the_phone_is_never_a_frame_of_a_burst():
    for count in (7, 8, 9, 12, 17):
        last = plan_school(1, photos=count).photos[-1]
        assert last.scene.moment == 0
        assert last.device not in plan_school(1).devices


@pytest.mark.parametrize(("pupils", "photos"), [(12, 40), (25, 40), (24, 0)])
def test_a_school_that_cannot_be_made_is_refused(pupils, photos):
    with pytest.raises(Refused):
        plan_school(1, pupils=pupils, photos=photos)

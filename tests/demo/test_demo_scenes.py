"""Painted photos: the truth list says where the faces really are."""

from dataclasses import replace

import numpy as np
import pytest

from consentdesk.demo.line_ups import LINE_UPS
from consentdesk.demo.scenes import compose_scene
from consentdesk.demo.school import plan_school
from consentdesk.domain.bursts import BURST_BITS, bits_apart
from consentdesk.media.thumbnails import fingerprint

SMALL = (1008, 756)


def _scene_of(kind):
    photos = plan_school(3).photos
    return next(photo.scene for photo in photos if photo.scene.kind == kind)


def _pixels(scene):
    buffer = scene.pixels
    return np.frombuffer(buffer.data, np.uint8).reshape(buffer.height, buffer.width, 3)


def test_the_same_plan_paints_the_same_photo():
    plan = _scene_of("team")
    first, second = compose_scene(plan, *SMALL), compose_scene(plan, *SMALL)
    assert first == second


@pytest.mark.parametrize("kind", sorted(LINE_UPS))
def test_every_face_box_lies_inside_and_everybody_in_front_is_listed(kind):
    plan = _scene_of(kind)
    scene = compose_scene(plan, *SMALL)
    listed = {face.person for face in scene.faces}
    assert {player.person for player in plan.players} <= listed
    for face in scene.faces:
        assert face.box.x >= 0
        assert face.box.y >= 0
        assert face.box.right <= SMALL[0]
        assert face.box.bottom <= SMALL[1]
        assert 0 <= face.visible <= 1


def test_people_in_front_are_hardly_covered():
    for kind in ("team", "race", "close", "group"):
        plan = replace(_scene_of(kind), onlookers=())
        assert all(face.visible > 0.8 for face in compose_scene(plan, *SMALL).faces)


def test_a_face_box_holds_the_face_that_was_painted():
    plan = replace(_scene_of("close"), exposure=1.0, softness=0.0, onlookers=())
    with_people = _pixels(compose_scene(plan, *SMALL)).astype(int)
    empty = _pixels(compose_scene(replace(plan, players=()), *SMALL)).astype(int)
    for face in compose_scene(plan, *SMALL).faces:
        box = face.box
        inside = np.s_[box.y : box.bottom, box.x : box.right]
        changed = np.abs(with_people[inside] - empty[inside]).max(axis=2) > 12
        assert changed.mean() > 0.8


def test_the_next_frame_of_a_burst_shows_the_same_scene_with_everybody_a_little_elsewhere():
    plan = replace(_scene_of("close"), onlookers=())
    gone = plan.players[-1].person
    first = compose_scene(plan, *SMALL)
    later = compose_scene(replace(plan, moment=1, away=(gone,)), *SMALL)
    before = {face.person: face.box for face in first.faces}
    after = {face.person: face.box for face in later.faces}
    assert set(before) - set(after) == {gone}
    for person, box in after.items():
        assert box != before[person]
        assert abs(box.x - before[person].x) < box.width
        assert abs(box.y - before[person].y) < box.height
    assert bits_apart(fingerprint(first.pixels), fingerprint(later.pixels)) <= BURST_BITS


def test_a_dark_photo_is_darker_and_a_soft_one_softer():
    plan = replace(_scene_of("team"), exposure=1.0, softness=0.0)
    plain = _pixels(compose_scene(plan, *SMALL)).astype(float)
    dark = _pixels(compose_scene(replace(plan, exposure=0.4), *SMALL)).astype(float)
    soft = _pixels(compose_scene(replace(plan, softness=3.0), *SMALL)).astype(float)
    assert dark.mean() < 0.75 * plain.mean()
    assert np.abs(np.diff(soft, axis=1)).mean() < np.abs(np.diff(plain, axis=1)).mean()

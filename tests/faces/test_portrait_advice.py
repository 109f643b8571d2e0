"""What would make a portrait better, measured on the face."""

import pytest

from consentdesk.domain.pixels import Box
from consentdesk.faces import worker
from consentdesk.faces.chip import Quality
from consentdesk.faces.portrait import portrait_advice
from consentdesk.faces.ports import FoundFace, Points
from consentdesk.media.thumbnails import to_jpeg
from tests.faces.painted import ASH, FRONT, View, buffer, lawn, paint

GOOD = Quality(light=120, contrast=45, sharpness=0.18)
SIZE = (400, 500)
"""Width and height of the picture."""

AHEAD: Points = ((40, 60), (80, 60), (60, 85), (45, 105), (75, 105))
"""Eyes 40 pixels apart, the nose in their middle."""


def face(height: int = 200, points: Points = AHEAD) -> FoundFace:
    return FoundFace.sized(Box(0, 0, 120, height), 0.9, points)


@pytest.mark.parametrize(
    ("given", "quality", "word"),
    [
        (face(height=99), GOOD, "small"),
        (face(), Quality(light=74, contrast=45, sharpness=0.18), "dark"),
        (face(), Quality(light=120, contrast=45, sharpness=0.09), "sharp"),
        (face(points=((40, 60), (80, 60), (71, 85), (52, 105), (78, 105))), GOOD, "turned"),
    ],
)
def test_each_weakness_is_told_by_itself(given: FoundFace, quality: Quality, word: str) -> None:
    (sentence,) = portrait_advice(given, quality, *SIZE)
    assert word in sentence
    assert "better" in sentence


def test_a_good_portrait_gets_no_advice() -> None:
    assert portrait_advice(face(), GOOD, *SIZE) == ()


@pytest.mark.parametrize(
    ("right", "down", "size"),
    [
        (0, -45, SIZE),  # the upper edge through the eyes
        (0, -61, SIZE),  # the eyes above it
        (-25, 0, SIZE),  # the left edge beside an eye
        (0, 0, (95, 500)),  # the right edge
        (0, 0, (400, 120)),  # the lower edge through the mouth
    ],
)
def test_eyes_or_mouth_at_the_edge_are_told(right: int, down: int, size: tuple[int, int]) -> None:
    points: Points = tuple((x + right, y + down) for x, y in AHEAD)
    (sentence,) = portrait_advice(face(points=points), GOOD, *size)
    assert "edge" in sentence
    assert portrait_advice(face(points=points), GOOD, 400, 500) == () or size == SIZE


@pytest.mark.engine
def test_a_drawn_head_cut_at_the_eyes_is_told() -> None:
    canvas = lawn(420, 480)
    paint(canvas, ASH, FRONT, 400, 10, 40)
    told = {}
    for top in (0, 220):  # the eyes lie at 227
        check = worker.judge_portrait(to_jpeg(buffer(canvas[top:])))
        told[top] = any("edge" in sentence for sentence in check.advice)
    assert told == {0: False, 220: True}


@pytest.mark.engine
def test_a_drawn_head_turned_aside_is_told() -> None:
    told = {}
    for yaw in (0, 40):
        canvas = lawn(420, 480)
        paint(canvas, ASH, View(f"{yaw}", yaw=yaw, light=FRONT.light, fill=FRONT.fill), 400, 10, 40)
        check = worker.judge_portrait(to_jpeg(buffer(canvas)))
        assert (check.ok, check.vector) == (True, None)
        told[yaw] = any("turned" in sentence for sentence in check.advice)
    assert told == {0: False, 40: True}

"""Pictures with drawn heads, drawn once a run."""

import pytest

from consentdesk.media.thumbnails import to_jpeg
from tests.faces.painted import ASH, ASIDE, BAY, FRONT, Scene, buffer, lawn, paint


@pytest.fixture(scope="session")
def scene() -> Scene:
    """Three faces of two people, the smallest about 60 px high and across a tile's edge."""
    canvas = lawn(1700, 1200)
    boxes = (
        paint(canvas, ASH, FRONT, 420, 150, 120),
        paint(canvas, BAY, FRONT, 260, 1200, 160),
        paint(canvas, ASH, ASIDE, 110, 820, 700),
    )
    return Scene(buffer(canvas), boxes, ("ash", "bay", "ash"))


@pytest.fixture(scope="session")
def scene_file(scene: Scene) -> bytes:
    return to_jpeg(scene.pixels)


@pytest.fixture(scope="session")
def portraits() -> dict[str, bytes]:
    """One JPEG a person, the face alone and big."""
    files = {}
    for name, recipe in (("ash", ASH), ("bay", BAY)):
        canvas = lawn(420, 480)
        paint(canvas, recipe, FRONT, 400, 40, 40)
        files[name] = to_jpeg(buffer(canvas))
    return files

"""Pictures that go from room to room some rows at a time are the same as in one piece."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from pillow_heif import HeifImageFile, from_pillow

from consentdesk.media.heic_rows import shrunk_heic
from consentdesk.media.open_photo import open_photo
from consentdesk.media.picture import buffer_of, image_of, reduction_for

ODD_SIZES = [(1, 1), (257, 3), (640, 256), (333, 517), (90, 1031)]


def colourful(width: int, height: int) -> Image.Image:
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    picture = np.stack([across % 256, down % 256, (across + down) // 5 % 256], axis=2)
    return Image.fromarray(picture.astype(np.uint8))


@pytest.mark.parametrize("size", ODD_SIZES)
def test_all_bytes_of_a_picture(size):
    image = colourful(*size)
    pixels = buffer_of(image)
    assert (pixels.width, pixels.height, pixels.stride) == (*size, 3 * size[0])
    assert pixels.data == image.tobytes()
    assert image_of(pixels).tobytes() == image.tobytes()


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("times", [2, 3, 5])
@pytest.mark.parametrize("size", [(640, 480), (333, 517), (130, 1031)])
def test_a_heic_shrunk_by_rows_is_the_heic_shrunk_whole(size, times, mode):
    out = BytesIO()
    from_pillow(colourful(*size).convert(mode)).save(out, quality=80)
    data = out.getvalue()
    small = shrunk_heic(HeifImageFile(BytesIO(data)), times)
    whole = HeifImageFile(BytesIO(data))
    whole.load()
    assert small is not None
    assert small.mode == mode
    assert small.size == whole.reduce(times).size
    assert small.tobytes() == whole.reduce(times).tobytes()


def test_a_heic_with_alpha_is_loaded_whole():
    out = BytesIO()
    from_pillow(colourful(60, 40).convert("RGBA")).save(out, quality=80)
    assert shrunk_heic(HeifImageFile(out), 2) is None


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("edge", [160, 300, 320, 470, 640])
def test_a_heic_of_every_wanted_size(samples, edge, orientation):
    data = samples.ipad_photo("heic", orientation, pixels=samples.four_corners(640, 424))
    pixels = open_photo(data, max_edge=edge)
    assert (pixels.width, pixels.height) == (edge, round(424 * edge / 640))
    assert samples.stands_upright(pixels)


def test_how_far_a_picture_is_averaged_down():
    assert [reduction_for(share) for share in (1.0, 0.9, 0.5, 2016 / 4032, 1 / 3)] == [
        1,
        1,
        2,
        2,
        3,
    ]
    assert reduction_for(1600 / 4032) == 2
    assert reduction_for(400 / 4032) == 8

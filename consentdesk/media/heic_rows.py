"""A HEIC made smaller straight from the decoder's memory, some rows at a time.

Pillow's own way holds the whole picture twice, once as the decoder left it and once as Pillow's;
of an iPad photo these are 37 and 48 MB, in each worker at once.
"""

from PIL import Image
from pillow_heif import HeifImageFile

_ROWS_AT_A_TIME = 256
_READ_MODES = ("RGB", "L")


def shrunk_heic(image: HeifImageFile, times: int) -> Image.Image | None:
    """Decode the primary picture and average ``times`` by ``times`` pixels to one.

    Args:
        image: opened, not loaded.
        times: 2 or more.

    Returns:
        None for a picture with alpha, which is loaded whole.
    """
    file = image._heif_file
    if file is None or file[image.tell()].mode not in _READ_MODES:
        return None
    picture = file[image.tell()]
    pixels, stride = picture.data, picture.stride
    width, height = picture.size
    small = Image.new(picture.mode, (-(-width // times), -(-height // times)))
    step = times * (_ROWS_AT_A_TIME // times or 1)
    for top in range(0, height, step):
        rows = min(step, height - top)
        part = pixels[top * stride : (top + rows) * stride]
        band = Image.frombuffer(picture.mode, (width, rows), part, "raw", picture.mode, stride, 1)
        small.paste(band.reduce(times), (0, top // times))
    return small

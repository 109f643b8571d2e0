"""Small pictures with a see-through background: read, written as WebP, and scaled."""

from io import BytesIO

from PIL import Image

_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def load_cutout(data: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the R, G, B, opacity bytes of a WebP or PNG picture."""
    with Image.open(BytesIO(data)) as image:
        rgba = image.convert("RGBA")
    return rgba.width, rgba.height, rgba.tobytes()


def save_cutout(width: int, height: int, rgba: bytes, *, quality: int = 86) -> bytes:
    """Return a WebP file of these R, G, B, opacity bytes."""
    out = BytesIO()
    image = Image.frombytes("RGBA", (width, height), rgba)
    image.save(out, "WEBP", quality=quality, alpha_quality=95, method=6)
    return out.getvalue()


def scale_pixels(
    pixels: bytes, size: tuple[int, int], channels: int, new_size: tuple[int, int]
) -> bytes:
    """Return the picture at ``new_size`` (width, height); shrinking averages what is covered.

    Args:
        pixels: rows without padding, ``channels`` (1, 3 or 4) bytes a pixel. Opacity is
            respected: see-through pixels do not bleed into the edge.
    """
    image = Image.frombytes(_MODES[channels], size, pixels)
    way = Image.Resampling.LANCZOS if new_size[0] < size[0] else Image.Resampling.BICUBIC
    return image.resize(new_size, way).tobytes()

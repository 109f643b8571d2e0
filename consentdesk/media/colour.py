"""From the colours a photo was stored in to sRGB, the colours of the web."""

from io import BytesIO
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

_Numbers = npt.NDArray[Any]

_ROWS_AT_A_TIME = 256

_BLACK_POINT = ImageCms.Flags.BLACKPOINTCOMPENSATION


def flattened(image: Image.Image) -> Image.Image:
    """Return the picture as RGB, L, CMYK or LAB: 8 bits, no palette, no alpha.

    What is transparent becomes white; 16 bits are scaled to 8, not clipped.
    """
    if image.mode.startswith("I") or image.mode == "F":
        return _scaled_to_8_bit(image)
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        return _on_white(image)
    if image.mode in ("RGB", "L", "CMYK", "LAB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a `flattened` picture in sRGB, through its profile where it has one.

    Relative colorimetric with black point compensation, as browsers and printers do it.
    A profile that does not fit the picture is left out. A picture that is RGB already is changed
    in place and returned: a second one of 12 megapixels takes 48 MB.
    """
    if image.mode == "LAB":
        return _converted(image, _lab_profile()) or _as_rgb(image)
    if profile is None:
        return _as_rgb(image)
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
    except (OSError, TypeError, ImageCms.PyCMSError):
        return _as_rgb(image)
    return _converted(image, source) or _converted_grey(image, source) or _as_rgb(image)


def _as_rgb(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def _lab_profile() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image | None:
    in_place = image.mode == "RGB"
    try:
        result = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            inPlace=in_place,
            flags=_BLACK_POINT,
        )
    except (ImageCms.PyCMSError, ValueError, OSError):
        return None
    return image if in_place else result


def _converted_grey(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image | None:
    """Convert a grey picture that carries a colour profile, as some editors leave it."""
    return _converted(image.convert("RGB"), source) if image.mode == "L" else None


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture as if it lay on white paper; a grey one stays grey for its profile."""
    plain = "L" if image.mode in ("1", "L", "LA", "La") else "RGB"
    upper = (image.convert("LA") if image.mode == "La" else image).convert("RGBA")
    if upper.getchannel("A").getextrema() == (255, 255):
        return upper.convert(plain)
    paper = Image.new("RGBA", upper.size, (255, 255, 255, 255))
    paper.alpha_composite(upper)
    return paper.convert(plain)


def _scaled_to_8_bit(image: Image.Image) -> Image.Image:
    """Scale a grey picture of 16 or 32 bits, some rows at a time, for a large one is very large."""
    bands = np.array_split(np.asarray(image), ceil(image.height / _ROWS_AT_A_TIME))
    top = max(float(_numbers(band).max(initial=0.0)) for band in bands)
    factor = 255.0 / _white(top)
    scaled = np.concatenate([_eight_bits(band, factor) for band in bands])
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        scaled[np.asarray(image) == clear] = 255
    return Image.fromarray(scaled)


def _white(top: float) -> float:
    """Return what white is in a picture of 16 or 32 bits whose largest number is this.

    Some programs write numbers of 8 bits into 16: by the rule they would all be black.
    """
    return 1.0 if top <= 1.0 else 255.0 if top <= 255.0 else max(65535.0, top)


def _eight_bits(band: _Numbers, factor: float) -> npt.NDArray[np.uint8]:
    bits: npt.NDArray[np.uint8] = np.clip(_numbers(band) * factor + 0.5, 0, 255).astype(np.uint8)
    return bits


def _numbers(band: _Numbers) -> npt.NDArray[np.float32]:
    """Return the band as numbers; what is none, or endless, is black."""
    return np.nan_to_num(band.astype(np.float32), copy=False, nan=0.0, posinf=0.0, neginf=0.0)

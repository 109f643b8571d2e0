"""From the colours a photo was stored in to sRGB, the colours of the web."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

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
    """Return a `flattened` picture in sRGB, through its embedded profile where it has one.

    Relative colorimetric with black point compensation, as browsers and printers do it.
    A profile that does not fit the picture is left out.
    """
    if image.mode == "LAB":
        return _converted(image, _lab_profile()) or image.convert("RGB")
    if profile is None:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
    except (OSError, TypeError, ImageCms.PyCMSError):
        return image.convert("RGB")
    return _converted(image, source) or _converted_grey(image, source) or image.convert("RGB")


def _lab_profile() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image | None:
    try:
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=_BLACK_POINT,
        )
    except (ImageCms.PyCMSError, ValueError, OSError):
        return None


def _converted_grey(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image | None:
    """Convert a grey picture that carries a colour profile, as some editors leave it."""
    return _converted(image.convert("RGB"), source) if image.mode == "L" else None


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture as if it lay on white paper."""
    upper = (image.convert("LA") if image.mode == "La" else image).convert("RGBA")
    if upper.getchannel("A").getextrema() == (255, 255):
        return upper.convert("RGB")
    paper = Image.new("RGBA", upper.size, (255, 255, 255, 255))
    paper.alpha_composite(upper)
    return paper.convert("RGB")


def _scaled_to_8_bit(image: Image.Image) -> Image.Image:
    """Scale a grey picture of 16 or 32 bits; only a 32-bit mode leaves its range open."""
    values = np.asarray(image, dtype=np.float32)
    full = 65535.0
    if not image.mode.startswith("I;16"):
        top = float(values.max(initial=0.0))
        full = 1.0 if top <= 1.0 else 255.0 if top <= 255.0 else 65535.0
    return Image.fromarray(np.clip(values * (255.0 / full) + 0.5, 0, 255).astype(np.uint8))

"""Drawn heads laid on a lawn: the pictures of these tests show nobody who exists."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from consentdesk.demo.head_recipe import HeadRecipe, View
from consentdesk.demo.heads import draw_head
from consentdesk.domain.pixels import Box, PixelBuffer

ASH = HeadRecipe("ash", 5, 1.0, 0.3, 0.5, "short", (60, 40, 30))
BAY = HeadRecipe("bay", 9, 0.6, 0.8, 0.0, "bob", (25, 18, 15), face_width=0.8, nose_width=0.7)

FRONT = View("front", smile=0.4, light=-12, fill=1.15)
ASIDE = View("aside", yaw=12, smile=0.8, light=20, fill=1.1)


@dataclass(frozen=True)
class Scene:
    """A picture, where its faces are (the biggest first), and whose they are."""

    pixels: PixelBuffer
    boxes: tuple[Box, ...]
    names: tuple[str, ...]


def paint(
    canvas: NDArray[np.uint8], recipe: HeadRecipe, view: View, size: int, x: int, y: int
) -> Box:
    """Lay a head on the canvas with its top left corner there; return its face."""
    head = _drawn(recipe, view, size)
    high, wide = head.pixels.shape[:2]
    place = canvas[y : y + high, x : x + wide]
    opacity = head.pixels[..., 3:] / 255
    place[:] = head.pixels[..., :3] * opacity + place * (1 - opacity)
    left, top, width, height = head.face
    return Box(
        x + round(left * wide), y + round(top * high), round(width * wide), round(height * high)
    )


_drawn = cache(draw_head)


def buffer(canvas: NDArray[np.uint8]) -> PixelBuffer:
    height, width = canvas.shape[:2]
    return PixelBuffer(width, height, canvas.tobytes(), 3 * width)


def lawn(width: int, height: int) -> NDArray[np.uint8]:
    """A plain green ground with a little unrest."""
    unrest = np.random.default_rng(1).integers(-6, 7, (height, width, 1))
    return (np.array([120, 150, 110]) + unrest).astype(np.uint8)

"""Bodies of the made-up people: flat shapes, blown up like cushions and lit from above.

Body space is head space: the head's centre is (0, 0), x right, y up, one unit is half the
height of a head; the neckline lies near y = -1.4.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from consentdesk.demo.distance_fields import Floats, as_floats, join, step

Colour = tuple[int, int, int]
Point = tuple[float, float]
Shape = Callable[[Floats, Floats], Floats]

LEFT, TOP, RIGHT, BOTTOM = -3.1, 2.3, 3.1, -9.2
SCHOOL_NAVY: Colour = (44, 54, 84)
_SOCKS: Colour = (236, 236, 236)
_STRIPE: Colour = (244, 244, 240)
_RIBBON: Colour = (196, 52, 58)
_GOLD: Colour = (226, 178, 62)
_SHINE: Colour = (244, 208, 104)
_LIGHT = np.array([-0.42, 0.62, 0.66], np.float32)


@dataclass(frozen=True, slots=True)
class Outfit:
    """What somebody wears.

    Attributes:
        shirt, shorts, shoes: colours.
        bib: colour of a team bib over the shirt, or None.
        medal: whether a medal hangs round the neck.
    """

    shirt: Colour
    shorts: Colour = SCHOOL_NAVY
    shoes: Colour = (226, 226, 230)
    bib: Colour | None = None
    medal: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """How large a body is against its head: joints' heights and half the shoulder width."""

    shoulder: float
    hip: float
    foot: float
    wide: float


CHILD = Build(shoulder=-1.66, hip=-3.55, foot=-6.3, wide=0.70)
ADULT = Build(shoulder=-1.72, hip=-4.3, foot=-8.6, wide=0.98)

# Elbow and hand of the right-hand arm, from the shoulder, in units of half an arm.
_ARMS: dict[str, tuple[Point, Point, Point, Point]] = {
    "standing": ((0.25, -1.0), (0.22, -2.0), (-0.25, -1.0), (-0.22, -2.0)),
    "hips": ((0.75, -0.75), (0.05, -1.35), (-0.75, -0.75), (-0.05, -1.35)),
    "cheering": ((0.95, 0.30), (1.15, 1.30), (-0.95, 0.30), (-1.15, 1.30)),
    "waving": ((0.95, 0.10), (1.30, 1.05), (-0.25, -1.0), (-0.22, -2.0)),
    "running": ((0.55, -0.85), (0.10, -0.20), (-0.70, -0.75), (-1.00, -1.55)),
    "holding": ((0.40, -0.95), (-0.35, -1.30), (-0.40, -0.95), (0.35, -1.30)),
}


def draw_body(
    build: Build, outfit: Outfit, skin: Floats, pose: str, unit: float
) -> NDArray[np.uint8]:
    """Return the body as (height, width, 4) bytes, sRGB and opacity.

    The picture spans LEFT..RIGHT and TOP..BOTTOM of body space at ``unit`` pixels a unit;
    ``skin`` is an sRGB colour, 0 to 255.
    """
    canvas = _Canvas(unit)
    _legs(canvas, build, outfit, skin, pose)
    _torso(canvas, build, outfit)
    for side, (elbow, hand) in ((1, _ARMS[pose][:2]), (-1, _ARMS[pose][2:])):
        _arm(canvas, build, outfit, skin, side, elbow, hand)
    return canvas.finished()


class _Canvas:
    """Draws one cushion after the other, the last in front."""

    def __init__(self, unit: float) -> None:
        self.unit = unit
        height, width = round((TOP - BOTTOM) * unit), round((RIGHT - LEFT) * unit)
        self.colour = np.zeros((height, width, 3), np.float32)
        self.alpha = np.zeros((height, width), np.float32)

    def cushion(
        self,
        shape: Shape,
        bounds: tuple[float, float, float, float],
        round_by: float,
        colour: Floats,
    ) -> None:
        """Draw a shape given by its signed distance; ``bounds``: left, bottom, right, top."""
        unit, (height, width) = self.unit, self.alpha.shape
        left, right = max(0, int((bounds[0] - LEFT) * unit)), int((bounds[2] - LEFT) * unit) + 2
        top, bottom = max(0, int((TOP - bounds[3]) * unit)), int((TOP - bounds[1]) * unit) + 2
        rows, columns = slice(top, min(bottom, height)), slice(left, min(right, width))
        row, column = np.mgrid[rows, columns].astype(np.float32)
        if row.shape[0] < 3 or row.shape[1] < 3:
            return
        gap = shape(LEFT + (column + 0.5) / unit, TOP - (row + 0.5) / unit)
        down, across = np.gradient(gap * unit)
        edge = np.clip(1 + gap / round_by, 0, 1)
        facing = _LIGHT[0] * across * edge - _LIGHT[1] * down * edge
        facing = facing + _LIGHT[2] * np.sqrt(np.clip(1 - edge * edge, 0.05, 1))
        lit = (0.52 + 0.52 * np.clip(facing, -0.2, 1))[..., None]
        cover = np.clip(0.5 - gap * unit, 0, 1)
        part = self.colour[rows, columns]
        part += (colour * lit - part) * cover[..., None]
        over = self.alpha[rows, columns]
        over += (1 - over) * cover

    def limb(self, points: list[Point], thick: list[float], colour: Floats) -> None:
        """Draw a limb through points with a thickness at each."""
        for (a, b), (ra, rb) in zip(pairwise(points), pairwise(thick), strict=True):
            far = max(ra, rb) + 0.1
            bounds = (
                min(a[0], b[0]) - far,
                min(a[1], b[1]) - far,
                max(a[0], b[0]) + far,
                max(a[1], b[1]) + far,
            )
            stick = partial(_stick, a=a, b=b, ra=ra, rb=rb)
            self.cushion(stick, bounds, max(ra, rb), colour)

    def finished(self) -> NDArray[np.uint8]:
        """Return bytes; colours at the rim are made whole again."""
        colour = self.colour / np.maximum(self.alpha, 1e-3)[..., None]
        whole = np.dstack([colour, self.alpha * 255])
        return np.clip(whole + 0.5, 0, 255).astype(np.uint8)


def _stick(x: Floats, y: Floats, a: Point, b: Point, ra: float, rb: float) -> Floats:
    dx, dy = b[0] - a[0], b[1] - a[1]
    along = np.clip(((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy + 1e-6), 0, 1)
    away = np.sqrt((x - a[0] - along * dx) ** 2 + (y - a[1] - along * dy) ** 2)
    return away - (ra + (rb - ra) * along)


def _rgb(colour: Colour) -> Floats:
    return np.asarray(colour, np.float32)


def _legs(canvas: _Canvas, build: Build, outfit: Outfit, skin: Floats, pose: str) -> None:
    long = build.hip - build.foot
    for side in (-1, 1):
        lifted = pose == "running" and side == 1
        hip = (side * 0.30 * build.wide / 0.7, build.hip)
        knee = (side * 0.42, build.hip - long * (0.36 if lifted else 0.48))
        foot = (side * (0.30 if lifted else 0.46), build.foot + (0.34 * long if lifted else 0.12))
        canvas.limb([hip, knee, foot], [0.27, 0.20, 0.14], skin)
        canvas.limb([(foot[0], foot[1] + 0.30), foot], [0.155, 0.16], _rgb(_SOCKS))
        toe = (foot[0] + side * 0.16, foot[1] - 0.06)
        canvas.limb([foot, toe], [0.17, 0.17], _rgb(outfit.shoes))
        hem = (hip[0] + (knee[0] - hip[0]) * 0.8, hip[1] + (knee[1] - hip[1]) * 0.8)
        canvas.limb([hip, hem], [0.42 * build.wide / 0.7, 0.36], _rgb(outfit.shorts))


def _torso(canvas: _Canvas, build: Build, outfit: Outfit) -> None:
    wide, top, low = build.wide, build.shoulder, build.hip
    bounds = (-wide - 0.5, low - 0.9, wide + 0.5, top + 0.6)
    shirt = partial(_shirt, build=build)
    canvas.cushion(shirt, bounds, 0.36, _rgb(outfit.shirt))
    if outfit.bib is not None:
        middle, half = (top + low) / 2, (top - low) * 0.46

        def bib(x: Floats, y: Floats) -> Floats:
            panel = np.maximum(np.abs(x) - wide * 0.66, np.abs(y - middle - 0.02) - half)
            return as_floats(np.maximum(panel, shirt(x, y) + 0.04))

        def stripe(x: Floats, y: Floats) -> Floats:
            return as_floats(np.maximum(np.abs(y - middle + 0.1) - 0.13, bib(x, y)))

        canvas.cushion(bib, bounds, 0.1, _rgb(outfit.bib))
        canvas.cushion(stripe, bounds, 0.1, _rgb(_STRIPE))
    if outfit.medal:
        _medal(canvas, top)


def _shirt(x: Floats, y: Floats, build: Build) -> Floats:
    wide, top, low = build.wide, build.shoulder, build.hip
    across = _stick(x, y, (-wide + 0.12, top - 0.05), (wide - 0.12, top - 0.05), 0.24, 0.24)
    slope = _stick(x, y, (0, top + 0.20), (0, top - 0.3), 0.30, 0.42)
    trunk = _stick(x, y, (0, top - 0.45), (0, low + 0.15), wide * 0.90, wide * 0.92)
    hem = np.maximum(trunk, low - 0.18 - y)
    return join(join(across, slope, 0.30), hem, 0.30)


def _medal(canvas: _Canvas, top: float) -> None:
    low = (0.0, top - 1.05)
    disc: list[Point] = [(0.0, low[1] - 0.12), (0.0, low[1] - 0.13)]
    for side in (-1, 1):
        canvas.limb([(side * 0.34, top + 0.16), low], [0.045, 0.045], _rgb(_RIBBON))
    canvas.limb(disc, [0.23, 0.23], _rgb(_GOLD))
    canvas.limb(disc, [0.15, 0.15], _rgb(_SHINE))


def _arm(
    canvas: _Canvas,
    build: Build,
    outfit: Outfit,
    skin: Floats,
    side: int,
    elbow: Point,
    hand: Point,
) -> None:
    half = (build.shoulder - build.hip) * 0.52
    start = (side * (build.wide - 0.06), build.shoulder - 0.10)
    bend = (start[0] + elbow[0] * half, start[1] + elbow[1] * half)
    end = (start[0] + hand[0] * half, start[1] + hand[1] * half)
    canvas.limb([start, bend, end], [0.19, 0.155, 0.125], skin)
    canvas.limb([end, (end[0], end[1] + 0.02)], [0.175, 0.175], skin)
    cuff = (start[0] + (bend[0] - start[0]) * 0.62, start[1] + (bend[1] - start[1]) * 0.62)
    canvas.limb([start, cuff], [0.27, 0.25], _rgb(outfit.shirt))


def ground_shadow(height: int, width: int) -> Floats:
    """Return the darkness, 0 to 1, of the soft oval under somebody's feet."""
    y, x = np.mgrid[-1 : 1 : complex(0, height), -1 : 1 : complex(0, width)].astype(np.float32)
    return 0.55 * step(np.sqrt(x * x + y * y), 1.0, 0.1)

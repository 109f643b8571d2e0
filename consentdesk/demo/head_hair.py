"""Hair of an invented head: a cap of the skull's shape, cut and extended for each style."""

from collections.abc import Callable

import numpy as np

from consentdesk.demo.distance_fields import Floats, as_floats, capsule, carve, ellipsoid, join
from consentdesk.demo.head_shape import HeadShape

HairField = Callable[[HeadShape, Floats, Floats, Floats], Floats]


def _dome(shape: HeadShape, x: Floats, y: Floats, z: Floats, thick: float) -> Floats:
    forehead, child = shape.recipe.forehead, 1 - shape.recipe.grown
    radii = (
        0.75 * shape.width + 0.02 * child + thick,
        0.74 + 0.05 * forehead + thick * 1.15,
        0.88 + thick,
    )
    return ellipsoid(x, y, z, (0, 0.36 + 0.03 * forehead, -0.14), radii)


def _line(shape: HeadShape, y: Floats, z: Floats, drop: float = 0.0) -> Floats:
    """Return the height below the hairline's tilted plane, forehead to nape."""
    return (shape.hairline - drop - 0.10 + 0.84 * (z - 0.62) - y) * 0.76


def _strands(x: Floats, y: Floats, z: Floats, depth: float) -> Floats:
    turn = np.arctan2(x, z + 0.3)
    return as_floats(
        depth * np.sin(38 * turn + 4 * np.sin(3 * y + 5 * x)) + 0.5 * depth * np.sin(71 * turn)
    )


def _curls(x: Floats, y: Floats, z: Floats, depth: float, pace: float) -> Floats:
    return as_floats(depth * np.sin(pace * x + 1.3) * np.sin(pace * y) * np.sin(pace * z + 0.7))


def _cap(shape: HeadShape, x: Floats, y: Floats, z: Floats, thick: float) -> Floats:
    cut = _line(shape, y, z)
    return -join(-_dome(shape, x, y, z, thick), -cut, 0.07)


def _fringe(shape: HeadShape, x: Floats, y: Floats, z: Floats, low: float, tilt: float) -> Floats:
    """Return hair over the forehead down to ``low``, its edge sloping by ``tilt``."""
    edge = low + tilt * x + 0.018 * np.sin(17 * x + 1) + 0.01 * np.sin(41 * x) - y
    sheet = np.maximum(_dome(shape, x, y, z, 0.085), edge)
    return as_floats(np.maximum(sheet, 0.08 - z))


def _curtain(
    shape: HeadShape, x: Floats, y: Floats, z: Floats, length: float, spread: float
) -> Floats:
    """Return hair that hangs behind and beside the face down to ``length``."""
    fall = y - np.clip(y, length + 0.15, 0.30)
    taper = 1 + spread * np.clip(0.3 - y, 0, 1.8)
    radii = (0.75 * shape.width + 0.13, 0.72, 0.80)
    body = ellipsoid(x / taper, fall, z, (0, 0.0, -0.22), radii)
    face = ellipsoid(x, y, z, (0, -0.35, 0.62), (0.60 * shape.width, 1.10, 0.70))
    body = carve(body, face, 0.08)
    throat = capsule(x, y, z, (0, -0.75, 0.12), (0, -2.0, 0.25), (0.40, 0.46))
    return as_floats(np.maximum(carve(body, throat, 0.08), z - 0.34))


def crop(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Very short hair."""
    return _cap(shape, x, y, z, 0.035) + _curls(x, y, z, 0.006, 60)


def short(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Short hair with a little height."""
    top = ellipsoid(x, y, z, (0.04, 0.86, 0.06), (0.56, 0.33, 0.66))
    cap = join(_cap(shape, x, y, z, 0.08), np.maximum(top, _line(shape, y, z, 0.05)), 0.12)
    return cap + _strands(x, y, z, 0.012)


def fringe(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Short hair combed over the forehead."""
    cap = _cap(shape, x, y, z, 0.10)
    front = _fringe(shape, x, y, z, 0.44 + 0.04 * shape.recipe.forehead, 0.10)
    return join(cap, front, 0.05) + _strands(x, y, z, 0.012)


def bowl(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """A round cut with a straight fringe."""
    cap = np.maximum(_dome(shape, x, y, z, 0.13), 0.06 - y + 0.75 * np.clip(z, 0, 0.48))
    return cap + _strands(x, y, z, 0.010)


def parting(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Short hair swept over from a side parting."""
    cap = _cap(shape, x, y, z, 0.085)
    swept = ellipsoid(x, y, z, (-0.16, 0.84, 0.16), (0.58, 0.34, 0.60))
    swept = np.maximum(swept, _line(shape, y, z, 0.10 - 0.0))
    return join(cap, swept, 0.07) + _strands(x, y, z, 0.012)


def bob(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Chin-length hair with a fringe."""
    cap = join(_cap(shape, x, y, z, 0.11), _curtain(shape, x, y, z, -0.78, 0.05), 0.10)
    return join(cap, _fringe(shape, x, y, z, 0.46, -0.06), 0.05) + _strands(x, y, z, 0.012)


def long(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Hair over the shoulders, parted in the middle."""
    cap = join(_cap(shape, x, y, z, 0.10), _curtain(shape, x, y, z, -1.18, 0.10), 0.12)
    part = capsule(x, y, z, (0, 0.6, 0.9), (0, 1.3, 0.1), (0.02, 0.02))
    return carve(cap, part, 0.08) + _strands(x, y, z, 0.014)


def ponytail(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Hair drawn back to a high tail that falls to one side."""
    tail = capsule(x, y, z, (0.12, 1.02, -0.62), (0.66, 0.10, -0.85), (0.24, 0.16))
    tail = join(tail, capsule(x, y, z, (0.66, 0.1, -0.85), (0.78, -0.6, -0.7), (0.17, 0.07)), 0.1)
    return join(_cap(shape, x, y, z, 0.06), tail, 0.05) + _strands(x, y, z, 0.010)


def bunches(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Two bunches at the sides."""
    side = np.abs(x)
    tail = capsule(side, y, z, (0.80 * shape.width, 0.46, -0.25), (1.0, -0.42, -0.14), (0.20, 0.12))
    return join(_cap(shape, x, y, z, 0.07), tail, 0.05) + _strands(x, y, z, 0.010)


def bun(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Hair drawn up to a bun."""
    knot = ellipsoid(x, y, z, (0.0, 1.20, -0.32), (0.32, 0.28, 0.32))
    return join(_cap(shape, x, y, z, 0.06), knot, 0.05) + _strands(x, y, z, 0.010)


def puffs(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Two round curly puffs."""
    puff = ellipsoid(np.abs(x), y, z, (0.66, 1.02, -0.20), (0.36, 0.36, 0.36))
    puff = puff + _curls(x, y, z, 0.035, 24)
    return join(_cap(shape, x, y, z, 0.045), puff, 0.05)


def curly(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """A mop of curls."""
    mop = ellipsoid(x, y, z, (0, 0.56, -0.16), (0.92 * shape.width, 0.78, 0.96))
    mop = -join(-mop, -_line(shape, y, z, 0.10), 0.12)
    return mop + _curls(x, y, z, 0.055, 14) + _curls(x, y, z, 0.02, 31)


def afro(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """A round afro."""
    ball = ellipsoid(x, y, z, (0, 0.50, -0.22), (1.06, 0.92, 1.0))
    ball = -join(-ball, -_line(shape, y, z, 0.04), 0.12)
    return ball + _curls(x, y, z, 0.025, 27)


def braids(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Rows drawn back, two braids over the shoulders."""
    side = np.abs(x)
    plait = capsule(side, y, z, (0.74, 0.1, -0.1), (0.70, -1.3, 0.12), (0.13, 0.09))
    plait = plait + 0.03 * np.abs(np.sin(11 * y + 2 * x))
    cap = _cap(shape, x, y, z, 0.055) + 0.016 * np.abs(np.sin(19 * x))
    return join(cap, plait, 0.05)


def curls_long(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Curly hair to the shoulders."""
    cap = join(_cap(shape, x, y, z, 0.14), _curtain(shape, x, y, z, -0.95, 0.26), 0.12)
    return cap + _curls(x, y, z, 0.05, 13) + _curls(x, y, z, 0.02, 29)


STYLES: dict[str, HairField] = {
    style.__name__: style
    for style in (
        crop,
        short,
        fringe,
        bowl,
        parting,
        bob,
        long,
        ponytail,
        bunches,
        bun,
        puffs,
        curly,
        afro,
        braids,
        curls_long,
    )
}

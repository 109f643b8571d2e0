"""Colours of an invented head, all worked out from the position on it; no picture files.

Colours are linear light, arrays of shape (n, 3) from 0 to 1.
"""

import numpy as np

from consentdesk.demo.distance_fields import Floats, bump, step
from consentdesk.demo.head_shape import HeadShape

_SKIN_TONES = (
    (247, 211, 188),
    (240, 196, 166),
    (230, 183, 149),
    (211, 158, 119),
    (184, 130, 92),
    (154, 103, 70),
    (123, 80, 54),
    (94, 61, 42),
)
_IRISES = ((48, 28, 18), (84, 52, 28), (98, 84, 44), (70, 98, 76), (66, 104, 142))
_EYE_WHITE = (236, 232, 228)
_TEETH = (226, 220, 208)
_MOUTH = (70, 24, 24)


def linear(colour: tuple[int, int, int]) -> Floats:
    """Return an sRGB colour as linear light."""
    return (np.asarray(colour, np.float32) / 255) ** np.float32(2.2)


def _between(tones: tuple[tuple[int, int, int], ...], where: float) -> Floats:
    place = min(max(where, 0.0), 1.0) * (len(tones) - 1)
    low = min(int(place), len(tones) - 2)
    mixed = [a + (b - a) * (place - low) for a, b in zip(tones[low], tones[low + 1], strict=True)]
    return linear((round(mixed[0]), round(mixed[1]), round(mixed[2])))


def skin_tone(shape: HeadShape) -> Floats:
    """Return the head's plain skin colour."""
    return _between(_SKIN_TONES, shape.recipe.skin)


def _lay(colour: Floats, over: Floats, share: Floats) -> Floats:
    return colour + (over - colour) * share[:, None]


def paint_skin(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Return the colours of skin points: tone, blush, freckles, lips, brows, lashes."""
    side, front = np.abs(x), step(z, 0.05, 0.3)
    colour = np.repeat(skin_tone(shape)[None, :], len(x), axis=0)
    colour = colour * (1 + _mottle(shape, x, y, z))[:, None]
    colour = _with_blush(shape, colour, side, y, front)
    colour = _with_freckles(shape, colour, x, y, front)
    colour = _with_stubble(shape, colour, side, y, z)
    colour = _with_mouth(shape, colour, side, y, front)
    colour = _with_brows(shape, colour, side, y, front)
    colour = _with_lashes(shape, colour, side, y, front)
    nx, ny, nz = shape.nostril
    hole = (side - nx) ** 2 / 0.034**2 + (y - ny) ** 2 / 0.022**2 + (z - nz) ** 2 / 0.07**2
    colour = _lay(colour, skin_tone(shape) * 0.16, step(hole, 1.1, 0.5))
    return np.asarray(colour, np.float32)


def _mottle(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    rng = np.random.default_rng(shape.recipe.seed + 1)
    waves = np.zeros_like(x)
    for pace, strength in ((4.0, 0.05), (7.0, 0.035), (33.0, 0.012), (61.0, 0.012)):
        k, phase = rng.normal(0, pace, 3), rng.uniform(0, 6.28)
        waves += strength * np.sin(k[0] * x + k[1] * y + k[2] * z + phase)
    return np.asarray(waves, np.float32)


def _with_blush(shape: HeadShape, colour: Floats, side: Floats, y: Floats, front: Floats) -> Floats:
    tone, strength = skin_tone(shape), 0.30 + 0.14 * shape.recipe.ruddy
    red = tone * np.array([1.02, 0.66, 0.62], np.float32)
    cheek = bump((side - 0.36) / 0.17) * bump((y + 0.22) / 0.16)
    nose = 0.6 * bump(side / 0.12) * bump((y - shape.nose_y) / 0.11)
    return _lay(colour, red, strength * np.maximum(cheek, nose) * front)


def _with_freckles(shape: HeadShape, colour: Floats, x: Floats, y: Floats, front: Floats) -> Floats:
    if not shape.recipe.freckles:
        return colour
    rng = np.random.default_rng(shape.recipe.seed + 2)
    dots = np.zeros_like(x)
    for _ in range(int(70 * shape.recipe.freckles)):
        fx, fy = rng.normal(0, 0.26), rng.normal(-0.16, 0.10)
        dots = np.maximum(dots, step((x - fx) ** 2 + (y - fy) ** 2, 0.00042, 0.00008))
    return _lay(
        colour, skin_tone(shape) * np.array([0.62, 0.45, 0.34], np.float32), 0.7 * dots * front
    )


def _with_stubble(shape: HeadShape, colour: Floats, side: Floats, y: Floats, z: Floats) -> Floats:
    if not shape.recipe.stubble:
        return colour
    beard = step(y, shape.mouth_y + 0.22, shape.mouth_y + 0.10) * step(z, -0.2, 0.0)
    cheek = step(y - 0.9 * (side - 0.50), shape.mouth_y + 0.24, shape.mouth_y + 0.02)
    beard = np.maximum(beard * step(side, 0.22, 0.30), 0) + beard * step(side, 0.32, 0.24)
    grain = 0.86 + 0.14 * np.sin(90 * side) * np.sin(83 * y)
    dark = linear(shape.recipe.hair_colour)
    return _lay(colour, dark, np.clip(beard * cheek * grain, 0, 1) * shape.recipe.stubble)


def _with_mouth(shape: HeadShape, colour: Floats, side: Floats, y: Floats, front: Floats) -> Floats:
    above, below, inside = shape.mouth(side, y)
    tone, full = skin_tone(shape), 1 + 0.35 * shape.recipe.lips
    lip = tone * np.array([0.92, 0.44, 0.46], np.float32)
    taper = np.sqrt(np.clip(1 - (side / shape.mouth_x) ** 2, 0, 1))
    high = 0.058 * full * taper * (1 - 0.16 * bump(side / 0.035))
    upper = step(above, high + 0.012, high - 0.006) * step(above, -0.008, 0.004)
    lower = step(-below, 0.085 * full * taper + 0.014, 0.085 * full * taper - 0.006)
    lower = lower * step(-below, -0.008, 0.004)
    colour = _lay(colour, lip, 0.8 * np.maximum(upper, lower) * inside * front)
    line = bump(above / 0.011) * (1 - 0.4 * bump((side - 0.1) / 0.05))
    colour = _lay(colour, linear(_MOUTH) * tone[0] * 1.2, 0.85 * line * inside * front)
    if not shape.view.mouth_open:
        return colour
    return _with_open_mouth(shape, colour, above, below, inside * front)


def _with_open_mouth(
    shape: HeadShape, colour: Floats, above: Floats, below: Floats, where: Floats
) -> Floats:
    gap = step(above, 0.004, -0.006) * step(below, -0.004, 0.006) * where
    colour = _lay(colour, linear(_MOUTH), gap)
    teeth = step(above, -0.072, -0.058) * gap * 0.92
    shade = 0.55 + 0.45 * step(above, 0.0, -0.03)
    bright = linear(_TEETH)[None, :] * shade[:, None]
    return np.asarray(colour + (bright - colour) * teeth[:, None], np.float32)


def _with_brows(shape: HeadShape, colour: Floats, side: Floats, y: Floats, front: Floats) -> Floats:
    r = shape.recipe
    start = 0.125 + 0.03 * r.brow_gap + 0.2 * (shape.eye_x - 0.305)
    s = (side - start) / (0.40 + 0.03 * r.grown)
    rise = 0.045 * (1 + 0.7 * r.brow_arch) * (1 - (1.9 * s - 1.0) ** 2)
    rise = rise + 0.05 * (0.7 * r.brow_tilt - 0.5) * (s - 0.4)
    middle = shape.eye_y + 0.215 + 0.04 * r.brow_height + rise + 0.02 * shape.view.mouth_open
    thick = (0.033 + 0.013 * r.brow_thick + 0.006 * r.grown) * step(s, 1.08, 0.45) + 0.002
    torn = 0.85 + 0.15 * np.sin(140 * (side + 0.5 * y)) * np.sin(60 * side)
    where = (
        step(np.abs(y - middle) / thick, 1.25, 0.55) * step(s, -0.06, 0.06) * step(s, 1.06, 0.96)
    )
    hair = linear(r.hair_colour)
    dark = np.minimum(hair * 0.55, skin_tone(shape) * 0.38)
    return _lay(colour, dark, 0.88 * where * torn * front)


def _with_lashes(
    shape: HeadShape, colour: Floats, side: Floats, y: Floats, front: Floats
) -> Floats:
    below_upper, above_lower = shape.opening(side, y)
    near = step(np.abs(side - shape.eye_x) / shape.eye_width, 1.16, 1.0) * front
    tone = skin_tone(shape)
    lash = step(np.abs(below_upper + 0.010), 0.024, 0.010) * near
    under = step(np.abs(above_lower + 0.006), 0.016, 0.004) * near
    crease = bump((below_upper + 0.062) / 0.014) * near
    colour = _lay(colour, tone * 0.5, 0.5 * crease)
    colour = _lay(colour, tone * 0.45, 0.55 * under)
    return _lay(colour, linear((30, 20, 17)), 0.92 * lash)


def paint_eyes(
    shape: HeadShape, x: Floats, y: Floats, z: Floats, gaze: tuple[float, float, float]
) -> Floats:
    """Return the colours of eyeball points for eyes that look along ``gaze`` (head space)."""
    sign = np.where(x < 0, -1, 1).astype(np.float32)
    reach = shape.eyeball
    dx = x - sign * shape.eye_x - reach * gaze[0]
    dy, dz = y - shape.eye_y - reach * gaze[1], z - shape.eye_z - reach * gaze[2]
    away = np.sqrt(dx * dx + dy * dy + dz * dz)
    size = 0.081 + 0.013 * (1 - shape.recipe.grown) + 0.006 * shape.recipe.eye_size
    below_upper, _ = shape.opening(np.abs(x), y)
    shaded = 0.55 + 0.45 * step(below_upper, 0.0, 0.07)
    colour = np.repeat(linear(_EYE_WHITE)[None, :], len(x), axis=0)
    iris = _between(_IRISES, shape.recipe.iris)
    fibres = 0.85 + 0.25 * np.sin(19 * np.arctan2(dy, dx))
    tint = iris[None, :] * (fibres * (0.7 + 0.9 * step(dy, 0.05, -0.06)))[:, None]
    ring = step(away, size * 0.72, size)
    tint = tint * (1 - 0.6 * ring)[:, None]
    within = step(away, size + 0.006, size - 0.006)
    colour = colour + (tint - colour) * within[:, None]
    colour = _lay(colour, linear((10, 8, 8)), step(away, size * 0.50, size * 0.42))
    colour = colour * shaded[:, None]
    spark = (dx + 0.030) ** 2 + (dy - 0.034) ** 2
    return _lay(colour, np.full(3, 1.5, np.float32), step(spark, 0.00075, 0.0003))


def paint_hair(shape: HeadShape, x: Floats, y: Floats, z: Floats) -> Floats:
    """Return the colours of hair points: one tone with lighter and darker strands."""
    turn = np.arctan2(x, z + 0.3)
    strands = (
        1
        + 0.16 * np.sin(46 * turn + 6 * np.sin(2.3 * y + 4 * x))
        + 0.10 * np.sin(97 * turn + 9 * y)
    )
    roots = 0.85 + 0.2 * step(y, -0.2, 0.9)
    colour = linear(shape.recipe.hair_colour)[None, :] * (strands * roots)[:, None]
    return np.asarray(colour, np.float32)

"""Draws an invented head as a small picture with a see-through background, by tracing rays.

Nothing but numbers goes in: no photograph, no texture and no trained network.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consentdesk.demo.distance_fields import Floats, as_floats, join
from consentdesk.demo.head_hair import STYLES
from consentdesk.demo.head_paint import linear, paint_eyes, paint_hair, paint_skin, skin_tone
from consentdesk.demo.head_recipe import HeadRecipe, View
from consentdesk.demo.head_shape import HeadShape, neck

ASPECT = 0.84
_HALF_HEIGHT, _CENTRE_Y = 1.66, -0.14
_NEAR, _FAR = 2.2, -1.9
# Below it, what lies behind the neck would hang over the shirt instead of behind it.
_NECKLINE = -1.36
_PIVOT = np.array([0.0, -0.62, -0.15], np.float32)
_SKIN, _EYES, _HAIR, _NECK, _GLASSES = range(5)


@dataclass(frozen=True, slots=True)
class DrawnHead:
    """A finished head.

    Attributes:
        pixels: (height, width, 4) bytes: sRGB and opacity.
        face: x, y, width, height of the face, hairline to chin, as shares of the picture.
    """

    pixels: NDArray[np.uint8]
    face: tuple[float, float, float, float]


def render_head(recipe: HeadRecipe, view: View, size: int) -> NDArray[np.uint8]:
    """Return the head as (size, width, 4) bytes, sRGB and opacity; width is 0.84 of size."""
    return draw_head(recipe, view, size).pixels


def draw_head(recipe: HeadRecipe, view: View, size: int) -> DrawnHead:
    """Draw the head and say where its face lies."""
    scene = _Scene(recipe, view)
    fine = round(size * 1.4)
    height, width = fine, round(fine * ASPECT)
    x, y = _screen(height, width)
    depth = scene.trace(x, y, height, width)
    hit = (depth > _FAR) & ((y > _NECKLINE) | (depth > 0))
    colour = np.zeros((height * width, 3), np.float32)
    colour[hit], on_face = scene.shade(x[hit], y[hit], depth[hit])
    face = np.zeros(height * width, bool)
    face[hit] = on_face
    rows, columns = np.nonzero(face.reshape(height, width))
    left, top = columns.min() / width, rows.min() / height
    box = (left, top, (columns.max() + 1) / width - left, (rows.max() + 1) / height - top)
    layers = np.dstack([colour.reshape(height, width, 3), hit.reshape(height, width)])
    small = _shrink(layers.astype(np.float32), size, round(size * ASPECT))
    return DrawnHead(_bytes(small), (float(box[0]), float(box[1]), float(box[2]), float(box[3])))


def _screen(height: int, width: int) -> tuple[Floats, Floats]:
    unit = 2 * _HALF_HEIGHT / height
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    x = (columns + 0.5 - width / 2) * unit
    y = _CENTRE_Y + (height / 2 - rows - 0.5) * unit
    return x.ravel(), y.ravel()


def _shrink(layers: Floats, height: int, width: int) -> Floats:
    """Return opaque-weighted layers at the wanted size, each pixel the mean of what it covers."""
    layers = layers.copy()
    layers[..., :3] *= layers[..., 3:]
    for axis, count in ((0, height), (1, width)):
        edges = np.linspace(0, layers.shape[axis], count + 1)
        total = np.cumsum(layers, axis=axis, dtype=np.float64)
        total = np.insert(total, 0, 0, axis=axis)
        low = np.floor(edges).astype(int)
        part = (edges - low).reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
        high = np.minimum(low + 1, layers.shape[axis])
        at = np.take(total, low, axis) * (1 - part) + np.take(total, high, axis) * part
        layers = (np.diff(at, axis=axis) * count / layers.shape[axis]).astype(np.float32)
    return layers


def _bytes(layers: Floats) -> NDArray[np.uint8]:
    alpha = np.clip(layers[..., 3:], 0, 1)
    colour = layers[..., :3] / np.maximum(alpha, 1e-4)
    colour = np.clip(colour, 0, 1) ** (1 / 2.2)
    return (np.concatenate([colour, alpha], axis=2) * 255 + 0.5).astype(np.uint8)


class _Scene:
    """One head, turned, under one light."""

    def __init__(self, recipe: HeadRecipe, view: View) -> None:
        self.shape = HeadShape(recipe, view)
        self.recipe, self.view = recipe, view
        self.hair = STYLES[recipe.hair_style]
        self.turn = _turn(view)

    def local(self, x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats, Floats]:
        """Return upright points in the turned head's own space."""
        t, (px, py, pz) = self.turn, _PIVOT
        x, y, z = x - px, y - py, z - pz
        return (
            t[0, 0] * x + t[1, 0] * y + t[2, 0] * z + px,
            t[0, 1] * x + t[1, 1] * y + t[2, 1] * z + py,
            t[0, 2] * x + t[1, 2] * y + t[2, 2] * z + pz,
        )

    def parts(self, x: Floats, y: Floats, z: Floats) -> list[Floats]:
        """Return the distance to each material, in the order of the material numbers."""
        hx, hy, hz = self.local(x, y, z)
        shape = self.shape
        found = [
            shape.skin(hx, hy, hz),
            shape.eyes(hx, hy, hz),
            self.hair(shape, hx, hy, hz),
            neck(x, y, z, self.recipe.grown),
        ]
        if self.recipe.glasses:
            found.append(shape.glasses(hx, hy, hz))
        return found

    def distance(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the distance to the nearest material; throat and jaw flow together."""
        skin, eyes, hair, stem, *rest = self.parts(x, y, z)
        nearest = np.minimum(np.minimum(join(skin, stem, 0.10), eyes), hair)
        for other in rest:
            nearest = np.minimum(nearest, other)
        return nearest

    def trace(self, x: Floats, y: Floats, height: int, width: int) -> Floats:
        """Return the depth where each ray from the front meets the head, below `_FAR` if none."""
        start = self._coarse(x, y, height, width)
        depth = start.copy()
        active = np.flatnonzero(start > _FAR)
        for _ in range(60):
            gap = self.distance(x[active], y[active], depth[active])
            depth[active] -= 0.8 * gap
            active = active[(gap > 0.0016) & (depth[active] > _FAR)]
            if not len(active):
                break
        return depth

    def _coarse(self, x: Floats, y: Floats, height: int, width: int) -> Floats:
        """Return a safe starting depth per ray from a march of one ray per 8 x 8 pixels."""
        rows = np.minimum(np.arange(4, height + 4, 8), height - 1)
        columns = np.minimum(np.arange(4, width + 4, 8), width - 1)
        pick = (rows[:, None] * width + columns[None, :]).ravel()
        cone = 5.8 * 2 * _HALF_HEIGHT / height
        cx, cy = x[pick], y[pick]
        depth = np.full(len(pick), _NEAR, np.float32)
        active = np.arange(len(pick))
        for _ in range(40):
            gap = self.distance(cx[active], cy[active], depth[active]) - cone
            depth[active] -= 0.8 * np.maximum(gap, 0)
            active = active[(gap > 0.01) & (depth[active] > _FAR)]
            if not len(active):
                break
        depth[depth > _FAR] += cone
        blocks = depth.reshape(len(rows), len(columns))
        full = np.repeat(np.repeat(blocks, 8, axis=0)[:height], 8, axis=1)[:, :width]
        return np.ascontiguousarray(full).ravel()

    def shade(self, x: Floats, y: Floats, z: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """Return linear colours of points on the surface, and which of them are face."""
        material = np.argmin(np.stack(self.parts(x, y, z)), axis=0)
        hx, hy, hz = self.local(x, y, z)
        colour = self._paint(material, hx, hy, hz)
        normal = self._normals(x, y, z)
        lit = colour * self._light(normal, material, x, y, z)
        lit += self._sheen(normal, material)
        on_face = ((material == _SKIN) | (material == _EYES)) & (hz > 0.12)
        on_face &= hy < self.shape.hairline
        hairy = (material == _HAIR) & (hz > 0.35) & (np.abs(hx) < 0.6)
        hairy &= (hy < self.shape.hairline) & (hy > 0.25)
        return np.asarray(lit, np.float32), on_face | hairy

    def _paint(self, material: NDArray[np.intp], x: Floats, y: Floats, z: Floats) -> Floats:
        shape, colour = self.shape, np.zeros((len(x), 3), np.float32)
        ahead = self._gaze()
        pick = material == _SKIN
        colour[pick] = paint_skin(shape, x[pick], y[pick], z[pick])
        pick = material == _EYES
        colour[pick] = paint_eyes(shape, x[pick], y[pick], z[pick], ahead)
        pick = material == _HAIR
        colour[pick] = paint_hair(shape, x[pick], y[pick], z[pick])
        colour[material == _NECK] = skin_tone(shape) * 0.97
        colour[material == _GLASSES] = linear((58, 44, 60))
        return colour

    def _gaze(self) -> tuple[float, float, float]:
        """Return where the eyes look in the head's own space: mostly at the camera."""
        x, y = 0.75 * float(self.turn[2, 0]), 0.75 * float(self.turn[2, 1])
        return x, y, math.sqrt(1 - x * x - y * y)

    def _normals(self, x: Floats, y: Floats, z: Floats) -> Floats:
        total = np.zeros((len(x), 3), np.float32)
        for corner in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
            dx, dy, dz = (0.004 * c for c in corner)
            gap = self.distance(x + dx, y + dy, z + dz)
            total += gap[:, None] * np.asarray(corner, np.float32)
        return as_floats(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-6))

    def _light(
        self, normal: Floats, material: NDArray[np.intp], x: Floats, y: Floats, z: Floats
    ) -> Floats:
        key, view = self._key(), self.view
        facing = normal @ key
        shadow = self._shadow(normal, x, y, z, key)
        soft = np.where(
            ((material == _SKIN) | (material == _NECK))[:, None],
            np.array([0.46, 0.30, 0.26], np.float32),
            np.float32(0.2),
        )
        wrapped = np.clip((facing[:, None] + soft) / (1 + soft), 0, 1)
        wrapped = wrapped * (0.30 + 0.70 * shadow[:, None]) ** np.array(
            [0.8, 1.0, 1.05], np.float32
        )
        warm = np.array([1 + 0.06 * view.warmth, 1.0, 1 - 0.08 * view.warmth], np.float32)
        strength = 0.86 - 0.17 * (1 - self.recipe.skin)
        sky = np.array([0.36, 0.39, 0.44], np.float32) * view.fill
        ground = np.array([0.17, 0.17, 0.13], np.float32)
        up = (0.5 + 0.5 * normal[:, 1])[:, None]
        ambient = (sky * up + ground * (1 - up)) * self._hollow(normal, x, y, z)[:, None]
        ambient += 0.10 * np.clip(normal[:, 2:], 0, 1)
        return np.asarray(strength * warm * wrapped + ambient, np.float32)

    def _key(self) -> Floats:
        angle = math.radians(self.view.light)
        key = np.array([math.sin(angle) * 0.8, 0.55, math.cos(angle) * 0.9], np.float32)
        return key / np.linalg.norm(key)

    def _shadow(self, normal: Floats, x: Floats, y: Floats, z: Floats, key: Floats) -> Floats:
        lit = np.ones(len(x), np.float32)
        x, y, z = (v + 0.02 * normal[:, i] for i, v in enumerate((x, y, z)))
        for far in (0.03, 0.06, 0.10, 0.16, 0.24, 0.36, 0.52, 0.75):
            gap = self.distance(x + far * key[0], y + far * key[1], z + far * key[2])
            lit = np.minimum(lit, np.clip(0.5 + 4.5 * gap / far, 0, 1))
        return lit

    def _hollow(self, normal: Floats, x: Floats, y: Floats, z: Floats) -> Floats:
        closed = np.zeros(len(x), np.float32)
        for far, weight in ((0.05, 5.0), (0.11, 2.6), (0.22, 1.0), (0.38, 0.4)):
            nx, ny, nz = (far * normal[:, i] for i in range(3))
            closed += weight * np.clip(far - self.distance(x + nx, y + ny, z + nz), 0, None)
        return as_floats(np.clip(1 - 1.15 * closed, 0.12, 1))

    def _sheen(self, normal: Floats, material: NDArray[np.intp]) -> Floats:
        half = self._key() + np.array([0, 0, 1], np.float32)
        half = half / np.linalg.norm(half)
        facing = np.clip(normal @ half, 0, 1)
        deep = self.recipe.skin
        skin = (0.05 + 0.09 * deep) * facing ** (26 - 10 * deep)
        hair = 0.07 * facing**14
        sheen = np.select(
            [material == _HAIR, material == _EYES, material == _GLASSES],
            [hair, 0.5 * facing**90, 0.4 * facing**40],
            skin,
        )
        return np.asarray(sheen, np.float32)[:, None]


def _turn(view: View) -> Floats:
    """Return the matrix from the head's own space to upright space."""
    yaw, pitch, roll = (math.radians(a) for a in (view.yaw, -view.pitch, -view.roll))
    cy, sy, cp, sp, cr, sr = (f(a) for a in (yaw, pitch, roll) for f in (math.cos, math.sin))
    around = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    nod = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    tilt = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return np.asarray(tilt @ around @ nod, np.float32)

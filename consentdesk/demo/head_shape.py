"""The shape of an invented head as signed distances: skull, anchored features, neck.

Head space: x right, y up, z towards the viewer; about 2.2 units high, chin near -1.
"""

import math
from functools import cached_property

import numpy as np

from consentdesk.demo.distance_fields import (
    Floats,
    as_floats,
    bump,
    capsule,
    carve,
    ellipsoid,
    join,
    step,
)
from consentdesk.demo.head_recipe import HeadRecipe, View


class HeadShape:
    """Distances to skin, eyeballs and glasses of one head with one expression."""

    def __init__(self, recipe: HeadRecipe, view: View) -> None:
        self.recipe, self.view = recipe, view
        r, child = recipe, 1 - recipe.grown
        self.width = 1 + 0.11 * r.face_width
        self.lower = 1 + 0.09 * r.face_length - 0.07 * child
        self.eye_x = 0.305 + 0.048 * r.eye_gap
        self.eye_y = 0.04 + 0.05 * r.eye_height - 0.05 * child
        self.eye_width = 0.152 + 0.024 * r.eye_size + 0.020 * child
        self.eye_open = (0.086 + 0.016 * r.eye_size + 0.016 * child) * (1 - 0.93 * view.blink)
        self.eye_open *= 1 - 0.18 * view.smile
        self.eye_tilt = 0.09 + 0.2 * r.eye_tilt
        self.eyeball = 0.185
        self.nose_y = (-0.29 - 0.075 * r.nose_length + 0.06 * child) * self.lower
        self.nose_x = 0.108 + 0.038 * r.nose_width
        self.mouth_y = (-0.605 - 0.042 * r.mouth_height + 0.02 * child) * self.lower
        self.mouth_x = 0.250 + 0.045 * r.mouth_width + 0.075 * view.smile
        self.chin_y = -0.86 * self.lower
        self.hairline = 0.74 + 0.06 * r.forehead
        self._waves = _waves(recipe.seed)

    def skull(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the distance to the bare head, before any feature is attached."""
        r, child, w, low = self.recipe, 1 - self.recipe.grown, self.width, self.lower
        side = np.abs(x)
        brain = ellipsoid(
            x,
            y,
            z,
            (0, 0.36 + 0.03 * r.forehead, -0.14),
            (0.75 * w + 0.02 * child, 0.74 + 0.05 * r.forehead, 0.88),
        )
        middle = ellipsoid(x, y, z, (0, -0.10, 0.10), (0.61 * w, 0.72 * low, 0.66))
        jaw_wide = 0.45 * w * (1 + 0.17 * r.jaw) + 0.02 * child
        jaw = ellipsoid(x, y, z, (0, -0.52 * low, 0.10), (jaw_wide, 0.40, 0.52))
        chin_size = 1 + 0.28 * r.chin - 0.12 * child
        chin = ellipsoid(
            x, y, z, (0, self.chin_y, 0.40), (0.20 * chin_size, 0.13, 0.17 * chin_size)
        )
        size = 1 + 0.16 * r.cheek + 0.10 * child
        cheek = ellipsoid(
            side, y, z, (0.35 * w, -0.22, 0.40), (0.23 * size, 0.22 * size, 0.20 * size)
        )
        whole = join(join(brain, middle, 0.22), join(jaw, chin, 0.22), 0.22)
        return join(whole, cheek, 0.20)

    def surface(self, x: float, y: float) -> float:
        """Return the z where a ray from the front meets the bare skull at (x, y)."""
        px, py = np.array([x], np.float32), np.array([y], np.float32)
        z: Floats = np.array([1.6], np.float32)
        for _ in range(40):
            z = z - self.skull(px, py, z)
        return float(z[0])

    @cached_property
    def eye_z(self) -> float:
        """Depth of the eyeballs' centres."""
        return self.surface(self.eye_x, self.eye_y) - 0.150

    @cached_property
    def _anchors(self) -> dict[str, float]:
        brow_y = self.eye_y + 0.20
        return {
            "brow_in": self.surface(0.14, brow_y),
            "brow_out": self.surface(0.46, brow_y),
            "bridge": self.surface(0, self.eye_y),
            "nose": self.surface(0, self.nose_y),
            "wing": self.surface(self.nose_x, self.nose_y),
        }

    @property
    def tip_z(self) -> float:
        """Depth of the tip of the nose."""
        reach = 0.135 + 0.07 * self.recipe.grown + 0.04 * self.recipe.nose_tip
        return self._anchors["nose"] + reach

    def skin(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the distance to the head's skin: face, lids and ears, without the neck."""
        side = np.abs(x)
        base = self.skull(x, y, z)
        base = self._with_sockets(base, side, y, z)
        base = join(base, self._lids(side, y, z), 0.035)
        base = self._with_nose(base, x, side, y, z)
        base = base - self._relief(x, side, y, z)
        return join(base, self._ears(side, y, z), 0.05)

    def _with_sockets(self, base: Floats, side: Floats, y: Floats, z: Floats) -> Floats:
        at, brow_y = self._anchors, self.eye_y + 0.20
        deep = 0.075 + 0.02 * self.recipe.grown
        ridge = capsule(
            side,
            y,
            z,
            (0.17, brow_y, at["brow_in"] - deep),
            (0.46, brow_y - 0.02, at["brow_out"] - deep),
            (0.075, 0.06),
        )
        socket = ellipsoid(
            side, y, z, (self.eye_x, self.eye_y + 0.02, self.eye_z + 0.22), (0.22, 0.125, 0.10)
        )
        return carve(join(base, ridge, 0.10), socket, 0.11)

    def opening(self, side: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return how far points lie below the upper and above the lower lid's rim."""
        across = np.clip(np.abs(side - self.eye_x) / self.eye_width, 0, 1.4)
        v = y - self.eye_y - self.eye_tilt * (side - self.eye_x)
        arch = 1 - across * across
        return self.eye_open * arch - v, v + 0.62 * self.eye_open * arch

    def _lids(self, side: Floats, y: Floats, z: Floats) -> Floats:
        ball = ellipsoid(
            side, y, z, (self.eye_x, self.eye_y, self.eye_z), (self.eyeball + 0.02,) * 3
        )
        return np.maximum(ball, np.minimum(*self.opening(side, y)))

    def eyes(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the distance to the eyeballs."""
        dx, dy, dz = np.abs(x) - self.eye_x, y - self.eye_y, z - self.eye_z
        return np.sqrt(dx * dx + dy * dy + dz * dz) - self.eyeball

    def _with_nose(self, base: Floats, x: Floats, side: Floats, y: Floats, z: Floats) -> Floats:
        r, at, ny = self.recipe, self._anchors, self.nose_y
        bridge_z = at["bridge"] - 0.03 + 0.05 * r.nose_bridge + 0.03 * r.grown
        wide = 0.055 + 0.012 * r.nose_width
        ridge = capsule(
            x,
            y,
            z,
            (0, self.eye_y + 0.05, bridge_z),
            (0, ny, self.tip_z - 0.09),
            (wide, wide + 0.02),
        )
        ball = 0.088 + 0.012 * r.grown + 0.014 * r.nose_tip + 0.01 * r.nose_width
        tip = ellipsoid(x, y, z, (0, ny, self.tip_z - ball), (ball * 1.08, ball * 0.92, ball))
        wing = ellipsoid(
            side, y, z, (self.nose_x, ny - 0.02, at["wing"] + 0.035), (0.062, 0.062, 0.085)
        )
        nose = join(join(ridge, tip, 0.07), wing, 0.06)
        holes = ellipsoid(side, y, z, self.nostril, (0.036, 0.026, 0.05))
        return carve(join(base, nose, 0.10), holes, 0.02)

    @property
    def nostril(self) -> tuple[float, float, float]:
        """Centre of the right-hand nostril."""
        return (self.nose_x * 0.56, self.nose_y - 0.088, self.tip_z - 0.105)

    def mouth(self, side: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the heights above the upper and the lower lip's rim, and where the mouth is."""
        across = side / self.mouth_x
        inside = step(across, 1.06, 0.80)
        bend = np.minimum(across, 1.3)
        curve = self.mouth_y + 0.16 * self.view.smile * bend * bend - 0.045 * self.view.smile
        drop = 0.20 * self.view.mouth_open * np.maximum(1 - (across / 0.88) ** 2, 0)
        return y - curve - 0.2 * drop, y - curve + drop, inside

    def _relief(self, x: Floats, side: Floats, y: Floats, z: Floats) -> Floats:
        """Return what is added to the front of the face: lips, folds, cheeks, own unevenness."""
        front = step(z, 0.12, 0.42)
        above, below, inside = self.mouth(side, y)
        full = 1 + 0.4 * self.recipe.lips
        lips = 0.022 * full * bump((above - 0.034) / 0.034) + 0.036 * full * bump(
            (below + 0.05) / 0.042
        )
        between = step(above, 0.004, -0.012) * step(below, -0.004, 0.012)
        lips = lips - 0.02 * bump(above / 0.016) - (0.07 if self.view.mouth_open else 0.0) * between
        gutter = -0.014 * bump(side / 0.03) * bump((y - self.mouth_y - 0.14) / 0.06)
        crease = -0.022 * bump((y - self.mouth_y + 0.17) / 0.045) * bump(side / 0.16)
        smile = self.view.smile
        fold = side - 0.17 - 0.35 * (self.nose_y - y)
        folds = -(0.008 + 0.016 * smile) * bump(fold / 0.03) * bump((y - self.nose_y + 0.14) / 0.11)
        apple = 0.045 * smile * bump((side - 0.36) / 0.15) * bump((y + 0.24) / 0.13)
        uneven = np.zeros_like(x)
        for kx, ky, kz, phase, strength in self._waves:
            uneven += strength * np.sin(kx * x + ky * y + kz * z + phase)
        uneven *= step(y, self.hairline + 0.05, self.hairline - 0.25)
        uneven *= 1 - 0.85 * bump((side - self.eye_x) / 0.22) * bump((y - self.eye_y) / 0.20)
        return as_floats(front * (lips * inside + gutter + crease + folds + apple + uneven))

    def _ears(self, side: Floats, y: Floats, z: Floats) -> Floats:
        out = 0.70 * self.width + 0.02
        lean = 0.35 + 0.12 * self.recipe.ears
        dx, dz = side - out, z + 0.10
        across, along = dx - lean * -dz * 0.6, dz + lean * dx
        shell = ellipsoid(
            across, y - 0.02 + 0.25 * dz, along, (0.03, -0.06, 0), (0.075, 0.215, 0.135)
        )
        hollow = ellipsoid(
            across, y - 0.02 + 0.25 * dz, along, (0.09, -0.05, 0.05), (0.055, 0.13, 0.075)
        )
        return carve(shell, hollow, 0.03)

    def glasses(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return the distance to thin round frames with a bridge and arms."""
        side = np.abs(x)
        cz = self.eye_z + self.eyeball + 0.09
        dx, dy = side - self.eye_x * 1.03, y - self.eye_y + 0.01
        ring = np.sqrt((np.sqrt(dx * dx + dy * dy) - 0.205) ** 2 + (z - cz) ** 2) - 0.014
        bridge = capsule(
            x, y, z, (-0.11, self.eye_y + 0.05, cz), (0.11, self.eye_y + 0.05, cz), (0.014, 0.014)
        )
        ear = 0.72 * self.width
        arm = capsule(
            side, y, z, (self.eye_x + 0.2, self.eye_y + 0.04, cz), (ear, 0.08, -0.1), (0.014, 0.014)
        )
        return np.minimum(np.minimum(ring, bridge), arm)


def neck(x: Floats, y: Floats, z: Floats, grown: float) -> Floats:
    """Return the distance to the upright neck, which ends in a round neckline."""
    thick = 0.31 + 0.07 * grown
    stem = capsule(x, y, z, (0, -0.55, -0.16), (0, -1.7, -0.26), (thick, thick + 0.05))
    slope = ellipsoid(x, y, z, (0, -1.78, -0.22), (0.80, 0.38, 0.42))
    edge = ellipsoid(x, y, z, (0, -0.86, 0.05), (0.56 + 0.06 * grown, 0.62, 0.9))
    return np.maximum(join(stem, slope, 0.2), edge)


def _waves(seed: int) -> list[tuple[float, float, float, float, float]]:
    rng = np.random.default_rng(seed)
    waves = []
    for _ in range(7):
        kx, ky, kz = (float(k) for k in rng.uniform(-6.5, 6.5, 3))
        strength = 0.055 / max(2.5, math.hypot(kx, ky, kz))
        waves.append((kx, ky, kz, float(rng.uniform(0, 6.28)), strength))
    return waves

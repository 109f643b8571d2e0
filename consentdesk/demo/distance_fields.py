"""Signed distances of round shapes, and soft ways to join them; arrays of float32 points."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Triple = tuple[float, float, float]


def as_floats(values: Any) -> Floats:
    """Return the values as the float32 array they already are, for the type checker's sake."""
    return np.asarray(values, np.float32)


def ellipsoid(x: Floats, y: Floats, z: Floats, centre: Triple, radii: Triple) -> Floats:
    """Return the distance to an ellipsoid, exact on its surface and close to it nearby."""
    px, py, pz = (x - centre[0]) / radii[0], (y - centre[1]) / radii[1], (z - centre[2]) / radii[2]
    near = np.sqrt(px * px + py * py + pz * pz)
    px, py, pz = px / radii[0], py / radii[1], pz / radii[2]
    slope = np.sqrt(px * px + py * py + pz * pz)
    return as_floats(near * (near - 1) / np.maximum(slope, 1e-6))


def capsule(
    x: Floats, y: Floats, z: Floats, start: Triple, end: Triple, thick: tuple[float, float]
) -> Floats:
    """Return the distance to a rounded stick whose radius goes from one value to another."""
    dx, dy, dz = (b - a for a, b in zip(start, end, strict=True))
    ax, ay, az = x - start[0], y - start[1], z - start[2]
    along = np.clip((ax * dx + ay * dy + az * dz) / (dx * dx + dy * dy + dz * dz), 0, 1)
    ax, ay, az = ax - along * dx, ay - along * dy, az - along * dz
    radius = thick[0] + (thick[1] - thick[0]) * along
    return as_floats(np.sqrt(ax * ax + ay * ay + az * az) - radius)


def join(a: Floats, b: Floats, soft: float) -> Floats:
    """Return the union of two shapes with a fillet of about ``soft``."""
    near = np.maximum(soft - np.abs(a - b), 0) / soft
    return np.minimum(a, b) - near * near * (soft / 4)


def carve(a: Floats, b: Floats, soft: float) -> Floats:
    """Return shape ``a`` without shape ``b``, its new edge rounded by ``soft``."""
    return -join(-a, b, soft)


def bump(t: Floats) -> Floats:
    """Return a bell: 1 at zero, nearly 0 beyond two."""
    return np.exp(-t * t)


def step(t: Floats, low: float, high: float) -> Floats:
    """Return 0 below ``low``, 1 above ``high``, smooth between; ``high`` may be the smaller."""
    s = np.clip((t - low) / (high - low), 0, 1)
    return as_floats(s * s * (3 - 2 * s))

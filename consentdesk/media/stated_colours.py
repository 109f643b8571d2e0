"""A colour profile for files that state their colours in a few numbers and carry no profile.

HEIC and AVIF do it by code points (box ``nclx``), PNG by a gamma and the corners of its colour
space (gAMA, cHRM). Browsers show the original by these numbers, so a copy that goes without them
has to be converted. Of the code points only Display P3 is, in which phones take photos: BT.2020
comes from video, nearly always with a high range (PQ, HLG), which would have to be made darker by
judgement and not by numbers.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from math import dist
from typing import Any

import numpy as np
import numpy.typing as npt
from pillow_heif import HeifFile

_Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Primaries:
    """Corners of a colour space and its white, each as x and y of CIE 1931."""

    white: tuple[float, float]
    red: tuple[float, float]
    green: tuple[float, float]
    blue: tuple[float, float]


_D65 = (0.3127, 0.3290)
_SRGB = _Primaries(_D65, (0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_P3 = _Primaries(_D65, (0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
_CODE_OF_P3 = 12

_LIKE_SRGB = {1, 2, 6, 13, 14, 15}
"""Code points of the tone curves of televisions and screens, and of none stated."""

_USUAL_GAMMA, _GAMMA_SLACK = 0.45455, 0.05
_CORNER_SLACK, _FARTHEST_CORNER = 0.01, 0.3
"""A corner that lies farther from sRGB's is that of another colour: a mistake."""

_DARKEST, _LIGHTEST = 0.2, 1.25
"""Of a gamma that is meant; what lies outside is a mistake."""

_CURVE_OF_SRGB = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
_D50 = np.array([0.9642, 1.0, 0.8249])


def stated_profile(kind: str, data: bytes, info: Mapping[Any, Any]) -> bytes | None:
    """Return an ICC profile made of the stated numbers, or None for sRGB or nothing stated.

    Args:
        kind: of the picture, as `photo_kind.kind_of` tells it.
        data: the whole file.
        info: what the decoder told at opening.
    """
    if kind == "heic":
        return _by_code_points(info.get("nclx_profile"))
    if kind == "avif":
        return _by_code_points(_nclx_of_avif(data))
    if kind == "png":
        return _of_png(info)
    return None


def _nclx_of_avif(data: bytes) -> Any:
    """Return the numbers of the primary picture; libavif does not tell them through Pillow."""
    try:
        file = HeifFile(BytesIO(data))  # type: ignore[no-untyped-call]  # pillow_heif has no types
        return file.info.get("nclx_profile")
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError, IndexError):
        return None


def _by_code_points(nclx: Any) -> bytes | None:
    if not isinstance(nclx, dict) or nclx["color_primaries"] != _CODE_OF_P3:
        return None
    return _profile(_P3, None) if nclx["transfer_characteristics"] in _LIKE_SRGB else None


def _of_png(info: Mapping[Any, Any]) -> bytes | None:
    if "srgb" in info:
        return None
    gamma, corners = _gamma(info.get("gamma")), _corners(info.get("chromaticity"))
    if gamma is None and corners is None:
        return None
    return _profile(corners or _SRGB, gamma)


def _gamma(value: Any) -> float | None:
    """Return the exponent to light, or None where the curve of sRGB does."""
    if not isinstance(value, float) or not _DARKEST <= value <= _LIGHTEST:
        return None
    return None if abs(value - _USUAL_GAMMA) <= _GAMMA_SLACK else 1 / value


def _corners(values: Any) -> _Primaries | None:
    """Return the corners that a PNG states, or None where they are as good as those of sRGB."""
    if not isinstance(values, tuple) or len(values) != 8:
        return None
    pairs = [(float(x), float(y)) for x, y in zip(values[::2], values[1::2], strict=True)]
    usual = (_SRGB.white, _SRGB.red, _SRGB.green, _SRGB.blue)
    farthest = max(dist(stated, known) for stated, known in zip(pairs, usual, strict=True))
    return _Primaries(*pairs) if _CORNER_SLACK < farthest <= _FARTHEST_CORNER else None


def _profile(corners: _Primaries, gamma: float | None) -> bytes | None:
    """Return a profile of version 4 with these corners; without a gamma the curve is sRGB's."""
    columns = _seen_in_d50(corners)
    if columns is None:
        return None
    tags = [(b"wtpt", _xyz(_D50))]
    tags += [(name, _xyz(columns[:, i])) for i, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))]
    tags += [(name, _curve(gamma)) for name in (b"rTRC", b"gTRC", b"bTRC")]
    at, table, bodies = 128 + 4 + 12 * len(tags), b"", b""
    for name, body in tags:
        table += name + struct.pack(">II", at + len(bodies), len(body))
        bodies += body
    size = at + len(bodies)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + _xyz(_D50)[8:]
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + bodies


def _seen_in_d50(corners: _Primaries) -> _Matrix | None:
    """Return XYZ of red, green and blue as columns, adapted to the white of profiles.

    None when the corners span no colour space.
    """
    try:
        sides = np.stack([_of_xy(xy) for xy in (corners.red, corners.green, corners.blue)], axis=1)
        white = _of_xy(corners.white)
        columns = sides * np.linalg.solve(sides, white)
        scale = np.diag((_BRADFORD @ _D50) / (_BRADFORD @ white))
    except (ZeroDivisionError, np.linalg.LinAlgError):
        return None
    seen: _Matrix = np.linalg.solve(_BRADFORD, scale @ _BRADFORD @ columns)
    return seen if np.isfinite(seen).all() and np.abs(seen).max() < 4.0 else None


def _of_xy(xy: tuple[float, float]) -> _Matrix:
    x, y = xy
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _xyz(values: _Matrix) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)


def _curve(gamma: float | None) -> bytes:
    kind, numbers = (3, _CURVE_OF_SRGB) if gamma is None else (0, (gamma,))
    body = b"para\0\0\0\0" + struct.pack(">HH", kind, 0)
    return body + b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)

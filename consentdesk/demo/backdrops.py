"""Where the made-up sports day takes place: field, wall and hall, painted with numpy.

A backdrop is painted at half the photo's size as float32 (height, width, 3), 0 to 255 sRGB.
"""

import numpy as np
from numpy.typing import NDArray

from consentdesk.demo.distance_fields import Floats, step

BUNTING = ((214, 72, 66), (242, 190, 64), (70, 132, 190), (92, 160, 92), (240, 238, 230))
_TENTS = ((70, 112, 168), (186, 70, 66), (74, 132, 96))


def paint_backdrop(kind: str, width: int, height: int, horizon: float, seed: int) -> Floats:
    """Return the empty place.

    Args:
        kind: ``"field"``, ``"wall"`` or ``"hall"``.
        width, height: pixels of the backdrop.
        horizon: share of the height where the ground meets what stands behind.
        seed: same seed, same place.
    """
    rng = np.random.default_rng(seed)
    line = round(horizon * height)
    painter = {"field": _field, "wall": _wall, "hall": _hall}[kind]
    return painter(rng, width, height, line)


def soft_noise(rng: np.random.Generator, height: int, width: int, cell: float) -> Floats:
    """Return smooth noise of about unit strength whose blobs are ``cell`` pixels wide."""
    rows, columns = max(2, int(height / cell) + 2), max(2, int(width / cell) + 2)
    grid = rng.standard_normal((rows, columns)).astype(np.float32)
    return _blend(height, rows) @ grid @ _blend(width, columns).T


def _blend(length: int, knots: int) -> Floats:
    """Return the (length, knots) matrix that draws a smooth line through knots."""
    place = np.linspace(0, knots - 1.001, length)
    low = place.astype(int)
    part = (place - low).astype(np.float32)
    part = part * part * (3 - 2 * part)
    matrix = np.zeros((length, knots), np.float32)
    matrix[np.arange(length), low] = 1 - part
    matrix[np.arange(length), low + 1] = part
    return matrix


def _rgb(*colour: float) -> Floats:
    return np.array(colour, np.float32)


def _field(rng: np.random.Generator, width: int, height: int, line: int) -> Floats:
    place = np.empty((height, width, 3), np.float32)
    _sky(rng, place[: line + 2])
    _grass(rng, place[line:], lanes=rng.random() < 0.6)
    _trees(rng, place, line)
    if rng.random() < 0.45:
        _school(rng, place, line)
    _fence(place, line)
    for _ in range(int(rng.integers(0, 3))):
        _tent(rng, place, line)
    if rng.random() < 0.65:
        _bunting(rng, place, line)
    return place


def _sky(rng: np.random.Generator, sky: Floats) -> None:
    height, width = sky.shape[:2]
    fall = np.linspace(0, 1, height, dtype=np.float32)[:, None, None] ** 0.8
    sky[:] = _rgb(112, 164, 214) * (1 - fall) + _rgb(206, 224, 236) * fall
    clouds = np.zeros((height, width), np.float32)
    for parts, strength in ((7, 1.0), (15, 0.55), (33, 0.35), (70, 0.2), (150, 0.12)):
        clouds += strength * soft_noise(rng, height, width, width / parts)
    cover = step(clouds, 0.15, 1.1)[..., None] * 0.8
    sky += (_rgb(244, 246, 248) - sky) * cover


def _grass(rng: np.random.Generator, ground: Floats, *, lanes: bool) -> None:
    height, width = ground.shape[:2]
    depth = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    far, near = _rgb(136, 168, 88), _rgb(92, 138, 58)
    ground[:] = far * (1 - depth[..., None] ** 0.7) + near * depth[..., None] ** 0.7
    x = np.arange(width, dtype=np.float32)[None, :]
    vanishing = width * rng.uniform(0.2, 0.8)
    across = (x - vanishing) / (depth * height + 4)
    mown = 5.0 * np.tanh(4 * np.sin(across * 2.2))
    patches = 4 * soft_noise(rng, height, width, width / 12) + 3 * soft_noise(
        rng, height, width, 24
    )
    ground += (mown + patches)[..., None] * _rgb(1.0, 1.0, 0.6)
    if lanes:
        spacing = rng.uniform(1.1, 1.6)
        off = np.abs((across / spacing + 0.5) % 1 - 0.5) * spacing
        chalk = step(off, 0.035, 0.02)[..., None] * 0.75 * step(depth, 0.04, 0.22)[..., None]
        ground += (_rgb(240, 242, 236) - ground) * chalk


def _trees(rng: np.random.Generator, place: Floats, line: int) -> None:
    width = place.shape[1]
    for back, tone in ((1.0, _rgb(112, 142, 104)), (0.62, _rgb(74, 112, 64))):
        tall = place.shape[0] * rng.uniform(0.07, 0.12) * back
        crown = soft_noise(rng, 2, width, width / 15)[0] + 0.5 * soft_noise(rng, 2, width, 40)[0]
        top = line - tall * (1 + 0.32 * crown + 0.08 * soft_noise(rng, 2, width, 11)[0])
        first = max(0, int(top.min()) - 1)
        y = np.arange(first, line, dtype=np.float32)[:, None]
        inside = step(y - top[None, :], -1, 1.5)[..., None]
        leaves = soft_noise(rng, line - first, width, 26) + 0.7 * soft_noise(
            rng, line - first, width, 9
        )
        lit = 1 + 0.07 * leaves + 0.14 * step(y - top[None, :], tall * 0.8, 0)
        band = place[first:line]
        band += (tone * lit[..., None] - band) * inside


def _fence(place: Floats, line: int) -> None:
    tall = max(3, round(place.shape[0] * 0.016))
    place[line - tall : line + 2] *= 0.80
    place[line - tall : line - tall + 2] = _rgb(150, 142, 122)


def _school(rng: np.random.Generator, place: Floats, line: int) -> None:
    height, width = place.shape[:2]
    wide, tall = round(width * rng.uniform(0.28, 0.42)), round(height * rng.uniform(0.13, 0.18))
    left = round(rng.choice([rng.uniform(-0.1, 0.1), rng.uniform(0.6, 0.8)]) * width)
    left, right = max(0, left), min(width, left + wide)
    wall = place[line - tall : line, left:right]
    wall[:] = _rgb(176, 116, 88)
    wall[:: max(4, tall // 26)] *= 0.94
    roof = round(tall * 0.16)
    wall[:roof] = _rgb(110, 102, 104)
    pitch = max(30, tall // 2)
    for x in range(pitch // 3, right - left - pitch // 2, pitch):
        pane = wall[roof + tall // 6 : roof + tall // 2, x : x + pitch // 2]
        pane[:] = _rgb(150, 172, 190)
        pane[:, : max(2, pitch // 24)] = pane[: max(2, pitch // 24)] = _rgb(238, 236, 228)


def _tent(rng: np.random.Generator, place: Floats, line: int) -> None:
    height, width = place.shape[:2]
    size = height * rng.uniform(0.10, 0.16)
    middle, foot = rng.uniform(0.05, 0.95) * width, line + size * 0.12
    colour = _rgb(*_TENTS[int(rng.integers(len(_TENTS)))])
    top, left = int(foot - size * 1.25), int(middle - size)
    rows, columns = (
        slice(max(0, top), int(foot)),
        slice(max(0, left), min(width, int(middle + size))),
    )
    y, x = np.mgrid[rows, columns].astype(np.float32)
    u, v = (x - middle) / size, (foot - y) / size
    roof = (v > 0.68) & (v < 1.2) & (np.abs(u) < 0.9 - (v - 0.68) * 1.55)
    edge = (v > 0.58) & (v <= 0.68) & (np.abs(u) < 0.9)
    legs = (v <= 0.6) & (np.abs(np.abs(u) - 0.84) < 0.02)
    inside = (v <= 0.58) & (np.abs(u) < 0.82)
    patch = place[rows, columns]
    patch[inside] *= 0.62
    stripes = np.where(np.sin(u * 14) > 0, 1.0, 0.0)[..., None]
    cloth = colour * stripes + _rgb(238, 236, 230) * (1 - stripes)
    cloth = cloth * (0.88 + 0.16 * (u < 0))[..., None]
    patch[roof] = cloth[roof]
    patch[edge] = colour * 0.9
    patch[legs] = _rgb(214, 214, 214)


def _bunting(rng: np.random.Generator, place: Floats, line: int) -> None:
    height, width = place.shape[:2]
    for sag_line in range(int(rng.integers(1, 3))):
        start = line * rng.uniform(0.08, 0.25) + sag_line * 0.14 * height
        sag, size = 0.10 * height, height * rng.uniform(0.022, 0.032)
        swing = rng.uniform(0.8, 1.4) * width
        low, high = max(0, int(start - 4)), min(line, int(start + sag + 2 * size))
        if high <= low:
            continue
        y, x = np.mgrid[low:high, 0:width].astype(np.float32)
        phase = (x / swing + rng.random()) % 1
        cord = start + sag * (1 - (2 * phase - 1) ** 2)
        place[low:high][np.abs(y - cord) < 1.5] = _rgb(90, 86, 80)
        flag = np.floor(x / (size * 1.4)).astype(int)
        inside = np.abs(x / (size * 1.4) - flag - 0.5)
        drop = (y - cord) / (size * 1.5)
        flags = (drop > 0) & (drop < 1) & (inside < 0.42 * (1 - drop))
        tones = np.asarray(BUNTING, np.float32)
        place[low:high][flags] = tones[flag[flags] % len(tones)] * (0.96 - 0.1 * drop[flags, None])


def _wall(rng: np.random.Generator, width: int, height: int, line: int) -> Floats:
    place = np.empty((height, width, 3), np.float32)
    _grass(rng, place[line:], lanes=False)
    y, x = np.mgrid[0:line, 0:width].astype(np.float32)
    course = height / 62
    row = np.floor(y / course)
    brick = np.floor(x / (course * 3) + 0.5 * (row % 2))
    tint = 1 + 0.075 * np.sin(brick * 12.9898 + row * 78.233) * np.sin(brick * 3.7 - row * 9.1)
    tint += 0.03 * soft_noise(rng, line, width, width / 9)
    wall = _rgb(178, 122, 96) * tint[..., None]
    mortar = (y / course - row < 0.10) | ((x / (course * 3) + 0.5 * (row % 2)) % 1 < 0.035)
    wall[mortar] = _rgb(188, 170, 152)
    place[:line] = wall
    place[line - max(2, height // 120) : line] *= 0.7
    _bunting(rng, place, round(line * 0.5))
    return place


def _hall(rng: np.random.Generator, width: int, height: int, line: int) -> Floats:
    place = np.empty((height, width, 3), np.float32)
    place[:line] = _rgb(206, 196, 174)
    place[:line] *= np.linspace(0.78, 1, line, dtype=np.float32)[:, None, None]
    curtain = round(width * rng.uniform(0.25, 0.4))
    folds = 0.82 + 0.18 * np.sin(np.arange(curtain, dtype=np.float32) / width * 190)
    for part in (place[:line, :curtain], place[:line, width - curtain :]):
        part[:] = _rgb(84, 96, 140) * folds[None, :, None]
    floor = place[line:]
    depth = np.linspace(0, 1, height - line, dtype=np.float32)[:, None]
    x = np.arange(width, dtype=np.float32)[None, :]
    plank = np.floor((x - width / 2) / (depth * height * 0.16 + 22))
    tone = 1 + 0.06 * np.sin(plank * 7.3) + 0.03 * soft_noise(rng, height - line, width, 60)
    floor[:] = _rgb(172, 128, 84) * tone[..., None]
    floor *= (0.8 + 0.25 * depth)[..., None]
    place[line - max(2, height // 90) : line] = _rgb(120, 92, 64)
    _bunting(rng, place, round(line * 0.6))
    return place


def as_bytes(place: Floats) -> NDArray[np.uint8]:
    """Return the painted place as bytes."""
    return np.clip(place, 0, 255).astype(np.uint8)

"""Paints a planned photo and says exactly where every face is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consentdesk.demo.backdrops import as_bytes, paint_backdrop
from consentdesk.demo.bodies import BOTTOM, LEFT, RIGHT, TOP, draw_body, ground_shadow
from consentdesk.demo.head_shelf import HeadCutout, head_notes, take_head
from consentdesk.demo.line_ups import Figure, ScenePlan, camera_move, horizon_of, line_up
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.media.cutout import scale_pixels

WIDTH, HEIGHT = 4032, 3024
_FINEST_BODY = 64.0
_HEAD_HEIGHT, _HEAD_TOP = 3.32, 1.52

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class SceneFace:
    """The truth about one face.

    Attributes:
        person: UPN, staff key or visitor key.
        box: hairline to chin and cheek to cheek, in upright pixels.
        view: how the head is held.
        visible: share of the box that nobody in front covers.
    """

    person: str
    box: Box
    view: str
    visible: float


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished photo and its faces."""

    pixels: PixelBuffer
    faces: tuple[SceneFace, ...]


def compose_scene(plan: ScenePlan, width: int = WIDTH, height: int = HEIGHT) -> Scene:
    """Paint the photo: backdrop, people from far to near, exposure, softness, sensor noise.

    Same plan and size, same pixels.
    """
    canvas = _backdrop(plan, width, height)
    covers: list[tuple[Box, Bytes]] = []
    found: list[tuple[Figure, Box]] = []
    for figure in line_up(plan):
        _ground(canvas, figure, height)
        cover, face = paint_figure(canvas, figure)
        covers.append(cover)
        found.append((figure, face))
    faces = tuple(
        SceneFace(
            figure.player.person,
            _inside(face, width, height),
            figure.view,
            _seen(face, covers[i + 1 :]),
        )
        for i, (figure, face) in enumerate(found)
        if _inside(face, width, height).area >= 0.5 * face.area
    )
    _expose(canvas, plan)
    canvas = _soften(canvas, plan.softness)
    _add_noise(canvas, plan)
    return Scene(PixelBuffer(width, height, canvas.tobytes(), 3 * width), faces)


def paint_figure(canvas: Bytes, figure: Figure) -> tuple[tuple[Box, Bytes], Box]:
    """Paint one person into the photo.

    Returns:
        Where the person's picture lies with its opacity, and the box of the face.
    """
    patch, corner, face = _person(figure, canvas.shape[0])
    _paste(canvas, patch, corner)
    return (Box(*corner, patch.shape[1], patch.shape[0]), patch[..., 3]), face


def _backdrop(plan: ScenePlan, width: int, height: int) -> Bytes:
    half = (width // 2, height // 2)
    small = as_bytes(paint_backdrop(plan.place, *half, horizon_of(plan), plan.seed))
    small = _moved(small, camera_move(plan))
    large = scale_pixels(small.tobytes(), half, 3, (width, height))
    return np.frombuffer(large, np.uint8).reshape(height, width, 3).copy()


def _moved(picture: Bytes, move: tuple[float, float]) -> Bytes:
    """Return the picture moved by shares of its height; its rim is drawn out where it ends."""
    if move == (0, 0):
        return picture
    height, width, _ = picture.shape
    rows = np.clip(np.arange(height) - round(move[1] * height), 0, height - 1)
    columns = np.clip(np.arange(width) - round(move[0] * height), 0, width - 1)
    moved: Bytes = picture[rows].take(columns, axis=1)
    return moved


def _person(figure: Figure, height: int) -> tuple[Bytes, tuple[int, int], Box]:
    """Return a person's picture, its upper left corner in the photo, and the face box there."""
    unit = figure.unit * height
    body = _body(figure, unit)
    head = take_head(figure.player.head, figure.view)
    size = (
        round(_HEAD_HEIGHT * unit * head.pixels.shape[1] / head.pixels.shape[0]),
        round(_HEAD_HEIGHT * unit),
    )
    top = (round(-LEFT * unit - size[0] / 2), round((TOP - _HEAD_TOP) * unit))
    _lay(body, _scaled(head.pixels, size), top)
    corner = (round(figure.x * height + LEFT * unit), round(figure.y * height - TOP * unit))
    face = _face_box(head, size, (corner[0] + top[0], corner[1] + top[1]))
    sway = round(figure.sway * height)
    return (_swayed(body, sway) if sway > 1 else body), corner, face


def _body(figure: Figure, unit: float) -> Bytes:
    skin = np.asarray(head_notes()[figure.player.head].skin, np.float32)
    fine = min(unit, _FINEST_BODY)
    body = draw_body(figure.player.build, figure.player.outfit, skin, figure.pose, fine)
    if fine == unit:
        return body
    return _scaled(body, (round((RIGHT - LEFT) * unit), round((TOP - BOTTOM) * unit)))


def _scaled(picture: Bytes, size: tuple[int, int]) -> Bytes:
    height, width, channels = picture.shape
    data = scale_pixels(picture.tobytes(), (width, height), channels, size)
    return np.frombuffer(data, np.uint8).reshape(size[1], size[0], channels).copy()


def _lay(under: Bytes, over: Bytes, at: tuple[int, int]) -> None:
    """Lay one see-through picture over another."""
    part = under[at[1] : at[1] + over.shape[0], at[0] : at[0] + over.shape[1]]
    over = over[: part.shape[0], : part.shape[1]]
    top = over[..., 3:].astype(np.float32) / 255
    bottom = part[..., 3:].astype(np.float32) / 255 * (1 - top)
    total = np.maximum(top + bottom, 1e-4)
    part[..., :3] = (over[..., :3] * top + part[..., :3] * bottom) / total + 0.5
    part[..., 3:] = np.minimum(total * 255 + 0.5, 255)


def _face_box(head: HeadCutout, size: tuple[int, int], corner: tuple[int, int]) -> Box:
    x, y, wide, high = head.face
    return Box(
        round(corner[0] + x * size[0]),
        round(corner[1] + y * size[1]),
        max(1, round(wide * size[0])),
        max(1, round(high * size[1])),
    )


def _swayed(picture: Bytes, length: int) -> Bytes:
    """Return the picture smeared sideways over ``length`` pixels."""
    layers = picture.astype(np.float32)
    layers[..., :3] *= layers[..., 3:] / 255
    total = np.cumsum(np.pad(layers, ((0, 0), (length, 0), (0, 0))), axis=1)
    mean = (total[:, length:] - total[:, :-length]) / length
    mean = np.roll(mean, -(length // 2), axis=1)
    mean[..., :3] /= np.maximum(mean[..., 3:], 1) / 255
    return np.clip(mean + 0.5, 0, 255).astype(np.uint8)


def _overlap(
    canvas: Bytes, shape: tuple[int, ...], corner: tuple[int, int]
) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
    left, top = max(0, corner[0]), max(0, corner[1])
    right = min(canvas.shape[1], corner[0] + shape[1])
    bottom = min(canvas.shape[0], corner[1] + shape[0])
    if right <= left or bottom <= top:
        return None
    there = (slice(top, bottom), slice(left, right))
    here = (slice(top - corner[1], bottom - corner[1]), slice(left - corner[0], right - corner[0]))
    return there, here


def _paste(canvas: Bytes, patch: Bytes, corner: tuple[int, int]) -> None:
    places = _overlap(canvas, patch.shape, corner)
    if places is None:
        return
    part, over = canvas[places[0]], patch[places[1]]
    share = over[..., 3:].astype(np.uint16)
    part[:] = (part * (255 - share) + over[..., :3] * share + 127) // 255


def _ground(canvas: Bytes, figure: Figure, height: int) -> None:
    """Darken the ground under somebody's feet."""
    unit = figure.unit * height
    wide, high = round(3.2 * unit), max(3, round(0.7 * unit))
    foot = figure.y * height - figure.player.build.foot * unit
    corner = (round(figure.x * height - wide / 2), round(foot - high / 2))
    places = _overlap(canvas, (high, wide), corner)
    if places is not None:
        dark = ground_shadow(high, wide)[places[1]][..., None]
        canvas[places[0]] = (canvas[places[0]] * (1 - dark)).astype(np.uint8)


def _inside(face: Box, width: int, height: int) -> Box:
    x, y = min(max(0, face.x), width - 1), min(max(0, face.y), height - 1)
    return Box(x, y, max(1, min(width, face.right) - x), max(1, min(height, face.bottom) - y))


def _seen(face: Box, later: list[tuple[Box, Bytes]]) -> float:
    """Return the share of a face that nobody pasted later covers."""
    hidden = np.zeros((face.height, face.width), bool)
    for box, alpha in later:
        if face.overlap(box):
            places = _overlap(hidden.view(np.uint8), alpha.shape, (box.x - face.x, box.y - face.y))
            if places is not None:
                hidden[places[0]] |= alpha[places[1]] > 127
    return round(1 - float(hidden.mean()), 3)


def _expose(canvas: Bytes, plan: ScenePlan) -> None:
    if plan.exposure == 1:
        return
    light = (np.arange(256) / 255.0) ** 2.2 * plan.exposure
    table = np.clip(255 * light ** (1 / 2.2), 0, 255).astype(np.uint8)
    np.take(table, canvas, out=canvas)


def _soften(canvas: Bytes, softness: float) -> Bytes:
    if softness <= 1:
        return canvas
    height, width, _ = canvas.shape
    small = _scaled(canvas, (round(width / softness), round(height / softness)))
    return _scaled(small, (width, height))


def _add_noise(canvas: Bytes, plan: ScenePlan) -> None:
    """Add the grain of a tablet's sensor, stronger in the dark."""
    rng = np.random.default_rng([plan.seed, 11])
    strength = 1.6 + 2.5 * max(0.0, 1 - plan.exposure)
    tile = np.round(rng.normal(0, strength, (512, 512, 3))).astype(np.int16)
    height, width, _ = canvas.shape
    row = np.tile(tile, (1, -(-width // 512), 1))[:, :width]
    for top in range(0, height, 512):
        band = canvas[top : top + 512]
        band[:] = np.clip(band + row[: len(band)], 0, 255)

"""Destroys what nobody may see in a photo: covers and mosaics, before anything is encoded.

Both are painted into the decoded picture, so that nothing of a face is left when it is made
smaller. A mosaic gets its cells in the finished picture; where a cover lies, too, the cover wins.
Their colours come from what may be seen: nothing that is hidden or cut off has a share in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import ceil, floor

from PIL import Image

from consentdesk.domain.pixels import Box
from consentdesk.media.cover import RIM, Colour, colour_around, cover_over, patch_over
from consentdesk.media.mosaic import Mosaic, MosaicColours, cells_over, colours_of
from consentdesk.media.picture import corners


@dataclass(frozen=True, slots=True)
class View:
    """Where boxes of the original lie in a picture decoded or rendered at another scale."""

    kept: Box
    across: float
    down: float

    def outward(self, box: Box) -> Box:
        """Return the box in decoded pixels, every pixel it touches included."""
        x, y = floor(box.x * self.across), floor(box.y * self.down)
        return Box(x, y, ceil(box.right * self.across) - x, ceil(box.bottom * self.down) - y)

    def inward(self, box: Box) -> Box:
        """Return the box in decoded pixels, without a pixel that lies partly outside."""
        x, y = ceil(box.x * self.across), ceil(box.y * self.down)
        right = max(x + 1, floor(box.right * self.across + 1e-6))
        bottom = max(y + 1, floor(box.bottom * self.down + 1e-6))
        return Box(x, y, right - x, bottom - y)

    def part(self, box: Box) -> Box | None:
        """Return what is left of the box in the kept part, in pixels of the original."""
        left, top = max(box.x, self.kept.x), max(box.y, self.kept.y)
        right, bottom = min(box.right, self.kept.right), min(box.bottom, self.kept.bottom)
        if right <= left or bottom <= top:
            return None
        return Box(left - self.kept.x, top - self.kept.y, right - left, bottom - top)

    def origin(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the original that a point of the rendered picture shows."""
        return self.kept.x + x / self.across, self.kept.y + y / self.down


class HiddenPlaces:
    """What was destroyed in one decoded picture, and is painted again in the finished one."""

    def __init__(
        self,
        image: Image.Image,
        view: View,
        covers: Sequence[Box],
        mosaics: Sequence[Box],
        rim: int,
    ) -> None:
        """Destroy every place in `image`, in place.

        Args:
            image: RGB, the whole photo decoded at any scale.
            view: of that picture.
            covers, mosaics: the places, in upright full-resolution pixels of the original.
            rim: full-resolution pixels that are painted around each cover.
        """
        self._covers = tuple(covers)
        boxes = [view.outward(box) for box in covers]
        places = [view.outward(box) for box in mosaics]
        kept, hidden = view.inward(view.kept), [*boxes, *places]
        wide = round(rim * view.across)
        groups = _touching(
            [patch_over(box.widened(wide, image.width, image.height)) for box in boxes]
        )
        self._colours = tuple(
            colour_around(image, reduce(Box.around, (boxes[at] for at in group)), kept, hidden)
            for group in groups
        )
        around = [colour_around(image, place, kept, hidden) for place in places]
        _cover(image, boxes, self._colours, wide)
        # after the covers: nothing of what they hide gets into the colours of a mosaic beside
        self._mosaics: tuple[MosaicColours, ...] = tuple(
            colours_of(image, *place) for place in zip(places, mosaics, around, strict=True)
        )
        for place, colour in zip(places, around, strict=True):
            image.paste(colour, corners(place))
        if places:
            _cover(image, boxes, self._colours, wide)

    def paint(self, image: Image.Image, view: View) -> tuple[tuple[Box, ...], tuple[Mosaic, ...]]:
        """Paint the mosaics into the finished picture, the covers over them.

        Returns:
            Where covers and mosaics lie in its pixels; those outside of it are left out.
        """
        laid = tuple(
            mosaic
            for colours in self._mosaics
            if (mosaic := _laid(image, view, colours)) is not None
        )
        covers, outward, colours = [], [], []
        for box, colour in zip(self._covers, self._colours, strict=True):
            part = view.part(box)
            if part is not None:
                covers.append(view.inward(part))
                outward.append(view.outward(part))
                colours.append(colour)
        if laid:
            _cover(image, outward, colours, RIM)
        return tuple(covers), laid


def _cover(image: Image.Image, boxes: Sequence[Box], colours: Sequence[Colour], rim: int) -> None:
    """Paint every cover with its rim; then again without, for a rim may lie on a neighbour."""
    for more in (rim, 0):
        for box, colour in zip(boxes, colours, strict=True):
            cover_over(image, box.widened(more, image.width, image.height), colour)


def _touching(boxes: Sequence[Box]) -> tuple[tuple[int, ...], ...]:
    """Return for each box the numbers of all that it touches, at once or by others.

    Where two covers lie over each other, a second colour would look as if something showed
    below one.
    """
    groups: list[list[int]] = []
    for at, box in enumerate(boxes):
        touched = [group for group in groups if any(boxes[other].overlap(box) for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append([at, *(other for group in touched for other in group)])
    return tuple(tuple(sorted(g)) for at in range(len(boxes)) for g in groups if at in g)


def _laid(image: Image.Image, view: View, colours: MosaicColours) -> Mosaic | None:
    """Paint one mosaic, each cell in the colour of the place below its middle."""
    part = view.part(colours.box)
    if part is None:
        return None
    shorter = min(colours.box.width * view.across, colours.box.height * view.down)
    mosaic = cells_over(view.outward(part), shorter, image.width, image.height)
    for cell in mosaic.cells:
        middle = view.origin(cell.x + cell.width / 2, cell.y + cell.height / 2)
        image.paste(colours.at(*middle), corners(cell))
    return mosaic

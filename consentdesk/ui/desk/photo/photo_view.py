"""Where the pixels of a photo lie in the canvas, and back."""

from dataclasses import dataclass, replace

from consentdesk.domain.pixels import Box

MARGIN = 12.0
"""View pixels kept free around the whole photo."""

CLOSEST = 4.0
"""View pixels for one photo pixel at most; closer shows squares, not a face."""

FACE_SHARE = 0.4
"""Share of the view that a face takes after zooming to it."""

STEP_SHARE = 0.01
"""Share of the photo's longer side that one arrow key moves a frame while all of it is seen."""


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo of `width` x `height` upright full-resolution pixels seen in a canvas.

    Attributes:
        view_width, view_height: of the canvas, in view pixels.
        zoom: 1 shows the whole photo.
        centre_x, centre_y: photo pixel in the middle of the canvas.
    """

    width: int
    height: int
    view_width: float
    view_height: float
    zoom: float = 1.0
    centre_x: float = 0.0
    centre_y: float = 0.0

    @staticmethod
    def whole(width: int, height: int, view_width: float, view_height: float) -> "PhotoView":
        """Return the view that shows the whole photo."""
        return PhotoView(width, height, view_width, view_height, 1.0, width / 2, height / 2)

    @property
    def scale(self) -> float:
        """View pixels for one photo pixel."""
        return self._fit * self.zoom

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Where the whole photo lies: x, y, width, height in view pixels."""
        x, y = self.to_view(0, 0)
        return x, y, self.width * self.scale, self.height * self.scale

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Return where a photo pixel lies in the canvas."""
        return (
            (x - self.centre_x) * self.scale + self.view_width / 2,
            (y - self.centre_y) * self.scale + self.view_height / 2,
        )

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """Return which photo pixel lies at a place of the canvas; may be outside the photo."""
        return (
            (x - self.view_width / 2) / self.scale + self.centre_x,
            (y - self.view_height / 2) / self.scale + self.centre_y,
        )

    @property
    def seen(self) -> Box:
        """The part of the photo that lies in the canvas."""
        return self.box_between((0, 0), (self.view_width, self.view_height))

    def step(self, *, fine: bool) -> int:
        """Photo pixels that an arrow key moves a frame; closer up they are fewer.

        A fine step is one view pixel, never less than one photo pixel.
        """
        least = max(1, round(1 / self.scale))
        share = STEP_SHARE * max(self.width, self.height) / self.zoom
        return least if fine else max(least, round(share))

    def box_between(self, one: tuple[float, float], other: tuple[float, float]) -> Box:
        """Return the photo pixels between two places of the canvas, kept inside the photo."""
        xs = sorted(min(max(0.0, self.to_photo(*p)[0]), self.width) for p in (one, other))
        ys = sorted(min(max(0.0, self.to_photo(*p)[1]), self.height) for p in (one, other))
        x, y = round(xs[0]), round(ys[0])
        return Box(x, y, round(xs[1]) - x, round(ys[1]) - y)

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> "PhotoView":
        """Return the view zoomed by `factor`; the photo pixel under `at` stays where it is."""
        place = at or (self.view_width / 2, self.view_height / 2)
        under = self.to_photo(*place)
        zoom = min(max(1.0, self.zoom * factor), self._closest)
        scale = self._fit * zoom
        return replace(
            self,
            zoom=zoom,
            centre_x=under[0] - (place[0] - self.view_width / 2) / scale,
            centre_y=under[1] - (place[1] - self.view_height / 2) / scale,
        )._kept_in()

    def panned(self, dx: float, dy: float) -> "PhotoView":
        """Return the view after the photo was dragged by so many view pixels."""
        return replace(
            self,
            centre_x=self.centre_x - dx / self.scale,
            centre_y=self.centre_y - dy / self.scale,
        )._kept_in()

    def resized(self, view_width: float, view_height: float) -> "PhotoView":
        """Return the view in a canvas of another size."""
        return replace(self, view_width=view_width, view_height=view_height)._kept_in()

    def onto(self, box: Box) -> "PhotoView":
        """Return the view with a face large in the middle."""
        wanted = FACE_SHARE * min(self.view_width / box.width, self.view_height / box.height)
        zoom = min(max(1.0, wanted / self._fit), self._closest)
        return replace(
            self,
            zoom=zoom,
            centre_x=box.x + box.width / 2,
            centre_y=box.y + box.height / 2,
        )._kept_in()

    def following(self, box: Box) -> "PhotoView":
        """Return the view moved just so far that a frame is seen, or its middle if it is larger."""
        left, top = self.to_view(box.x, box.y)
        right, bottom = self.to_view(box.right, box.bottom)
        return self.panned(
            _way_in(left, right, self.view_width), _way_in(top, bottom, self.view_height)
        )

    @property
    def _fit(self) -> float:
        wide = max(1.0, self.view_width - 2 * MARGIN) / self.width
        high = max(1.0, self.view_height - 2 * MARGIN) / self.height
        return min(wide, high)

    @property
    def _closest(self) -> float:
        return max(1.0, CLOSEST / self._fit)

    def _kept_in(self) -> "PhotoView":
        return replace(
            self,
            centre_x=_kept(self.centre_x, self.width, self.view_width / self.scale),
            centre_y=_kept(self.centre_y, self.height, self.view_height / self.scale),
        )


def _kept(centre: float, length: int, seen: float) -> float:
    """Keep the photo over the middle: never drag it out of the canvas."""
    if seen >= length:
        return length / 2
    return min(max(seen / 2, centre), length - seen / 2)


def _way_in(low: float, high: float, length: float) -> float:
    """Return how far to move what lies from `low` to `high` so that it lies within `length`."""
    if high - low > length - 2 * MARGIN:
        middle = (low + high) / 2
        return min(max(0.0, middle), length) - middle
    return max(0.0, MARGIN - low) - max(0.0, high - (length - MARGIN))

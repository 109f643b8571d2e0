"""Pictures as they cross from room to room: plain bytes with their shape, nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PixelBuffer:
    """An upright sRGB picture.

    Attributes:
        width, height: pixels.
        data: ``height`` rows of ``stride`` bytes, top row first; each pixel is R, G, B.
        stride: bytes from one row to the next, at least ``3 * width``.
    """

    width: int
    height: int
    data: bytes
    stride: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in upright full-resolution pixels of one photo; x right, y down."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column to the right of the box."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.y + self.height

    @property
    def area(self) -> int:
        """Pixels inside."""
        return self.width * self.height

    def overlap(self, other: "Box") -> int:
        """Pixels that both boxes hold."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0, wide) * max(0, high)

    def around(self, other: "Box") -> "Box":
        """Return the smallest box that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def grown(self, share: float, width: int, height: int) -> "Box":
        """Return the box with a margin of ``share`` of its size, kept inside the photo."""
        dx, dy = round(self.width * share), round(self.height * share)
        x, y = max(0, self.x - dx), max(0, self.y - dy)
        return Box(
            x,
            y,
            min(width, self.right + dx) - x,
            min(height, self.bottom + dy) - y,
        )

    def widened(self, rim: int, width: int, height: int) -> "Box":
        """Return the box with a margin of ``rim`` pixels, kept inside the photo."""
        x, y = max(0, self.x - rim), max(0, self.y - rim)
        right, bottom = min(width, self.right + rim), min(height, self.bottom + rim)
        return Box(x, y, right - x, bottom - y)

"""The border where plain pixels become a Qt picture."""

from PySide6.QtGui import QImage

from consentdesk.domain.pixels import PixelBuffer


def to_qimage(pixels: PixelBuffer) -> QImage:
    """Return an image that owns its pixels; safe to call in any thread."""
    view = QImage(
        pixels.data, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888
    )
    return view.copy()

"""Pages as a PDF file in memory; whoever asked for it decides where it goes."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPdfWriter

from consentdesk.ui.paper.paper import a4

DOTS_PER_INCH = 300
"""More than a school's printer shows of a portrait, and small enough to open at once."""


def as_pdf(draw: Callable[[QPagedPaintDevice], None], title: str) -> bytes:
    """Return the pages that `draw` puts on the device; `title` stands in the file's facts."""
    pages = QByteArray()
    buffer = QBuffer(pages)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(a4())
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setCreator("ConsentDesk")
    draw(writer)
    buffer.close()
    return bytes(pages.data())

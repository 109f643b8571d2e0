"""The look-out sheet of a batch, printed or saved for the staff at the event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId, PortraitId
from consentdesk.ui.menu_button import MenuButton
from consentdesk.ui.paper.look_out_pages import draw_look_outs
from consentdesk.ui.paper.pdf_pages import as_pdf
from consentdesk.ui.pixels import to_qimage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.register.look_out_sheet import LookOutSheet
    from consentdesk.services.workspace import Workspace

PORTRAIT_EDGE = 480
"""Pixels; a portrait is printed 34 mm high, so this is more than paper shows."""


@dataclass(frozen=True)
class SheetInHand:
    """The sheet with its portraits; one that cannot be read is not among them."""

    sheet: LookOutSheet
    portraits: Mapping[PortraitId, QImage]


def read_sheet(workspace: Workspace, batch_id: BatchId, by: str) -> SheetInHand:
    """Read what is printed; blocks."""
    sheet = workspace.look_out_sheets.sheet(batch_id, by)
    portraits: dict[PortraitId, QImage] = {}
    for card in sheet.cards:
        if card.portrait is not None:
            try:
                image = to_qimage(workspace.pictures.portrait(card.portrait.id))
            except KnownError:
                continue  # a named frame says so; the sheet must not fail for one portrait
            portraits[card.portrait.id] = _no_larger(image)
    return SheetInHand(sheet, portraits)


class LookOutButton(MenuButton):
    """Offers to print the sheet, or to save it after saying that the file is not encrypted."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            around.theme,
            tr("Look-out sheet"),
            icon="printer-outline",
            look="quiet",
            parent=parent,
        )
        self._around = around
        self._batch_id = batch_id
        self.setToolTip(tr("Who may not be photographed at this event, on paper"))
        self.add(tr("Print the look-out sheet…"), self.ask_print, icon="printer-outline")
        self.add(tr("Save it as a PDF file…"), self.ask_save, icon="file-pdf-box")

    def ask_print(self) -> None:
        """Show the sheet as it stands now and offer to print it."""
        self._read(self._preview)

    def ask_save(self) -> None:
        """Say what a file on disk means, then ask where to put it."""
        self._around.dialogs.confirm(
            self.window(),
            tr("Save names and portraits in a file?"),
            tr(
                "The file is not encrypted: whoever opens it sees who may not appear. Keep it "
                "where only staff of this event can open it, and delete it afterwards."
            ),
            tr("Save it"),
            tr("Do not save"),
            lambda agreed: self._read(self._ask_place) if agreed else None,
        )

    def _read(self, go_on: Callable[[SheetInHand], None]) -> None:
        workspace, batch_id, by = self._around.workspace, self._batch_id, self._around.by()
        self._around.runner.run(
            self, lambda: read_sheet(workspace, batch_id, by), go_on, lane="view"
        )

    def _preview(self, held: SheetInHand) -> None:
        sheets, by = self._around.workspace.look_out_sheets, self._around.by()

        def answered(printed: bool) -> None:
            if printed:
                self._around.runner.run(self, lambda: sheets.printed(held.sheet, by), self._printed)

        self._around.dialogs.print_pages(
            self.window(),
            tr("Look-out sheet"),
            partial(draw_look_outs, held.sheet, held.portraits),
            answered,
        )

    def _ask_place(self, held: SheetInHand) -> None:
        sheets, by = self._around.workspace.look_out_sheets, self._around.by()

        def chosen(path: Path | None) -> None:
            if path is None:
                return
            target = path.with_suffix(".pdf")
            draw = partial(draw_look_outs, held.sheet, held.portraits)
            pages = as_pdf(draw, tr("Event sheet"))
            self._around.runner.run(
                self,
                lambda: sheets.save(held.sheet, pages, target, by),
                partial(self._saved, target),
            )

        self._around.dialogs.save_file(
            self.window(),
            tr("Save the look-out sheet"),
            f"event-sheet-{held.sheet.event_date:%Y-%m-%d}.pdf",
            tr("PDF file (*.pdf)"),
            chosen,
        )

    def _printed(self, nothing: None) -> None:
        self._around.runner.messages.info(
            tr("The look-out sheet was sent to the printer. Shred it after the event.")
        )

    def _saved(self, path: Path, nothing: None) -> None:
        self._around.runner.messages.info(
            tr("{name} is written. Delete it after the event.", name=path.name)
        )


def _no_larger(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= PORTRAIT_EDGE:
        return image
    return image.scaled(
        PORTRAIT_EDGE,
        PORTRAIT_EDGE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )

"""Every question the window asks goes through this port; a test answers in its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QPagedPaintDevice
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from consentdesk.ui.paper.paper import a4
from consentdesk.ui.text import tr

PRINT_JOB = "ConsentDesk"
"""All that a shared printer's queue shows of what is printed."""


class Dialogs(Protocol):
    """Questions to the person; the answer comes later, through `on_answer`.

    Closing a question is a no: False, None or no files.
    """

    def confirm(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        yes_label: str,
        no_label: str,
        on_answer: Callable[[bool], None],
    ) -> None:
        """Ask before something that is hard to take back; "no" is the default."""

    def ask_text(
        self,
        parent: QWidget,
        title: str,
        label: str,
        on_answer: Callable[[str | None], None],
        *,
        hidden: bool = False,
    ) -> None:
        """Ask for one line of text; `hidden` for a passphrase."""

    def choose_folder(
        self, parent: QWidget, title: str, on_answer: Callable[[Path | None], None]
    ) -> None:
        """Ask for a folder."""

    def choose_files(
        self,
        parent: QWidget,
        title: str,
        kinds: str,
        on_answer: Callable[[tuple[Path, ...]], None],
    ) -> None:
        """Ask for files; `kinds` as Qt writes it, such as ``Photos (*.jpg *.heic)``."""

    def choose_file(
        self, parent: QWidget, title: str, kinds: str, on_answer: Callable[[Path | None], None]
    ) -> None:
        """Ask for one file."""

    def save_file(
        self,
        parent: QWidget,
        title: str,
        suggested: str,
        kinds: str,
        on_answer: Callable[[Path | None], None],
    ) -> None:
        """Ask where to write a new file."""

    def print_pages(
        self,
        parent: QWidget,
        title: str,
        draw: Callable[[QPagedPaintDevice], None],
        on_answer: Callable[[bool], None],
    ) -> None:
        """Show the pages that `draw` makes and offer to print them; True when they were."""

    def show_folder(self, path: Path) -> None:
        """Open the folder in the file manager of the desk."""


class QtDialogs:
    """The questions as windows of Qt; opened, never waited for."""

    def confirm(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        yes_label: str,
        no_label: str,
        on_answer: Callable[[bool], None],
    ) -> None:
        """Ask with two buttons; Escape and the default are "no"."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=parent)
        box.setInformativeText(sentence)
        yes = box.addButton(yes_label, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(no_label, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)

        def answered() -> None:
            agreed = box.clickedButton() is yes
            box.deleteLater()
            on_answer(agreed)

        box.finished.connect(answered)
        box.open()

    def ask_text(
        self,
        parent: QWidget,
        title: str,
        label: str,
        on_answer: Callable[[str | None], None],
        *,
        hidden: bool = False,
    ) -> None:
        """Ask for one line of text."""
        box = QInputDialog(parent)
        box.setWindowTitle(title)
        box.setLabelText(label)
        if hidden:
            box.setTextEchoMode(QLineEdit.EchoMode.Password)

        def answered(result: int) -> None:
            text = box.textValue() if result else None
            box.deleteLater()
            on_answer(text)

        box.finished.connect(answered)
        box.open()

    def choose_folder(
        self, parent: QWidget, title: str, on_answer: Callable[[Path | None], None]
    ) -> None:
        """Ask for a folder with the dialog of the system."""
        box = QFileDialog(parent, title)
        box.setFileMode(QFileDialog.FileMode.Directory)
        box.setOption(QFileDialog.Option.ShowDirsOnly)
        _open_for_files(box, lambda paths: on_answer(paths[0] if paths else None))

    def choose_files(
        self,
        parent: QWidget,
        title: str,
        kinds: str,
        on_answer: Callable[[tuple[Path, ...]], None],
    ) -> None:
        """Ask for files with the dialog of the system."""
        box = QFileDialog(parent, title, "", kinds)
        box.setFileMode(QFileDialog.FileMode.ExistingFiles)
        _open_for_files(box, on_answer)

    def choose_file(
        self, parent: QWidget, title: str, kinds: str, on_answer: Callable[[Path | None], None]
    ) -> None:
        """Ask for one file with the dialog of the system."""
        box = QFileDialog(parent, title, "", kinds)
        box.setFileMode(QFileDialog.FileMode.ExistingFile)
        _open_for_files(box, lambda paths: on_answer(paths[0] if paths else None))

    def save_file(
        self,
        parent: QWidget,
        title: str,
        suggested: str,
        kinds: str,
        on_answer: Callable[[Path | None], None],
    ) -> None:
        """Ask where to write a new file; the system asks before one is replaced."""
        box = QFileDialog(parent, title, "", kinds)
        box.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        box.selectFile(suggested)
        box.setLabelText(QFileDialog.DialogLabel.Accept, tr("Save"))
        _open_for_files(box, lambda paths: on_answer(paths[0] if paths else None))

    def print_pages(
        self,
        parent: QWidget,
        title: str,
        draw: Callable[[QPagedPaintDevice], None],
        on_answer: Callable[[bool], None],
    ) -> None:
        """Show a preview; without a printer say so, for Qt would write a file unasked."""
        if not QPrinterInfo.availablePrinterNames():
            _tell_no_printer(parent, lambda: on_answer(False))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(a4())
        printer.setDocName(PRINT_JOB)
        box = QPrintPreviewDialog(printer, parent)
        box.setWindowTitle(title)
        box.paintRequested.connect(draw)

        def answered(result: int) -> None:
            box.deleteLater()
            on_answer(result == QPrintPreviewDialog.DialogCode.Accepted and printer is not None)

        box.finished.connect(answered)
        box.open()

    def show_folder(self, path: Path) -> None:
        """Open the folder in the file manager of the desk."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _tell_no_printer(parent: QWidget, on_closed: Callable[[], None]) -> None:
    title = tr("There is no printer on this computer.")
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, title, parent=parent)
    box.setInformativeText(tr("Save the pages as a PDF file, or set up a printer first."))
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)

    def closed() -> None:
        box.deleteLater()
        on_closed()

    box.finished.connect(closed)
    box.open()


def _open_for_files(box: QFileDialog, on_answer: Callable[[tuple[Path, ...]], None]) -> None:
    def answered(result: int) -> None:
        paths = tuple(Path(name) for name in box.selectedFiles()) if result else ()
        box.deleteLater()
        on_answer(paths)

    box.finished.connect(answered)
    box.open()

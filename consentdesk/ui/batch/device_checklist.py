"""Photos that are all here and may still be on the iPad: where to delete them, one by one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from consentdesk.domain.emptied_device import DevicePlace, StillOnDevice
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look


class DeviceChecklist(QFrame):
    """Every place is ticked by hand before the button can be pressed; it asks for `confirmed`."""

    confirmed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._shown: StillOnDevice | None = None
        self.told = words()
        self.places = {place: QCheckBox(word) for place, word in _place_words().items()}
        self.done = button(theme, tr("They are deleted there"), self._confirm, icon="check")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(words(tr("Now delete them from the iPad"), "strong"))
        column.addWidget(self.told)
        for box in self.places.values():
            box.setAccessibleName(box.text())
            box.toggled.connect(self._ticked)
            column.addWidget(box)
        column.addWidget(self.done)
        self.hide()

    def show_import(self, still: StillOnDevice | None) -> None:
        """Show an import that waits; None hides the list."""
        self.setVisible(still is not None)
        if still is None or still == self._shown:
            return
        self._shown = still
        text = plural(still.photos, "{n} photo is kept here.", "{n} photos are kept here.")
        others = plural(
            still.not_kept,
            "{n} other file, such as a video, is not.",
            "{n} other files, such as videos, are not.",
        )
        self.told.setText(f"{text} {others}" if still.not_kept else text)
        for box in self.places.values():
            box.setChecked(False)
        self._ticked()

    def _ticked(self) -> None:
        self.done.setEnabled(all(box.isChecked() for box in self.places.values()))

    def _confirm(self) -> None:
        if self._shown is not None and self.done.isEnabled():
            self.confirmed.emit(self._shown.import_id)


def _place_words() -> dict[DevicePlace, str]:
    return {
        DevicePlace.LIBRARY: tr("The library of the Photos app"),
        DevicePlace.RECENTLY_DELETED: tr("Recently Deleted"),
        DevicePlace.CLOUD: tr("iCloud and other copies"),
    }

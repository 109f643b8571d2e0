"""The strip at the top: the school, how the window looks, and who is at the desk."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from consentdesk.ui.at_desk import AtDesk
from consentdesk.ui.buttons import button
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.labels import short_words
from consentdesk.ui.look_menu import LookMenu
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


class TopBar(QFrame):
    """Shows and changes the name that goes with every decision."""

    def __init__(
        self,
        theme: Theme,
        dialogs: Dialogs,
        at_desk: AtDesk,
        school: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_look(self, "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._dialogs = dialogs
        self._at_desk = at_desk
        self.who = button(
            theme,
            tr("Who is at the desk?"),
            self._ask,
            icon="account-circle",
            look="quiet",
            tip=tr("Change who is at the desk"),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.addWidget(short_words(school, "muted"))
        row.addStretch(1)
        self.look = LookMenu(theme)
        row.addWidget(self.look)
        row.addWidget(self.who)
        at_desk.changed.connect(self._show_name)
        if at_desk.name:
            self._show_name(at_desk.name)

    @Slot(str)
    def _show_name(self, name: str) -> None:
        self.who.setText(name)
        self.who.setAccessibleName(tr("At the desk: {name}. Change", name=name))

    def _ask(self) -> None:
        self._dialogs.ask_text(
            self.window(), tr("Who is at the desk?"), tr("Your name"), self._answered
        )

    def _answered(self, name: str | None) -> None:
        if name is not None:
            self._at_desk.set_name(name)

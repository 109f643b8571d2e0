"""The strip at the top: the school, how the window looks, and who is at the desk."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from consentdesk.ui.at_desk import AtDesk
from consentdesk.ui.labels import short_words
from consentdesk.ui.look_menu import LookMenu
from consentdesk.ui.menu_button import MenuButton
from consentdesk.ui.sign_in.idle_watch import LOCK_KEYS
from consentdesk.ui.sign_in.password_form import PasswordForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look


class TopBar(QFrame):
    """Shows whose name goes with every decision, and leads away from the desk."""

    lock_asked = Signal()
    change_over_asked = Signal()

    def __init__(
        self, around: Surroundings, at_desk: AtDesk, school: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme = around.theme
        self._around = around
        set_look(self, "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.who = MenuButton(theme, at_desk.by(), icon="account-circle", look="quiet")
        self.lock: QAction = self.who.add(tr("Lock"), self.lock_asked.emit, icon="lock-outline")
        self.lock.setShortcut(LOCK_KEYS)
        self.change_over = self.who.add(
            tr("Somebody else signs in"), self.change_over_asked.emit, icon="account-switch-outline"
        )
        self.password = self.who.add(
            tr("Change my password…"), self._change_password, icon="form-textbox-password"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 16, 8)
        row.addWidget(short_words(school, "muted"))
        row.addStretch(1)
        self.look = LookMenu(theme)
        row.addWidget(self.look)
        row.addWidget(self.who)
        at_desk.changed.connect(self._show_name)
        self._show_name(at_desk.by())

    @Slot(str)
    def _show_name(self, name: str) -> None:
        self.who.setText(name)
        self.who.setAccessibleName(tr("At the desk: {name}", name=name))
        self.who.setToolTip(tr("Lock, or let somebody else sign in"))

    def _change_password(self) -> None:
        form = PasswordForm(self._around, self.window())
        form.saved.connect(self._changed)
        form.finished.connect(form.deleteLater)
        form.open()

    @Slot()
    def _changed(self) -> None:
        self._around.runner.messages.info(tr("Your new password counts from now on."))

"""The menu that says what a column is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.tables import Column
from consentdesk.ui.consent_sheet.meaning_words import role_words
from consentdesk.ui.consent_sheet.several_choice import SeveralDialog
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

_WHO = (
    *(Role.NAME, Role.FIRST_NAME, Role.LAST_NAME, Role.LEGAL_FIRST_NAME, Role.LEGAL_LAST_NAME),
    *(Role.CLASS, Role.YEAR_GROUP, Role.DATE_OF_BIRTH, Role.UPN, Role.ADMISSION_NUMBER),
    *(Role.SCHOOL, Role.LEFT_ON),
)
_BESIDE = (
    *(Role.TICK_ALL, Role.CONSENT_TYPE, Role.STATUS, Role.ANSWERED_BY, Role.ANSWERED_ON),
    *(Role.VALID_UNTIL, Role.WITHDRAWN_ON, Role.NOTE, Role.PROTECTED, Role.CHILD_OBJECTS),
)


class ColumnMenu(QMenu):
    """Offers every use of a column; `on_chosen` gets the value, or None for the program's guess."""

    def __init__(
        self,
        theme: Theme,
        column: Column,
        purposes: Mapping[str, str],
        on_chosen: Callable[[str | None], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = column
        self._purposes = purposes
        self._on_chosen = on_chosen
        self.setAccessibleName(tr("What the column {name} is for", name=_name(column)))
        asks = self._part(tr("It asks about"))
        for purpose, words in purposes.items():
            self._entry(asks, words, f"asks:{purpose}", purpose in column.guess.purposes)
        asks.addSeparator()
        several = asks.addAction(tr("Several of them…"))
        several.triggered.connect(lambda: self._ask_several())
        for title, roles in ((tr("It tells who"), _WHO), (tr("It tells more"), _BESIDE)):
            part = self._part(title)
            for role in roles:
                self._entry(part, role_words(role), role.value, column.role is role)
        self.addSeparator()
        self._entry(self, tr("Nothing that counts here"), "ignore", column.role is Role.IGNORE)
        guess = self.addAction(tr("As the program understood it"))
        guess.triggered.connect(lambda: self._on_chosen(None))

    def _part(self, title: str) -> QMenu:
        part = self.addMenu(title)
        part.setAccessibleName(title)
        return part

    def _entry(self, menu: QMenu, words: str, value: str, chosen: bool) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setData(value)
        action.triggered.connect(partial(_call, self._on_chosen, value))
        return action

    def _ask_several(self) -> None:
        dialog = SeveralDialog(
            self._theme,
            tr("What does “{name}” ask about?", name=_name(self._column)),
            self._purposes,
            self._column.guess.purposes,
            lambda chosen: self._on_chosen("asks:" + ",".join(chosen)),
            self.parentWidget(),
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _call(on_chosen: Callable[[str | None], None], value: str, checked: bool = False) -> None:
    on_chosen(value)


def _name(column: Column) -> str:
    return column.header.strip() or column.letter

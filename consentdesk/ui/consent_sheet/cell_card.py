"""What the chosen cell means, for whom and why, in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from consentdesk.services.consent.cell_meanings import Cell, RowMeaning
from consentdesk.services.consent.tables import Column
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.buttons import button
from consentdesk.ui.consent_sheet.meaning_words import (
    cell_sentence,
    column_words,
    confidence_badge,
    row_sentence,
)
from consentdesk.ui.consent_sheet.sheet_model import SheetModel
from consentdesk.ui.labels import line, words
from consentdesk.ui.page import Page
from consentdesk.ui.register.list_and_card import CARD_WIDTH
from consentdesk.ui.register.permission_words import answer_origin
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme, set_look

if TYPE_CHECKING:
    from consentdesk.ui.consent_sheet.sheet_in_hand import Understood


class CellCard(QFrame):
    """The cell above, its column below.

    `column_asked` asks what the column is for, `owner_asked` whose row it is.
    """

    column_asked = Signal()
    owner_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self.setFixedWidth(CARD_WIDTH)
        nothing = Badge("circle-outline", "", "muted")
        self._place = words(look="heading")
        self._written = words()
        self._badge = BadgeLabel(theme, nothing)
        self.sentence = words()
        self._origin = words(look="muted")
        self._messages = words()
        self._line = line()
        self._column = words(look="heading")
        self._use = words(look="strong")
        self._sure = BadgeLabel(theme, nothing)
        self._reason = words(look="muted")
        self._names = words(look="muted")
        self.owner = button(
            theme, tr("Say whose row it is"), self.owner_asked.emit, icon="account-question-outline"
        )
        self.change = button(
            theme, tr("Say what it is for"), self.column_asked.emit, icon="pencil-outline"
        )
        self.change.setToolTip(tr("Say what it is for (Alt+Down in the table)"))
        self._lay_out()

    def show_place(self, index: QModelIndex, model: SheetModel, understood: Understood) -> None:
        """Tell about the cell at this place of the table."""
        if not index.isValid() or model.sheet is None:
            return
        shown = model.shown(index.row(), index.column())
        cell = model.cell(index)
        assert cell is not None
        place = f"{model.sheet.name}!{cell.address}"
        row = model.number(index.row())
        self._place.setText(tr("Cell {cell}", cell=cell.address))
        _say(self._written, tr("“{text}”", text=shown.text) if shown.text else "")
        self._badge.setVisible(shown.badge is not None)
        if shown.badge is not None:
            self._badge.show_badge(shown.badge)
        self.sentence.setText(self._sentence(index, model, understood, place))
        meaning = understood.meanings.cells.get(place)
        answers = meaning.answers if meaning else ()
        dated = [a for a in answers if a.given_by or a.given_on or a.expires_on]
        origins = dict.fromkeys(answer_origin(replace(answer, source="")) for answer in dated)
        _say(self._origin, "\n".join(origins))
        told = [m.text for m in understood.meanings.messages.get(place, ())]
        told += _seen(cell, shown.signs)
        _say(self._messages, "\n".join(told))
        self._show_column(model.column(index.column()), understood)
        owned = understood.meanings.rows.get(f"{model.sheet.name}!{row}")
        nobodys = owned is not None and not owned.owner
        self.owner.setVisible(nobodys)
        about = tr("The row names “{text}”.", text=_as_written(owned)) if nobodys and owned else ""
        _say(self._names, about)

    def _sentence(
        self, index: QModelIndex, model: SheetModel, understood: Understood, place: str
    ) -> str:
        kind = model.row_kind(index.row())
        if kind != "row":
            return _beside_sentence(kind)
        assert model.sheet is not None
        row = understood.meanings.rows.get(f"{model.sheet.name}!{model.number(index.row())}")
        meaning = understood.meanings.cells.get(place)
        if meaning is not None:
            return cell_sentence(meaning, row, understood)
        return row_sentence(row, understood)

    def _show_column(self, column: Column | None, understood: Understood) -> None:
        for part in (self._line, self._column, self._use, self._sure, self._reason, self.change):
            part.setVisible(column is not None)
        if column is None:
            return
        self._column.setText(tr("Column {letter}", letter=column.letter))
        _say(self._use, column_words(column, understood.purposes))
        self._sure.show_badge(confidence_badge(column))
        wording = tr("The header says “{text}”.", text=column.header) if column.header else ""
        reason = "" if column.guess.reason == wording else column.guess.reason
        _say(self._reason, " ".join(filter(None, (wording, reason))))

    def _lay_out(self) -> None:
        page = Page()
        page.setAccessibleName(tr("About the chosen cell"))
        column = page.column
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for part in (
            *(self._place, self._written, self._badge, self.sentence, self._origin),
            *(
                self._messages,
                self._names,
                self.owner,
                self._line,
                self._column,
                self._use,
                self._sure,
                self._reason,
            ),
            self.change,
        ):
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(page)
        self._badge.hide()
        self.owner.hide()
        self._names.hide()
        for part in (self._line, self._column, self._use, self._sure, self._reason, self.change):
            part.hide()


def _as_written(row: RowMeaning) -> str:
    return ", ".join(filter(None, (row.reply.pupil.shown, row.reply.pupil.class_name)))


def _seen(cell: Cell | None, signs: tuple[tuple[str, str], ...]) -> list[str]:
    told = [f"{words_of_sign}." for icon, words_of_sign in signs if icon != "comment-text-outline"]
    if cell is not None and cell.comment:
        told.append(tr("Comment: “{text}” It is not kept.", text=cell.comment))
    if cell is not None and cell.fill:
        told.append(tr("It has a colour of its own."))
    return told


def _say(label: QWidget, text: str) -> None:
    label.setText(text)  # type: ignore[attr-defined]
    label.setVisible(bool(text))


def _beside_sentence(kind: str) -> str:
    return {
        "header": tr("This row holds the headers."),
        "left_out": tr("This row repeats the headers or sums up; it was left out."),
        "title": tr("This stands above the table; it is no answer."),
        "unread": tr("No table was found on this sheet; nothing on it was read."),
    }[kind]

"""Step 1: the sheet as it is, and cell by cell what the program understood."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.consent_sheet.cell_card import CellCard
from consentdesk.ui.consent_sheet.column_menu import ColumnMenu
from consentdesk.ui.consent_sheet.sheet_in_hand import SheetInHand, Understood
from consentdesk.ui.consent_sheet.sheet_model import SheetModel
from consentdesk.ui.consent_sheet.sheet_view import SheetView
from consentdesk.ui.consent_sheet.text_form import TextForm
from consentdesk.ui.labels import short_words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.menu_button import MenuButton
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr


class SaysPage(QWidget):
    """Tabs and table on the left, the chosen cell on the right.

    `question_asked` carries the key of a question to be answered.
    """

    question_asked = Signal(str)

    def __init__(
        self, around: Surroundings, in_hand: SheetInHand, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._in_hand = in_hand
        theme = around.theme
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Sheets of the workbook"))
        self.tabs.setExpanding(False)
        self.model = SheetModel(self)
        self.view = SheetView(theme, self.model)
        self.card = CellCard(theme)
        self.header = MenuButton(theme, tr("Headers"), icon="table-row")
        self._here = self.header.add("", self._headers_here)
        self.header.add(tr("This sheet has no headers"), lambda: self._say_header("none"))
        self.header.add(tr("As the program understood it"), lambda: self._say_header(None))
        self.text = button(
            theme, tr("Text looks wrong?"), self._ask_text, icon="format-letter-case", look="quiet"
        )
        self._count = short_words(look="muted")
        self._lay_out()
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.view.selectionModel().currentChanged.connect(self._cell_chosen)
        self.view.column_opened.connect(self.open_column)
        self.card.column_asked.connect(self._open_chosen_column)
        self.card.owner_asked.connect(self._ask_owner)

    @Slot(object)
    def show_understood(self, understood: Understood) -> None:
        """Show the sheet as it is understood now; what was chosen stays chosen."""
        sheets = understood.proposal.workbook.sheets
        names = [sheet.name for sheet in sheets]
        if names != [str(self.tabs.tabData(i)) for i in range(self.tabs.count())]:
            self._make_tabs(understood)
        self.tabs.setVisible(len(sheets) > 1)
        self.text.setVisible(understood.proposal.workbook.kind == "text")
        self._tab_chosen()

    def go_to(self, place: str) -> None:
        """Choose a cell or a whole tab such as ``Consent!H12``."""
        tab, _, address = place.rpartition("!")
        for number in range(self.tabs.count()):
            if self.tabs.tabData(number) == tab:
                self.tabs.setCurrentIndex(number)
        index = self.model.index_of(address)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, SheetView.ScrollHint.PositionAtCenter)
        self.view.setFocus()

    @Slot(int, QPoint)
    def open_column(self, section: int, place: QPoint) -> None:
        """Open the menu of a column."""
        column, now = self.model.column(section), self._in_hand.now
        if column is None or now is None:
            return
        self.view.setCurrentIndex(self.model.index(max(0, self.view.currentIndex().row()), section))
        key = f"column:{column.key}"

        def chosen(value: str | None) -> None:
            if value is None:
                self._in_hand.take_back([key])
            else:
                self._in_hand.settle({key: value})

        self.menu = ColumnMenu(self._around.theme, column, now.purposes, chosen, self)
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        self.menu.popup(place)

    def _make_tabs(self, understood: Understood) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for number, sheet in enumerate(understood.proposal.workbook.sheets):
            self.tabs.addTab(sheet.name)
            self.tabs.setTabData(number, sheet.name)
            if sheet.hidden:
                self.tabs.setTabIcon(number, self._around.theme.icon("eye-off-outline", "flagged"))
                self.tabs.setTabText(number, tr("{name} (hidden)", name=sheet.name))
                self.tabs.setTabToolTip(number, tr("This sheet is hidden in the file"))
        self.tabs.blockSignals(False)

    @Slot()
    def _tab_chosen(self) -> None:
        now = self._in_hand.now
        if now is None or self.tabs.currentIndex() < 0:
            return
        sheet = now.proposal.workbook.sheets[self.tabs.currentIndex()]
        self.model.show_sheet(sheet, now)
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.first_answer())
        self._say_headers()
        self._cell_chosen(self.view.currentIndex(), QModelIndex())

    def _say_headers(self) -> None:
        table = self.model.table
        rows = table.header_rows if table else ()
        numbers = "–".join(str(n) for n in rows)
        words = (
            plural(len(rows), "Headers: row {rows}", "Headers: rows {rows}", rows=numbers)
            if rows
            else tr("No headers found")
        )
        self.header.setText(words)
        self.header.setAccessibleName(words)
        count = len(table.rows) if table else 0
        self._count.setText(plural(count, "{n} row about people", "{n} rows about people"))

    @Slot(QModelIndex, QModelIndex)
    def _cell_chosen(self, index: QModelIndex, before: QModelIndex) -> None:
        if self._in_hand.now is None or not index.isValid():
            return
        self.card.show_place(index, self.model, self._in_hand.now)
        number = self.model.number(index.row())
        self._here.setText(tr("The headers are in row {n}, the chosen one", n=number))

    def _headers_here(self) -> None:
        self._say_header(str(self.model.number(self.view.currentIndex().row())))

    def _say_header(self, value: str | None) -> None:
        if self.model.sheet is None:
            return
        key = f"header:{self.model.sheet.name}"
        if value is None:
            self._in_hand.take_back([key])
        else:
            self._in_hand.settle({key: value})

    def _open_chosen_column(self) -> None:
        self.open_column(
            self.view.currentIndex().column(),
            self.card.change.mapToGlobal(QPoint(0, self.card.change.height())),
        )

    def _ask_owner(self) -> None:
        if self.model.sheet is not None:
            number = self.model.number(self.view.currentIndex().row())
            self.question_asked.emit(f"who:{self.model.sheet.name}!{number}")

    def _ask_text(self) -> None:
        now = self._in_hand.now
        if now is None:
            return
        book = now.proposal.workbook
        self.form = TextForm(self._around.theme, book.encoding, book.delimiter, self)
        self.form.chosen.connect(self._in_hand.settle)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _lay_out(self) -> None:
        ways = RowOrColumn(self._around.theme)
        ways.setSpacing(12)
        ways.addWidget(self._count, 1)
        ways.addWidget(self.text)
        ways.addWidget(self.header)
        top = RowOrColumn(self._around.theme)
        top.addWidget(self.tabs, 1)
        top.addLayout(ways)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(top)
        left.addWidget(self.view, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.card)

"""What was brought in can be seen and undone, with the same second pair of eyes."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Standing
from tests.ui.settled import idle
from tests.ui.sheet_school import imports, names_and, open_sheet, read, sheet, standing
from tests.ui.test_accessible_names import nameless


@pytest.fixture
def brought_in(desk, qtbot: QtBot, tmp_path: Path):
    """A sheet with a no for everybody on the website."""
    wizard = open_sheet(desk, qtbot, sheet(tmp_path, names_and(("N",), ("N",), ("N",))))
    wizard.in_hand.settle({"who:exact": "accept"})
    read(desk, qtbot, wizard)
    wizard.record.click()
    idle(desk, qtbot)
    assert standing(desk, "Ada", "web") is Standing.REFUSED
    return desk.window.register.sheets


def test_undoing_needs_a_second_person(desk, qtbot: QtBot, brought_in) -> None:
    brought_in.undo.click()
    idle(desk, qtbot)
    form = brought_in.undo_form
    assert form.model.rows
    assert {row.kind for row in form.model.rows} == {"loosened"}
    assert not form.save.isEnabled()
    form.save_now()
    form.agreeing.looked.setChecked(True)
    form.agreeing.many.setChecked(True)
    form.agreeing.second.setText("Ann Preparer")
    assert not form.save.isEnabled()
    form.save_now()
    idle(desk, qtbot)
    assert imports(desk)[0].undone_at is None
    assert nameless(form) == []
    form.agreeing.second.setText("Hal Head")
    form.save.click()
    idle(desk, qtbot)
    assert imports(desk)[0].undone_at is not None
    assert standing(desk, "Ada", "web") is Standing.GRANTED
    assert "undone" in brought_in.note.accessibleName()


def test_the_list_of_sheets(desk, qtbot: QtBot, brought_in) -> None:
    brought_in.show_imports()
    idle(desk, qtbot)
    view = brought_in.imports
    model = view.model
    assert model.rowCount() == 1
    told = [model.index(0, column).data() for column in range(model.columnCount())]
    assert told[0] == "Consent.csv"
    assert told[4] == "Ann Preparer"
    assert told[5] == "Counts"
    assert nameless(view) == []
    view.undo.click()
    idle(desk, qtbot)
    view.form.reject()
    idle(desk, qtbot)
    assert imports(desk)[0].undone_at is None
    view.close_button.click()


def test_cancelled_undoing_changes_nothing(desk, qtbot: QtBot, brought_in) -> None:
    brought_in.undo.click()
    idle(desk, qtbot)
    brought_in.undo_form.cancel.click()
    idle(desk, qtbot)
    assert standing(desk, "Ada", "web") is Standing.REFUSED

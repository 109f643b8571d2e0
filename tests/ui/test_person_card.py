"""The card of a person: where permissions come from, until when, and all that was before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.consent_source import FlagSet, SheetImportDetails
from tests.small_workspace import PREPARER
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

TODAY = date(2026, 6, 20)
"""What the clock of the small school says."""


def card_of(desk, qtbot: QtBot, name: str):
    desk.window.go("register")
    idle(desk, qtbot)
    people = desk.window.register.people
    people.bar.search.setText(name)
    people.table.selectRow(0)
    idle(desk, qtbot)
    return people.card


def bring_in(desk, file_name: str, *answers: Answer, flags: tuple[str, ...] = ()) -> None:
    """Bring in a sheet about Ada, the first of its kind or the next."""
    ada = desk.school.people["Ada"].id
    stated = tuple(FlagSet(ada, flag) for flag in flags)

    def work(u) -> None:
        known = u.sheets.sources()
        source = known[0] if known else u.sheets.add_source("Form", ("name",), {})
        details = SheetImportDetails(
            source.id, file_name, "0" * 64, TODAY, PREPARER, flags_set=stated
        )
        made = u.sheets.add_import(details, datetime(2026, 6, 1, 12, tzinfo=UTC))
        u.register.put_sheet_answers(ada, made.id, {"web"}, answers)
        u.register.raise_version()

    desk.school.workspace.library.run(work)


def record(desk, name: str, answer: Answer) -> None:
    desk.school.workspace.roll.record_answer(desk.school.people[name].id, answer, PREPARER)


def test_the_history_opens_by_keyboard_and_tells_how_each_answer_ended(desk, qtbot: QtBot) -> None:
    yes = Answer(
        *("web", Status.GRANTED, frozenset(), "Ms K Okorowa", date(2026, 5, 4)),
        wording="May we use photos?",
        source="Consent!C2",
    )
    bring_in(desk, "autumn.xlsx", yes)
    bring_in(desk, "spring.xlsx", Answer("web", Status.REFUSED, source="Consent!C2"))
    card = card_of(desk, qtbot, "Adaeze")
    part = card.history
    assert part.rows == ()
    part.toggle.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(part.toggle, Qt.Key.Key_Space)
    assert nameless(card) == []
    no, old = [row for row in part.rows if "Consent!C2" in " ".join(row.said)]
    assert no.badge.accessibleName() == "No"
    assert no.said[-1] == "Still counts"
    assert old.badge.accessibleName() == "Yes"
    assert old.said[:3] == (
        "School website",
        "Ms K Okorowa, 4 May 2026",
        "Asked: “May we use photos?”",
    )
    assert old.said[3].startswith("Consent!C2 in autumn.xlsx, brought in by Ann Preparer on ")
    assert old.said[-1].startswith("Replaced by spring.xlsx on ")
    qtbot.keyClick(part.toggle, Qt.Key.Key_Space)
    assert not no.isVisibleTo(card)


def test_a_permission_names_the_cell_and_the_file(desk, qtbot: QtBot) -> None:
    bring_in(desk, "spring.xlsx", Answer("web", Status.REFUSED, source="Consent!C2"))
    card = card_of(desk, qtbot, "Adaeze")
    assert card.permissions[0].reason.text() == (
        "Permission was refused. Source: Consent!C2 in spring.xlsx"
    )


@pytest.mark.parametrize(
    ("days", "warning", "said"),
    [
        (0, "Last day", "Last day: 20 June 2026 (School website, Mr J, 4 May 2026)."),
        (30, "30 days left", "Last day: 20 July 2026 (School website, Mr J, 4 May 2026)."),
        (31, None, "Last day: 21 July 2026 (School website, Mr J, 4 May 2026)."),
        (-1, None, "It ended on 19 June 2026 (School website, Mr J, 4 May 2026)."),
    ],
)
def test_when_a_permission_runs_out(desk, qtbot: QtBot, days: int, warning, said: str) -> None:
    ends = TODAY + timedelta(days=days)
    record(
        desk,
        "Bo",
        Answer("web", Status.GRANTED, given_by="Mr J", expires_on=ends, given_on=date(2026, 5, 4)),
    )
    website, newsletter = card_of(desk, qtbot, "Boswell").permissions
    assert website.until.text() == said
    assert (website.soon and website.soon.accessibleName()) == warning
    assert newsletter.soon is None
    assert newsletter.until.isHidden()


def test_a_childs_objection_is_one_click_and_one_confirmation(desk, qtbot: QtBot) -> None:
    desk.dialogs.agree = True
    card = card_of(desk, qtbot, "Adaeze")
    card.child_objects.click()
    idle(desk, qtbot)
    assert desk.dialogs.asked == ["Record that the child objects?"]
    entry = desk.school.workspace.roll.entry(desk.school.people["Ada"].id)
    assert entry.person.details.child_objects
    assert not any(permission.allowed for permission in entry.permissions.values())


def test_a_preparer_reads_who_ends_a_protection(desk, qtbot: QtBot) -> None:
    ada = desk.school.people["Ada"].id
    desk.school.workspace.roll.set_protected(ada, True, PREPARER)
    card = card_of(desk, qtbot, "Adaeze")
    card.protected.click()
    assert "Ask an approver, the head or the safeguarding lead" in texts(card.ending)
    assert not card.ending.save.isEnabled()
    card.ending.save_now()
    idle(desk, qtbot)
    assert desk.school.workspace.roll.entry(ada).person.details.protected
    card.ending.cancel.click()


def test_a_leader_says_what_the_end_of_an_objection_rests_on(desk, qtbot: QtBot) -> None:
    ada, roll = desk.school.people["Ada"].id, desk.school.workspace.roll
    roll.set_child_objects(ada, True, PREPARER)
    desk.window.at_desk.sit_down(desk.school.head)
    card = card_of(desk, qtbot, "Adaeze")
    card.child_objects.click()
    form = card.ending
    assert nameless(form) == []
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.evidence, "Adaeze said so")
    form.save.click()
    idle(desk, qtbot)
    assert "person's name" in form.problem.accessibleName()
    assert roll.entry(ada).person.details.child_objects
    form.evidence.setText("Asked on 3 June, note in the office file")
    form.save.click()
    idle(desk, qtbot)
    assert not roll.entry(ada).person.details.child_objects


def test_a_protection_that_a_sheet_states_names_the_sheet_and_no_reason(desk, qtbot: QtBot) -> None:
    bring_in(desk, "list.xlsx", flags=("protected",))
    assert "list.xlsx" not in texts(card_of(desk, qtbot, "Adaeze")), "it was ended in the office"
    ada = desk.school.people["Ada"].id
    desk.school.workspace.roll.set_protected(ada, True, PREPARER)
    card = card_of(desk, qtbot, "Adaeze")
    assert "The sheet list.xlsx of 1 June 2026 states it." in texts(card)


def texts(card) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))

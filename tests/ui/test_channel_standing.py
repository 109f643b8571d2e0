"""Who answers for a channel: settled in its form, told on its card, approved by the head alone."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.channel import ChannelStanding
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.pixels import Box
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.batch.channel_preview import ChannelPreview
from consentdesk.ui.batch.channel_row import ChannelRow
from consentdesk.ui.channels.channel_card import ChannelCard
from consentdesk.ui.optional_day import A_YEAR
from tests.small_workspace import APPROVED, APPROVER, PREPARER, write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless
from tests.ui.test_channel_limit import open_form, website

TODAY = date(2026, 6, 20)


def settle(desk, standing: ChannelStanding, **more) -> None:
    channel = website(desk)
    details = replace(channel.details, standing=standing, **more)
    desk.school.workspace.channels.change(replace(channel, details=details), APPROVER)


def save(desk, form, qtbot: QtBot) -> ChannelStanding:
    form.save.click()
    idle(desk, qtbot)
    return website(desk).details.standing


def card(desk, name: str) -> ChannelCard:
    """Return the card of the last reading."""
    cards = desk.window.channels._cards
    shown = [cards.itemAt(place).widget() for place in range(cards.count())]
    return next(each for each in shown if name in said_on(each))


def said_on(shown: QWidget) -> str:
    return " ".join(label.text() for label in shown.findChildren(QLabel))


def said_in(desk, shown: type[QWidget]) -> list[str]:
    parts = desk.window.batch.findChildren(shown)
    return [label.text() for part in parts for label in part.findChildren(QLabel)]


def badges(desk, name: str) -> list[str]:
    return [badge.accessibleName() for badge in card(desk, name).findChildren(BadgeLabel)]


def card_words(desk, name: str) -> str:
    return said_on(card(desk, name))


def test_what_an_approved_channel_says_is_kept_by_a_form_that_changes_nothing(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    assert nameless(form) == []
    assert form.details() == website(desk).details
    assert [chooser.currentText() for chooser in form.answers.managers] == [PREPARER, APPROVER]


def test_handle_audience_and_managers_change_and_the_approval_stays(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    answers = form.answers
    assert answers.approve.isHidden()
    assert answers.hint.text() == "The head approves this channel."
    answers.handle.setText(" @hillside ")
    answers.audience.setText("Anybody")
    answers.managers[0].setCurrentText(APPROVER)
    answers.managers[1].setCurrentText(PREPARER)
    standing = save(desk, form, qtbot)
    assert standing == replace(
        APPROVED, handle="@hillside", audience="Anybody", managers=(APPROVER, PREPARER)
    )
    assert "@hillside, Anybody" in card_words(desk, "Website")
    assert f"Looked after by {APPROVER} and {PREPARER}" in card_words(desk, "Website")


def test_the_head_approves_for_a_year_once_the_risks_are_assessed(desk, qtbot: QtBot):
    settle(desk, ChannelStanding(managers=(PREPARER, APPROVER)))
    desk.window.at_desk.sit_down(desk.school.head)
    form = open_form(desk, qtbot, website(desk))
    answers = form.answers
    assert answers.approval.text() == "Not approved yet."
    assert not answers.approve.isEnabled()
    answers.assessed_by.setText("Dora Safeguard")
    assert not answers.approve.isEnabled()
    answers.assessed_on.show_day(date(2026, 6, 18))
    assert answers.approve.isEnabled()
    answers.approve.click()
    assert answers.hint.text() == "It counts once the form is saved."
    assert website(desk).details.standing.approved_by == ""
    standing = save(desk, form, qtbot)
    assert (standing.risk_assessed_by, standing.risk_assessed_on) == (
        "Dora Safeguard",
        date(2026, 6, 18),
    )
    assert (standing.approved_by, standing.approved_on) == (APPROVER, TODAY)
    assert standing.review_on == TODAY + A_YEAR
    assert badges(desk, "Website") == ["Open"]


def test_the_card_says_what_keeps_a_channel_closed_and_how_to_mend_it(desk, qtbot: QtBot):
    settle(desk, replace(APPROVED, managers=(PREPARER,)))
    desk.window.go("channels")
    idle(desk, qtbot)
    assert badges(desk, "Website") == ["Closed"]
    assert "Two people have to look after this channel." in card_words(desk, "Website")
    assert "Who answers for it" in card_words(desk, "Website")
    settle(desk, replace(APPROVED, review_on=TODAY - timedelta(days=1)))
    desk.window.go("channels")
    idle(desk, qtbot)
    assert "The approval of this channel has run out." in card_words(desk, "Website")
    settle(desk, APPROVED, is_open=False)
    desk.window.go("channels")
    idle(desk, qtbot)
    assert "tick Open" in card_words(desk, "Website")


def test_the_pages_of_a_batch_say_why_a_channel_is_closed(desk, qtbot: QtBot):
    settle(desk, replace(APPROVED, managers=(PREPARER,)))
    school = desk.school
    (photo,) = school.bring_in(write_photo(school.folder / "a.jpg"))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    desk.window.open_batch(school.batch_id, Step.SIGN_OFF)
    why = "Two people have to look after this channel."
    qtbot.waitUntil(lambda: why in said_in(desk, ChannelPreview))
    school.sign()
    desk.window.open_batch(school.batch_id, Step.PUBLISH)
    qtbot.waitUntil(lambda: why in said_in(desk, ChannelRow))


def test_kinds_of_events_are_settled_by_the_head_alone(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    form.kinds.boxes[EventKind.PROMOTION].click()
    form.save.click()
    idle(desk, qtbot)
    assert website(desk).details.takes == frozenset()
    assert form.problem.accessibleName()
    form.reject()
    desk.window.at_desk.sit_down(desk.school.head)
    form = open_form(desk, qtbot, website(desk))
    for kind in (EventKind.SPORT, EventKind.TRIP):
        form.kinds.boxes[kind].click()
    save(desk, form, qtbot)
    assert website(desk).details.takes == {EventKind.SPORT, EventKind.TRIP}
    assert "Takes: Trip, Sport" in card_words(desk, "Website")


def test_a_manager_who_left_is_shown_and_not_lost_unseen(desk, qtbot: QtBot):
    settle(desk, replace(APPROVED, managers=(PREPARER, "Gone Governor", "Third Person")))
    form = open_form(desk, qtbot, website(desk))
    assert form.answers.managers[1].currentText() == "Gone Governor"
    form.answers.managers[1].setCurrentText(APPROVER)
    assert save(desk, form, qtbot).managers == (PREPARER, APPROVER, "Third Person")

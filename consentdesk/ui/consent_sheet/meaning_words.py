"""Cells, columns and changes of a consent sheet in words, signs and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from consentdesk.domain.consent import Permission
from consentdesk.services.consent.cell_meanings import CellMeaning, Meaning, RowMeaning
from consentdesk.services.consent.column_roles import Confidence, Role
from consentdesk.services.consent.tables import Column
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.ui.register.permission_words import answer_words, limit_words, permission_badge
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge

if TYPE_CHECKING:
    from consentdesk.ui.consent_sheet.sheet_in_hand import Understood


def meaning_badge(meaning: Meaning) -> Badge:
    """Return how the meaning of a cell is shown."""
    return {
        Meaning.YES: Badge("check-circle", tr("Yes"), "cleared"),
        Meaning.LIMITED: Badge("circle-half-full", tr("Yes, with limits"), "open"),
        Meaning.SOME: Badge("circle-half-full", tr("Yes to some"), "open"),
        Meaning.NO: Badge("close-octagon", tr("No"), "held"),
        Meaning.WITHDRAWN: Badge("undo-variant", tr("Withdrawn"), "held"),
        Meaning.WAITING: Badge("timer-sand", tr("Waiting"), "open"),
        Meaning.NOT_ASKED: Badge("circle-outline", tr("Not asked"), "muted"),
        Meaning.UNREADABLE: Badge("help-rhombus", tr("Not readable"), "open"),
        Meaning.NOTHING: Badge("minus-circle-outline", tr("Not counted"), "muted"),
    }[meaning]


def level_badge(level: Level) -> Badge:
    """Return how much a message matters."""
    return {
        Level.ERROR: Badge("close-octagon", tr("Not taken"), "held"),
        Level.WARNING: Badge("alert", tr("Look at it"), "open"),
        Level.INFO: Badge("information", tr("To know"), "accent"),
    }[level]


def role_words(role: Role) -> str:
    """Return what a column can be for."""
    return {
        Role.UPN: tr("UPN"),
        Role.ADMISSION_NUMBER: tr("Admission number"),
        Role.NAME: tr("Whole name"),
        Role.FIRST_NAME: tr("First name"),
        Role.LAST_NAME: tr("Last name"),
        Role.LEGAL_FIRST_NAME: tr("Legal first name"),
        Role.LEGAL_LAST_NAME: tr("Legal last name"),
        Role.CLASS: tr("Class"),
        Role.YEAR_GROUP: tr("Year group"),
        Role.DATE_OF_BIRTH: tr("Date of birth"),
        Role.ASKS: tr("An answer"),
        Role.TICK_ALL: tr("Several ticks in one cell"),
        Role.CONSENT_TYPE: tr("What was asked"),
        Role.STATUS: tr("The answer to it"),
        Role.ANSWERED_BY: tr("Who answered"),
        Role.ANSWERED_ON: tr("Day of the answer"),
        Role.VALID_UNTIL: tr("Valid until"),
        Role.WITHDRAWN_ON: tr("Withdrawn"),
        Role.NOTE: tr("Notes"),
        Role.PROTECTED: tr("Protected"),
        Role.CHILD_OBJECTS: tr("Child says no"),
        Role.SCHOOL: tr("School"),
        Role.LEFT_ON: tr("Left on"),
        Role.IGNORE: tr("Not read"),
        Role.UNKNOWN: tr("Not understood"),
    }[role]


def column_words(column: Column, purposes: Mapping[str, str]) -> str:
    """Return what a column is for: what it asks about, or its role."""
    asked = column.guess.purposes
    if column.role in {Role.ASKS, Role.TICK_ALL} and asked:
        return ", ".join(purposes.get(p, p) for p in asked)
    return tr("Asks for something") if column.role is Role.ASKS else role_words(column.role)


def confidence_badge(column: Column) -> Badge:
    """Return how sure the program is what a column is for."""
    if column.role is Role.IGNORE:
        return Badge("minus-circle-outline", tr("Not read"), "muted")
    return {
        Confidence.SURE: Badge("check", tr("Clear"), "cleared"),
        Confidence.LIKELY: Badge("tilde", tr("Likely"), "accent"),
        Confidence.UNSURE: Badge("help-rhombus", tr("Not sure"), "open"),
    }[column.guess.confidence]


def owner_badge(row: RowMeaning | None) -> Badge | None:
    """Return how it stands with whose a row is; None while somebody's."""
    if row is None or row.owner:
        return None
    if row.left_out:
        return Badge("minus-circle-outline", tr("Nobody: left out"), "muted")
    return Badge("help-rhombus", tr("Nobody yet"), "open")


def row_sentence(row: RowMeaning | None, understood: Understood) -> str:
    """Say whose a row is."""
    if row is None:
        return tr("This row does not count as things stand.")
    if row.left_out:
        return tr("You said that this row is nobody's; nothing in it counts.")
    if not row.owner:
        return tr("Nobody knows yet whose row this is, so no yes in it counts.")
    return tr("This is the row of {name}.", name=understood.name_of(row.owner))


def cell_sentence(cell: CellMeaning, row: RowMeaning | None, understood: Understood) -> str:
    """Return for whom a cell says what, and what stands in the end where that differs."""
    apart = "\n" if len(cell.answers) > 1 else ""
    listed = [answer_words(answer, understood.purposes) for answer in cell.answers]
    said = apart + "\n".join(listed)
    if row is None or row.left_out or not row.owner:
        told = tr("It says: {said}", said=said) if said and row and not row.left_out else ""
        return "\n".join(filter(None, (told, row_sentence(row, understood))))
    name = understood.name_of(row.owner)
    if not said:
        return tr("{name}: this cell says nothing that counts.", name=name)
    end = _in_the_end(cell, row.owner, understood)
    return "\n".join(filter(None, (tr("{name}: {said}", name=name, said=said), end)))


def _in_the_end(cell: CellMeaning, owner: str, understood: Understood) -> str:
    """Say what the permission becomes where another answer is stricter than this cell."""
    pupil = understood.pupils.get(owner)
    others = []
    for answer in cell.answers:
        end = None if pupil is None else pupil.permissions.get(answer.purpose)
        if (
            end is not None
            and end.source != answer.source
            and answer.status.value != end.standing.value
        ):
            words = understood.purposes.get(answer.purpose, answer.purpose)
            others.append(f"{words}: {standing_words(end)}")
    return tr("In the end it is {others}.", others="; ".join(others)) if others else ""


def standing_words(permission: Permission) -> str:
    """Return a permission in words, with its limits and where it comes from."""
    word = permission_badge(permission).word.lower()
    limits = f" ({limit_words(permission)})" if permission.limits else ""
    where = tr(", because of {place}", place=permission.source) if permission.source else ""
    return f"{word}{limits}{where}"


def change_badge(permission: Permission | None) -> Badge | None:
    """Return how a permission is shown before or after; None where there is nothing."""
    if permission is None:
        return None
    badge = permission_badge(permission)
    if permission.allowed and permission.limits:
        return Badge(badge.icon, f"{tr('Yes')}: {limit_words(permission)}", badge.role)
    return badge

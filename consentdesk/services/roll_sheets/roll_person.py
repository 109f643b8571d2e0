"""A person as a row of a roll leaves them: what the row states counts, what it leaves out stays."""

from dataclasses import replace
from datetime import date

from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.roll_sheets.roll_rows import RollRow
from consentdesk.services.sheet_words.class_spellings import ClassSpellings
from consentdesk.services.sheet_words.lost_numbers import without_zeros
from consentdesk.services.sheet_words.pupil_names import name_form
from consentdesk.services.sheet_words.upn import as_upn, is_temporary, is_upn
from consentdesk.services.sheet_words.written_pupil import shown_names

STAFF = "Staff"


def new_person(row: RollRow, classes: ClassSpellings) -> PersonDetails:
    """Return a joiner: without answers, so cleared for nothing."""
    pupil = row.pupil
    first, last = shown_names(pupil)
    return PersonDetails(
        key=row.key,
        kind=PersonKind.ADULT if row.is_adult else PersonKind.PUPIL,
        first_name=first,
        last_name=last,
        class_name=STAFF if row.is_adult else classes.spelt(pupil.class_name, pupil.year_group),
        admission_number=pupil.admission_number,
        left_on=row.left_on,
        date_of_birth=pupil.born[0] if len(pupil.born) == 1 else None,
        year_group=pupil.year_group,
        legal_first_name=_other(pupil.legal_first_name, first),
        legal_last_name=_other(pupil.legal_last_name, last),
    )


def changed_person(
    was: PersonDetails, row: RollRow, classes: ClassSpellings, returned: bool = False
) -> PersonDetails:
    """Return a known person as the row says.

    Protection and objection stay, and so does a leaving day, unless the row names another or a
    person said that the child is back.
    """
    pupil = row.pupil
    first, last = _shown(was, row)
    class_name = was.class_name
    if was.kind is PersonKind.PUPIL:
        class_name = classes.spelt(pupil.class_name, pupil.year_group, was.class_name)
    key = _key(was, row)
    return replace(
        was,
        key=key,
        first_name=first,
        last_name=last,
        class_name=class_name,
        admission_number=_fuller(pupil.admission_number, was.admission_number),
        left_on=row.left_on or (None if returned else was.left_on),
        date_of_birth=_born(was.date_of_birth, pupil.born),
        year_group=pupil.year_group or was.year_group,
        legal_first_name=_other(pupil.legal_first_name or was.legal_first_name, first),
        legal_last_name=_other(pupil.legal_last_name or was.legal_last_name, last),
        former_upns=_former(was, key),
    )


def _shown(was: PersonDetails, row: RollRow) -> tuple[str, str]:
    """Return the names in use; a legal one never takes the place of one that is shown."""
    pupil = row.pupil
    stated = (pupil.first_name, pupil.last_name)
    if not any(stated):
        stated = shown_names(pupil) if pupil.full_name else ("", "")
    legal = (was.legal_first_name, was.legal_last_name)
    own = (was.first_name, was.last_name)
    first, last = (
        mine if not says or (not preferred and is_legal(says, hidden)) else says
        for says, hidden, mine, preferred in zip(stated, legal, own, row.preferred, strict=True)
    )
    return first, last


def is_legal(stated: str, legal: str) -> bool:
    """Whether a stated name is the legal one, which the school does not use."""
    return bool(legal) and name_form(stated) == name_form(legal)


def _key(was: PersonDetails, row: RollRow) -> str:
    """Return the UPN of the row, unless it is one that another has replaced."""
    upn, known = as_upn(row.pupil.upn), as_upn(was.key)
    if not is_upn(upn) or upn == known or upn in map(as_upn, was.former_upns):
        return was.key
    if is_upn(known) and is_temporary(upn) and not is_temporary(known):
        return was.key
    return upn


def _former(was: PersonDetails, key: str) -> tuple[str, ...]:
    replaced = key != was.key and is_upn(as_upn(was.key))
    return (*was.former_upns, was.key) if replaced else was.former_upns


def _fuller(stated: str, known: str) -> str:
    """Return the admission number; zeros that a spreadsheet lost stay."""
    same = without_zeros(stated) == without_zeros(known)
    return known if not stated or (same and len(known) >= len(stated)) else stated


def _born(known: date | None, stated: tuple[date, ...]) -> date | None:
    if known in stated or len(stated) != 1:
        return known
    return stated[0]


def _other(legal: str, shown: str) -> str:
    return "" if legal == shown else legal

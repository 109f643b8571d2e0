"""Finding people by what is typed: names without their accents, class, admission number."""

from consentdesk.domain.people import PersonDetails
from consentdesk.services.sheet_words.pupil_names import name_form


def searched_by(details: PersonDetails) -> str:
    """Return what a person is found by; never a legal name, which must not be shown."""
    parts = (details.full_name, details.class_name, details.admission_number)
    return " ".join(map(name_form, parts))


def is_found(typed: str, by: str) -> bool:
    """Tell whether every word that was typed stands in what a person is found by.

    Typed with the zeros that a spreadsheet loses, a number is found without them, too.
    """
    return all(
        word in by or (word.isdigit() and word.lstrip("0") in by.split())
        for word in name_form(typed).split()
    )

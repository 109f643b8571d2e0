"""What a subject access answer tells of a person, section by section; nobody else is named."""

from collections.abc import Iterable
from datetime import date, datetime

from consentdesk.domain.channel import words_of
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.domain.release import ReleasedFile
from consentdesk.services.auditing.audit_words import in_words
from consentdesk.services.deciding.desk import LIMIT_WORDS
from consentdesk.services.looking_after.subject_page import Section
from consentdesk.services.names.name_check import HowSure, names_in
from consentdesk.services.register.register_export import STATUS_WORDS
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork

LEFT_OUT = "(left out: it names somebody else)"


class Screen:
    """Leaves out texts in which somebody else of the school is named."""

    def __init__(self, register: RegisterPicture, person: Person) -> None:
        self._others = [other for other in register.people.values() if other.id != person.id]

    def __call__(self, text: str) -> str:
        """Return the text, or that it is left out."""
        found = names_in(text, self._others)
        named = any(each.how_sure is HowSure.FULL_NAME for each in found)
        return LEFT_OUT if named else text


def sections_of(
    u: UnitOfWork, person: Person, register: RegisterPicture, shown: Screen
) -> tuple[Section, ...]:
    """Return everything on record about a person but the pictures."""
    return (
        _details(person),
        _permissions(register, person.id),
        _answers(u, person, shown),
        _aliases(u, person.id),
        _biometric(u, person.id, shown),
        _copies(u, u.releases.files(person_id=person.id), register, shown),
        _lines(u, person.id),
    )


def _details(person: Person) -> Section:
    known = person.details
    rows = (
        ("Key", known.key),
        ("Name", known.full_name),
        ("Legal name", f"{known.legal_first_name} {known.legal_last_name}".strip()),
        ("Class", known.class_name),
        ("Year group", known.year_group),
        ("Admission number", known.admission_number),
        ("Former numbers", ", ".join(known.former_upns)),
        ("Date of birth", day_in_figures(known.date_of_birth)),
        ("Left on", day_in_figures(known.left_on)),
        ("Not to be published at all", "Yes" if known.protected else "No"),
        ("Asked not to be published", "Yes" if known.child_objects else "No"),
    )
    return Section("The person", ("What", "On record"), rows)


def _permissions(register: RegisterPicture, person_id: PersonId) -> Section:
    permissions = register.permissions_of(person_id)
    rows = tuple(
        (
            channel.name,
            "May appear" if permissions[channel.id].allowed else "May not appear",
            permissions[channel.id].reason,
        )
        for channel in register.channels
    )
    return Section("Where the person may appear today", ("Channel", "Today", "Why"), rows)


def _answers(u: UnitOfWork, person: Person, shown: Screen) -> Section:
    rows = tuple(
        (
            words_of(each.answer.purpose),
            STATUS_WORDS[each.answer.status],
            ", ".join(LIMIT_WORDS[limit] for limit in sorted(each.answer.limits)),
            shown(each.answer.given_by),
            day_in_figures(each.answer.given_on),
            day_in_figures(each.answer.expires_on),
            shown(each.answer.wording),
            shown(each.answer.source),
            _moment(each.recorded_at),
            _moment(each.replaced_at),
        )
        for each in u.register.history(person.id)
    )
    return Section("Answers, and those they replaced", _ANSWER_HEADER, rows)


_ANSWER_HEADER = (
    *("Asked about", "Answer", "Limits", "Given by", "Given on", "Valid until"),
    *("Question as put", "Source", "Recorded", "Replaced"),
)


def _aliases(u: UnitOfWork, person_id: PersonId) -> Section:
    own = [alias for alias in u.people.aliases() if alias.person_id == person_id]
    rows = tuple((alias.written, alias.class_name, alias.approved_by) for alias in own)
    return Section("Other ways the name is written", ("Written", "Class", "Approved by"), rows)


def _biometric(u: UnitOfWork, person_id: PersonId, shown: Screen) -> Section:
    vectors = u.matching.people_with_vectors().get(person_id, 0)
    rows = tuple(
        (
            "Objection" if each.objection else "Permission",
            day_in_figures(each.every_parent_told_on),
            shown(each.given_by),
            day_in_figures(each.given_on),
            shown(each.evidence),
            day_in_figures(each.expires_on),
        )
        for each in u.traces.permissions(person_id)
    )
    note = f"Face vectors kept of this person: {vectors}. They are not part of this folder."
    header = ("What", "Parents told on", "Given by", "Given on", "Evidence", "Valid until")
    return Section("Matching of faces", header, rows, note)


def _copies(
    u: UnitOfWork, files: Iterable[ReleasedFile], register: RegisterPicture, shown: Screen
) -> Section:
    names = {channel.id: channel.name for channel in register.channels}
    rows = tuple(
        (
            names.get(file.channel_id, ""),
            shown(u.batches.get(u.photos.get(file.photo_id).batch_id).details.event),
            file.file_name,
            _moment(file.published_at),
            file.state.value.replace("_", " "),
        )
        for file in files
    )
    header = ("Channel", "Event", "File", "Published", "Now")
    return Section("Published copies with this person", header, rows)


def _lines(u: UnitOfWork, person_id: PersonId) -> Section:
    about = [line for line in u.audit.rows() if line.subject == f"person {person_id}"]
    rows = tuple((_moment(line.at), line.who, in_words(line.what)) for line in about)
    return Section("What was done with this record", ("When", "Who", "What"), rows)


def day_in_figures(day: date | None) -> str:
    """Return a day as the office writes it; empty when there is none."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"{at:%d/%m/%Y %H:%M}"

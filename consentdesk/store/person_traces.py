"""The shelf of what else is on record of one person: read for an answer, removed for good."""

from collections.abc import Callable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from consentdesk.domain.ids import PersonId, PhotoId
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.store.batch_tables import (
    ActionRow,
    ImportRow,
    ListedFileRow,
    PhotoRow,
    ReleasedPersonRow,
    SettledRow,
)
from consentdesk.store.matching import permission_of
from consentdesk.store.register_tables import BiometricPermissionRow, PersonRow
from consentdesk.store.sheet_tables import SheetImportRow

Tells = Callable[[str], bool]
"""Whether a text names the person."""

NAME_REMOVED = "Its name was removed."


class PersonTraces:
    """Where one person's number stands besides the person's own entry."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def photos_naming(self, person_id: PersonId) -> tuple[PhotoId, ...]:
        """Return the photos in which anybody ever decided a face to be this person."""
        query = (
            select(ActionRow.photo_id)
            .join(SettledRow, SettledRow.action_id == ActionRow.id)
            .where(SettledRow.person_id == person_id)
            .distinct()
            .order_by(ActionRow.photo_id)
        )
        return tuple(self._session.scalars(query))

    def permissions(self, person_id: PersonId) -> tuple[BiometricPermission, ...]:
        """Return every biometric permission and objection of a person, oldest first."""
        query = select(BiometricPermissionRow).where(BiometricPermissionRow.person_id == person_id)
        rows = self._session.scalars(query.order_by(BiometricPermissionRow.id))
        return tuple(map(permission_of, rows))

    def remove_words(self, tells: Tells) -> int:
        """Remove the words typed with acts on photos that tell of the person; the acts stay.

        Returns how many there were.
        """
        rows = self._session.scalars(select(ActionRow).where(ActionRow.reason != "")).all()
        telling = [row for row in rows if tells(row.reason)]
        for row in telling:
            row.reason = ""
        self._session.flush()
        return len(telling)

    def remove_file_names(self, tells: Tells) -> int:
        """Give files on record another name where theirs tells of the person; return how many."""
        count = 0
        for photo in self._session.scalars(select(PhotoRow)):
            if tells(photo.file_name):
                photo.file_name, count = f"photo {photo.id}", count + 1
        for listed in self._session.scalars(select(ListedFileRow)):
            if tells(listed.file_name) or tells(listed.sentence):
                listed.file_name, listed.sentence = f"file {listed.id}", NAME_REMOVED
                count += 1
        for sheet in self._session.scalars(select(SheetImportRow)):
            if tells(sheet.file_name):
                sheet.file_name, count = f"sheet {sheet.id}", count + 1
        for run in self._session.scalars(select(ImportRow)):
            run.sources = tuple(source for source in run.sources if not tells(source))
        self._session.flush()
        return count

    def remove_person(self, person_id: PersonId) -> None:
        """Remove a person with everything that is theirs.

        Faces that were decided to be this person are undecided again, also where that was taken
        back. Portraits lose their rows; their pictures in the vault are the caller's to remove.
        """
        self._session.execute(
            update(SettledRow)
            .where(SettledRow.person_id == person_id)
            .values(kind=None, person_id=None)
        )
        self._session.execute(
            delete(ReleasedPersonRow).where(ReleasedPersonRow.person_id == person_id)
        )
        for row in self._session.scalars(select(SheetImportRow)):
            row.people_added = tuple(each for each in row.people_added if each != person_id)
            row.flags_set = tuple(flag for flag in row.flags_set if flag.person_id != person_id)
        self._session.flush()
        self._session.execute(delete(PersonRow).where(PersonRow.id == person_id))
        self._session.expire_all()

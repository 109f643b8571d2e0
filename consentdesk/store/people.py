"""The shelf of people, their portraits and the ways their names are written."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consentdesk.domain.consent_source import Alias
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import (
    PersonId,
    PhotoId,
    PortraitId,
    RegionId,
    SheetImportId,
    VaultKey,
)
from consentdesk.domain.people import Person, PersonDetails, Portrait
from consentdesk.store.batch_tables import RegionRow
from consentdesk.store.fetch import fetch
from consentdesk.store.register_tables import PersonRow, PortraitRow
from consentdesk.store.sheet_tables import AliasRow


class PeopleShelf:
    """Pupils and adults the school knows."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, details: PersonDetails) -> Person:
        """Take a person onto the roll.

        Raises:
            Refused: the key already names a person.
        """
        self._refuse_taken_key(details.key)
        row = PersonRow(**asdict(details))
        self._session.add(row)
        self._session.flush()
        return _person(row)

    def change(self, person: Person) -> None:
        """Replace what is known of a person.

        Raises:
            Refused: the new key names another person.
            StoreError: there is no such person.
        """
        row = fetch(self._session, PersonRow, person.id, "person")
        if row.key != person.details.key:
            self._refuse_taken_key(person.details.key)
        for name, value in asdict(person.details).items():
            setattr(row, name, value)
        self._session.flush()

    def get(self, person_id: PersonId) -> Person:
        """Return a person.

        Raises:
            StoreError: there is no such person.
        """
        return _person(fetch(self._session, PersonRow, person_id, "person"))

    def by_key(self, key: str) -> Person | None:
        """Return the person whom the key names."""
        row = self._session.scalar(select(PersonRow).where(PersonRow.key == key))
        return None if row is None else _person(row)

    def all(self) -> tuple[Person, ...]:
        """Return everybody, by class, last name and first name."""
        order = (PersonRow.class_name, PersonRow.last_name, PersonRow.first_name, PersonRow.id)
        return tuple(
            _person(row) for row in self._session.scalars(select(PersonRow).order_by(*order))
        )

    def add_portrait(
        self,
        person_id: PersonId,
        picture: VaultKey,
        taken_on: date | None,
        from_region: RegionId | None = None,
    ) -> Portrait:
        """Keep a register photo that lies in the vault, as it came or taken from a face."""
        row = PortraitRow(
            person_id=person_id,
            picture=picture,
            taken_on=taken_on,
            from_region=from_region,
            problems=(),
            advice=(),
            checked_by="",
        )
        self._session.add(row)
        self._session.flush()
        return _portrait(row)

    def portraits(self, person_id: PersonId | None = None) -> tuple[Portrait, ...]:
        """Return the portraits of everybody, or of one person, oldest entry first."""
        query = select(PortraitRow).order_by(PortraitRow.id)
        if person_id is not None:
            query = query.where(PortraitRow.person_id == person_id)
        return tuple(_portrait(row) for row in self._session.scalars(query))

    def portrait(self, portrait_id: PortraitId) -> Portrait:
        """Return a portrait.

        Raises:
            StoreError: there is no such portrait.
        """
        return _portrait(fetch(self._session, PortraitRow, portrait_id, "portrait"))

    def record_judgement(
        self,
        portrait_id: PortraitId,
        problems: Sequence[str],
        advice: Sequence[str],
        engine: str,
    ) -> None:
        """Record what an engine said about a portrait, in place of what was said before.

        Raises:
            StoreError: there is no such portrait.
        """
        row = fetch(self._session, PortraitRow, portrait_id, "portrait")
        row.problems, row.advice, row.checked_by = tuple(problems), tuple(advice), engine
        self._session.flush()

    def date_portrait(self, portrait_id: PortraitId, taken_on: date) -> None:
        """Record when a portrait was taken.

        Raises:
            StoreError: there is no such portrait.
        """
        fetch(self._session, PortraitRow, portrait_id, "portrait").taken_on = taken_on
        self._session.flush()

    def remove_portrait(self, portrait_id: PortraitId) -> None:
        """Remove a portrait and the vectors made of it; one that is gone already is no error."""
        self._session.execute(delete(PortraitRow).where(PortraitRow.id == portrait_id))

    def people_in_cuts(self) -> frozenset[PersonId]:
        """Return the people who have a portrait that was cut from a photo."""
        query = select(PortraitRow.person_id).where(PortraitRow.from_region.is_not(None))
        return frozenset(self._session.scalars(query))

    def portraits_cut_from(self, photo_id: PhotoId) -> tuple[Portrait, ...]:
        """Return the portraits that were cut from the faces of a photo."""
        faces = select(RegionRow.id).where(RegionRow.photo_id == photo_id)
        query = select(PortraitRow).where(PortraitRow.from_region.in_(faces))
        return tuple(_portrait(row) for row in self._session.scalars(query))

    def aliases(self) -> tuple[Alias, ...]:
        """Return every approved way of writing a name, the oldest first.

        One may stand for two people; then it says nothing about either.
        """
        rows = self._session.scalars(select(AliasRow).order_by(AliasRow.id))
        return tuple(
            Alias(row.person_id, row.written, row.class_name, row.approved_by) for row in rows
        )

    def add_alias(self, alias: Alias, import_id: SheetImportId | None) -> None:
        """Remember a way of writing a name; one that is known already stays as it was approved.

        It goes with the import it was approved in when that is undone; None: with none.
        """
        known = select(AliasRow.id).where(
            AliasRow.person_id == alias.person_id,
            AliasRow.written == alias.written,
            AliasRow.class_name == alias.class_name,
        )
        if self._session.scalar(known) is None:
            row = AliasRow(**asdict(alias), recorded_at=datetime.now(UTC), import_id=import_id)
            self._session.add(row)
            self._session.flush()

    def remove_aliases_of(self, import_id: SheetImportId) -> None:
        """Forget what was approved in an import that is undone; its rows are asked about again."""
        self._session.execute(delete(AliasRow).where(AliasRow.import_id == import_id))

    def _refuse_taken_key(self, key: str) -> None:
        if self.by_key(key) is not None:
            raise Refused(
                "Somebody with this identifying number is on the roll already.",
                "Change the existing entry, or correct the number.",
            )


def _person(row: PersonRow) -> Person:
    return Person(
        row.id,
        PersonDetails(
            key=row.key,
            kind=row.kind,
            first_name=row.first_name,
            last_name=row.last_name,
            class_name=row.class_name,
            admission_number=row.admission_number,
            protected=row.protected,
            child_objects=row.child_objects,
            left_on=row.left_on,
            date_of_birth=row.date_of_birth,
            year_group=row.year_group,
            legal_first_name=row.legal_first_name,
            legal_last_name=row.legal_last_name,
            former_upns=row.former_upns,
        ),
    )


def _portrait(row: PortraitRow) -> Portrait:
    return Portrait(
        row.id,
        row.person_id,
        row.picture,
        row.taken_on,
        row.from_region,
        row.problems,
        row.advice,
        row.checked_by,
    )

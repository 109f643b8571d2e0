"""The people a school knows: pupils and adults. Both have permissions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consentdesk.domain.ids import PersonId, PortraitId, RegionId, VaultKey


class PersonKind(StrEnum):
    """Pupil or adult."""

    PUPIL = "pupil"
    ADULT = "adult"


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What the school's roll says about one person.

    Attributes:
        key: what identifies the person beyond doubt, such as the UPN; unique in the school.
        class_name: class as the school writes it; "Staff" or empty for adults.
        protected: never to be published whatever anybody answered; the reason is not kept.
        child_objects: the child said no, which outranks every parent's yes.
        left_on: day from which the person is no longer at the school.
        first_name, last_name: the names the school uses; the only ones ever shown.
        legal_first_name, legal_last_name: only for finding a row of a sheet, because some legal
            names must not be shown; empty where they are the same.
        year_group: as the school writes it, such as ``Year 3`` or ``R``.
        former_upns: numbers the pupil had before; temporary UPNs change.
    """

    key: str
    kind: PersonKind
    first_name: str
    last_name: str
    class_name: str
    admission_number: str = ""
    protected: bool = False
    child_objects: bool = False
    left_on: date | None = None
    date_of_birth: date | None = None
    year_group: str = ""
    legal_first_name: str = ""
    legal_last_name: str = ""
    former_upns: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """First and last name, for the screens inside the office."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Person:
    """A person with the number the register gave."""

    id: PersonId
    details: PersonDetails

    @property
    def name(self) -> str:
        """First and last name."""
        return self.details.full_name


@dataclass(frozen=True, slots=True)
class Portrait:
    """A register photo of a person, kept in the vault.

    Attributes:
        taken_on: None when nobody knows.
        from_region: the face of a batch photo it was cut from; None for a school record.
        problems: why the face engine cannot compare with it, each with what to do.
        advice: what would make it better, each with what to do.
        checked_by: version of the detector that judged it; empty before.
    """

    id: PortraitId
    person_id: PersonId
    picture: VaultKey
    taken_on: date | None
    from_region: RegionId | None = None
    problems: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    checked_by: str = ""

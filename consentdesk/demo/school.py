"""The whole made-up school: pupils, staff, answers, channels, and one sports day."""

from dataclasses import dataclass
from datetime import date

from consentdesk.demo.pupils import (
    FEWEST_PUPILS,
    MOST_PUPILS,
    PURPOSES,
    VISITORS,
    DemoAdult,
    DemoPupil,
    FamilyAnswer,
    made_up_adults,
    made_up_pupils,
    near_twins,
)
from consentdesk.demo.sports_day import DAY, IPADS, DemoPhoto, plan_photos
from consentdesk.domain.errors import Refused
from consentdesk.domain.photo import CameraDevice

SCHOOL_NAME = "Oakfield Primary (made up)"
EVENT_NAME = "Sports day"


@dataclass(frozen=True, slots=True)
class DemoChannel:
    """An account or outlet of the school and the purpose a family must allow for it."""

    name: str
    purpose: str


CHANNELS = (
    DemoChannel("School website", "web"),
    DemoChannel("Newsletter", "newsletter"),
    DemoChannel("Instagram @oakfield", "social.instagram"),
    DemoChannel("Display board", "display"),
)


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """Everything that is made up.

    Attributes:
        near_twins: pairs of pupil numbers: who looks so alike that a machine may never decide.
        visitors: keys of people nobody at the school knows.
        devices: the school's own cameras.
        event, event_date: what the photos are of, and when.
        photos: the readable, different photos; other files lie beside them.
    """

    name: str
    seed: int
    pupils: tuple[DemoPupil, ...]
    near_twins: tuple[tuple[str, str], ...]
    adults: tuple[DemoAdult, ...]
    visitors: tuple[str, ...]
    channels: tuple[DemoChannel, ...]
    devices: tuple[CameraDevice, ...]
    event: str
    event_date: date
    photos: tuple[DemoPhoto, ...]


def plan_school(seed: int, pupils: int = 24, photos: int = 40) -> DemoSchool:
    """Return the made-up school; same arguments, same school.

    Raises:
        Refused: more or fewer pupils than there are heads and situations, or no photo.
    """
    if not FEWEST_PUPILS <= pupils <= MOST_PUPILS or not 1 <= photos <= 999:
        raise Refused(
            "The made-up school cannot have this size.",
            f"Choose {FEWEST_PUPILS} to {MOST_PUPILS} pupils and 1 to 999 photos.",
        )
    children, adults = made_up_pupils(pupils), made_up_adults()
    return DemoSchool(
        name=SCHOOL_NAME,
        seed=seed,
        pupils=children,
        near_twins=near_twins(children),
        adults=adults,
        visitors=tuple(key for key, _ in VISITORS),
        channels=CHANNELS,
        devices=IPADS,
        event=EVENT_NAME,
        event_date=DAY.date(),
        photos=plan_photos(seed, children, adults, photos),
    )


def consent_rows(plan: DemoSchool) -> list[dict[str, str]]:
    """Return the rows of the school's consent workbook; a pupil with two forms has two."""
    rows = [_pupil_row(pupil, answer) for pupil in plan.pupils for answer in pupil.answers]
    return rows + [_adult_row(adult, answer) for adult in plan.adults for answer in adult.answers]


def _pupil_row(pupil: DemoPupil, answer: FamilyAnswer) -> dict[str, str]:
    return {
        "UPN": pupil.upn,
        "Admission number": pupil.admission_number,
        "First name": pupil.first_name,
        "Last name": pupil.last_name,
        "Class": pupil.class_name,
        **_answer_cells(answer),
        "Protected": "Yes" if pupil.protected else "",
        "Child objects": "Yes" if pupil.child_objects else "",
    }


def _adult_row(adult: DemoAdult, answer: FamilyAnswer) -> dict[str, str]:
    return {
        "UPN": "",
        "Admission number": adult.key,
        "First name": adult.first_name,
        "Last name": adult.last_name,
        "Class": "Staff",
        **_answer_cells(answer),
        "Protected": "",
        "Child objects": "",
    }


def _answer_cells(answer: FamilyAnswer) -> dict[str, str]:
    return {
        "Answered by": answer.answered_by,
        "Answered on": _written(answer.answered_on),
        "Valid until": _written(answer.valid_until),
        **{column: answer.cells.get(purpose, "") for purpose, column in PURPOSES.items()},
    }


def _written(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""

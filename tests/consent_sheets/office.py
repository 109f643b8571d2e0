"""A school office for tests: a real library with a roll and channels, and no pictures."""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from consentdesk.domain.channel import ChannelDetails
from consentdesk.domain.consent import permission
from consentdesk.domain.people import Person, PersonDetails
from consentdesk.services.workspace import Workspace
from consentdesk.sheets.read_rows import fingerprint
from tests.consent_sheets.expected import Got, Spot, Table
from tests.consent_sheets.school import CHANNELS, TODAY, OnRecord
from tests.small_workspace import KEY, PREPARER, TestClock, assemble_for_test


@dataclass
class Office:
    """One school with its register; `folder` takes the sheets."""

    workspace: Workspace
    folder: Path

    def enrol(self, roll: Iterable[PersonDetails], before: Iterable[OnRecord] = ()) -> None:
        """Put pupils on the roll, and on record what they answered before."""
        library = self.workspace.library

        def work(u):  # type: ignore[no-untyped-def]
            return {details.key: u.people.add(details) for details in roll}

        people = library.run(work)
        for entry in before:
            person = people[entry.pupil.key]
            self.workspace.roll.record_answer(person.id, entry.answer, PREPARER)

    def person(self, key: str) -> Person:
        found = self.workspace.library.run(lambda u: u.people.by_key(key))
        assert found is not None
        return found

    def read(self, sheet: Path, settled: Mapping[str, str]) -> "Reading":
        """Propose a sheet; nothing changes."""
        proposal = self.workspace.consent.propose(sheet, settled=about(sheet, settled))
        return Reading(self.workspace.consent.as_json(proposal), self)

    def standing(self, key: str, purpose: str) -> Got:
        """Return what the register says now."""
        answers = self.workspace.library.run(lambda u: u.register.answers())
        person = self.person(key)
        now = permission(person.details, answers.get(person.id, ()), purpose, TODAY)
        return Got(now.standing.value, frozenset(limit.value for limit in now.limits))

    def wordings(self, key: str, purpose: str) -> list[str]:
        """Return the questions behind the live answers."""
        answers = self.workspace.library.run(lambda u: u.register.answers())
        return [a.wording for a in answers[self.person(key).id] if a.purpose == purpose]

    def history_length(self) -> int:
        """Return how many answers were ever recorded."""

        def work(u):  # type: ignore[no-untyped-def]
            return sum(len(u.register.history(person.id)) for person in u.people.all())

        return self.workspace.library.run(work)

    def kept_text(self) -> str:
        """Return everything in words that is kept about the pupils and what was done."""

        def work(u):  # type: ignore[no-untyped-def]
            histories = [u.register.history(person.id) for person in u.people.all()]
            return str((u.people.all(), histories, u.audit.rows()))

        return self.workspace.library.run(work)


@dataclass(frozen=True, slots=True)
class Reading:
    """A proposal as the command line prints it."""

    told: Mapping[str, Any]
    office: Office

    def standing(self, key: str, purpose: str) -> Got:
        """Return what would stand; a pupil the sheet does not touch stands as before."""
        for pupil in self.told["pupils"]:
            if pupil["key"] == key and purpose in pupil["permissions"]:
                found = pupil["permissions"][purpose]
                return Got(found["status"], frozenset(found["limits"]))
        return self.office.standing(key, purpose)

    def open_questions(self) -> set[str]:
        """Return the keys of the questions nobody settled, in small letters."""
        return {q["key"].casefold() for q in self.told["questions"]}

    def places(self) -> set[tuple[str, str]]:
        """Return every tab and cell that a message or a question's example names."""
        said = {(m["sheet"], m["cell"]) for m in self.told["messages"]}
        for question in self.told["questions"]:
            for example in question["examples"]:
                place = example["place"] if isinstance(example, dict) else str(example)
                tab, _, cell = place.partition("!")
                said.add((tab, cell))
        return said

    def said_aloud(self) -> str:
        """Return the names shown and the sentences told."""
        names = [pupil["name"] for pupil in self.told["pupils"]]
        return json.dumps([names, [m["text"] for m in self.told["messages"]]], ensure_ascii=False)


def names(places: set[tuple[str, str]], wanted: tuple[str, str]) -> bool:
    """Tell whether a place is named: a cell, a row number, a column letter or just the tab."""
    tab, part = wanted
    cells = [cell for sheet, cell in places if sheet == tab]
    if not part:
        return bool(cells)
    if part.isdecimal():
        return any(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == part for cell in cells)
    if part.isalpha():
        return any(cell.rstrip("0123456789") == part for cell in cells)
    return part in cells


def wrong_standings(
    where: str,
    got: "Reading | Office",
    expected: Table,
    refuses: Iterable[Spot],
    called: Mapping[str, str],
) -> list[str]:
    """Return a sentence for each standing that is not as expected or that a family refused."""
    wrong = []
    for (key, purpose), wanted in expected.items():
        found = got.standing(key, purpose)
        if not wanted.fits(found):
            wrong.append(f"{where}: {called[key]}, {purpose}: expected {wanted}, got {found}")
    for key, purpose in sorted(refuses):
        found = got.standing(key, purpose)
        if found.allowed:
            wrong.append(f"{where}: {called[key]}, {purpose}: REFUSED IN TRUTH, got {found}")
    return wrong


def wrong_words(
    where: str, got: Reading, asks: Iterable[str], tells: Iterable[tuple[str, str]]
) -> list[str]:
    """Return a sentence for each question that is not open and each place nobody is told of."""
    still_open, places = got.open_questions(), got.places()
    missing = [key for key in asks if key.casefold() not in still_open]
    silent = [place for place in tells if not names(places, place)]
    return [
        *(f"{where}: expected question {key!r}, open are {sorted(still_open)}" for key in missing),
        *(f"{where}: nothing tells of {tab}!{part}, got {places}" for tab, part in silent),
    ]


def called(roll: Iterable[PersonDetails]) -> dict[str, str]:
    """Return whom a key means, for failure messages about invented pupils."""
    return {p.key: f"{p.full_name} ({p.class_name})" for p in roll}


def about(sheet: Path, settled: Mapping[str, str]) -> dict[str, str]:
    """Return answers with the fingerprint of the sheet they are about, unless they name one."""
    return {"sha256": fingerprint(sheet), **settled}


def build_empty_office(folder: Path) -> None:
    """Make a library with the channels and nobody on the roll, once, to be copied."""
    workspace = _open(folder / "workspace", new=True)
    for name, purpose in CHANNELS.items():
        place = folder / "channels" / name
        place.mkdir(parents=True)
        workspace.channels.add(ChannelDetails(name, (purpose,), place), PREPARER)
    workspace.close()


def open_copy(template: Path, folder: Path) -> Office:
    """Open a fresh copy of the empty office."""
    shutil.copytree(template / "workspace", folder / "workspace")
    return Office(_open(folder / "workspace", new=False), folder)


def add_channel(office: Office, name: str, purpose: str) -> None:
    """Open a further channel, as a school does after people answered."""
    place = office.folder / "channels" / name
    place.mkdir(parents=True)
    office.workspace.channels.add(ChannelDetails(name, (purpose,), place), PREPARER)


def change_details(office: Office, key: str, **changes: Any) -> None:
    """Change what the roll says about a pupil."""
    person = office.person(key)
    changed = replace(person, details=replace(person.details, **changes))
    office.workspace.library.run(lambda u: u.people.change(changed))


def _open(folder: Path, *, new: bool) -> Workspace:
    clock = TestClock(datetime(TODAY.year, TODAY.month, TODAY.day, 10, 0, tzinfo=UTC))
    return assemble_for_test(folder, KEY, clock, new=new)

"""Portraits from a folder: a file is attached to the one person its name is a number of."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.errors import FileUnreadable, NotAPhoto
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.register.portrait_folder import attach_portraits
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library

TEMI = check_letter("999000000001") + "999000000001"
TEMPORARY = check_letter("99900000001A") + "99900000001A"
PEOPLE = (
    PersonDetails(
        TEMI, PersonKind.PUPIL, "Temi", "Bell", "3 Oak", "0001", former_upns=(TEMPORARY,)
    ),
    PersonDetails("0002", PersonKind.PUPIL, "Max", "Haddon", "4 Elm", "0002"),
    PersonDetails("S1", PersonKind.ADULT, "Ada", "Reid", "Staff", "S1"),
    PersonDetails("name: cy fenn, 2 ash", PersonKind.PUPIL, "Cy", "Fenn", "2 Ash"),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = create_library(tmp_path / "library", bytes(range(32)))
    for details in PEOPLE:
        opened.run(lambda u, d=details: u.people.add(d))
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "portraits"
    made.mkdir()
    return made


def clean(data: bytes) -> bytes:
    """Stand for the door to pixels: everything that says it is a photo is one."""
    if not data.startswith(b"photo"):
        raise NotAPhoto("This file is no photo.", "Choose another.")
    return b"clean " + data


def test_portraits_are_attached_by_number(library: Library, folder: Path) -> None:
    files = {
        f"{TEMI}_1.jpg": b"photo a",
        f"{TEMI.lower()}_2.JPG": b"photo b",
        "0002.jpg": b"photo c",
        "S1.png": b"text",
        "stranger.jpg": b"photo d",
        ".DS_Store": b"",
        "Thumbs.db": b"",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "old").mkdir()
    receipt = attach_portraits(library, folder, clean, "Ms K")
    assert (receipt.attached, receipt.already_there) == (3, 0)
    assert receipt.unmatched == ("stranger.jpg",)
    assert receipt.failed == (("S1.png", "This file is no photo."),)
    portraits = library.run(lambda u: u.people.portraits())
    kept = {library.vault.get(portrait.picture) for portrait in portraits}
    assert kept == {b"clean photo a", b"clean photo b", b"clean photo c"}
    again = attach_portraits(library, folder, clean, "Ms K")
    assert (again.attached, again.already_there) == (0, 3)


def test_a_folder_that_is_not_there(library: Library, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        attach_portraits(library, tmp_path / "nowhere", clean, "Ms K")


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        (TEMPORARY, TEMI),
        (TEMPORARY.lower() + "_3", TEMI),
        ("1", TEMI),
        ("2_1", "0002"),
        ("s1", "S1"),
        ("cy fenn, 2 ash", ""),
        ("0", ""),
    ],
)
def test_former_numbers_and_lost_zeros(
    library: Library, folder: Path, name: str, whose: str
) -> None:
    (folder / f"{name}.jpg").write_bytes(b"photo")
    receipt = attach_portraits(library, folder, clean, "Ms K")
    keys = {p.id: p.details.key for p in library.run(lambda u: u.people.all())}
    owners = [keys[p.person_id] for p in library.run(lambda u: u.people.portraits())]
    assert owners == ([whose] if whose else [])
    assert len(receipt.unmatched) == (not whose)


def test_a_number_of_two_people_is_nobodys(library: Library, folder: Path) -> None:
    twin = replace(PEOPLE[1], key="A2", first_name="Mia", admission_number="2")
    library.run(lambda u: u.people.add(twin))
    for name in ("0002.jpg", "2.jpg", "2_1.jpg"):
        (folder / name).write_bytes(b"photo")
    assert attach_portraits(library, folder, clean, "Ms K").unmatched == (
        "0002.jpg",
        "2.jpg",
        "2_1.jpg",
    )
    assert library.run(lambda u: u.people.portraits()) == ()

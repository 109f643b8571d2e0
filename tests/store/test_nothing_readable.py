"""Whoever takes the folder away reads nothing in it: no name, no picture, not even a kind."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.ids import VaultKey
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.review import ActionKind
from consentdesk.store import migrate
from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import KEY, Filled, face, fill, photo_details
from tests.store.test_schema import later_program

SECRETS = ("Wilhelmina", "Quackenbush", "UPN-7734-X", "Grandfather Ebenezer", "custody hearing")
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(5000) + b"\xff\xd9"
HEIC = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1" + bytes(3 << 19)

TELLING = [
    *(secret.encode(coding) for secret in SECRETS for coding in ("utf-8", "utf-16-le")),
    b"\xff\xd8\xff\xe0\x00\x10JFIF",  # four bytes come up by chance in what is encrypted
    b"ftypheic",
    b"SQLite format 3",
    b"CREATE TABLE",
    b"protected",
    b"IMG_4711",
    KEY,
    KEY.hex().encode(),
]


def write_secrets(library: Library) -> None:
    pictures = [library.vault.put(data) for data in (JPEG, HEIC)]

    def work(unit: UnitOfWork) -> Filled:
        filled = fill(unit)
        details = PersonDetails(
            "UPN-7734-X", PersonKind.PUPIL, "Wilhelmina", "Quackenbush", "3C", protected=True
        )
        person = unit.people.add(details)
        refused = Answer("web", Status.REFUSED, given_by="Grandfather Ebenezer")
        unit.register.replace_answers(person.id, "office", [refused], "custody hearing")
        photo = photo_details("IMG_4711.HEIC", original=VaultKey(pictures[1]))
        added = unit.photos.add(filled.batch, filled.import_run, photo)
        unit.photos.record_check(added.id, [face()], "engine")
        at = datetime.now(UTC)
        unit.review.act(added.id, ActionKind.HOLD, "Office", at, 1, reason="custody hearing")
        unit.audit.add("Office", "protected", "Wilhelmina Quackenbush")
        return filled

    library.run(work)


def assert_nothing_telling(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 4
    for path in files:
        data = path.read_bytes()
        for telling in TELLING:
            assert telling not in data, path.name
        name = str(path.relative_to(folder))
        assert not any(secret in name for secret in (*SECRETS, "IMG", "jpg", "heic")), name


def test_while_open_after_closing_and_in_backups(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_library(folder, KEY) as library:
        write_secrets(library)
        assert (folder / "consentdesk.db-wal").stat().st_size > 0
        assert_nothing_telling(folder)
    assert_nothing_telling(folder)
    later_program(tmp_path, monkeypatch)
    with open_library(folder, KEY):
        assert len(list((folder / "backups").iterdir())) == 1
        assert_nothing_telling(folder)
    assert migrate.HEAD == "0008"

"""What opens, what is refused, in which words, and that a refusal changes nothing."""

import stat
import sys
from pathlib import Path

import pytest

from consentdesk.domain.errors import (
    DamagedStore,
    KnownError,
    NewerDatabase,
    StoreError,
    UnsuitablePlace,
    WrongKey,
)
from consentdesk.domain.ids import VaultKey
from consentdesk.store import migrate
from consentdesk.store.engine import open_plainly
from consentdesk.store.open_library import create_library, library_exists, open_library
from consentdesk.store.place import check_place
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import KEY, pupil
from tests.store.test_schema import later_program

DATABASE = "consentdesk.db"


@pytest.fixture
def closed(folder: Path) -> Path:
    """A library with a pupil and enough pages, closed."""
    with create_library(folder, KEY) as library:
        library.run(lambda unit: unit.people.add(pupil()))
        for number in range(40):
            library.run(lambda unit, n=number: unit.settings.set(str(n), "x" * 2000))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(folder: Path, kind: type[KnownError], key: bytes = KEY) -> KnownError:
    """Return the refusal to open; nothing in the folder may have changed."""
    before = contents(folder)
    with pytest.raises(kind) as caught:
        open_library(folder, key)
    assert contents(folder) == before
    assert caught.value.sentence.endswith(".")
    assert caught.value.next_step.endswith(".")
    return caught.value


def test_a_library_is_made_once_and_found(folder: Path) -> None:
    assert not library_exists(folder)
    create_library(folder, KEY).close()
    assert library_exists(folder)
    with pytest.raises(StoreError, match="already"):
        create_library(folder, KEY)


def test_no_library_is_a_sentence(folder: Path) -> None:
    folder.mkdir()
    refused(folder, StoreError)


def test_a_making_that_was_killed_is_done_again(folder: Path) -> None:
    folder.mkdir()
    (folder / f"{DATABASE}.part").write_bytes(b"half a database")
    (folder / "key.check").write_bytes(b"of another key")
    assert not library_exists(folder)
    create_library(folder, KEY).close()
    open_library(folder, KEY).close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_the_owner_may_read_anything(folder: Path) -> None:
    with create_library(folder, KEY) as library:
        library.vault.put(b"a picture")
        library.run(lambda unit: unit.people.add(pupil()))
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        for path in folder.rglob("*"):
            right = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == right, path.name


def test_a_wrong_key_is_told_from_damage(closed: Path) -> None:
    refused(closed, WrongKey, bytes(32))
    (closed / DATABASE).write_bytes(b"no database at all " * 500)
    refused(closed, DamagedStore)
    refused(closed, WrongKey, bytes(32))


def test_a_database_without_bytes_is_damage_not_a_new_one(closed: Path) -> None:
    (closed / DATABASE).write_bytes(b"")
    with pytest.raises(DamagedStore):
        open_library(closed, KEY)


def test_a_missing_key_check_is_said(closed: Path) -> None:
    (closed / "key.check").unlink()
    assert "key.check" in str(refused(closed, DamagedStore))


@pytest.mark.parametrize("page", [0, 1, 20, -1])
def test_one_changed_byte_is_damage(closed: Path, page: int) -> None:
    data = bytearray((closed / DATABASE).read_bytes())
    place = (page * 4096 + 1000) % len(data)
    data[place] ^= 1
    (closed / DATABASE).write_bytes(data)
    refused(closed, DamagedStore)


def test_a_database_cut_short_is_damage(closed: Path) -> None:
    whole = (closed / DATABASE).read_bytes()
    (closed / DATABASE).write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    with pytest.raises(DamagedStore):
        open_library(closed, KEY)


def test_a_later_database_is_left_alone(closed: Path) -> None:
    connection = open_plainly(closed / DATABASE, KEY)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    refused(closed, NewerDatabase)
    assert list((closed / "backups").iterdir()) == []


def test_an_older_database_is_backed_up_and_brought_forward(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_program(tmp_path, monkeypatch)
    with open_library(closed, KEY) as library:
        assert len(library.run(lambda unit: unit.people.all())) == 1
        assert library.run(lambda unit: unit.settings.get("7")) == "x" * 2000
    (backup,) = (closed / "backups").iterdir()
    copy = open_plainly(backup, KEY)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0007",)]
    assert copy.execute("SELECT count(*) FROM person").fetchall() == [(1,)]
    copy.close()
    open_library(closed, KEY).close()
    assert len(list((closed / "backups").iterdir())) == 1
    monkeypatch.undo()
    refused(closed, NewerDatabase)


def test_a_backup_holds_no_biometric(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def enrol(unit: UnitOfWork) -> None:
        person = unit.people.add(pupil()).id
        portrait = unit.people.add_portrait(person, VaultKey("p"), None)
        unit.matching.keep_vector(person, portrait.id, [0.25] * 128, "engine")

    with create_library(folder, KEY) as library:
        library.run(enrol)
    later_program(tmp_path, monkeypatch)
    with open_library(folder, KEY) as library:
        assert len(library.run(lambda unit: unit.matching.vectors("engine"))) == 1
    (backup,) = (folder / "backups").iterdir()
    copy = open_plainly(backup, KEY)
    assert copy.execute("SELECT count(*) FROM reference_vector").fetchall() == [(0,)]
    assert copy.execute("SELECT count(*) FROM portrait").fetchall() == [(1,)]
    copy.close()


def test_a_step_that_fails_changes_nothing(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_program(tmp_path, monkeypatch, then="raise LookupError('half way')")
    with pytest.raises(LookupError, match="half way"):
        open_library(closed, KEY)
    monkeypatch.undo()
    with open_library(closed, KEY) as library:
        assert len(library.run(lambda unit: unit.people.all())) == 1


def test_three_backups_stay(closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later_program(tmp_path, monkeypatch, then="raise LookupError")
    names: list[str] = []
    for _ in range(5):
        with pytest.raises(LookupError):
            open_library(closed, KEY)
        names = sorted({*names, *(path.name for path in (closed / "backups").iterdir())})
    assert sorted(path.name for path in (closed / "backups").iterdir()) == names[-3:]
    assert migrate.HEAD == "0008"


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/home /home/ada/school\\040share cifs rw 0 0
server:/export /srv/nfs nfs4 rw 0 0
/dev/sdb1 /srv/nfs/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    "folder",
    [
        "/Users/ada/OneDrive - Hill School/ConsentDesk",
        "/home/ada/Dropbox/consentdesk",
        "/home/ada/Google Drive/x",
        "/Users/ada/Library/CloudStorage/GoogleDrive-ada@hill.sch.uk/x",
        "/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/x",
        "/Users/ada/iCloud Drive (Archive)/x",
        "C:\\Users\\ada\\OneDrive\\ConsentDesk",
        "\\\\server\\office\\ConsentDesk",
        "//server/office/ConsentDesk",
        "/home/ada/school share/consentdesk",
        "/srv/nfs/consentdesk",
    ],
)
def test_shared_and_synced_folders_are_refused(folder: str) -> None:
    with pytest.raises(UnsuitablePlace):
        check_place(Path(folder), MOUNTS)


@pytest.mark.parametrize(
    "folder", ["/home/ada/.local/share/consentdesk", "/srv/nfs/local/x", "/home/ada/school"]
)
def test_folders_on_this_computer_are_fine(folder: str) -> None:
    check_place(Path(folder), MOUNTS)


def test_a_synced_folder_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive" / "library"
    for attempt in (create_library, open_library):
        with pytest.raises(UnsuitablePlace):
            attempt(folder, KEY)
    assert list(tmp_path.iterdir()) == []


def test_pictures_that_nothing_refers_to_are_swept_when_opening(folder: Path) -> None:
    with create_library(folder, KEY) as library:
        needed, stray = library.vault.put(b"needed"), library.vault.put(b"stray")
        person = library.run(lambda unit: unit.people.add(pupil())).id
        library.run(lambda unit: unit.people.add_portrait(person, needed, None))
    (folder / "vault" / stray[:2] / f"{stray}.12345678.part").write_bytes(b"half")
    with open_library(folder, KEY) as library:
        assert list(library.vault.keys()) == [needed]
    assert list(folder.rglob("*.part")) == []

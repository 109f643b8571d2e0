"""A backup is one file that tells nothing, is proven before it has its name, and restores."""

import errno
import io
import os
import stat
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consentdesk.domain.errors import (
    Cancelled,
    DamagedStore,
    DiskFull,
    KnownError,
    Refused,
    StoreError,
    UnsuitablePlace,
    WrongKey,
)
from consentdesk.domain.ids import VaultKey
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.store import backup_file, full_backups, passphrase
from consentdesk.store.backup_check import CheckedBackup, check_backup
from consentdesk.store.backup_file import write_backup
from consentdesk.store.backup_restore import restore_backup
from consentdesk.store.keys import obtain_key
from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library, library_exists, open_library
from consentdesk.store.passphrase import Stretching
from consentdesk.store.recovery import RecoveryStanding, make_recovery_codes, recovery_state
from consentdesk.store.rotation import rotate_key
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import KEY, pupil
from tests.store.test_key_rotation import InMemory

PHRASE = "words of the backup"
MADE_AT = datetime(2026, 11, 29, 10, tzinfo=UTC)
PICTURES = {b"first picture", b"second picture" * 1000}
MARKER = b"Marker-Surname"
VECTOR = (0.25, 0.5, 0.75) * 20


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(**given: int) -> Stretching:
        return Stretching(**given or {"memory_kib": 64, "passes": 1, "lanes": 1})

    monkeypatch.setattr(passphrase, "Stretching", quick)


def put_in(library: Library) -> None:
    def work(unit: UnitOfWork) -> None:
        for number, name in enumerate(names):
            person = unit.people.add(pupil(f"key {number}", last=MARKER.decode()))
            portrait = unit.people.add_portrait(person.id, name, None)
            unit.matching.keep_vector(person.id, portrait.id, VECTOR, "engine")

    names = [library.vault.put(picture) for picture in sorted(PICTURES)]
    library.vault.put(b"a stray that nothing refers to")
    library.run(work)


@pytest.fixture
def school(folder: Path) -> Iterator[Library]:
    with create_library(folder, KEY) as library:
        put_in(library)
        yield library


def make(library: Library, target: Path, cancel: CancelToken | None = None) -> Path:
    file, checked = library.backups.make(
        target, PHRASE, MADE_AT, Progress(), cancel or CancelToken()
    )
    assert checked == CheckedBackup(MADE_AT, len(PICTURES), file.stat().st_size)
    return file


def check(file: Path, phrase: str = PHRASE) -> CheckedBackup:
    return check_backup(file, phrase, Progress(), CancelToken())


def restore(file: Path, folder: Path, cancel: CancelToken | None = None) -> CheckedBackup:
    return restore_backup(file, PHRASE, folder, "Ann", Progress(), cancel or CancelToken())


def pictures_in(library: Library) -> set[bytes]:
    return {library.vault.get(name) for name in library.vault.keys()}  # noqa: SIM118


def test_there_and_back(school: Library, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    file = make(school, stick)
    assert list(stick.iterdir()) == [file]
    school.close()
    new = tmp_path / "new"
    assert restore(file, new).pictures == len(PICTURES)
    with open_library(new, obtain_key(new, PHRASE)) as library:
        assert pictures_in(library) == PICTURES
        people = library.run(lambda unit: unit.people.all())
        assert [person.details.last_name for person in people] == [MARKER.decode()] * 2
        assert library.run(lambda unit: unit.matching.vectors("engine")) == {}
        assert library.run(lambda unit: unit.audit.rows())[-1].what == "backup_restored"
        assert library.run(lambda unit: unit.audit.first_broken()) is None
    with pytest.raises(WrongKey):
        obtain_key(new, "another passphrase")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "new", "stick"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_the_owner_may_read_it(school: Library, tmp_path: Path) -> None:
    file = make(school, tmp_path)
    restore(file, tmp_path / "deep" / "new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for path in (tmp_path / "deep" / "new").rglob("*"):
        right = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == right, path.name


def test_after_the_key_has_changed(school: Library, folder: Path, tmp_path: Path) -> None:
    school.close()
    place = InMemory()
    rotate_key(folder, place, "Ann")
    assert place.key is not None
    with open_library(folder, place.key) as library:
        file = make(library, tmp_path)
    restore(file, tmp_path / "new")
    with open_library(tmp_path / "new", place.key) as library:
        assert pictures_in(library) == PICTURES


def test_the_file_tells_nothing(school: Library, tmp_path: Path) -> None:
    data = make(school, tmp_path).read_bytes()
    for secret in (MARKER, b"first picture", b"stray", PHRASE.encode(), KEY):
        assert secret not in data


def test_work_goes_on_meanwhile(school: Library, tmp_path: Path) -> None:
    make(school, tmp_path)
    school.run(lambda unit: unit.people.add(pupil("afterwards")))
    assert len(school.run(lambda unit: unit.people.all())) == 3


@pytest.fixture
def backup(school: Library, tmp_path: Path) -> Path:
    return make(school, tmp_path / "a.consentdesk-backup")


def test_a_changed_byte_anywhere_is_noticed(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    with tarfile.open(backup) as archive:
        starts = {
            place
            for member in archive
            for place in (member.offset, member.offset + 257, member.offset_data)
        }
    # every header, padding, the end of the archive, the MAC, and a grid over the rest
    places = starts | {len(whole) - 1, len(whole) - 32, len(whole) - 40, len(whole) - 2000}
    places |= set(range(100, len(whole), len(whole) // 20))
    damaged = tmp_path / "damaged"
    for place in sorted(places):
        changed = bytearray(whole)
        changed[place] ^= 1
        damaged.write_bytes(changed)
        with pytest.raises((DamagedStore, WrongKey)):
            check(damaged)
    with pytest.raises((DamagedStore, WrongKey)):
        restore(damaged, tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "a.consentdesk-backup",
        "damaged",
        "library",
    ]


@pytest.mark.parametrize("kept", [0, 1, 31, 32, 512, 5000, -1, -600])
def test_a_file_cut_short(backup: Path, kept: int) -> None:
    backup.write_bytes(backup.read_bytes()[:kept])
    with pytest.raises(DamagedStore, match="not a whole backup"):
        check(backup)


@pytest.mark.parametrize("junk", [b"no backup " * 500, b"PK\3\4" + bytes(5000), bytes(20480)])
def test_no_backup_at_all(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "junk").write_bytes(junk)
    with pytest.raises(DamagedStore):
        check(tmp_path / "junk")
    with pytest.raises(StoreError):
        check(tmp_path / "nothing there")


def test_bytes_behind_it(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes() + b"more")
    with pytest.raises(DamagedStore):
        check(backup)


def test_a_wrong_passphrase(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongKey):
        check(backup, "other words")


@pytest.mark.parametrize(
    "name",
    ["../out", "/etc/out", "vault/../../out", "key.json", "vault/aa/" + "b" * 64, "vault", "C:out"],
)
def test_a_part_outside_is_refused_even_from_somebody_who_knows_the_passphrase(
    backup: Path, tmp_path: Path, name: str
) -> None:
    forged = tmp_path / "forged"
    with forged.open("wb") as file:
        write_backup(file, [(name, b"x")], key=KEY, passphrase=PHRASE, made_at=MADE_AT)
    with pytest.raises(DamagedStore):
        restore(forged, tmp_path / "inner" / "new")
    assert list((tmp_path / "inner").iterdir()) == []
    assert not list(tmp_path.glob("**/out"))


def test_links_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backup: Path) -> None:
    def add_a_link(archive: tarfile.TarFile, name: str, data: bytes) -> None:
        member = tarfile.TarInfo(name)
        if name != backup_file.HEAD:
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            data = b""
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))

    monkeypatch.setattr(backup_file, "_add", add_a_link)
    forged = tmp_path / "forged"
    with forged.open("wb") as file:
        write_backup(file, [("consentdesk.db", b"")], key=KEY, passphrase=PHRASE, made_at=MADE_AT)
    with pytest.raises(DamagedStore):
        check(forged)


def test_a_picture_that_does_not_open(tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    with forged.open("wb") as file:
        parts = [(f"vault/aa/{'a' * 64}", b"sealed by nobody" * 10)]
        write_backup(file, parts, key=KEY, passphrase=PHRASE, made_at=MADE_AT)
    with pytest.raises(DamagedStore):
        check(forged)


def test_without_a_database(tmp_path: Path) -> None:
    forged = tmp_path / "forged"
    with forged.open("wb") as file:
        write_backup(file, [], key=KEY, passphrase=PHRASE, made_at=MADE_AT)
    with pytest.raises(DamagedStore):
        check(forged)


class TestWhereTo:
    def test_not_beside_the_library_itself(self, school: Library, folder: Path) -> None:
        for target in (folder, folder / "backups", folder / "x.consentdesk-backup"):
            with pytest.raises(Refused, match="own folder"):
                make(school, target)
        assert not list(folder.rglob("*backup"))
        assert list((folder / "backups").iterdir()) == []

    def test_nothing_is_overwritten(self, school: Library, tmp_path: Path) -> None:
        taken = tmp_path / "taken"
        taken.write_bytes(b"somebody's file")
        with pytest.raises(Refused, match="already"):
            make(school, taken)
        assert taken.read_bytes() == b"somebody's file"

    def test_a_folder_that_is_not_there(self, school: Library, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="plugged in"):
            make(school, tmp_path / "unplugged" / "a.consentdesk-backup")

    def test_a_synced_folder_is_fine(self, school: Library, tmp_path: Path) -> None:
        (tmp_path / "Dropbox").mkdir()
        check(make(school, tmp_path / "Dropbox"))

    @pytest.mark.parametrize(
        ("code", "kind"), [(errno.ENOSPC, DiskFull), (errno.EFBIG, StoreError)]
    )
    def test_no_room(
        self,
        school: Library,
        tmp_path: Path,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        code: int,
        kind: type[KnownError],
    ) -> None:
        def no_room(file: int) -> None:
            raise OSError(code, os.strerror(code))

        (tmp_path / "stick").mkdir()
        monkeypatch.setattr(full_backups.os, "fsync", no_room)
        with pytest.raises(kind):
            make(school, tmp_path / "stick")
        assert list((tmp_path / "stick").iterdir()) == []
        assert list((folder / "backups").iterdir()) == []

    def test_what_was_written_badly_gets_no_name(
        self, school: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def badly(file: io.BufferedWriter, parts: object, **how: object) -> None:
            file.write(b"the stick kept something else")

        monkeypatch.setattr(full_backups, "write_backup", badly)
        (tmp_path / "stick").mkdir()
        with pytest.raises(DamagedStore):
            make(school, tmp_path / "stick")
        assert list((tmp_path / "stick").iterdir()) == []

    def test_an_empty_passphrase(self, school: Library, tmp_path: Path) -> None:
        (tmp_path / "stick").mkdir()
        with pytest.raises(StoreError, match="empty"):
            school.backups.make(tmp_path / "stick", " ", MADE_AT, Progress(), CancelToken())
        assert list((tmp_path / "stick").iterdir()) == []

    def test_stopped(self, school: Library, tmp_path: Path, folder: Path) -> None:
        (tmp_path / "stick").mkdir()
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            make(school, tmp_path / "stick", cancel)
        assert list((tmp_path / "stick").iterdir()) == []
        assert list((folder / "backups").iterdir()) == []


class TestWhatIsMissing:
    @pytest.fixture
    def one(self, school: Library) -> VaultKey:
        portraits = school.run(lambda unit: unit.people.portraits())
        return portraits[0].picture

    def test_a_damaged_picture_is_said(
        self, school: Library, folder: Path, tmp_path: Path, one: VaultKey
    ) -> None:
        file = folder / "vault" / one[:2] / one
        file.write_bytes(file.read_bytes()[:-1])
        (tmp_path / "stick").mkdir()
        with pytest.raises(DamagedStore, match="picture"):
            make(school, tmp_path / "stick")
        assert list((tmp_path / "stick").iterdir()) == []

    def test_a_missing_picture_is_said(
        self, school: Library, tmp_path: Path, one: VaultKey
    ) -> None:
        school.vault.remove(one)
        with pytest.raises(DamagedStore, match="picture"):
            make(school, tmp_path)


class TestRestoringInto:
    def test_only_an_empty_folder(self, backup: Path, tmp_path: Path) -> None:
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "a file").write_bytes(b"kept")
        (tmp_path / "file").write_bytes(b"kept")
        for place in (tmp_path / "full", tmp_path / "file", tmp_path / "library"):
            with pytest.raises(Refused, match="empty"):
                restore(backup, place)
        assert (tmp_path / "full" / "a file").read_bytes() == b"kept"

    def test_an_empty_folder_that_is_there(self, backup: Path, tmp_path: Path) -> None:
        (tmp_path / "new").mkdir()
        restore(backup, tmp_path / "new")
        assert library_exists(tmp_path / "new")

    def test_not_a_synced_folder(self, backup: Path, tmp_path: Path) -> None:
        with pytest.raises(UnsuitablePlace):
            restore(backup, tmp_path / "OneDrive" / "new")
        assert not (tmp_path / "OneDrive").exists()

    def test_after_a_restoring_that_was_killed(self, backup: Path, tmp_path: Path) -> None:
        (tmp_path / "new.part").mkdir()
        (tmp_path / "new.part" / "consentdesk.db").write_bytes(b"half")
        restore(backup, tmp_path / "new")
        assert not (tmp_path / "new.part").exists()

    def test_stopped(self, backup: Path, tmp_path: Path) -> None:
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            restore(backup, tmp_path / "new", cancel)
        assert not list(tmp_path.glob("new*"))

    def test_recovery_codes_are_to_be_made_anew(
        self, school: Library, folder: Path, tmp_path: Path
    ) -> None:
        make_recovery_codes(folder, KEY, ("Head", "Deputy"), date(2026, 11, 1))
        restore(make(school, tmp_path), tmp_path / "new")
        assert recovery_state(tmp_path / "new").standing is RecoveryStanding.NONE

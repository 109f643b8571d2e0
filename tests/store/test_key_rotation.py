"""The key changes whole or not at all, wherever the program is killed, and nothing is lost."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from consentdesk.domain.errors import AlreadyOpen, DamagedStore, DiskFull, StoreError, WrongKey
from consentdesk.store import reencryption, rotation, safe_files
from consentdesk.store.engine import open_plainly
from consentdesk.store.key_place import KeyPlace
from consentdesk.store.keychain import KeychainPlace
from consentdesk.store.library_folder import library_exists
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.passphrase import PassphrasePlace, Stretching
from consentdesk.store.rotation import rotate_key, settled_key
from tests.store.shelf_samples import KEY, pupil
from tests.store.test_keys import KeychainInMemory

QUICK = Stretching(memory_kib=64, passes=1, lanes=1)
PICTURES = (b"first picture", b"second picture" * 1000)


class Killed(BaseException):
    """Stands for the end of the program: no handler for errors sees it."""


class InMemory:
    """A key place that outlives the program."""

    def __init__(self, key: bytes | None = KEY) -> None:
        self.key = key

    def load(self) -> bytes | None:
        return self.key

    def save(self, key: bytes) -> None:
        self.key = key


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library with a pupil, two pictures, a line of the trail and an old backup."""
    folder = tmp_path_factory.mktemp("made") / "library"
    with create_library(folder, KEY) as library:
        for number, picture in enumerate(PICTURES):
            person = library.run(lambda unit, n=number: unit.people.add(pupil(f"key {n}"))).id
            name = library.vault.put(picture)
            library.run(lambda unit, p=person, n=name: unit.people.add_portrait(p, n, None))
        library.run(lambda unit: unit.audit.add("Office", "added", "before"))
    (folder / "backups" / "consentdesk-20260101-000000-000000-old.db").write_bytes(b"old key's")
    return folder


@pytest.fixture
def school(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "school"))


def look_into(folder: Path, key: bytes) -> bool:
    """Check that everything is there under the key; return whether the change is on record."""
    with open_library(folder, key) as library:
        pictures = sorted(library.vault.get(name) for name in library.vault.keys())  # noqa: SIM118
        assert pictures == sorted(PICTURES)
        assert len(library.run(lambda unit: unit.people.all())) == len(PICTURES)
        assert library.run(lambda unit: unit.audit.first_broken()) is None
        rows = library.run(lambda unit: unit.audit.rows())
        # a picture brought in again is found under its name of before
        assert library.vault.put(PICTURES[0]) in set(library.vault.keys())
        assert len(set(library.vault.keys())) == len(PICTURES)
    assert not (folder / "rotating").exists()
    assert list(folder.rglob("*.part")) == []
    return any(row.what == "key_rotated" for row in rows)


def come_back(folder: Path, place: KeyPlace) -> bool:
    """Start again as `obtain_key` does; return whether the key has changed."""
    assert library_exists(folder)
    kept = place.load()
    assert kept is not None
    key = settled_key(folder, kept, place)
    assert place.load() == key
    changed = look_into(folder, key)
    assert changed == (key != KEY)
    return changed


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(params=["keychain", "passphrase"])
def place(request: pytest.FixtureRequest, school: Path) -> KeyPlace:
    kept: KeyPlace = KeychainPlace("workspace 1", KeychainInMemory())
    if request.param == "passphrase":
        kept = PassphrasePlace(school, "quite a few words", QUICK)
    kept.save(KEY)
    return kept


def test_the_new_key_opens_everything_and_the_old_one_nothing(
    school: Path, place: KeyPlace
) -> None:
    before = files(school)
    rotate_key(school, place, "Ann")
    new = place.load()
    assert new is not None
    assert new != KEY
    assert look_into(school, new)
    with pytest.raises(WrongKey):
        open_library(school, KEY)
    after = files(school)
    for name in before.keys() & after.keys() - {"consentdesk.lock"}:
        assert before[name] != after[name], name
    for path in school.rglob("*") if sys.platform != "win32" else ():
        assert path.stat().st_mode & 0o077 == 0, path.name
    (backup,) = (school / "backups").iterdir()
    copy = open_plainly(backup, new)
    assert copy.execute("SELECT count(*) FROM person").fetchall() == [(len(PICTURES),)]
    copy.close()


def test_twice(school: Path, place: KeyPlace) -> None:
    rotate_key(school, place, "Ann")
    first = place.load()
    rotate_key(school, place, "Ann")
    second = place.load()
    assert second is not None
    assert len({KEY, first, second}) == 3
    assert look_into(school, second)


Line = tuple[str, int]


def lines_of(work: Callable[[], object], before: Callable[[int, Line], None]) -> None:
    """Run `work`; `before` is told of each line of the rotation that comes next, and its count.

    Every line counts that changes the disk: those of the rotation itself, of the writing anew,
    and of writing one file whole.
    """
    watched = {rotation.__file__, reencryption.__file__, safe_files.__file__}
    count = 0

    def on_line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            before(count, (frame.f_code.co_filename, frame.f_lineno))
        return on_line

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:
        return on_line if frame.f_code.co_filename in watched else None

    tracing = sys.gettrace()
    sys.settrace(on_call)
    try:
        work()
    finally:
        sys.settrace(tracing)


def kill_at(number: int) -> Callable[[int, Line], None]:
    def before(count: int, line: Line) -> None:
        if count == number:
            raise Killed

    return before


def the_lock_falls(folder: Path) -> None:
    """Do what the system does for a program that was really killed."""
    (folder / "consentdesk.lock").unlink()


@pytest.fixture(scope="module")
def ready(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A library killed as soon as the change was final, and the key it will have."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("ready") / "library"))
    place = InMemory()

    def before(count: int, line: Line) -> None:
        if (folder / "rotating" / "ready").exists():
            raise Killed

    with pytest.raises(Killed):
        lines_of(lambda: rotate_key(folder, place, "Ann"), before)
    assert place.key == KEY
    finished = Path(shutil.copytree(folder, folder.with_name("finished")))
    return folder, settled_key(finished, KEY, place)


EVERY = 8
"""Of the lines before the change is final, on which nothing hangs yet, one in so many is tried."""


# a file that the killed program had open is closed late, which Python says
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_killed_before_it_is_final(made: Path, tmp_path: Path) -> None:
    first: dict[Line, int] = {}
    rehearsal = Path(shutil.copytree(made, tmp_path / "rehearsal"))
    final: list[int] = []

    def note(count: int, line: Line) -> None:
        if (rehearsal / "rotating" / "ready").exists():
            final.append(count)
        elif not final:
            first.setdefault(line, count)

    lines_of(lambda: rotate_key(rehearsal, InMemory(), "Ann"), note)
    moments = sorted(first.values())
    assert len(moments) > 50
    for number in {*moments[::EVERY], final[0] - 1}:
        folder = Path(shutil.copytree(made, tmp_path / "copy"))
        before, place = files(folder), InMemory()
        with pytest.raises(Killed):
            lines_of(lambda: rotate_key(folder, place, "Ann"), kill_at(number))  # noqa: B023
        the_lock_falls(folder)
        assert not come_back(folder, place)
        for name in before.keys() - {"consentdesk.db", "consentdesk.lock"}:
            assert before[name] == (folder / name).read_bytes(), name
        shutil.rmtree(folder)


# a file that the killed program had open is closed late, which Python says
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_killed_at_each_line_after_it_is_final(ready: tuple[Path, bytes], tmp_path: Path) -> None:
    halfway, new = ready
    whole = Path(shutil.copytree(halfway, tmp_path / "whole"))
    moments: dict[int | Line, int] = {}

    def note(count: int, line: Line) -> None:
        # each time a line of the rotation runs; the first time, where a file is written
        moments.setdefault(count if line[0] == rotation.__file__ else line, count)

    lines_of(lambda: settled_key(whole, KEY, InMemory()), note)
    expected = files(whole)
    assert look_into(whole, new)
    assert len(moments) > 50
    for number in moments.values():
        folder, place = Path(shutil.copytree(halfway, tmp_path / "copy")), InMemory()
        with pytest.raises(Killed):
            lines_of(lambda: settled_key(folder, KEY, place), kill_at(number))  # noqa: B023
        the_lock_falls(folder)
        kept = place.load()
        assert kept in {KEY, new}
        assert settled_key(folder, kept, place) == place.key == new
        assert {**files(folder), "consentdesk.lock": b""} == expected
        shutil.rmtree(folder)


@pytest.mark.parametrize("part", ["rotating/new.key", "rotating/ready", "rotating/old"])
def test_killed_while_the_old_parts_are_removed(
    ready: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """However far the removal came, and in whatever order the system did it."""
    halfway, new = ready
    folder, place = Path(shutil.copytree(halfway, tmp_path / "copy")), InMemory()

    remove = shutil.rmtree

    def kill(rotating: Path) -> None:
        gone = folder / part
        gone.unlink() if gone.is_file() else remove(gone)
        raise Killed

    monkeypatch.setattr(rotation.shutil, "rmtree", kill)
    with pytest.raises(Killed):
        settled_key(folder, KEY, place)
    monkeypatch.undo()
    assert place.key == new
    assert come_back(folder, place)


def test_killed_for_real_with_a_passphrase(school: Path) -> None:
    PassphrasePlace(school, "quite a few words", QUICK).save(KEY)
    program = """
import os, signal, sys
from pathlib import Path
from consentdesk.store import rotation
from consentdesk.store.passphrase import PassphrasePlace
changed = rotation._change_places
def die(folder, part):
    changed(folder, part)
    if part == "vault":
        os._exit(9) if sys.platform == "win32" else os.kill(os.getpid(), signal.SIGKILL)
rotation._change_places = die
folder = Path(sys.argv[1])
rotation.rotate_key(folder, PassphrasePlace(folder, "quite a few words"), "Ann")
"""
    killed = subprocess.run(
        [sys.executable, "-c", program, str(school)],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
    )
    assert abs(killed.returncode) == signal.SIGKILL, killed.stderr.decode()
    assert come_back(school, PassphrasePlace(school, "quite a few words", QUICK))


def test_nothing_opens_halfway(ready: tuple[Path, bytes], tmp_path: Path) -> None:
    halfway, new = ready
    folder = Path(shutil.copytree(halfway, tmp_path / "copy"))
    for key in (KEY, new):
        with pytest.raises(StoreError, match="being changed"):
            open_library(folder, key)
    assert files(folder) == files(halfway)


def test_a_foreign_key_neither_finishes_nor_gives_up(
    ready: tuple[Path, bytes], tmp_path: Path
) -> None:
    halfway, new = ready
    folder, place = Path(shutil.copytree(halfway, tmp_path / "copy")), InMemory(bytes(32))
    with pytest.raises(WrongKey):
        settled_key(folder, bytes(32), place)
    assert files(folder) == files(halfway)
    assert settled_key(folder, KEY, place) == new


def test_a_place_that_keeps_nothing_loses_nothing(school: Path) -> None:
    class Forgetful(InMemory):
        def save(self, key: bytes) -> None:
            """Take the key and forget it."""

    with pytest.raises(StoreError, match="not kept"):
        rotate_key(school, Forgetful(), "Ann")
    assert come_back(school, InMemory())


def test_a_folder_that_another_program_holds(
    ready: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway, _ = ready
    folder, place = Path(shutil.copytree(halfway, tmp_path / "copy")), InMemory()

    def held(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "a scanner has it open")

    with monkeypatch.context() as held_open:
        held_open.setattr(Path, "replace", held)
        with pytest.raises(StoreError, match="nothing is lost"):
            settled_key(folder, KEY, place)
    assert come_back(folder, place)


def test_a_full_disk_changes_nothing(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, place = files(school), InMemory()
    room = 6

    def no_room(file: int) -> None:
        nonlocal room
        room -= 1
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(safe_files.os, "fsync", no_room)
    with pytest.raises(DiskFull):
        rotate_key(school, place, "Ann")
    monkeypatch.undo()
    assert not (school / "rotating").exists()
    assert {**before, "consentdesk.db": b""} == {**files(school), "consentdesk.db": b""}
    assert not come_back(school, place)


def test_a_damaged_picture_stops_it(school: Path) -> None:
    picture = next((school / "vault").glob("??/*"))
    picture.write_bytes(picture.read_bytes()[:-1])
    before, place = files(school), InMemory()
    with pytest.raises(DamagedStore):
        rotate_key(school, place, "Ann")
    assert place.key == KEY
    assert not (school / "rotating").exists()
    assert (
        files(school)[str(picture.relative_to(school))] == before[str(picture.relative_to(school))]
    )


def test_what_is_open_is_not_rotated(school: Path) -> None:
    place = InMemory()
    with open_library(school, KEY), pytest.raises(AlreadyOpen):
        rotate_key(school, place, "Ann")
    assert not come_back(school, place)


def test_a_place_without_the_key(school: Path) -> None:
    for place, error in ((InMemory(None), WrongKey), (InMemory(bytes(32)), WrongKey)):
        with pytest.raises(error):
            rotate_key(school, place, "Ann")
    assert look_into(school, KEY) is False

"""A program killed at the worst moment leaves a library that opens and holds together."""

import subprocess
import sys
from pathlib import Path

import pytest

from consentdesk.store.open_library import create_library, open_library
from tests.store.shelf_samples import KEY, pupil

START = """
import os, signal, sys
from pathlib import Path
from consentdesk.store import safe_files, vault
from consentdesk.store.open_library import open_library
from tests.store.shelf_samples import KEY, pupil

def die(*anything):
    os._exit(9) if sys.platform == "win32" else os.kill(os.getpid(), signal.SIGKILL)

library = open_library(Path(sys.argv[1]), KEY)
picture = b"picture " * 400_000
"""

IN_THE_MIDDLE = {
    "before a picture is on the disk": """
safe_files.os.fsync = die
library.vault.put(picture)
""",
    "half way through a picture": """
def half(path, data):
    Path(path).write_bytes(data[: len(data) // 2])
    die()
safe_files._write = half
library.vault.put(picture)
""",
    "before a picture has its name": """
Path.replace = die
library.vault.put(picture)
""",
    "after a picture, before its record": """
library.vault.put(picture)
die()
""",
    "in a transaction": """
def work(unit):
    unit.people.add(pupil("killed"))
    unit.audit.add("Office", "added", "killed")
    die()
library.run(work)
""",
    "after a transaction, before closing": """
def work(unit):
    unit.people.add(pupil("kept"))
    unit.audit.add("Office", "added", "kept")
library.run(work)
die()
""",
}


@pytest.mark.parametrize("moment", IN_THE_MIDDLE)
def test_killed(folder: Path, moment: str) -> None:
    with create_library(folder, KEY) as library:
        library.run(lambda unit: unit.people.add(pupil("before")))
        library.run(lambda unit: unit.audit.add("Office", "added", "before"))
    killed = subprocess.run(
        [sys.executable, "-c", START + IN_THE_MIDDLE[moment], str(folder)],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
    )
    assert abs(killed.returncode) == 9, killed.stderr.decode()

    with open_library(folder, KEY) as library:
        people = library.run(lambda unit: unit.people.all())
        expected = {"before", "kept"} if "closing" in moment else {"before"}
        assert {person.details.key for person in people} == expected
        assert library.run(lambda unit: unit.audit.first_broken()) is None
        rows = library.run(lambda unit: unit.audit.rows())
        assert {row.subject for row in rows} == expected
        assert list(library.vault.keys()) == []
        assert list(folder.rglob("*.part")) == []
        library.run(lambda unit: unit.people.add(pupil("afterwards")))

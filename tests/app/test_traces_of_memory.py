"""What a crash may leave behind: nothing; and large blocks go back to the system."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from consentdesk import no_core_dumps
from consentdesk.app import main

ASKED = """
import ctypes, resource
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


def told_by(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="how Linux tells")
def test_a_worker_leaves_no_core_dump() -> None:
    begin = "from consentdesk.faces.start_worker import start_worker\nstart_worker()"
    assert told_by(begin + ASKED) == "(0, 0) 0"


def test_the_program_begins_with_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it loads a single command."""

    class Begun(Exception):
        pass

    def last() -> None:
        begun.append("pictures back")
        raise Begun

    begun: list[str] = []
    monkeypatch.setattr(main, "leave_no_core_dumps", lambda: begun.append("no core dumps"))
    monkeypatch.setattr(main, "give_freed_pictures_back", last)
    with pytest.raises(Begun):
        main.main(["--version"])
    assert begun == ["no core dumps", "pictures back"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_crash_leaves_no_file(tmp_path: Path) -> None:
    program = (
        "import os, resource, sys\n"
        "from consentdesk.no_core_dumps import leave_no_core_dumps\n"
        "leave_no_core_dumps()\n"
        "os.chdir(sys.argv[1])\n"
        "os.abort()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode < 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("old_windows", [False, True])
def test_windows_is_told(old_windows: bool) -> None:
    told: list[tuple[str, Any]] = []

    def call(name: str) -> Any:
        return lambda *given: told.append((name, given))

    kernel = SimpleNamespace(SetErrorMode=call("mode"), WerSetFlags=call("flags"))
    libraries = SimpleNamespace(kernel32=kernel)
    if not old_windows:
        libraries.wer = SimpleNamespace(WerAddExcludedApplication=call("excluded"))
    no_core_dumps._keep_windows_quiet(libraries, "consentdesk.exe")
    expected: list[tuple[str, Any]] = [("mode", (0x8003,)), ("flags", (1,))]
    if not old_windows:
        expected.append(("excluded", ("consentdesk.exe", False)))
    assert told == expected


@pytest.mark.skipif(sys.platform != "linux", reason="of the GNU C library")
def test_freed_pictures_go_back() -> None:
    """Without the line the library learns to keep large blocks: 26 MB here instead of 1."""
    program = """
from consentdesk.app.freed_pictures import give_freed_pictures_back
give_freed_pictures_back()
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
for _ in range(3):
    bytearray(24 << 20)  # after this, blocks of up to 24 MiB are kept on the heap
before = resident()
photos = []
for _ in range(6):
    photos.append(bytearray(b"x") * (8 << 20))
    photos.append(bytearray(b"y") * 100_000)  # small, on top: holds the heap open
del photos[0::2]
print(resident() - before < 10 << 20)
"""
    assert told_by(program) == "True"

"""What every test gets: no screen, no network, no keychain, its own settings folder."""

import gc
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

PROJECT = Path(__file__).resolve().parents[1]
MEMORY = Path("/dev/shm")
ROOM_FOR_TESTS = 4 * 1024**3
"""Bytes; several times what all tests together leave lying at once."""


def start_processes_quickly() -> None:
    """Let the many processes that tests start read what Python compiled, kept in one folder.

    Nothing is written beside the sources. One thread each for arithmetic: the tests
    themselves keep every core busy.
    """
    kept = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(PROJECT / ".pytest_cache" / "compiled"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.pycache_prefix, sys.dont_write_bytecode = kept, False
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")


def write_into_memory() -> None:
    """Make the tests' folders where no disk is waited for, if there is room.

    The program waits for the disk at every write, and no test pulls the plug: a killed process
    loses nothing that it wrote, there as on a disk.
    """
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_FOR_TESTS:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


start_processes_quickly()
write_into_memory()

settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=100,
    # what is landed is judged by the same examples each time; CONSENTDESK_DEEP looks for new ones
    derandomize="CONSENTDESK_DEEP" not in os.environ,
)
settings.load_profile("default")


class NetworkUsed(AssertionError):
    """A test opened a connection; ConsentDesk never does."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            raise NetworkUsed(str(address))
        return connect(self, address)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a new folder each time; pytest's own numbering reads all earlier ones first."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_places(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("CONSENTDESK_HOME", str(home))


@pytest.fixture(autouse=True)
def _cleared_up() -> Iterator[None]:
    """Do what the window does while it is idle (`ui.clearing_up`), once there was a window."""
    yield
    young, middle, _ = gc.get_count()
    if not gc.isenabled() and young > 20_000:
        gc.collect(2 if middle > 5 else 0)


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Material for measuring that a newcomer does not have; such tests skip without it."""
    folder = Path(os.environ.get("CONSENTDESK_SHARED", PROJECT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the measuring material is not on this machine")
    return folder

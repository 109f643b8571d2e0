"""What every test gets: no screen, no network, no keychain, its own settings folder."""

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=100
)
settings.load_profile("default")

PROJECT = Path(__file__).resolve().parents[1]


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


@pytest.fixture(autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
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

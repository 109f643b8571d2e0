"""Every place that keeps the key keeps the same promises."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from consentdesk.domain.errors import (
    DamagedStore,
    PassphraseNeeded,
    PassphraseToChoose,
    StoreError,
    UnsuitablePlace,
    WrongKey,
)
from consentdesk.store import keychain, keys
from consentdesk.store.keychain import SERVICE, KeychainPlace
from consentdesk.store.keys import KeyPlace, obtain_key
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.passphrase import PassphrasePlace, Stretching
from tests.store.shelf_samples import KEY

QUICK = Stretching(memory_kib=64, passes=1, lanes=1)


class KeychainInMemory(KeyringBackend):
    """A keychain that works, for machines without one."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked("locked")
        self.entries[service, username] = password


@pytest.fixture
def keychain_in_memory(monkeypatch: pytest.MonkeyPatch) -> KeychainInMemory:
    backend = KeychainInMemory()
    monkeypatch.setattr(keys, "system_keychain", lambda: backend)
    return backend


Places = Callable[[], KeyPlace]


@pytest.fixture(params=["keychain", "passphrase"])
def same_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    """Yield a way to come back to one and the same place, as after a new start."""
    backend = KeychainInMemory()
    if request.param == "keychain":
        yield lambda: KeychainPlace("workspace 1", backend)
    else:
        yield lambda: PassphrasePlace(tmp_path, "quite a few words", QUICK)


class TestEveryPlace:
    def test_knows_no_key_at_first(self, same_place: Places) -> None:
        assert same_place().load() is None

    def test_gives_back_what_it_keeps(self, same_place: Places) -> None:
        same_place().save(KEY)
        assert same_place().load() == KEY

    def test_keeps_the_latest(self, same_place: Places) -> None:
        same_place().save(KEY)
        same_place().save(bytes(32))
        assert same_place().load() == bytes(32)


class TestPassphrase:
    def test_wrong_one(self, tmp_path: Path) -> None:
        PassphrasePlace(tmp_path, "right words", QUICK).save(KEY)
        with pytest.raises(WrongKey):
            PassphrasePlace(tmp_path, "wrong words").load()

    def test_the_same_letters_typed_another_way(self, tmp_path: Path) -> None:
        PassphrasePlace(tmp_path, "caf\u00e9", QUICK).save(KEY)
        assert PassphrasePlace(tmp_path, "cafe\u0301").load() == KEY

    @pytest.mark.parametrize("empty", ["", "   "])
    def test_empty_one(self, tmp_path: Path, empty: str) -> None:
        with pytest.raises(StoreError, match="empty"):
            PassphrasePlace(tmp_path, empty).save(KEY)

    def test_file_is_private_and_tells_nothing(self, tmp_path: Path) -> None:
        PassphrasePlace(tmp_path, "right words", QUICK).save(KEY)
        file = tmp_path / "key.json"
        assert sys.platform == "win32" or file.stat().st_mode & 0o077 == 0
        text = file.read_text(encoding="utf-8")
        assert "right" not in text
        assert KEY.hex() not in text

    def test_strong_by_default(self, tmp_path: Path) -> None:
        PassphrasePlace(tmp_path, "right words").save(KEY)
        content = json.loads((tmp_path / "key.json").read_text(encoding="utf-8"))
        assert content["argon2id"] == {"memory_kib": 65536, "passes": 3, "lanes": 4}

    @pytest.mark.parametrize(
        "change",
        [
            lambda content: content.pop("salt"),
            lambda content: content.update(nonce="not base64!"),
            lambda content: content.update(argon2id={"memory_kib": 1}),
            lambda content: content["argon2id"].update(memory_kib=1 << 40),
            lambda content: content["argon2id"].update(passes=10**9),
            lambda content: content["argon2id"].update(lanes=0),
            lambda content: content["argon2id"].update(lanes="many"),
            lambda content: content.update(nonce=""),
            lambda content: content.update(salt=""),
        ],
    )
    def test_damaged_file(self, tmp_path: Path, change: Callable[[dict], object]) -> None:  # type: ignore[type-arg]
        PassphrasePlace(tmp_path, "right words", QUICK).save(KEY)
        file = tmp_path / "key.json"
        content = json.loads(file.read_text(encoding="utf-8"))
        change(content)
        file.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(DamagedStore):
            PassphrasePlace(tmp_path, "right words").load()

    @pytest.mark.parametrize("text", ["", "[]", "{", "\x00\xff"])
    def test_no_file_of_ours(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "key.json").write_text(text, encoding="latin-1")
        with pytest.raises(DamagedStore):
            PassphrasePlace(tmp_path, "right words").load()


class TestKeychain:
    def test_one_entry_a_workspace(self) -> None:
        backend = KeychainInMemory()
        KeychainPlace("workspace 1", backend).save(KEY)
        assert KeychainPlace("workspace 2", backend).load() is None
        assert backend.entries == {(SERVICE, "workspace 1"): KEY.hex()}

    def test_locked_is_a_sentence(self) -> None:
        backend = KeychainInMemory()
        place = KeychainPlace("workspace 1", backend)
        assert place.available
        backend.locked = True
        for ask in (place.load, lambda: place.save(KEY)):
            with pytest.raises(StoreError, match="keychain"):
                ask()

    @pytest.mark.parametrize("kept", ["no hex", "abcd", ""])
    def test_something_else_under_our_name(self, kept: str) -> None:
        backend = KeychainInMemory()
        backend.entries[SERVICE, "workspace 1"] = kept
        with pytest.raises(StoreError, match="damaged"):
            KeychainPlace("workspace 1", backend).load()

    def test_none_on_this_machine_is_a_sentence(self) -> None:
        place = KeychainPlace("workspace 1")
        assert not place.available
        with pytest.raises(StoreError, match="keychain"):
            place.load()


@pytest.mark.skipif(sys.platform != "linux", reason="how Linux finds its keychain")
class TestNoKeychainOnLinux:
    @pytest.fixture(autouse=True)
    def _desktop(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
        monkeypatch.setenv("DISPLAY", ":99")
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)

    def test_without_a_session_bus(self) -> None:
        assert keychain.system_keychain() is None

    def test_without_a_screen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DISPLAY")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        assert keychain.system_keychain() is None

    def test_with_a_session_bus_that_is_gone(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        assert keychain.system_keychain() is None

    def test_with_a_session_bus_that_never_answers(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(keychain, "PATIENCE_SECONDS", 0.2)
        with socket.socket(socket.AF_UNIX) as silent:
            silent.bind(str(tmp_path / "bus"))
            silent.listen()
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
            started = time.monotonic()
            assert keychain.system_keychain() is None
            assert time.monotonic() - started < 5


class TestObtaining:
    def test_a_new_workspace_with_a_passphrase(self, folder: Path) -> None:
        key = obtain_key(folder, "quite a few words")
        assert len(key) == 32
        create_library(folder, key).close()
        open_library(folder, obtain_key(folder, "quite a few words")).close()
        with pytest.raises(WrongKey):
            obtain_key(folder, "other words")
        with pytest.raises(PassphraseNeeded) as raised:
            obtain_key(folder, None)
        assert not isinstance(raised.value, PassphraseToChoose)

    def test_a_new_workspace_in_the_keychain(
        self, folder: Path, keychain_in_memory: KeychainInMemory
    ) -> None:
        key = obtain_key(folder, None)
        assert obtain_key(folder, None) == key
        assert list(keychain_in_memory.entries.values()) == [key.hex()]
        create_library(folder, key).close()
        open_library(folder, obtain_key(folder, None)).close()

    def test_without_a_keychain_a_passphrase_is_asked_for(self, folder: Path) -> None:
        with pytest.raises(PassphraseToChoose):
            obtain_key(folder, None)
        assert not folder.exists()

    @pytest.mark.parametrize("passphrase", [None, "quite a few words"])
    def test_an_existing_library_never_gets_a_new_key(
        self, folder: Path, keychain_in_memory: KeychainInMemory, passphrase: str | None
    ) -> None:
        create_library(folder, obtain_key(folder, None)).close()
        keychain_in_memory.entries.clear()
        with pytest.raises(WrongKey):
            obtain_key(folder, passphrase)
        assert keychain_in_memory.entries == {}
        assert not PassphrasePlace.used_in(folder)

    def test_two_workspaces_have_two_keys(self, tmp_path: Path) -> None:
        first, second = (obtain_key(tmp_path / name, "words") for name in "ab")
        assert first != second

    def test_a_synced_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UnsuitablePlace):
            obtain_key(tmp_path / "Dropbox", "words")
        assert list(tmp_path.iterdir()) == []


def test_the_keychain_library_is_loaded_only_when_needed() -> None:
    program = (
        "import sys, consentdesk.store.keys, consentdesk.store.open_library;"
        "print([name for name in ('keyring', 'alembic', 'secretstorage') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"

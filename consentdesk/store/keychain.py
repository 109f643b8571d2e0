"""The workspace key in the keychain of the system: Windows, macOS, or Linux's Secret Service.

Only these three are used, by name. The keyring package would otherwise take whatever is
installed, such as a file without encryption. It is loaded when first needed only.
"""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from consentdesk.domain.errors import StoreError
from consentdesk.store.derived_keys import KEY_BYTES

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "ConsentDesk"

PATIENCE_SECONDS = 2.0
"""How long a keychain may take to say that it is there; a healthy one needs milliseconds."""

_SWITCHED_OFF = ("keyring.backends.null", "keyring.backends.fail")
"""What ``PYTHON_KEYRING_BACKEND`` says on a machine where no keychain shall be touched."""


class KeychainPlace:
    """Keeps the key under the service ConsentDesk; the account is the workspace's own id.

    `backend` is the keychain to use, the system's own when not given.
    """

    def __init__(self, workspace_id: str, backend: "KeyringBackend | None" = None) -> None:
        self._account = workspace_id
        self._given = backend

    @property
    def available(self) -> bool:
        """Whether this computer has a keychain that can be used now."""
        return self._backend is not None

    def load(self) -> bytes | None:
        """Return the key, or None when the keychain does not know it.

        Raises:
            StoreError: there is no keychain, it is locked, or it holds something else.
        """
        kept = self._ask(lambda backend: backend.get_password(SERVICE, self._account))
        return None if kept is None else _key(kept)

    def save(self, key: bytes) -> None:
        """Keep the key.

        Raises:
            StoreError: there is no keychain, or it is locked.
        """
        self._ask(lambda backend: backend.set_password(SERVICE, self._account, key.hex()))

    @cached_property
    def _backend(self) -> "KeyringBackend | None":
        return self._given or system_keychain()

    def _ask(self, question: "Callable[[KeyringBackend], T]") -> T:
        if self._backend is None:
            raise _unusable()
        try:
            return question(self._backend)
        except Exception as error:  # each system's keychain fails in its own words
            raise _unusable() from error


def system_keychain() -> "KeyringBackend | None":
    """Return the system's keychain, or None; quick, and nobody is asked anything."""
    if os.environ.get("PYTHON_KEYRING_BACKEND", "").startswith(_SWITCHED_OFF):
        return None
    if sys.platform == "win32":
        return _backend_if_it_works("keyring.backends.Windows", "WinVaultKeyring")
    if sys.platform == "darwin":
        return _backend_if_it_works("keyring.backends.macOS", "Keyring")
    if not _has_desktop_session():
        return None
    return _backend_if_it_works("keyring.backends.SecretService", "Keyring")


def _has_desktop_session() -> bool:
    """Tell whether the Secret Service could be asked and could ask back.

    Without a session bus there is none; without a screen nobody can unlock it.
    """
    on_screen = "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return on_screen and "DBUS_SESSION_BUS_ADDRESS" in os.environ


def _backend_if_it_works(module: str, name: str) -> "KeyringBackend | None":
    backend_class = getattr(import_module(module), name)
    return backend_class() if _works(backend_class) else None


def _works(backend_class: "type[KeyringBackend]") -> bool:
    """Ask the backend whether it can work here; one that does not answer cannot."""
    answers: list[bool] = []

    def ask() -> None:
        # how a backend says no: an error of its own, or of a session bus that is gone
        with suppress(RuntimeError, OSError):
            answers.append(backend_class.priority > 0)

    asking = threading.Thread(target=ask, daemon=True, name="keychain check")
    asking.start()
    asking.join(PATIENCE_SECONDS)
    return answers == [True]


def _key(kept: str) -> bytes:
    try:
        key = bytes.fromhex(kept)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreError(
            "The keychain's entry for this library is damaged.",
            "Put the key back from your copy of it, or ask your technician.",
        )
    return key


def _unusable() -> StoreError:
    return StoreError(
        "The keychain of this computer cannot be used now.",
        "Unlock it and try again, or give a passphrase.",
    )

"""What lies in the folder of a library, by name, and which key it belongs to.

``consentdesk.db``, ``vault/`` and ``backups/``; beside them ``key.check``, which tells a wrong
key from a damaged database, and ``consentdesk.lock``. ``rotating/`` is there only while the key
changes.
"""

import hmac
from pathlib import Path

from consentdesk.domain.errors import DamagedStore, WrongKey
from consentdesk.store.derived_keys import derived_key

DATABASE = "consentdesk.db"
VAULT = "vault"
BACKUPS = "backups"
KEY_CHECK = "key.check"
LOCK = "consentdesk.lock"
ROTATING = "rotating"


def library_exists(folder: Path) -> bool:
    """Tell whether a library was made in the folder; also while its key is just changing."""
    return (folder / DATABASE).exists() or (folder / ROTATING).exists()


def check_of(key: bytes) -> bytes:
    """Return what stands in ``key.check``: it tells the key again and gives nothing away."""
    return derived_key(key, "key check").hex().encode()


def belongs_to(folder: Path, key: bytes) -> bool:
    """Tell whether the folder's parts are encrypted with this key.

    Raises:
        DamagedStore: ``key.check`` is missing.
    """
    return hmac.compare_digest(key_check(folder), check_of(key))


def key_check(folder: Path) -> bytes:
    """Return the content of ``key.check``.

    Raises:
        DamagedStore: it is missing.
    """
    try:
        return (folder / KEY_CHECK).read_bytes()
    except FileNotFoundError as error:
        raise DamagedStore(
            f"The file {KEY_CHECK} of the library is missing; nothing was changed.",
            "Ask your technician to put it back from a copy of the folder.",
        ) from error


def require_key(folder: Path, key: bytes) -> None:
    """Make sure that the folder belongs to the key.

    Raises:
        WrongKey: it does not.
        DamagedStore: ``key.check`` is missing.
    """
    if not belongs_to(folder, key):
        raise WrongKey(
            "The library does not open with this key.",
            "Check the passphrase, or sign in to this computer as the person who set it up.",
        )


def key_not_here() -> WrongKey:
    """Return the sentence for a library whose key the key place does not know."""
    return WrongKey(
        "The key of this library is not here.",
        "Give its passphrase, or sign in to this computer as the person who set it up.",
    )

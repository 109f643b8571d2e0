"""Opening the library when nobody knows the passphrase: two named leaders' codes together.

``recovery.json`` holds the workspace key wrapped by a key that the two codes make, and says in
plain words whose codes they are and of which day. A new workspace key makes them outdated.
"""

import base64
import json
import os
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from consentdesk.domain.errors import DamagedStore, Refused, StoreError, WrongKey
from consentdesk.store.derived_keys import KEY_BYTES
from consentdesk.store.key_wrapping import unwrapped, wrapped
from consentdesk.store.library_folder import check_of, key_check, require_key
from consentdesk.store.open_library import open_library
from consentdesk.store.passphrase import PassphrasePlace
from consentdesk.store.recovery_codes import codes_for, secret_of
from consentdesk.store.rotation import require_either_key, settled_key
from consentdesk.store.safe_files import write_whole

_FILE = "recovery.json"
_LABEL = b"ConsentDesk 1 recovery"


class RecoveryStanding(Enum):
    """Whether there are codes, and whether they would open the library."""

    NONE = "none"
    VALID = "valid"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """How recovery stands.

    Attributes:
        leaders: whose codes they are; empty when there are none.
        made_on: the day they were made, or None.
    """

    standing: RecoveryStanding
    leaders: tuple[str, ...] = ()
    made_on: date | None = None

    @property
    def sentence(self) -> str:
        """Say it to the office."""
        if self.made_on is None:
            return (
                "There are no recovery codes: when the passphrase or the keychain of this computer "
                "is lost, everything is lost."
            )
        whose = (
            f"The recovery codes of {' and '.join(self.leaders)}, made on {self.made_on:%d %B %Y},"
        )
        if self.standing is RecoveryStanding.VALID:
            return f"{whose} open the library together."
        return f"{whose} no longer work, because the key was changed. New ones are needed."


@dataclass(frozen=True, slots=True)
class _Kept:
    leaders: tuple[str, ...]
    made_on: date
    key_check: bytes
    wrapped_key: bytes


def make_recovery_codes(
    folder: Path, key: bytes, leaders: tuple[str, str], made_on: date
) -> tuple[str, str]:
    """Return a new code for each of two leaders; earlier ones stop working.

    The codes are nowhere else; they are to be shown once.

    Raises:
        Refused: the two leaders are not two people.
        WrongKey: the key is not the library's.
        DiskFull: no room is left; earlier codes still work.
    """
    names = tuple(" ".join(name.split()) for name in leaders)
    if not all(names) or len({name.casefold() for name in names}) < len(names):
        raise Refused(
            "Recovery needs two different leaders, both with a name.",
            "Name two people who are rarely away at the same time.",
        )
    require_key(folder, key)
    secret = os.urandom(KEY_BYTES)
    content = {
        "leaders": names,
        "made_on": made_on.isoformat(),
        "key_check": check_of(key).decode(),
        "wrapped_key": base64.b64encode(wrapped(key, secret, _LABEL)).decode(),
    }
    write_whole(folder / _FILE, json.dumps(content, indent=2).encode())
    return codes_for(secret)


def recovery_state(folder: Path) -> RecoveryState:
    """Tell whether there are codes that would open the library; no key is needed.

    Raises:
        DamagedStore: ``recovery.json`` or ``key.check`` cannot be read.
    """
    if not (folder / _FILE).exists():
        return RecoveryState(RecoveryStanding.NONE)
    kept = _read(folder)
    works = kept.key_check == key_check(folder)
    standing = RecoveryStanding.VALID if works else RecoveryStanding.OUTDATED
    return RecoveryState(standing, kept.leaders, kept.made_on)


def recover(folder: Path, codes: tuple[str, str], passphrase: str, who: str) -> None:
    """Put the library behind a new passphrase with both leaders' codes.

    Raises:
        WrongKey: there is a slip in a code, or the two do not open this library; nothing was
            changed.
        StoreError: no codes were ever made, or the passphrase is empty.
        AlreadyOpen: the library is open.
    """
    if not (folder / _FILE).exists():
        raise StoreError(
            "No recovery codes were made for this library.",
            "Without its passphrase it can only be restored from a backup.",
        )
    key = unwrapped(_read(folder).wrapped_key, secret_of(*codes), _LABEL)
    if key is None:
        raise WrongKey(
            "These two codes do not open this library; nothing was changed.",
            "Take the two codes that were made last, or ask whether they are another school's.",
        )
    require_either_key(folder, key)
    place = PassphrasePlace(folder, passphrase)
    place.save(key)
    with open_library(folder, settled_key(folder, key, place)) as library:
        library.run(lambda unit: unit.audit.add(who, "key_recovered", "library"))


def _read(folder: Path) -> _Kept:
    try:
        content = json.loads((folder / _FILE).read_bytes())
        return _Kept(
            tuple(str(name) for name in content["leaders"]),
            date.fromisoformat(content["made_on"]),
            content["key_check"].encode(),
            base64.b64decode(content["wrapped_key"], validate=True),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedStore(
            f"The file {_FILE} of the library is damaged.",
            "Make new recovery codes while the passphrase is known.",
        ) from error

"""Passwords of the staff: kept as Argon2id hashes, slower to try after each mistake."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from consentdesk.domain.errors import Refused

SHORTEST = 8
FREE_TRIES = 3
"""Wrong passwords before a wait begins: a slip of the finger is no attack."""
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
_COMMON = frozenset({"password", "passwort", "12345678", "123456789", "qwertyui", "school123"})


@dataclass(frozen=True, slots=True)
class HashingCost:
    """How slowly a password is hashed: RFC 9106, second recommendation.

    Attributes:
        memory_kib: memory, in KiB.
        passes: over that memory.
        lanes: computed side by side.
    """

    memory_kib: int = 1 << 16
    passes: int = 3
    lanes: int = 4


class Passwords:
    """Hashes passwords and compares them."""

    def __init__(self, cost: HashingCost | None = None) -> None:
        used = cost or HashingCost()
        self._hasher = PasswordHasher(used.passes, used.memory_kib, used.lanes)

    def hashed(self, password: str, name: str) -> str:
        """Return what is kept of a password.

        Raises:
            Refused: it is too short, far too common, or the name itself.
        """
        plain = _one_form(password)
        if len(plain) < SHORTEST:
            raise Refused(
                f"A password has {SHORTEST} characters at least.", "Three words are easy to keep."
            )
        if plain.casefold() in _COMMON or plain.casefold() == _one_form(name).casefold():
            raise Refused(
                "This password is the first that somebody would try.", "Choose another one."
            )
        return self._hasher.hash(plain)

    def fits(self, password: str, kept: str) -> bool:
        """Whether this is the password that was hashed."""
        try:
            return self._hasher.verify(kept, _one_form(password))
        except (VerificationError, InvalidHashError):
            return False


def wait_after(wrong: int, now: datetime) -> datetime | None:
    """Return until when no password is tried after so many wrong ones in a row."""
    beyond = wrong - FREE_TRIES
    if beyond < 0:
        return None
    doubled: timedelta = FIRST_WAIT * (1 << min(beyond, 20))
    return now + min(doubled, LONGEST_WAIT)


def _one_form(text: str) -> str:
    return unicodedata.normalize("NFKC", text)

"""What a test expects of a permission, and how to say that it is otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Spot: TypeAlias = tuple[str, str]
"""Key of a pupil and a purpose."""


@dataclass(frozen=True, slots=True)
class Got:
    """A standing as the program tells it."""

    standing: str
    limits: frozenset[str] = frozenset()

    @property
    def allowed(self) -> bool:
        return self.standing in {"granted", "granted_with_limits"}

    def __str__(self) -> str:
        return f"{self.standing} {sorted(self.limits)}" if self.limits else self.standing


@dataclass(frozen=True, slots=True)
class Expected:
    """What fits: one standing, or every one that does not permit when `standing` is empty.

    Attributes:
        limits: those that must travel with a limited yes; further ones are stricter and fit.
    """

    standing: str
    limits: frozenset[str] = frozenset()

    def fits(self, got: Got) -> bool:
        if not self.standing:
            return not got.allowed
        return got.standing == self.standing and self.limits <= got.limits

    def __str__(self) -> str:
        return f"{self.standing or 'not allowed'} {sorted(self.limits) or ''}".strip()


GRANTED = Expected("granted")
REFUSED = Expected("refused")
WITHDRAWN = Expected("withdrawn")
EXPIRED = Expected("expired")
PROTECTED = Expected("protected")
CHILD_OBJECTS = Expected("child_objects")
NOT_ALLOWED = Expected("")


def limited(*limits: str) -> Expected:
    """Return a yes with at least these limits."""
    return Expected("granted_with_limits", frozenset(limits))


Table: TypeAlias = Mapping[Spot, Expected]

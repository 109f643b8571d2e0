"""What the window learns when somebody comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentdesk.domain.staff import SignedIn

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who signed in.

    Attributes:
        idle_minutes: without a key or the mouse for so long, the window locks.
    """

    who: SignedIn
    idle_minutes: int


def entered(workspace: Workspace, who: SignedIn) -> Entered:
    """Add what the school settled; blocks."""
    return Entered(who, workspace.school.profile().idle_minutes)

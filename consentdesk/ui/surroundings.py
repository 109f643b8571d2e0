"""Everything a screen works with, handed down from the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentdesk.domain.staff import Duty, SignedIn
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.jobs import Jobs
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme
from consentdesk.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True)
class Surroundings:
    """What the window gives each screen.

    Attributes:
        by: gives the name of the person at the desk, for every change.
        who: gives the person at the desk as they signed in; None while the window is locked.
        password_hint: said where a password is asked for; only the made-up school has one.
    """

    workspace: Workspace
    runner: Runner
    dialogs: Dialogs
    theme: Theme
    thumbnails: Thumbnails
    jobs: Jobs
    by: Callable[[], str]
    who: Callable[[], SignedIn | None]
    password_hint: str = ""

    @property
    def leads(self) -> bool:
        """Whether the person at the desk belongs to the senior leadership."""
        who = self.who()
        return who is not None and who.may(Duty.APPROVE)

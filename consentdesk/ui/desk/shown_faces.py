"""For how long faces stood enlarged before the person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import Sighting
from consentdesk.domain.ids import RegionId, VaultKey
from consentdesk.ui.runner import Runner

if TYPE_CHECKING:
    from consentdesk.services.deciding.exclusion_checks import ExclusionChecks


FIRST_MS = 30
"""Recorded as soon as a face is on the screen, about two frames of it; the rest when it leaves."""


_Shown = tuple[RegionId, VaultKey]
"""A face and which picture of it."""


class ShownFaces(QObject):
    """Measures how long faces are on the screen and tells the service, in order with decisions.

    One face or a few are on the screen at a time; `show` says which, and none when none is.
    What was seen belongs to the picture that was on the screen: a face with another picture
    begins anew. While nobody can see the screen they do not count; `watch` says so.
    """

    def __init__(
        self,
        exclusion: ExclusionChecks,
        runner: Runner,
        failed: Callable[[KnownError], None],
        shown_as: Callable[[RegionId], VaultKey | None],
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`shown_as` tells which picture of a face is there to be shown now."""
        super().__init__(parent)
        self._exclusion = exclusion
        self._runner = runner
        self._failed = failed
        self._shown_as = shown_as
        self._clock = clock
        self._since: dict[_Shown, float] = {}
        self._unseen: frozenset[RegionId] | None = None

    @property
    def watched(self) -> bool:
        """Whether somebody can see the screen."""
        return self._unseen is None

    def watch(self, *, watched: bool) -> None:
        """Take it that somebody can see the screen, or nobody; the same faces go on afterwards."""
        if watched is self.watched:
            return
        shown = self._unseen or frozenset(region for region, _ in self._since)
        self._unseen = None
        self.show(shown if watched else ())
        self._unseen = None if watched else shown

    def show(self, regions: Iterable[RegionId]) -> None:
        """Take it that exactly these faces are on the screen from now on."""
        if self._unseen is not None:
            self._unseen = frozenset(regions)
            return
        now = self._clock()
        wanted = {(r, key) for r in regions if (key := self._shown_as(r)) is not None}
        gone = self._since.keys() - wanted
        new = wanted - self._since.keys()
        seen = {shown: self._ms_since(shown, now) for shown in gone}
        for shown in gone:
            del self._since[shown]
        self._since |= dict.fromkeys(new, now + FIRST_MS / 1000)
        self._tell(seen | dict.fromkeys(new, FIRST_MS))

    def tell_now(self) -> None:
        """Record the time of the faces that are on the screen, before a decision counts on it."""
        now = self._clock()
        self._tell({shown: self._ms_since(shown, now) for shown in self._since})
        self._since = {shown: max(since, now) for shown, since in self._since.items()}

    def _ms_since(self, shown: _Shown, now: float) -> int:
        return max(0, round(1000 * (now - self._since[shown])))

    def _tell(self, milliseconds: dict[_Shown, int]) -> None:
        # of a face whose picture changed the later one counts; the service would drop the other
        sightings = {r: Sighting(key, ms) for (r, key), ms in milliseconds.items() if ms}
        if sightings and not self._runner.closed:
            self._runner.run(
                self,
                lambda: self._exclusion.mark_seen(sightings),
                None,
                self._failed,
                lane="work",
            )

"""Which faces stood enlarged before the person; each is recorded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import Region
from consentdesk.domain.ids import RegionId
from consentdesk.ui.runner import Runner

if TYPE_CHECKING:
    from consentdesk.services.review import Review


class ShownFaces(QObject):
    """Tells the service about faces on the screen, in order with the decisions."""

    def __init__(
        self,
        review: Review,
        runner: Runner,
        failed: Callable[[KnownError], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._review = review
        self._runner = runner
        self._failed = failed
        self._told: set[RegionId] = set()

    def mark(self, regions: Iterable[Region]) -> None:
        """Record that these faces are on the screen now."""
        new = [r.id for r in regions if not r.shown and r.id not in self._told]
        if not new:
            return
        self._told.update(new)

        def failed(error: KnownError) -> None:
            self._told.difference_update(new)
            self._failed(error)

        self._runner.run(self, lambda: self._review.mark_shown(new), None, failed, lane="work")

"""Whether a person may appear on one channel: why, read where, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Permission, wider_purposes
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.labels import words
from consentdesk.ui.register.history_words import place_words
from consentdesk.ui.register.permission_words import (
    end_words,
    limit_words,
    permission_badge,
    soon_badge,
)
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.domain.running_out import RunsOut
    from consentdesk.services.register.answer_history import RecordedAnswer


class PermissionRow(QWidget):
    """Channel and badge, the reason with its source, and a warning before it runs out."""

    def __init__(
        self,
        theme: Theme,
        channel: Channel,
        permission: Permission,
        ends: RunsOut | None,
        purposes: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._permission = permission
        self.reason = words(look="muted")
        self.soon = BadgeLabel(theme, soon_badge(ends)) if ends and ends.soon else None
        self.until = words(end_words(ends, purposes) if ends else "", "muted")
        self.until.setVisible(ends is not None)
        self._say(permission.source)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(words(channel.name, "strong"), 1)
        for badge in filter(None, (self.soon, BadgeLabel(theme, permission_badge(permission)))):
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.reason)
        column.addWidget(self.until)

    def show_history(self, history: Iterable[RecordedAnswer]) -> None:
        """Name the file beside the cell that the permission was read in."""
        permission = self._permission
        about = wider_purposes(permission.purpose) | {permission.purpose}
        places = {
            place_words(each)
            for each in history
            if each.entry.replaced_at is None
            and each.entry.answer.source == permission.source
            and each.entry.answer.purpose in about
        }
        if permission.source and places:
            self._say("; ".join(sorted(places)))

    def _say(self, source: str) -> None:
        limits = limit_words(self._permission)
        parts = (self._permission.reason, f"{limits[:1].upper()}{limits[1:]}." if limits else "")
        text = " ".join(part for part in parts if part)
        if source:
            text = tr("{reason} Source: {source}", reason=text, source=source)
        self.reason.setText(text)

"""The shelf of channels."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consentdesk.domain.channel import Channel, ChannelDetails, ChannelStanding
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.ids import ChannelId
from consentdesk.store.fetch import fetch
from consentdesk.store.register_tables import ChannelRow


class ChannelShelf:
    """Accounts and outlets that photos go to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, details: ChannelDetails) -> Channel:
        """Open a channel."""
        row = ChannelRow(**_columns(details))
        self._session.add(row)
        self._session.flush()
        return _channel(row)

    def change(self, channel: Channel) -> None:
        """Replace what was settled about a channel.

        Raises:
            StoreError: there is no such channel.
        """
        row = fetch(self._session, ChannelRow, channel.id, "channel")
        for name, value in _columns(channel.details).items():
            setattr(row, name, value)
        self._session.flush()

    def get(self, channel_id: ChannelId) -> Channel:
        """Return a channel.

        Raises:
            StoreError: there is no such channel.
        """
        return _channel(fetch(self._session, ChannelRow, channel_id, "channel"))

    def all(self) -> tuple[Channel, ...]:
        """Return every channel, open or closed, in the order they were added."""
        rows = self._session.scalars(select(ChannelRow).order_by(ChannelRow.id))
        return tuple(_channel(row) for row in rows)


_STANDING = tuple(asdict(ChannelStanding()))
_PLAIN = (
    *("name", "purposes", "long_edge", "quality", "is_open", "most_identifiable"),
    *("naming", "folder_per_event", "file_type", "most_kilobytes", "alone_purposes"),
)


def _columns(details: ChannelDetails) -> dict[str, Any]:
    return {
        **{name: getattr(details, name) for name in _PLAIN},
        **{name: getattr(details.standing, name) for name in _STANDING},
        "folder": str(details.folder),
        "takes": tuple(kind.value for kind in EventKind if kind in details.takes),
    }


def _channel(row: ChannelRow) -> Channel:
    return Channel(
        row.id,
        ChannelDetails(
            **{name: getattr(row, name) for name in _PLAIN},
            folder=Path(row.folder),
            takes=frozenset(EventKind(word) for word in row.takes),
            standing=ChannelStanding(**{name: getattr(row, name) for name in _STANDING}),
        ),
    )

"""The shelf of channels."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.ids import ChannelId
from consentdesk.store.fetch import fetch
from consentdesk.store.register_tables import ChannelRow


class ChannelShelf:
    """Accounts and outlets that photos go to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, details: ChannelDetails) -> Channel:
        """Open a channel."""
        row = ChannelRow(
            name=details.name,
            purposes=details.purposes,
            folder=str(details.folder),
            long_edge=details.long_edge,
            quality=details.quality,
            is_open=details.is_open,
            most_identifiable=details.most_identifiable,
            naming=details.naming,
            folder_per_event=details.folder_per_event,
            file_type=details.file_type,
            most_kilobytes=details.most_kilobytes,
        )
        self._session.add(row)
        self._session.flush()
        return _channel(row)

    def change(self, channel: Channel) -> None:
        """Replace what was settled about a channel.

        Raises:
            StoreError: there is no such channel.
        """
        row = fetch(self._session, ChannelRow, channel.id, "channel")
        row.name = channel.details.name
        row.purposes = channel.details.purposes
        row.folder = str(channel.details.folder)
        row.long_edge = channel.details.long_edge
        row.quality = channel.details.quality
        row.is_open = channel.details.is_open
        row.most_identifiable = channel.details.most_identifiable
        row.naming = channel.details.naming
        row.folder_per_event = channel.details.folder_per_event
        row.file_type = channel.details.file_type
        row.most_kilobytes = channel.details.most_kilobytes
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


def _channel(row: ChannelRow) -> Channel:
    return Channel(
        row.id,
        ChannelDetails(
            name=row.name,
            purposes=row.purposes,
            folder=Path(row.folder),
            long_edge=row.long_edge,
            quality=row.quality,
            is_open=row.is_open,
            most_identifiable=row.most_identifiable,
            naming=row.naming,
            folder_per_event=row.folder_per_event,
            file_type=row.file_type,
            most_kilobytes=row.most_kilobytes,
        ),
    )

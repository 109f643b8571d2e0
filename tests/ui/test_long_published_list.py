"""The list of what went out in a year costs no more than the rows in sight."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.ids import BatchId, ChannelId, PhotoId, ReleasedFileId
from consentdesk.domain.release import ReleasedState
from consentdesk.services.looking_after.published_copies import PublishedCopy, Standing
from consentdesk.ui.published.copies_model import CopiesFilter, CopiesModel
from consentdesk.ui.published.copies_table import CopiesTable
from consentdesk.ui.theme import Theme

COPIES = 600


class OnTheirWay(QObject):
    """Small pictures of which none is there yet."""

    arrived = Signal(object)

    def get(self, photo_id: PhotoId) -> None:
        return None


class CountingModel(CopiesModel):
    """Counts which rows are asked about."""

    def __init__(self, thumbnails: Any) -> None:
        super().__init__(thumbnails)
        self.asked: set[int] = set()

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        self.asked.add(index.row())
        return super().data(index, role)


def copies() -> list[PublishedCopy]:
    channel = Channel(ChannelId(1), ChannelDetails("Website", ("web",), Path("website")))
    return [
        PublishedCopy(
            id=ReleasedFileId(number),
            batch_id=BatchId(1),
            photo_id=PhotoId(number),
            channel=channel,
            event="Sports day",
            event_date=date(2026, 6, 19),
            folder=Path("website"),
            file_name=f"sports-day-{number}.jpg",
            state=ReleasedState.PUBLISHED,
            published_at=datetime(2026, 6, 20, tzinfo=UTC),
            people=(),
            standing=Standing.MAY_STAY,
            reasons=(),
            left="",
        )
        for number in range(1, COPIES + 1)
    ]


def test_a_picture_that_arrives_has_no_other_rows_measured(qtbot: QtBot) -> None:
    pictures, rows = OnTheirWay(), CopiesFilter()
    model = CountingModel(pictures)
    rows.setSourceModel(model)
    table = CopiesTable(Theme(), rows)
    qtbot.addWidget(table)
    table.resize(900, 500)
    model.show_copies(copies())
    table.show()
    qtbot.waitExposed(table)
    model.asked.clear()
    pictures.arrived.emit(PhotoId(1))
    table.grab()
    assert 0 < len(model.asked) < 40

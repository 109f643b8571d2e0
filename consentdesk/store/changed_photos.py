"""Which photos a transaction touched, as the database itself notes it.

Whatever changes a row that a photo is laid out from, be it a shelf, one statement for a whole
batch, or a row that goes along with another, fires a trigger. So nothing that writes must think
of telling. The triggers are temporary: they belong to the connection, not to the library.
"""

from collections.abc import Callable

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from consentdesk.domain.ids import PhotoId

_OF_REGION = "(SELECT photo_id FROM region WHERE id = {row}.region_id)"
_OF_ACTION = "(SELECT photo_id FROM review_action WHERE id = {row}.action_id)"

PHOTO_OF = {
    "photo": "{row}.id",
    "region": "{row}.photo_id",
    "suggestion": _OF_REGION,
    "candidate": _OF_REGION,
    "review_action": "{row}.photo_id",
    "settled": _OF_ACTION,
    "reshaped": _OF_ACTION,
}
"""The tables a photo and its review are read from, and the photo of a row. A row that goes along
with its region or action finds no photo any more; that of the region or action is noted then."""

_WHEN = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}

Told = Callable[[frozenset[PhotoId]], None]


class ChangedPhotos:
    """Notes the photos that change over a connection, and tells whoever keeps something of them."""

    def __init__(self, engine: Engine) -> None:
        self._noted: set[PhotoId] = set()
        self._watchers: list[Told] = []
        event.listen(engine, "connect", self._watch)
        there = engine.raw_connection()
        self._watch(there.driver_connection)
        there.close()

    def when_changed(self, told: Told) -> None:
        """Call `told` whenever photos may have changed."""
        self._watchers.append(told)

    def tell(self) -> None:
        """Tell what was noted since the last time.

        Also after a transaction that was taken back: somebody may have read in the midst of it.
        """
        noted, self._noted = frozenset(self._noted), set()
        if noted:
            for told in self._watchers:
                told(noted)

    def _watch(
        self, connection: sqlcipher.Connection, entry: ConnectionPoolEntry | None = None
    ) -> None:
        connection.create_function("photo_changed", 1, self._note)
        for table, photo in PHOTO_OF.items():
            for what, row in _WHEN.items():
                connection.execute(
                    f"CREATE TEMP TRIGGER {table}_{what.lower()}_noted AFTER {what} ON main.{table}"
                    f" BEGIN SELECT photo_changed({photo.format(row=row)}); END"
                )

    def _note(self, photo_id: int | None) -> None:
        if photo_id is not None:
            self._noted.add(PhotoId(photo_id))

"""What a place that keeps the workspace key must be able to do."""

from typing import Protocol


class KeyPlace(Protocol):
    """Something that keeps the workspace key."""

    def load(self) -> bytes | None:
        """Return the key, or None when none was saved here.

        Raises:
            WrongKey: there is one, and it does not open.
            StoreError: the place cannot be used.
        """

    def save(self, key: bytes) -> None:
        """Keep the key here, in the place of an earlier one.

        Raises:
            StoreError: the place cannot be used.
        """

"""Getting one row that must be there; for the shelves."""

from typing import TypeVar

from sqlalchemy.orm import Session

from consentdesk.domain.errors import StoreError
from consentdesk.store.columns import Table

R = TypeVar("R", bound=Table)


def fetch(session: Session, kind: type[R], number: object, noun: str) -> R:
    """Return the row with that number.

    Raises:
        StoreError: there is none; `noun` is the office word for what is missing.
    """
    row = session.get(kind, number)
    if row is None:
        raise StoreError(
            f"This {noun} is not in the library.",
            "It may have been removed meanwhile; go back and open the list again.",
        )
    return row

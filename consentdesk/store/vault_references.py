"""Which vault entries the database refers to: the one list of such columns."""

import json
from collections.abc import Collection

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import Session

from consentdesk.domain.ids import PhotoId, VaultKey
from consentdesk.store.batch_tables import ClearanceRecordRow, PhotoRow, RegionRow, ReshapedRow
from consentdesk.store.register_tables import PortraitRow

_OF_PHOTOS = (PhotoRow.original, PhotoRow.thumbnail, PhotoRow.screen)
_OF_RECORDS = (ClearanceRecordRow.page, ClearanceRecordRow.facts)
_ALL = (
    *_OF_PHOTOS,
    *_OF_RECORDS,
    RegionRow.picture,
    ReshapedRow.picture,
    PortraitRow.picture,
)
_NONE = frozenset({VaultKey("")})
"""What stands where a photo has no picture any more."""


def referred_to(session: Session) -> set[VaultKey]:
    """Return every vault entry that is still needed."""
    return set(session.scalars(union(*(select(column) for column in _ALL)))) - _NONE


def referred_to_among(session: Session, keys: Collection[VaultKey]) -> set[VaultKey]:
    """Return those of the vault entries that are still needed."""
    # as one JSON value: a statement takes a limited number of values, an import has more pictures
    asked = select(func.json_each(json.dumps(sorted(keys))).table_valued("value").c.value)
    return set(session.scalars(union(*(select(c).where(c.in_(asked)) for c in _ALL))))


def referred_to_by_photos(session: Session, photos: Select[PhotoId]) -> set[VaultKey]:
    """Return the vault entries of these photos, their regions and the portraits cut from them."""
    own = (select(column).where(PhotoRow.id.in_(photos)) for column in _OF_PHOTOS)
    faces = select(RegionRow.picture).where(RegionRow.photo_id.in_(photos))
    regions = select(RegionRow.id).where(RegionRow.photo_id.in_(photos))
    reshaped = select(ReshapedRow.picture).where(ReshapedRow.region_id.in_(regions))
    portraits = select(PortraitRow.picture).where(PortraitRow.from_region.in_(regions))
    return set(session.scalars(union(*own, faces, reshaped, portraits))) - _NONE

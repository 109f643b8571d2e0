"""Which vault entries the database refers to: the one list of such columns."""

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from consentdesk.domain.ids import PhotoId, VaultKey
from consentdesk.store.batch_tables import PhotoRow, RegionRow
from consentdesk.store.register_tables import PortraitRow

_OF_PHOTOS = (PhotoRow.original, PhotoRow.thumbnail, PhotoRow.screen)


def referred_to(session: Session) -> set[VaultKey]:
    """Return every vault entry that is still needed."""
    columns = (*_OF_PHOTOS, RegionRow.picture, PortraitRow.picture)
    return set(session.scalars(union(*(select(column) for column in columns))))


def referred_to_by_photos(session: Session, photos: Select[PhotoId]) -> set[VaultKey]:
    """Return the vault entries of these photos, their regions and the portraits cut from them."""
    own = (select(column).where(PhotoRow.id.in_(photos)) for column in _OF_PHOTOS)
    faces = select(RegionRow.picture).where(RegionRow.photo_id.in_(photos))
    regions = select(RegionRow.id).where(RegionRow.photo_id.in_(photos))
    portraits = select(PortraitRow.picture).where(PortraitRow.from_region.in_(regions))
    return set(session.scalars(union(*own, faces, portraits)))

"""Tables of what detectors found and of faces that look like one person; for this room only."""

from sqlalchemy.orm import Mapped, mapped_column

from consentdesk.domain.ids import RegionId
from consentdesk.domain.search import SearchDepth, Sensitivity
from consentdesk.store.columns import Table, Word, belongs_to, one_of


class FaceSearchRow(Table):
    """What one detector found in one file by one search; `faces` is JSON."""

    __tablename__ = "face_search"
    __table_args__ = (one_of("depth", SearchDepth), one_of("sensitivity", Sensitivity))

    sha256: Mapped[str] = mapped_column(primary_key=True)
    engine: Mapped[str] = mapped_column(primary_key=True)
    depth: Mapped[SearchDepth] = mapped_column(Word(SearchDepth), primary_key=True)
    sensitivity: Mapped[Sensitivity] = mapped_column(Word(Sensitivity), primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    faces: Mapped[str]


class FaceGroupRow(Table):
    """A face and the number of the group of faces that look like one person."""

    __tablename__ = "face_group"

    region_id: Mapped[RegionId] = belongs_to("region", goes_along=True, primary_key=True)
    group_number: Mapped[int] = mapped_column(index=True)

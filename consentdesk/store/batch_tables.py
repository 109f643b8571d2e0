"""Tables of batches, photos, review and release; for this room only."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from consentdesk.domain.batch import Mode
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.face import (
    DispositionKind,
    RegionOrigin,
    RegionSize,
    RegionSubject,
    SuggestionOutcome,
)
from consentdesk.domain.ids import (
    ActionId,
    BatchId,
    ChannelId,
    ClearanceRecordId,
    ImportId,
    PersonId,
    PhotoId,
    RegionId,
    ReleasedFileId,
    SignOffId,
    VaultKey,
)
from consentdesk.domain.photo import DeviceState, PhotoState
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.review import ActionKind
from consentdesk.domain.search import SearchDepth
from consentdesk.store.columns import (
    NEVER_REUSED,
    Table,
    Unsigned64,
    Word,
    belongs_to,
    number,
    one_of,
    yes_or_no,
)


class BatchRow(Table):
    """The photos of one event."""

    __tablename__ = "batch"
    __table_args__ = (
        one_of("mode", Mode),
        one_of("kind", EventKind),
        *yes_or_no("closed_roster", "closed_for_matching", "off_site"),
        NEVER_REUSED,
    )

    id: Mapped[BatchId] = number()
    event: Mapped[str]
    event_date: Mapped[date]
    purpose: Mapped[str]
    classes: Mapped[tuple[str, ...]]
    closed_roster: Mapped[bool]
    closed_for_matching: Mapped[bool]
    mode: Mapped[Mode] = mapped_column(Word(Mode))
    revision: Mapped[int]
    kind: Mapped[EventKind] = mapped_column(Word(EventKind), server_default=EventKind.EVENT.value)
    off_site: Mapped[bool] = mapped_column(server_default=text("0"))


class SchoolDeviceRow(Table):
    """A camera or iPad that the school owns."""

    __tablename__ = "school_device"
    __table_args__ = (
        UniqueConstraint("make", "model", "serial"),
        one_of("state", DeviceState),
    )

    id: Mapped[int] = number()
    make: Mapped[str]
    model: Mapped[str]
    serial: Mapped[str]
    kept_by: Mapped[str] = mapped_column(server_default="")
    state: Mapped[DeviceState] = mapped_column(
        Word(DeviceState), server_default=DeviceState.IN_USE.value
    )


class ImportRow(Table):
    """One bringing-in of files."""

    __tablename__ = "import_run"
    __table_args__ = (*yes_or_no("finished", "undone"), NEVER_REUSED)

    id: Mapped[ImportId] = number()
    batch_id: Mapped[BatchId] = belongs_to("batch", index=True)
    sources: Mapped[tuple[str, ...]]
    found: Mapped[int]
    finished: Mapped[bool]
    undone: Mapped[bool]


class ListedFileRow(Table):
    """A file that came along and is no photo to check."""

    __tablename__ = "listed_file"

    id: Mapped[int] = number()
    batch_id: Mapped[BatchId] = belongs_to("batch", index=True)
    import_id: Mapped[ImportId] = belongs_to("import_run", index=True)
    file_name: Mapped[str]
    code: Mapped[str]
    sentence: Mapped[str]


class PhotoRow(Table):
    """A photo of a batch."""

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("batch_id", "sha256"),
        one_of("state", PhotoState),
        CheckConstraint("width > 0 AND height > 0", name="has_size"),
        one_of("searched", SearchDepth),
        CheckConstraint("state <> 'checked' OR searched <> 'near'", name="searched_whole"),
        CheckConstraint("wanted IN ('usual', 'thorough')", name="wanted"),
        NEVER_REUSED,
    )

    id: Mapped[PhotoId] = number()
    batch_id: Mapped[BatchId] = belongs_to("batch")
    import_id: Mapped[ImportId] = belongs_to("import_run", index=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    kind: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    original: Mapped[VaultKey]
    thumbnail: Mapped[VaultKey]
    screen: Mapped[VaultKey]
    taken_at: Mapped[datetime | None]
    device_make: Mapped[str | None]
    device_model: Mapped[str | None]
    device_serial: Mapped[str | None]
    likeness: Mapped[int] = mapped_column(Unsigned64)
    state: Mapped[PhotoState] = mapped_column(Word(PhotoState))
    problem: Mapped[str]
    engine: Mapped[str]
    searched: Mapped[SearchDepth | None] = mapped_column(Word(SearchDepth))
    wanted: Mapped[SearchDepth] = mapped_column(
        Word(SearchDepth), server_default=SearchDepth.USUAL.value
    )


class RegionRow(Table):
    """A face, or an area drawn by hand."""

    __tablename__ = "region"
    __table_args__ = (
        one_of("origin", RegionOrigin),
        one_of("size", RegionSize),
        one_of("subject", RegionSubject),
        CheckConstraint("width > 0 AND height > 0", name="has_size"),
        NEVER_REUSED,
    )

    id: Mapped[RegionId] = number()
    photo_id: Mapped[PhotoId] = belongs_to("photo", goes_along=True, index=True)
    x: Mapped[int]
    y: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    origin: Mapped[RegionOrigin] = mapped_column(Word(RegionOrigin))
    size: Mapped[RegionSize] = mapped_column(Word(RegionSize))
    score: Mapped[float]
    picture: Mapped[VaultKey]
    seen_ms: Mapped[int] = mapped_column(server_default=text("0"))
    subject: Mapped[RegionSubject] = mapped_column(
        Word(RegionSubject), server_default=RegionSubject.FACE.value
    )
    turn: Mapped[float | None]


class SuggestionRow(Table):
    """What the machine proposes about a region."""

    __tablename__ = "suggestion"
    __table_args__ = (one_of("outcome", SuggestionOutcome),)

    region_id: Mapped[RegionId] = belongs_to("region", goes_along=True, primary_key=True)
    outcome: Mapped[SuggestionOutcome] = mapped_column(Word(SuggestionOutcome))
    reason: Mapped[str]


class CandidateRow(Table):
    """A person a face may be; place 0 is the likeliest."""

    __tablename__ = "candidate"
    __table_args__ = yes_or_no("look_alike")

    region_id: Mapped[RegionId] = mapped_column(
        ForeignKey("suggestion.region_id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = belongs_to("person", goes_along=True, index=True)
    distance: Mapped[float]
    words: Mapped[str]
    look_alike: Mapped[bool] = mapped_column(server_default=text("0"))


class ActionRow(Table):
    """One thing a person did to one photo; taken back, never removed.

    `undone_after` is the newest action of the batch when this one was taken back, 0 where redo
    had lapsed before a photo was deleted; `look_outs` are the numbers of the people an exclusion
    check was made against; `change` is JSON; `together` is the first of several that are taken
    back with it.
    """

    __tablename__ = "review_action"
    __table_args__ = (
        one_of("kind", ActionKind),
        CheckConstraint("(undone_at IS NULL) = (undone_after IS NULL)", name="undone"),
        NEVER_REUSED,
    )

    id: Mapped[ActionId] = number()
    photo_id: Mapped[PhotoId] = belongs_to("photo", goes_along=True, index=True)
    kind: Mapped[ActionKind] = mapped_column(Word(ActionKind))
    by: Mapped[str] = mapped_column("done_by")
    at: Mapped[datetime] = mapped_column("done_at")
    register_version: Mapped[int]
    drawn: Mapped[RegionId | None] = mapped_column(ForeignKey("region.id", ondelete="SET NULL"))
    reason: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_after: Mapped[ActionId | None]
    undone_by: Mapped[str]
    redone_by: Mapped[str]
    look_outs: Mapped[tuple[str, ...]]
    change: Mapped[str] = mapped_column(server_default="")
    together: Mapped[ActionId | None]


class ReshapedRow(Table):
    """A region's other box and the face enlarged from it."""

    __tablename__ = "reshaped"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="has_size"),)

    action_id: Mapped[ActionId] = belongs_to("review_action", goes_along=True, primary_key=True)
    region_id: Mapped[RegionId] = belongs_to("region", goes_along=True, index=True)
    x: Mapped[int]
    y: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    picture: Mapped[VaultKey]


class ObjectionRow(Table):
    """Somebody who asked not to be in the photos of a batch."""

    __tablename__ = "batch_objection"

    batch_id: Mapped[BatchId] = belongs_to("batch", primary_key=True)
    person_id: Mapped[PersonId] = belongs_to(
        "person", goes_along=True, primary_key=True, index=True
    )
    by: Mapped[str] = mapped_column("recorded_by")
    at: Mapped[datetime] = mapped_column("recorded_at")


class SettledRow(Table):
    """One region and what an action made of it; no kind makes it undecided again."""

    __tablename__ = "settled"
    __table_args__ = (
        one_of("kind", DispositionKind),
        CheckConstraint(
            "coalesce(kind IN ('this_pupil', 'this_adult'), 0) = (person_id IS NOT NULL)",
            name="named",
        ),
    )

    action_id: Mapped[ActionId] = belongs_to("review_action", goes_along=True, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[RegionId] = belongs_to("region", goes_along=True, index=True)
    kind: Mapped[DispositionKind | None] = mapped_column(Word(DispositionKind))
    person_id: Mapped[PersonId | None] = belongs_to("person")


class SignOffRow(Table):
    """A second person's release of a batch."""

    __tablename__ = "sign_off"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[SignOffId] = number()
    batch_id: Mapped[BatchId] = belongs_to("batch", index=True)
    preparers: Mapped[tuple[str, ...]]
    approver: Mapped[str]
    at: Mapped[datetime] = mapped_column("signed_at")
    register_version: Mapped[int]
    revision: Mapped[int]
    alone_because: Mapped[str] = mapped_column(server_default="")


class ClearanceRow(Table):
    """One photo released for one channel."""

    __tablename__ = "clearance"

    sign_off_id: Mapped[SignOffId] = belongs_to("sign_off", goes_along=True, primary_key=True)
    photo_id: Mapped[PhotoId] = belongs_to("photo", goes_along=True, primary_key=True, index=True)
    channel_id: Mapped[ChannelId] = belongs_to("channel", primary_key=True)


class ReleasedFileRow(Table):
    """A published copy; a photo with one is not removed."""

    __tablename__ = "released_file"
    __table_args__ = (
        one_of("state", ReleasedState),
        CheckConstraint("state <> 'published' OR sha256 <> ''", name="fingerprint"),
        NEVER_REUSED,
    )

    id: Mapped[ReleasedFileId] = number()
    sign_off_id: Mapped[SignOffId] = belongs_to("sign_off", index=True)
    photo_id: Mapped[PhotoId] = belongs_to("photo", index=True)
    channel_id: Mapped[ChannelId] = belongs_to("channel")
    folder: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    state: Mapped[ReleasedState] = mapped_column(Word(ReleasedState))
    problem: Mapped[str]
    published_at: Mapped[datetime | None]
    looks: Mapped[int | None] = mapped_column(Unsigned64)


class ReleasedPersonRow(Table):
    """Somebody who is in a published copy."""

    __tablename__ = "released_person"

    released_file_id: Mapped[ReleasedFileId] = belongs_to(
        "released_file", goes_along=True, primary_key=True
    )
    person_id: Mapped[PersonId] = belongs_to("person", primary_key=True, index=True)


class ClearanceRecordRow(Table):
    """The page that proves a release, as PDF and as JSON in the vault."""

    __tablename__ = "clearance_record"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[ClearanceRecordId] = number()
    sign_off_id: Mapped[SignOffId] = belongs_to("sign_off", index=True)
    made_at: Mapped[datetime]
    page: Mapped[VaultKey]
    facts: Mapped[VaultKey]

"""The shelf of review actions: added, taken back and done again, never removed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from consentdesk.domain.face import Disposition, DispositionKind, FoundRegion, RegionOrigin
from consentdesk.domain.ids import ActionId, BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.photo import GONE
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import ActionKind, ReviewAction, Settled
from consentdesk.domain.review_changes import Change, Reshaped
from consentdesk.store.batch_tables import (
    ActionRow,
    PhotoRow,
    RegionRow,
    ReshapedRow,
    SettledRow,
    SignOffRow,
)
from consentdesk.store.change_text import read_change, written_change
from consentdesk.store.regions import region_row


class ReviewShelf:
    """What people did with the photos."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def act(
        self,
        photo_id: PhotoId,
        kind: ActionKind,
        by: str,
        at: datetime,
        register_version: int,
        settled: Sequence[Settled] = (),
        reason: str = "",
        draw: FoundRegion | None = None,
        look_outs: Iterable[PersonId] = (),
        change: Change | None = None,
        together: ActionId | None = None,
    ) -> ReviewAction:
        """Record what a person did to a photo; `draw` makes a new region with it.

        `look_outs` are those an exclusion check was made against; `together` is the first
        action of the same thing done to several photos.
        """
        row = ActionRow(
            photo_id=photo_id,
            kind=kind,
            by=by,
            at=at,
            register_version=register_version,
            drawn=None if draw is None else self._draw(photo_id, draw),
            reason=reason,
            undone_by="",
            redone_by="",
            look_outs=tuple(str(number) for number in sorted(look_outs)),
            change=written_change(change),
            together=together,
        )
        self._session.add(row)
        self._session.flush()
        for place, each in enumerate(settled):
            self._session.add(_settled_row(row.id, place, each))
        if isinstance(change, Reshaped):
            self._session.add(_reshaped_row(row.id, change))
        self._session.flush()
        return _action(row, tuple(settled), change if isinstance(change, Reshaped) else None)

    def actions(self, photo_id: PhotoId) -> tuple[ReviewAction, ...]:
        """Return what was done to a photo and not taken back, in order."""
        return tuple(action for action, undone in self.history(photo_id) if not undone)

    def actions_of_batch(self, batch_id: BatchId) -> Mapping[PhotoId, tuple[ReviewAction, ...]]:
        """Return the standing actions of each photo of a batch; each photo has an entry."""
        photos = _photos(batch_id)
        standing = select(ActionRow).where(
            ActionRow.photo_id.in_(photos), ActionRow.undone_at.is_(None)
        )
        return self._by_photo(batch_id, (action for action, _ in self._read(standing)))

    def stood_at(
        self, batch_id: BatchId, moment: datetime
    ) -> Mapping[PhotoId, tuple[ReviewAction, ...]]:
        """Return what `actions_of_batch` would have returned at a moment, such as a sign-off's."""
        query = select(ActionRow.id, ActionRow.undone_at).where(
            ActionRow.photo_id.in_(_photos(batch_id)), ActionRow.undone_at.is_not(None)
        )
        # not compared by the database: each moment is written with the zone of its own day
        undone = {id_ for id_, at in self._session.execute(query) if at and at < moment}
        actions = (action for action, _ in self._read(_of_batch(batch_id)))
        stood = (action for action in actions if action.at < moment and action.id not in undone)
        return self._by_photo(batch_id, stood)

    def regroupings(self, batch_id: BatchId) -> tuple[ReviewAction, ...]:
        """Return what people said about groups of faces and did not take back, in order."""
        query = _of_batch(batch_id).where(
            ActionRow.kind == ActionKind.REGROUP, ActionRow.undone_at.is_(None)
        )
        return tuple(action for action, _ in self._read(query))

    def drawn_by(self, batch_id: BatchId) -> Mapping[RegionId, ActionId]:
        """Return which action drew each drawn region, whether it stands or was taken back."""
        return self._drawn_by(ActionRow.photo_id.in_(_photos(batch_id)))

    def drawn_in(self, photo_id: PhotoId) -> Mapping[RegionId, ActionId]:
        """Return for one photo what `drawn_by` returns for all of a batch."""
        return self._drawn_by(ActionRow.photo_id == photo_id)

    def hands(self, batch_id: BatchId) -> frozenset[str]:
        """Return everybody whose hand is in how the batch stands: did, took back, did again."""
        rows = self._session.scalars(_of_batch(batch_id)).all()
        names = {row.by for row in rows if row.undone_at is None}
        names |= {row.redone_by if row.undone_at is None else row.undone_by for row in rows}
        return frozenset(names - {""})

    def undo_last(self, batch_id: BatchId, at: datetime, by: str) -> tuple[ReviewAction, ...]:
        """Take back the last thing a person did in the batch, in all photos it was done to.

        A recheck is never taken back, nor anything in a photo that is gone. Returns what was
        taken back, first one first.
        """
        standing = _with_pictures(batch_id).where(
            ActionRow.undone_at.is_(None), ActionRow.kind != ActionKind.RECHECK
        )
        last = self._session.scalar(standing.order_by(ActionRow.id.desc()).limit(1))
        if last is None:
            return ()
        newest = self._newest(batch_id)
        rows = self._done_together(last)
        for row in rows:
            row.undone_at, row.undone_after = at, newest
            row.undone_by, row.redone_by = by, ""
        self._session.flush()
        return self._these(rows)

    def redo_last(self, batch_id: BatchId, at: datetime, by: str) -> tuple[ReviewAction, ...]:
        """Do again what was taken back last, as long as nothing new was done since.

        What was signed off without it counts as done now, see `stood_at`.
        """
        newest = self._newest(batch_id)
        if newest is None:
            return ()
        taken_back = _with_pictures(batch_id).where(ActionRow.undone_after >= newest)
        first = self._session.scalar(taken_back.order_by(ActionRow.id).limit(1))
        if first is None:
            return ()
        sign_offs = select(SignOffRow.at).where(SignOffRow.batch_id == batch_id)
        signed = tuple(self._session.scalars(sign_offs))
        rows = self._done_together(first)
        for row in rows:
            if row.undone_at is not None and any(row.undone_at < each for each in signed):
                row.at = at
            row.undone_at = row.undone_after = None
            row.undone_by, row.redone_by = "", by
        self._session.flush()
        return self._these(rows)

    def history(self, photo_id: PhotoId) -> tuple[tuple[ReviewAction, bool], ...]:
        """Return everything done to a photo, and whether it was taken back."""
        return tuple(self._read(select(ActionRow).where(ActionRow.photo_id == photo_id)))

    def taken_back(self, photo_id: PhotoId) -> Mapping[ActionId, str]:
        """Return who took back what was done to a photo, for each action that is taken back."""
        query = select(ActionRow.id, ActionRow.undone_by).where(
            ActionRow.photo_id == photo_id, ActionRow.undone_at.is_not(None)
        )
        return {row.id: row.undone_by for row in self._session.execute(query)}

    def next_to_undo(self, batch_id: BatchId) -> tuple[ActionId, ...]:
        """Return the things done in a batch in the order in which `undo_last` takes them back.

        Each is given by its first action.
        """
        lead = func.coalesce(ActionRow.together, ActionRow.id)
        standing = select(lead).where(
            ActionRow.photo_id.in_(_photos(batch_id).where(PhotoRow.state.not_in(GONE))),
            ActionRow.undone_at.is_(None),
            ActionRow.kind != ActionKind.RECHECK,
        )
        query = standing.group_by(lead).order_by(func.max(ActionRow.id).desc())
        return tuple(ActionId(id_) for id_ in self._session.scalars(query))

    def _by_photo(
        self, batch_id: BatchId, actions: Iterable[ReviewAction]
    ) -> Mapping[PhotoId, tuple[ReviewAction, ...]]:
        found: dict[PhotoId, list[ReviewAction]] = {
            id_: [] for id_ in self._session.scalars(_photos(batch_id))
        }
        for action in actions:
            found[action.photo_id].append(action)
        return {id_: tuple(those) for id_, those in found.items()}

    def _draw(self, photo_id: PhotoId, draw: FoundRegion) -> RegionId:
        row: RegionRow = region_row(photo_id, draw, RegionOrigin.DRAWN)
        self._session.add(row)
        self._session.flush()
        return row.id

    def _drawn_by(self, which: ColumnElement[bool]) -> Mapping[RegionId, ActionId]:
        query = select(ActionRow.drawn, ActionRow.id).where(which, ActionRow.drawn.is_not(None))
        return {drawn: id_ for drawn, id_ in self._session.execute(query) if drawn is not None}

    def _newest(self, batch_id: BatchId) -> ActionId | None:
        return self._session.scalar(
            select(func.max(ActionRow.id)).where(ActionRow.photo_id.in_(_photos(batch_id)))
        )

    def _done_together(self, row: ActionRow) -> Sequence[ActionRow]:
        """Return the row with those that are one thing with it, first one first."""
        lead = row.together or row.id
        still = select(PhotoRow.id).where(PhotoRow.state.not_in(GONE))
        query = select(ActionRow).where(
            (ActionRow.id == lead) | (ActionRow.together == lead), ActionRow.photo_id.in_(still)
        )
        return self._session.scalars(query.order_by(ActionRow.id)).all()

    def _these(self, rows: Sequence[ActionRow]) -> tuple[ReviewAction, ...]:
        query = select(ActionRow).where(ActionRow.id.in_([row.id for row in rows]))
        return tuple(action for action, _ in self._read(query))

    def _read(self, which: Select[ActionRow]) -> Iterable[tuple[ReviewAction, bool]]:
        rows = self._session.scalars(which.order_by(ActionRow.id)).all()
        decided: dict[ActionId, list[Settled]] = {}
        ids = which.with_only_columns(ActionRow.id)
        query = select(
            SettledRow.action_id, SettledRow.region_id, SettledRow.kind, SettledRow.person_id
        ).where(SettledRow.action_id.in_(ids))
        for id_, region, kind, person in self._session.execute(query.order_by(SettledRow.place)):
            decided.setdefault(id_, []).append(_settled(region, kind, person))
        reshaped = self._reshaped(ids)
        for row in rows:
            action = _action(row, tuple(decided.get(row.id, ())), reshaped.get(row.id))
            yield action, row.undone_at is not None

    def _reshaped(self, ids: Select[ActionId]) -> dict[ActionId, Reshaped]:
        rows = self._session.scalars(select(ReshapedRow).where(ReshapedRow.action_id.in_(ids)))
        return {
            row.action_id: Reshaped(
                row.region_id, Box(row.x, row.y, row.width, row.height), row.picture
            )
            for row in rows
        }


def keep_lapsed(session: Session, batch_id: BatchId) -> None:
    """Let what could not be done again stay so; to be called before actions are deleted.

    Redo holds until a newer action, and the newer one may be among those that go.
    """
    newest = select(func.max(ActionRow.id)).where(ActionRow.photo_id.in_(_photos(batch_id)))
    lapsed = update(ActionRow).where(
        ActionRow.photo_id.in_(_photos(batch_id)),
        ActionRow.undone_after < newest.scalar_subquery(),
    )
    session.execute(lapsed.values(undone_after=0))


def _photos(batch_id: BatchId) -> Select[PhotoId]:
    return select(PhotoRow.id).where(PhotoRow.batch_id == batch_id)


def _of_batch(batch_id: BatchId) -> Select[ActionRow]:
    return select(ActionRow).where(ActionRow.photo_id.in_(_photos(batch_id)))


def _with_pictures(batch_id: BatchId) -> Select[ActionRow]:
    still = _photos(batch_id).where(PhotoRow.state.not_in(GONE))
    return select(ActionRow).where(ActionRow.photo_id.in_(still))


def _settled_row(action_id: ActionId, place: int, settled: Settled) -> SettledRow:
    disposition = settled.disposition
    return SettledRow(
        action_id=action_id,
        place=place,
        region_id=settled.region_id,
        kind=None if disposition is None else disposition.kind,
        person_id=None if disposition is None else disposition.person_id,
    )


def _settled(
    region_id: RegionId, kind: DispositionKind | None, person_id: PersonId | None
) -> Settled:
    return Settled(region_id, None if kind is None else Disposition(kind, person_id))


def _reshaped_row(action_id: ActionId, change: Reshaped) -> ReshapedRow:
    box = change.box
    return ReshapedRow(
        action_id=action_id,
        region_id=change.region_id,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        picture=change.picture,
    )


def _action(
    row: ActionRow, settled: tuple[Settled, ...], reshaped: Reshaped | None
) -> ReviewAction:
    return ReviewAction(
        id=row.id,
        photo_id=row.photo_id,
        kind=row.kind,
        by=row.by,
        at=row.at,
        register_version=row.register_version,
        settled=settled,
        drawn=row.drawn,
        reason=row.reason,
        look_outs=frozenset(PersonId(int(number)) for number in row.look_outs),
        change=reshaped or read_change(row.change),
        together=row.together,
    )

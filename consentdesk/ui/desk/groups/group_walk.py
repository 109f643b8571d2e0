"""Leads through the groups: opens them, saves what was decided, comes to the next one.

Nothing is decided by itself: each act is about faces a person ticked and saw on this sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.groups.face_group import FaceGroup, GroupsOnDesk, OrderKey, following
from consentdesk.ui.desk.groups.group_acts import GroupActs
from consentdesk.ui.desk.groups.group_buttons import WITH_TICKED
from consentdesk.ui.desk.groups.group_likely import likely_of
from consentdesk.ui.desk.groups.group_sheet import GroupOnSheet, GroupSheet
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace

_CANDIDATES = {Act.FIRST: 0, Act.SECOND: 1, Act.THIRD: 2}


class GroupWalk(QObject):
    """Shows one group after another on the sheet and does what its keys say.

    Signals:
        reading_wanted: faces were put together or apart; the desk is to be read anew, and then
            `lay_out_again` to be called.
    """

    reading_wanted = Signal()

    def __init__(self, workspace: Workspace, deciding: Deciding, sheet: GroupSheet) -> None:
        super().__init__(sheet)
        self._deciding = deciding
        self._sheet = sheet
        self._groups: GroupsOnDesk | None = None
        self._place: OrderKey | None = None
        self._open_before: frozenset[RegionId] | None = None
        self._acts = GroupActs(workspace, deciding, sheet)
        self._acts.decided.connect(self._decided)
        self._acts.regrouped.connect(self._regrouped)
        sheet.act_wanted.connect(self.perform)
        sheet.closed.connect(self._closed)
        sheet.faces.in_sight.connect(deciding.show_faces)
        deciding.said.connect(self._said)
        deciding.saved.connect(self._saved)
        deciding.standing_changed.connect(self._standing_changed)
        # the desk below says which face stands enlarged on it; while the sheet is open none does
        for signal in (deciding.photo_changed, deciding.face_changed):
            signal.connect(self._tell_what_is_in_sight)

    def begin(self) -> None:
        """Open the group of the face in hand, or the first one to decide."""
        photos, face = self._deciding.photos, self._deciding.region_id
        if photos is None:
            return
        self._groups = GroupsOnDesk(photos)
        group = None if face is None else self._groups.of(face)
        if group is None or len(group.faces) < 2:
            group, face = following(self._groups.to_decide(), None), None
        if group is None:
            self._deciding.said.emit(Notice(self._nothing_words()))
            return
        self._sheet.open_over()
        self._open(group, face)

    @Slot(object)
    def perform(self, act: Act) -> None:
        """Do what a key or a button of the sheet means."""
        self._sheet.say(Notice(""))
        if act in WITH_TICKED:
            self._acts.decide(Disposition(DispositionKind(act.value)))
        elif act in _CANDIDATES:
            self._acts.name(self._sheet.candidate(_CANDIDATES[act]))
        elif act in (moves := self._moves()):
            moves[act]()

    def _moves(self) -> dict[Act, Callable[[], None]]:
        sheet, deciding = self._sheet, self._deciding
        return {
            Act.ACCEPT: self._acts.accept,
            Act.NEXT_FACE: partial(sheet.faces.step, 1),
            Act.PREVIOUS_FACE: partial(sheet.faces.step, -1),
            Act.TICK: sheet.faces.toggle,
            Act.TICK_ALL: sheet.faces.tick_all_seen,
            Act.CHOOSE: sheet.person.type_name,
            Act.NOT_THIS_PERSON: self._acts.not_this_person,
            Act.RESHAPE: self._acts.take_out,
            Act.GROUP: self._choose_other_group,
            Act.NEXT_PHOTO: partial(self._step, 1),
            Act.PREVIOUS_PHOTO: partial(self._step, -1),
            Act.UNDO: partial(self._step_history, deciding.undo),
            Act.REDO: partial(self._step_history, deciding.redo),
            Act.LEAVE: sheet.put_away,
        }

    def lay_out_again(self) -> None:
        """Show the group of the marked face as it stands after the desk was read anew."""
        photos, marked = self._deciding.photos, self._sheet.faces.marked
        if photos is None or not self._sheet.isVisible():
            return
        self._groups = GroupsOnDesk(photos)
        if self._go_where_history_was():
            return
        stays = (marked, *self._sheet.faces.faces)
        groups = (self._groups.of(face) for face in stays if face is not None)
        group = next((group for group in groups if group is not None), None)
        if group is None:
            self._go_on(tr("This group is no longer there."))
        else:
            self._show(group)

    # what is shown

    def _open(self, group: FaceGroup, marked: RegionId | None = None) -> None:
        self._place = group.order_key
        self._sheet.begin(self._on_sheet(group), marked or group.faces[0].id)
        self._show(group)

    def _show(self, group: FaceGroup) -> None:
        self._sheet.show_group(self._on_sheet(group))

    def _on_sheet(self, group: FaceGroup) -> GroupOnSheet:
        photos = self._deciding.photos
        assert photos is not None
        assert self._groups is not None
        waiting = self._groups.to_decide()
        numbers = [each.number for each in waiting]
        place = numbers.index(group.number) + 1 if group.number in numbers else 0
        likely = likely_of(group, photos.desk.people)
        first = likely.people[0].person.id if likely.people else None
        others = [each for each in waiting if each.number != group.number]
        others.sort(key=lambda each: first is None or first not in _first_people(each))
        return GroupOnSheet(group, likely, photos.desk, place, len(waiting), tuple(others))

    def _step(self, by: int) -> None:
        """Go to the next or the previous group with somebody undecided."""
        if self._groups is None:
            return
        group = following(self._groups.to_decide(), self._place, by)
        if group is not None:
            self._open(group)

    def _go_on(self, sentence: str) -> None:
        """Go to the next group with somebody undecided, or leave when there is none."""
        waiting = () if self._groups is None else self._groups.to_decide()
        group = following(waiting, self._place)
        if group is None:
            self._sheet.put_away()
            self._deciding.said.emit(Notice(self._nothing_words(sentence)))
        else:
            self._open(group)
            self._sheet.say(Notice(sentence))

    def _nothing_words(self, before: str = "") -> str:
        photos = self._deciding.photos
        if photos is None or not photos.desk.lock.open:
            return tr("Faces are only grouped in a batch that is compared (Match).")
        if not photos.desk.groups:
            return tr("No two faces of this batch were found to be one person.")
        left = photos.left().faces
        alone = plural(left, "{n} face is left by itself.", "{n} faces are left by themselves.")
        return " ".join(part for part in (before, tr("All groups are decided."), alone) if part)

    def _choose_other_group(self) -> None:
        shown = self._sheet.shown
        if shown is not None and shown.others:
            self._sheet.choose_other_group()
        else:
            self._sheet.say(Notice(tr("There is no other group to decide."), problem=True))

    # what comes back

    @Slot(int)
    def _decided(self, number: int) -> None:
        one, many = (
            "{n} face is decided; U takes it back.",
            "{n} faces are decided; U takes it back.",
        )
        sentence = plural(number, one, many)
        group = self._current()
        if group is None or not group.open:
            self._go_on(sentence)
            return
        self._show(group)
        left = len(group.open)
        rest = plural(left, "{n} of this group is left.", "{n} of this group are left.")
        self._sheet.say(Notice(f"{sentence} {rest}"))

    @Slot(str)
    def _regrouped(self, sentence: str) -> None:
        self._sheet.say(Notice(sentence))
        self.reading_wanted.emit()

    def _step_history(self, step: Callable[[], None]) -> None:
        self._open_before = None if self._groups is None else self._groups.open_faces()
        step()

    def _go_where_history_was(self) -> bool:
        """After an undo or a redo elsewhere, open the group it was about."""
        before, self._open_before = self._open_before, None
        if before is None or self._groups is None:
            return False
        touched = before ^ self._groups.open_faces()
        if not touched or not touched.isdisjoint(self._sheet.faces.faces):
            return False
        face = min(touched)
        group = self._groups.of(face)
        if group is not None:
            self._open(group, face)
        return group is not None

    def _current(self) -> FaceGroup | None:
        marked = self._sheet.faces.marked
        return None if self._groups is None or marked is None else self._groups.of(marked)

    @Slot()
    def _saved(self) -> None:
        if self._open_before is not None and self._sheet.isVisible():
            self.reading_wanted.emit()

    @Slot(object)
    def _said(self, notice: Notice) -> None:
        """Say on the sheet what would be said below it; after a refusal the ticks come back."""
        if not self._sheet.isVisible():
            return
        self._sheet.say(notice)
        if notice.problem:
            self._acts.give_back_ticks()

    @Slot(object)
    def _standing_changed(self, photo_id: PhotoId) -> None:
        if not self._sheet.isVisible():
            return
        group = self._current()
        if group is not None and any(face.photo.id == photo_id for face in group.faces):
            self._show(group)
        else:
            self._tell_what_is_in_sight()

    @Slot()
    def _tell_what_is_in_sight(self) -> None:
        if self._sheet.isVisible():
            self._sheet.faces.look_what_is_in_sight()

    @Slot()
    def _closed(self) -> None:
        """Give the desk back at a face that needs a decision."""
        self._deciding.show_faces(())
        region = self._deciding.region
        if region is not None and region not in self._deciding.open_faces:
            self._deciding.go_to_open_face(after=region.id)
        self._deciding.face_changed.emit()


def _first_people(group: FaceGroup) -> set[int]:
    found = (f.suggestion.candidates for f in group.open if f.suggestion is not None)
    return {candidates[0].person_id for candidates in found if candidates}

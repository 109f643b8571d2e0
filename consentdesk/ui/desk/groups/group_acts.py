"""What a person does with the ticked faces of a group, on its way to the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from consentdesk.domain.face import Disposition
from consentdesk.domain.ids import RegionId
from consentdesk.domain.people import Person
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_words import this_person
from consentdesk.ui.desk.groups.group_sheet import GroupSheet
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class GroupActs(QObject):
    """Asks whether an act is possible now, and has it saved.

    Signals:
        decided: so many faces are decided (int).
        regrouped: faces were put together or apart; the sentence says how.
    """

    decided = Signal(int)
    regrouped = Signal(str)

    def __init__(self, workspace: Workspace, deciding: Deciding, sheet: GroupSheet) -> None:
        super().__init__(sheet)
        self._service = workspace.groups
        self._deciding = deciding
        self._sheet = sheet
        self._saving: tuple[RegionId, ...] = ()
        sheet.person_chosen.connect(self.name)
        sheet.merge_wanted.connect(self.merge)

    def accept(self) -> None:
        """Say that the ticked faces are the person who is asked about."""
        shown = self._sheet.shown
        if shown is not None and shown.likely.people and not shown.likely.certain:
            self._refuse(tr("Nobody is chosen beforehand here: press 1, 2 or 3."))
        else:
            self.name(self._sheet.likely)

    @Slot(object)
    def name(self, person: Person | None) -> None:
        """Say that the ticked faces are this person."""
        if person is None:
            self._refuse(tr("Nobody is suggested there: press P and type a name."))
        elif self._sheet.twice:
            self._refuse(
                tr("Nobody can be in one photo twice: untick one of the faces marked “same photo”.")
            )
        else:
            self.decide(this_person(person))

    def decide(self, disposition: Disposition) -> None:
        """Settle the ticked faces, once each was seen."""
        faces = self._ticked_and_seen()
        if not faces:
            return
        batch_id, by = self._deciding.batch_id, self._deciding.by
        seen, beside = self._deciding.register_version, self._deciding.look_outs
        self._save(
            faces,
            lambda: self._service.decide(batch_id, faces, disposition, by, seen, beside),
            lambda _: self._done(len(faces)),
        )

    def not_this_person(self) -> None:
        """Remember that the ticked faces are not the person who is asked about."""
        person, faces = self._sheet.likely, self._ticked_and_seen()
        if person is None or not faces:
            return
        batch_id, by, person_id = self._deciding.batch_id, self._deciding.by, person.id
        self._save(
            faces,
            lambda: self._service.not_this_person(batch_id, faces, person_id, by),
            lambda _: self._remembered(len(faces), person.name),
        )

    def take_out(self) -> None:
        """Take the marked face out of the group; the mark goes to its neighbour."""
        faces, marked = self._sheet.faces.faces, self._sheet.faces.marked
        if marked is None or len(faces) < 2:
            return
        self._sheet.faces.step(-1 if marked == faces[-1] else 1)
        batch_id, by = self._deciding.batch_id, self._deciding.by
        sentence = tr("It is out of this group; U takes that back.")
        self._deciding.save_many(
            lambda: self._service.take_apart(batch_id, (marked,), by),
            lambda _: self.regrouped.emit(sentence),
        )

    @Slot(object)
    def merge(self, number: int) -> None:
        """Put another group to this one; its faces are still to be seen and ticked."""
        shown = self._sheet.shown
        others = () if shown is None else shown.others
        other = next((each for each in others if each.number == number), None)
        if shown is None or other is None:
            return
        self._sheet.take_keys()
        faces, with_face = tuple(face.id for face in other.faces), shown.group.faces[0].id
        batch_id, by = self._deciding.batch_id, self._deciding.by
        one, many = "{n} face came along: look at it.", "{n} faces came along: look at each."
        sentence = plural(len(faces), one, many)
        self._deciding.save_many(
            lambda: self._service.put_together(batch_id, faces, with_face, by),
            lambda _: self.regrouped.emit(sentence),
        )

    def give_back_ticks(self) -> None:
        """Tick again what could not be saved."""
        self._sheet.faces.tick(self._saving, ticked=True)
        self._saving = ()

    def _save(
        self,
        faces: tuple[RegionId, ...],
        work: Callable[[], tuple[PhotoOnDesk, ...]],
        then: Callable[[tuple[PhotoOnDesk, ...]], None],
    ) -> None:
        """Save something about faces; their ticks go now, and come back if it is refused."""
        self._saving = faces
        self._sheet.faces.tick(faces, ticked=False)
        self._deciding.save_many(work, then)

    def _ticked_and_seen(self) -> tuple[RegionId, ...]:
        """Return the ticked faces; none, with a sentence, before all were seen."""
        ticked = self._sheet.faces.ticked
        if not ticked:
            self._refuse(tr("No face is ticked: T ticks the marked one."))
        elif not self._sheet.all_ticked_seen:
            self._refuse(tr("Look at each ticked face first: Space goes on."))
            return ()
        return ticked

    def _done(self, number: int) -> None:
        self._saving = ()
        self.decided.emit(number)

    def _remembered(self, number: int, name: str) -> None:
        self._saving = ()
        one = "Remembered: this face is not {name}. Tick who is asked about next."
        many = "Remembered: these {n} faces are not {name}. Tick who is asked about next."
        self._sheet.say(Notice(plural(number, one, many, name=name)))

    def _refuse(self, sentence: str) -> None:
        self._sheet.say(Notice(sentence, problem=True))

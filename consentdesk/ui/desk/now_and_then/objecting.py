"""Somebody asked not to be in the photos of this batch: recorded, or taken back."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.people import Person
from consentdesk.services.deciding.objections import Objections
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_photos import person_of
from consentdesk.ui.desk.desk_words import person_words
from consentdesk.ui.desk.face.face_panel import FacePanel, Page
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import tr


class Objecting(QObject):
    """Asks once, with the name; no reason is asked for.

    It is about the person marked in the list while the list has the keys, else about whom the
    face in hand was decided to be, or is suggested to be.

    Signals:
        said: a sentence for the line below the photo (Notice).
    """

    said = Signal(object)

    def __init__(
        self,
        objections: Objections,
        deciding: Deciding,
        panel: FacePanel,
        dialogs: Dialogs,
        runner: Runner,
        over: QWidget,
    ) -> None:
        """`over` is below the question."""
        super().__init__(over)
        self._objections = objections
        self._deciding = deciding
        self._panel = panel
        self._dialogs = dialogs
        self._runner = runner
        self._over = over

    def begin(self) -> None:
        """Ask whether the person is to be kept out, or whether that is to end."""
        photos, person = self._deciding.photos, self._person()
        if photos is None:
            return
        if person is None:
            text = tr("Choose who it is first (P), or cover the face (C).")
            self.said.emit(Notice(text))
        elif person.id in photos.desk.batch.objections:
            self._ask_to_take_back(person)
        else:
            self._ask_to_record(person)

    def _person(self) -> Person | None:
        photos, entry = self._deciding.photos, self._deciding.entry
        if photos is None or entry is None:
            return None
        marked = self._panel.people.marked
        if marked is not None:
            return marked
        region_id = self._deciding.region_id
        decided = None if region_id is None else person_of(entry, region_id)
        if decided is not None:
            return photos.desk.people.get(decided)
        undecided = region_id is not None and region_id not in entry.review.decisions
        on_page = self._panel.page is Page.FACE
        return self._panel.face.preselected if undecided and on_page else None

    def _ask_to_record(self, person: Person) -> None:
        name = person_words(person)
        self._dialogs.confirm(
            self._over,
            tr("Did {name} ask not to be in these photos?", name=name),
            tr(
                "No photo of this batch with {first} in it goes to any channel, whatever the "
                "register says. No reason is asked. O takes it back.",
                first=person.details.first_name,
            ),
            tr("Keep {first} out", first=person.details.first_name),
            tr("No"),
            lambda agreed: self._record(person) if agreed else None,
        )

    def _ask_to_take_back(self, person: Person) -> None:
        name = person_words(person)
        self._dialogs.confirm(
            self._over,
            tr("{name} asked not to be in these photos. Take it back?", name=name),
            tr("Only if it was recorded by mistake. The register then says what is allowed."),
            tr("Take it back"),
            tr("No, it stays"),
            lambda agreed: self._take_back(person) if agreed else None,
        )

    def _record(self, person: Person) -> None:
        batch_id, by = self._deciding.batch_id, self._deciding.by
        first = person.details.first_name

        def done(_nothing: None) -> None:
            kept = tr(
                "{first} is kept out of these photos. O on the same face takes it back.",
                first=first,
            )
            self._say_done(kept)

        self._runner.run(
            self, lambda: self._objections.record(batch_id, person.id, by), done, self._refused
        )

    def _take_back(self, person: Person) -> None:
        batch_id, by = self._deciding.batch_id, self._deciding.by
        first = person.details.first_name

        def done(_nothing: None) -> None:
            self._say_done(tr("Taken back: for {first} the register counts again.", first=first))

        self._runner.run(
            self, lambda: self._objections.remove(batch_id, person.id, by), done, self._refused
        )

    def _say_done(self, text: str) -> None:
        self._deciding.saved.emit()
        self.said.emit(Notice(text))

    def _refused(self, error: KnownError) -> None:
        self.said.emit(Notice(f"{error.sentence} {error.next_step}", problem=True))

"""Keeping a confirmed face as a portrait of the pupil, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.ui.desk.in_hand import InHand, Notice
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.register.portraits import FaceOffer
    from consentdesk.services.workspace import Workspace


class PortraitKeeping(QObject):
    """Offers the button while the face in hand can become a portrait, or is one.

    The service is asked each time: a permission may have ended since the face was decided.
    """

    said = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        runner: Runner,
        by: Callable[[], str],
        in_hand: InHand,
        button: KeyButton,
    ) -> None:
        super().__init__(in_hand)
        self._portraits = workspace.portraits
        self._runner = runner
        self._by = by
        self._in_hand = in_hand
        self._button = button
        self._asked: RegionId | None = None
        self._offer: FaceOffer | None = None
        button.hide()
        for signal in (in_hand.photo_changed, in_hand.face_changed, in_hand.standing_changed):
            signal.connect(self._look)

    def perform(self) -> None:
        """Keep the face in hand, or remove what was kept of it; else say why not."""
        region_id, offer, by = self._asked, self._offer, self._by()
        if region_id is None or offer is None or offer.person_id is None:
            self.said.emit(Notice(tr("Go to a face that was decided to be a pupil.")))
            return
        kept, name = offer.portrait, self._name(offer.person_id)
        if kept is not None:
            sentence = tr("The portrait of {name} is removed.", name=name)
            self._run(lambda: self._portraits.remove(kept, by), sentence)
        elif offer.refusal:
            self.said.emit(Notice(offer.refusal))
        else:
            self.said.emit(Notice(tr("Looking whether it makes a portrait …")))
            sentence = tr("Kept as a portrait of {name}.", name=name)
            self._run(lambda: self._portraits.keep_face(region_id, by), sentence)

    @Slot()
    def _look(self) -> None:
        region_id = self._confirmed()
        if region_id != self._asked:
            self._offer = None
            self._button.hide()
        self._asked = region_id
        if region_id is None:
            return

        def answered(offer: FaceOffer) -> None:
            if self._asked == region_id:
                self._show(offer)

        # behind the decisions that are still being saved
        self._runner.run(
            self, lambda: self._portraits.offer(region_id), answered, self._failed, lane="work"
        )

    def _confirmed(self) -> RegionId | None:
        """Return the face in hand if it was decided to be a pupil."""
        entry, region_id = self._in_hand.entry, self._in_hand.region_id
        decision = (
            None if entry is None or region_id is None else entry.review.decisions.get(region_id)
        )
        if decision is None or decision.disposition.kind is not DispositionKind.THIS_PUPIL:
            return None
        return region_id

    def _show(self, offer: FaceOffer) -> None:
        self._offer = offer
        self._button.setVisible(offer.portrait is not None or not offer.refusal)
        if offer.person_id is not None:
            name = self._name(offer.person_id)
            text = (
                tr("Keep as a portrait of {name}", name=name)
                if offer.portrait is None
                else tr("Remove this portrait of {name}", name=name)
            )
            self._button.say(text)

    def _run(self, work: Callable[[], object], sentence: str) -> None:
        def done(result: object) -> None:
            self.said.emit(Notice(sentence))
            self._look()

        self._button.setEnabled(False)
        self._runner.run(
            self,
            work,
            done,
            self._failed,
            always=lambda: self._button.setEnabled(True),
            lane="long",
        )

    def _failed(self, error: KnownError) -> None:
        self.said.emit(Notice(f"{error.sentence} {error.next_step}", problem=True))

    def _name(self, person_id: PersonId) -> str:
        photos = self._in_hand.photos
        person = None if photos is None else photos.desk.people.get(person_id)
        return tr("this pupil") if person is None else person.name

"""Asks the Head or a colleague about the photo in hand, and records what they answer."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.services.deciding.referrals import Referrals
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_words import asked_words
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.now_and_then.referral_forms import AskForm, ReferralAnswerForm
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme


class Asking(QObject):
    """Opens the form for a question, or for the answer while one is waited for.

    Signals:
        said: a sentence for the line below the photo (Notice).
    """

    said = Signal(object)

    def __init__(
        self,
        referrals: Referrals,
        deciding: Deciding,
        theme: Theme,
        runner: Runner,
        over: QWidget,
    ) -> None:
        """`over` has the keys before a form is opened and gets them back."""
        super().__init__(over)
        self._referrals = referrals
        self._deciding = deciding
        self._theme = theme
        self._runner = runner
        self._over = over
        self.form: AskForm | ReferralAnswerForm | None = None

    def begin(self) -> None:
        """Ask about the photo in hand; if an answer is waited for, record it."""
        entry = self._deciding.entry
        if entry is None:
            return
        photo_id, asked = entry.photo.id, entry.review.referral
        if asked is None:
            self.form = AskForm(
                self._referrals,
                photo_id,
                self._deciding.by,
                self._theme,
                self._runner,
                self._over,
            )
            self.form.saved.connect(self._waits)
        else:
            self.form = ReferralAnswerForm(
                self._referrals,
                photo_id,
                asked,
                self._deciding.by,
                self._theme,
                self._runner,
                self._over,
            )
            self.form.saved.connect(self._answered)
        self.form.finished.connect(self._give_keys_back)
        self.form.open()

    def _waits(self, entry: PhotoOnDesk) -> None:
        self._take(entry)
        if entry.photo.id == self._deciding.photo_id:
            self._deciding.go_on_to_next_photo()
        asked = entry.review.referral
        if asked is not None:
            name, waits = entry.photo.details.file_name, asked_words(asked)
            text = tr("{photo}: {waits} A on that photo records it.", photo=name, waits=waits)
            self.said.emit(Notice(text))

    def _answered(self, entry: PhotoOnDesk) -> None:
        self._take(entry)
        if entry.photo.id == self._deciding.photo_id:
            self._deciding.go_to_open_face()
            self._deciding.face_changed.emit()
        if entry.review.refusal is not None:
            text = tr("It stays back, on every channel.")
        elif entry.review.hold is not None:
            text = tr("It may go, but is held back by hand: {reason}", reason=entry.review.hold)
        else:
            text = tr("It may go. Decide what is left in it, then finish it.")
        self.said.emit(Notice(text))

    def _take(self, entry: PhotoOnDesk) -> None:
        self._deciding.take((entry,))
        self._deciding.saved.emit()

    def _give_keys_back(self) -> None:
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.form is not None:
            self.form.deleteLater()
            self.form = None

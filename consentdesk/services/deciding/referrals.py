"""When the person at the desk is not the one to decide: the Head, or a second opinion."""

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.review import ActionKind, Referral
from consentdesk.domain.review_changes import Referee, ReferralAnswered, Referred
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk
from consentdesk.services.names.person_names import is_second_person, tidy_name
from consentdesk.store.unit_of_work import UnitOfWork


class Referrals:
    """Photos that wait for somebody else's answer; they go nowhere meanwhile."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def refer(self, photo_id: PhotoId, to: Referee, reason: str, by: str) -> PhotoOnDesk:
        """Let the photo wait for an answer; the reason is what the other one reads.

        Raises:
            Refused: no reason is given, or an earlier question is not answered yet.
        """
        if not reason.strip():
            raise Refused("No question is written down.", "Write what is to be decided.")

        def work(u: UnitOfWork) -> PhotoId:
            if photo_on_desk(u, photo_id, self._acting.register.read(u)).review.referral:
                raise Refused(
                    "This photo waits for an answer already.", "Record that answer first."
                )
            change = Referred(to)
            self._acting.record(
                u, photo_id, ActionKind.REFER, by, reason=reason.strip(), change=change
            )
            return photo_id

        return self._acting.changed(work)

    def answer(
        self,
        photo_id: PhotoId,
        answerer: str,
        reason: str,
        by: str,
        asked: Referral,
        *,
        may_go: bool,
    ) -> PhotoOnDesk:
        """Record the answer; a yes ends the waiting, a no holds the photo back.

        `by` types in what `answerer` said; `asked` is the question they had before the eyes.
        Decisions and the look are still needed: an answer clears nothing by itself. A no is
        lifted by a yes to a new question only.

        Raises:
            Refused: nobody is named, another question or none is open, or the answer comes from
                who asked.
        """
        name = tidy_name(answerer)

        def work(u: UnitOfWork) -> PhotoId:
            review = photo_on_desk(u, photo_id, self._acting.register.read(u)).review
            if review.referral is None:
                raise Refused("This photo waits for nobody's answer.", "Ask first.")
            if review.referral != asked:
                raise Refused(
                    "Another question was asked about this photo meanwhile.",
                    "Read it, then record the answer to it.",
                )
            if not name:
                raise Refused("Nobody is named.", "Enter the name of who answered.")
            if not is_second_person(name, review.referral.by):
                raise Refused(
                    "Who asked cannot answer.", "Enter the name of the person who was asked."
                )
            self._acting.record(
                u,
                photo_id,
                ActionKind.ANSWER_REFERRAL,
                by,
                reason=reason.strip(),
                change=ReferralAnswered(may_go, name),
            )
            return photo_id

        return self._acting.changed(work)

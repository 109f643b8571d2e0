"""The last question before a copy gets its name, and again after a crash."""

from consentdesk.domain.batch import Batch
from consentdesk.domain.errors import Refused
from consentdesk.domain.release import Clearance, SignOff
from consentdesk.services.desk import PhotoOnDesk, photo_on_desk
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.unit_of_work import UnitOfWork


def still_cleared(
    u: UnitOfWork, reader: RegisterReader, signed: SignOff, clearance: Clearance
) -> tuple[PhotoOnDesk, Batch]:
    """Return photo and batch if the photo may go to the channel at this moment.

    Raises:
        Refused: it is not cleared any more, something changed after the sign-off, or that lapsed.
    """
    register = reader.read(u)
    batch = u.batches.get(signed.batch_id)
    entry = photo_on_desk(u, clearance.photo_id, register)
    answer = entry.verdicts.get(clearance.channel_id)
    if answer is None or not answer.cleared:
        raise Refused(
            "The photo is no longer checked for this channel.", "Decide and sign off again."
        )
    if not signed.holds(register.version, batch.revision):
        raise Refused(
            "Something changed after the sign-off.", "Ask the second person to sign again."
        )
    if not signed.in_time(reader.now(), u.staff.profile().sign_off_hours):
        raise Refused("The sign-off has lapsed.", "Ask the second person to sign again.")
    return entry, batch

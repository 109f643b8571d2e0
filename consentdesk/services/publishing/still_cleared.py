"""The last question before a copy gets its name, and again after a crash."""

from collections.abc import Collection, Mapping

from consentdesk.domain.batch import Batch
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.release import Clearance, SignOff
from consentdesk.services.deciding.desk import (
    PhotoOnDesk,
    photo_on_desk,
    photos_on_desk,
    signer_may_sign,
)
from consentdesk.services.deciding.laid_out_batches import BY_ITSELF
from consentdesk.services.register_picture import RegisterPicture, RegisterReader
from consentdesk.store.unit_of_work import UnitOfWork


def still_cleared(
    u: UnitOfWork, reader: RegisterReader, signed: SignOff, clearance: Clearance
) -> tuple[PhotoOnDesk, Batch]:
    """Return photo and batch if the photo may go to the channel at this moment.

    Raises:
        Refused: it is not cleared any more, something changed after the sign-off, or that lapsed.
    """
    register, batch = reader.read(u), u.batches.get(signed.batch_id)
    entry = photo_on_desk(u, clearance.photo_id, register)
    refusal = _not_cleared(entry, clearance) or _not_signed(u, reader, signed, register, batch)
    if refusal is not None:
        raise refusal
    return entry, batch


def not_cleared_any_more(
    u: UnitOfWork, reader: RegisterReader, signed: SignOff, clearances: Collection[Clearance]
) -> Mapping[Clearance, Refused]:
    """Return which of these may not go out at this moment, each with why; as `still_cleared`.

    All are asked about at once: nobody else's decision is saved meanwhile.
    """
    register, batch = reader.read(u), u.batches.get(signed.batch_id)
    unsigned = _not_signed(u, reader, signed, register, batch)
    entries = _entries(u, batch, register, {clearance.photo_id for clearance in clearances})
    refusals = {c: _not_cleared(entries.get(c.photo_id), c) or unsigned for c in clearances}
    return {clearance: refusal for clearance, refusal in refusals.items() if refusal is not None}


def _entries(
    u: UnitOfWork, batch: Batch, register: RegisterPicture, photo_ids: Collection[PhotoId]
) -> Mapping[PhotoId, PhotoOnDesk]:
    """Return photos as they lie on the desk; those of no such batch are not among them."""
    there = u.photos.ids_of_batch(batch.id)
    if len(photo_ids) * BY_ITSELF > len(there):
        return {entry.photo.id: entry for entry in photos_on_desk(u, batch, register)}
    return {id_: photo_on_desk(u, id_, register) for id_ in there if id_ in photo_ids}


def _not_cleared(entry: PhotoOnDesk | None, clearance: Clearance) -> Refused | None:
    answer = None if entry is None else entry.verdicts.get(clearance.channel_id)
    if answer is not None and answer.cleared:
        return None
    return Refused("The photo is no longer checked for this channel.", "Decide and sign off again.")


def _not_signed(
    u: UnitOfWork,
    reader: RegisterReader,
    signed: SignOff,
    register: RegisterPicture,
    batch: Batch,
) -> Refused | None:
    if not signed.holds(register.version, batch.revision):
        return Refused(
            "Something changed after the sign-off.", "Ask the second person to sign again."
        )
    if not signed.in_time(reader.now(), u.staff.profile().sign_off_hours):
        return Refused("The sign-off has lapsed.", "Ask the second person to sign again.")
    if not signer_may_sign(u, signed, register.today):
        return Refused(
            "Whoever signed off may not do so any more.", "Ask another second person to sign."
        )
    return None

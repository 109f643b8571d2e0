"""Photos whose time is over: their pictures go, and it is looked at that they are gone."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from consentdesk.domain.day_in_words import day_in_words
from consentdesk.domain.ids import BatchId, VaultKey
from consentdesk.domain.photo import Photo
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault


def retire_photos(
    u: UnitOfWork,
    batch_id: BatchId,
    photos: Iterable[Photo],
    today: date,
    by: str,
    *,
    on_purpose: bool,
) -> tuple[VaultKey, ...]:
    """Take photos of a batch out of use; decisions, names and fingerprints stay on record.

    Returns the vault entries to be removed with `remove_pictures` once this transaction is kept;
    those of a killed program are removed when the library is opened next.
    """
    sentence = f"Kept until {day_in_words(today)}, as long as the school keeps originals."
    keys: set[VaultKey] = set()
    fingerprints = []
    for photo in photos:
        sha256 = photo.details.sha256
        keys.update(u.photos.retire(photo.id, sentence))
        fingerprints.append(sha256)
        if all(copy.gone for copy in u.photos.copies(sha256)):
            u.searches.forget(sha256)
    u.batches.raise_revision(batch_id)
    detail = {
        "photos": len(fingerprints),
        "on_purpose": on_purpose,
        "fingerprints": fingerprints,
    }
    u.audit.add(by, "originals_retired", f"batch {batch_id}", detail)
    return tuple(sorted(keys))


def remove_pictures(
    u: UnitOfWork, vault: Vault, subject: str, keys: Iterable[VaultKey], by: str
) -> int:
    """Remove vault entries that nothing refers to, look for each again, write down the answer.

    Returns how many are still there.
    """
    unneeded = u.photos.unreferenced(keys)
    for key in unneeded:
        with suppress(OSError):  # told as left; it goes when the library is opened next
            vault.remove(key)
    left = sum(vault.has(key) for key in unneeded)
    detail = {"pictures": len(unneeded) - left, "left": left}
    u.audit.add(by, "pictures_gone", subject, detail)
    return left

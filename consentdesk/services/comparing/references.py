"""What pupils are compared by: who may have it, what it is made of, and when it is destroyed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from consentdesk.domain.batch import Mode
from consentdesk.domain.ids import PersonId, VaultKey
from consentdesk.domain.matching_locks import LockState, may_be_compared, school_lock
from consentdesk.domain.people import Person, Portrait
from consentdesk.services.program_name import PROGRAM
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault

NO_PERMISSION = "No biometric permission of this pupil holds today, or the child objects."


def comparable(u: UnitOfWork, today: date) -> Mapping[PersonId, Person]:
    """Return the people of whom vectors may be made, kept or used today."""
    permissions = u.matching.permissions()
    return {
        person.id: person
        for person in u.people.all()
        if may_be_compared(permissions, person, today)
    }


def enrolment_lock(u: UnitOfWork, person_id: PersonId, today: date) -> LockState:
    """Tell whether vectors of this person may be made today; if not, why."""
    lock = school_lock(u.matching.school_record(), today)
    if lock.open and person_id not in comparable(u, today):
        return LockState(False, NO_PERMISSION)
    return lock


def stop_comparing(u: UnitOfWork, vault: Vault, person_id: PersonId, today: date, by: str) -> int:
    """End all comparing of a person who, or whose parent, objects; return how many vectors went.

    Batches the person may be in go on in Look: a statement that everybody in them agreed was
    given before, and comparing others there would compute this face, too. Whoever knows
    that the person is in none of the photos may choose Match again.
    """
    person = u.people.get(person_id)
    for batch in u.batches.all():
        asked = batch.details.mode is Mode.MATCH or batch.details.closed_for_matching
        if asked and batch.on_roster(person, today):
            details = replace(batch.details, mode=Mode.LOOK, closed_for_matching=False)
            u.batches.change(batch.id, details)
            u.photos.forget_comparisons(batch.id)
            told = {"mode": Mode.LOOK.value, "closed_for_matching": False}
            u.audit.add(by, "batch_changed", f"batch {batch.id}", told)
    return destroy_references(u, vault, person_id, by)


def destroy_references(u: UnitOfWork, vault: Vault, person_id: PersonId, by: str) -> int:
    """Destroy what a person is compared by, at once; return how many vectors there were.

    Portraits that were cut from photos of events go too: the photo was taken for the event, and
    the portrait was kept on the strength of the biometric permission alone, so it ends with it.
    The portraits the school took or was given for its register are records of the school, shown
    to human eyes, and stay. The receipt counts and holds no biometric.
    """
    count = u.matching.delete_vectors(person_id)
    cut = [portrait for portrait in u.people.portraits(person_id) if portrait.from_region]
    for portrait in cut:
        u.people.remove_portrait(portrait.id)
    _remove_pictures(u, vault, [portrait.picture for portrait in cut])
    detail = {"count": count, "portraits": len(cut)} if cut else {"count": count}
    u.audit.add(by, "vectors_destroyed", f"person {person_id}", detail)
    return count


def destroy_portrait(u: UnitOfWork, vault: Vault, portrait: Portrait, by: str) -> None:
    """Remove one portrait with its vector; whom nothing is left of, nobody is compared with."""
    u.people.remove_portrait(portrait.id)
    if portrait.person_id not in u.matching.people_with_vectors():
        u.matching.delete_vectors(portrait.person_id)
    _remove_pictures(u, vault, [portrait.picture])
    u.audit.add(by, "portrait_removed", f"person {portrait.person_id}")


def purge(u: UnitOfWork, vault: Vault, today: date) -> int:
    """Destroy the references that may not stay; return how many vectors there were.

    Those of everybody who left or whose permission ended; and when the school's own decision no
    longer holds, the vectors of everybody and what comparing said in every batch (the law's
    "stop" names its lapse beside withdrawal).
    Portraits then stay: a decision that is renewed enrols them again.
    """
    may_stay = comparable(u, today)
    have = {*u.matching.people_with_vectors(), *u.people.people_in_cuts()}
    gone = sorted(person_id for person_id in have if person_id not in may_stay)
    count = sum(destroy_references(u, vault, person_id, PROGRAM) for person_id in gone)
    if school_lock(u.matching.school_record(), today).open:
        return count
    u.photos.forget_all_comparisons()
    lapsed = sorted(u.matching.people_with_vectors())
    return count + sum(_destroy_vectors(u, person_id) for person_id in lapsed)


def _destroy_vectors(u: UnitOfWork, person_id: PersonId) -> int:
    count = u.matching.delete_vectors(person_id)
    u.audit.add(PROGRAM, "vectors_destroyed", f"person {person_id}", {"count": count})
    return count


def _remove_pictures(u: UnitOfWork, vault: Vault, pictures: Collection[VaultKey]) -> None:
    # before the transaction is kept: if it is not, a picture too few is the lesser evil
    for key in u.photos.unreferenced(pictures) if pictures else ():
        vault.remove(key)

"""Erasure of one person from the register; nothing brings it back.

What stays is a line in the audit trail that names nobody. Its fingerprint of the person's key lets
the school show later that exactly this person was erased, and on which day, to somebody who
brings the key along.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PersonId, VaultKey
from consentdesk.domain.people import Person
from consentdesk.domain.photo import Photo
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.domain.staff import Duty, SignedIn
from consentdesk.services.comparing.references import destroy_references
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import photo_on_desk
from consentdesk.services.looking_after.retired_pictures import remove_pictures, retire_photos
from consentdesk.services.names.name_check import HowSure, names_in
from consentdesk.services.names.person_names import is_second_person
from consentdesk.services.office.duties import require, require_one_of
from consentdesk.services.program_name import PROGRAM
from consentdesk.store.backups import remove_backups_before
from consentdesk.store.unit_of_work import UnitOfWork

ERASED = "pupil_erased"
_SCRYPT_N, _SCRYPT_R, _SCRYPT_BYTES = 2**14, 8, 64 * 2**20
_MAY_STAND_BESIDE = (Duty.PREPARE, Duty.ADMINISTER)


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """What went with a person; it names nobody.

    Attributes:
        photos: photos in which the person was named; those with a picture need a decision again.
        retired: those of them whose pictures went at once.
        renamed: files on record whose name named the person.
        words: typed remarks that named the person.
        copies: old copies of the database, which held the person still.
        fingerprint, salt: of the person's key, as they stand in the audit trail.
    """

    photos: int
    retired: int
    renamed: int
    words: int
    answers: int
    portraits: int
    vectors: int
    copies: int
    fingerprint: str
    salt: str


class Erasure:
    """Erasing people in one workspace."""

    def __init__(self, acting: Acting, backups: Path) -> None:
        self._acting = acting
        self._library = acting.library
        self._backups = backups

    def standing_copies(self, key: str) -> int:
        """Count the published copies with this person that must be taken down first.

        Raises:
            Refused: the key names nobody.
        """
        return self._library.run(lambda u: len(self._standing(u, _person(u, key).id)))

    def erase(
        self, key: str, by: SignedIn, other: SignedIn, *, retire_photos_too: bool = False
    ) -> ErasureReceipt:
        """Remove a person, and everything that is theirs, for good.

        Args:
            key: what identifies the person, such as the UPN.
            by: who does it.
            other: who agrees; one of the two is the head.
            retire_photos_too: whether the pictures of all photos with the person go at once.
                Otherwise nothing in them is cleared until their faces are decided again.

        Raises:
            Refused: the two may not, the key names nobody, or published copies of the person
                stand.
        """
        receipt, keys = self._library.run(
            lambda u: self._erase(u, key, by, other, retire_too=retire_photos_too)
        )
        vault = self._library.vault
        self._library.run(lambda u: remove_pictures(u, vault, "person erased", keys, by.name))
        self._acting.tell_all()
        return receipt

    def erased_on(self, key: str) -> date | None:
        """Return when the person with this key was erased; None when nobody with it was."""
        lines = self._library.run(lambda u: u.audit.check(kind=ERASED).of_kind)
        for line in reversed(lines):
            if fingerprint(key, str(line.detail["salt"])) == line.detail["fingerprint"]:
                return line.at.date()
        return None

    def _erase(
        self, u: UnitOfWork, key: str, by: SignedIn, other: SignedIn, *, retire_too: bool
    ) -> tuple[ErasureReceipt, tuple[VaultKey, ...]]:
        self._two_people(u, by, other)
        person = _person(u, key)
        standing = self._standing(u, person.id)
        if standing:
            copies = "1 copy" if len(standing) == 1 else f"{len(standing)} copies"
            raise Refused(
                f"{copies} of photos with this person may still be seen.",
                "Take them down, and confirm what was removed on accounts, then erase.",
            )
        naming = [u.photos.get(photo_id) for photo_id in u.traces.photos_naming(person.id)]
        with_picture = [photo for photo in naming if not photo.gone]
        portraits = u.people.portraits(person.id)
        keys = {portrait.picture for portrait in portraits}
        answers = len(u.register.history(person.id))
        vectors = destroy_references(u, self._library.vault, person.id, PROGRAM)
        renamed = u.traces.remove_file_names(lambda name: bool(names_in(name, [person])))
        words = u.traces.remove_words(lambda words: _names(words, person))
        u.traces.remove_person(person.id)
        if retire_too:
            keys.update(self._retire(u, with_picture, by.name))
        for batch_id in sorted({photo.batch_id for photo in naming}):
            u.batches.raise_revision(batch_id)
        u.register.raise_version()
        salt = secrets.token_hex(16)
        receipt = ErasureReceipt(
            photos=len(naming),
            retired=len(with_picture) if retire_too else 0,
            renamed=renamed,
            words=words,
            answers=answers,
            portraits=len(portraits),
            vectors=vectors,
            copies=remove_backups_before(self._backups, date.max),
            fingerprint=fingerprint(key, salt),
            salt=salt,
        )
        detail = {**asdict(receipt), "second_person": other.name}
        u.audit.add(by.name, ERASED, f"person {person.id}", detail)
        return receipt, tuple(sorted(keys))

    def _two_people(self, u: UnitOfWork, by: SignedIn, other: SignedIn) -> None:
        today = self._acting.clock().date()
        if by.id == other.id or not is_second_person(other.name, by.name):
            raise Refused("Two people erase somebody together.", "Ask a colleague to sign, too.")
        head, beside = (by, other) if by.may(Duty.LEAD) else (other, by)
        require(u, head.name, Duty.LEAD, today)
        require_one_of(u, beside.name, _MAY_STAND_BESIDE, today)

    def _standing(self, u: UnitOfWork, person_id: PersonId) -> frozenset[ReleasedFile]:
        """Return the copies the person is in, by what was recorded and by what is decided now."""
        register = self._acting.register.read(u)
        files = set(u.releases.files(person_id=person_id))
        for photo_id in u.traces.photos_naming(person_id):
            if person_id in photo_on_desk(u, photo_id, register).review.people:
                files.update(u.releases.files(photo_id=photo_id))
        return frozenset(file for file in files if _may_be_seen(file))

    def _retire(self, u: UnitOfWork, photos: Iterable[Photo], by: str) -> set[VaultKey]:
        today, keys = self._acting.clock().date(), set[VaultKey]()
        of_batch: dict[int, list[Photo]] = {}
        for photo in photos:
            of_batch.setdefault(photo.batch_id, []).append(photo)
        for those in of_batch.values():
            keys.update(retire_photos(u, those[0].batch_id, those, today, by, on_purpose=True))
        return keys


def fingerprint(key: str, salt: str) -> str:
    """Return what tells a key again and does not give it away: slow on purpose, salted."""
    made = hashlib.scrypt(
        " ".join(key.split()).casefold().encode(),
        salt=bytes.fromhex(salt),
        n=_SCRYPT_N,
        r=_SCRYPT_R,
        p=1,
        maxmem=_SCRYPT_BYTES,
    )
    return made.hex()


def _person(u: UnitOfWork, key: str) -> Person:
    person = u.people.by_key(key.strip())
    if person is None:
        raise Refused("Nobody on the roll has this key.", "Look up the UPN or key on the roll.")
    return person


def _may_be_seen(file: ReleasedFile) -> bool:
    """Whether a copy is in its folder, was moved by somebody, or may be on an account still."""
    if file.state is ReleasedState.TAKEN_DOWN:
        return bool(file.problem)
    return file.state in {ReleasedState.WRITING, ReleasedState.PUBLISHED, ReleasedState.GONE}


def _names(words: str, person: Person) -> bool:
    return any(found.how_sure >= HowSure.ONE_NAME for found in names_in(words, [person]))

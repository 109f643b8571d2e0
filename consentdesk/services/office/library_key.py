"""The key of an open library: what opens it, another passphrase, and the codes of two leaders."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consentdesk.domain.errors import DamagedStore, Refused
from consentdesk.domain.ids import StaffId
from consentdesk.domain.staff import Duty, SignedIn
from consentdesk.services.office.duties import require
from consentdesk.services.office.staff import Staff
from consentdesk.services.register_picture import Clock
from consentdesk.store.keys import PassphrasePlace, obtain_key, put_behind, require_passphrase
from consentdesk.store.library import Library
from consentdesk.store.recovery import RecoveryStanding, make_recovery_codes, recovery_state
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """What opens the library, and what would when that is lost.

    Attributes:
        behind_passphrase: a passphrase opens it; else the keychain of this computer does.
        codes_work: two leaders' recovery codes would open it, too.
        sentence: how recovery stands.
    """

    behind_passphrase: bool
    codes_work: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """One leader's code, to be shown once; it is kept nowhere.

    Attributes:
        school: whose library it opens; empty where the school settled no name.
    """

    leader: str
    code: str
    made_on: date
    school: str = ""


class LibraryKey:
    """Changes what opens the library; the key itself is fetched each time and not kept."""

    def __init__(self, library: Library, folder: Path, clock: Clock, staff: Staff) -> None:
        self._library = library
        self._folder = folder
        self._clock = clock
        self._staff = staff

    def standing(self) -> KeyStanding:
        """Return what opens the library now; damaged recovery codes are said, not raised."""
        behind = PassphrasePlace.used_in(self._folder)
        try:
            state = recovery_state(self._folder)
        except DamagedStore as error:
            return KeyStanding(behind, False, f"{error.sentence} {error.next_step}")
        return KeyStanding(behind, state.standing is RecoveryStanding.VALID, state.sentence)

    def change_passphrase(self, old: str, new: str, by: SignedIn) -> None:
        """Let another passphrase open the library; the old one opens it no more.

        Raises:
            Refused: `by` may not.
            WrongKey: the old passphrase is wrong; nothing was changed.
            StoreError: the keychain opens the library, or the new passphrase is empty.
            DiskFull: no room is left; the old passphrase still opens.
        """
        self._library.run(lambda u: self._administered(u, by))
        require_passphrase(self._folder)
        key = obtain_key(self._folder, old)
        self._library.run(lambda u: put_behind(u, self._folder, key, new, by.name))

    def make_codes(
        self, leaders: tuple[StaffId, StaffId], secret: str, by: SignedIn
    ) -> tuple[RecoveryCode, RecoveryCode]:
        """Make a code for each of two leaders; earlier codes stop working.

        Args:
            leaders: two members of the leadership whose accounts are open.
            secret: the passphrase of the library; where the keychain opens it, the password of
                `by`, so that a desk left open for a minute gives nothing away.
            by: who makes them.

        Raises:
            Refused: `by` may not, the password is wrong, or the two are not two leaders.
            WrongKey: the passphrase is wrong.
            StoreError: the keychain is locked.
            DiskFull: no room is left; earlier codes still work.
        """
        today = self._clock().date()
        names = self._library.run(lambda u: self._leaders(u, leaders, by))
        key = self._key(secret, by)

        def work(u: UnitOfWork) -> tuple[RecoveryCode, RecoveryCode]:
            u.audit.add(by.name, "recovery_codes_made", "library")
            school = u.staff.profile().name
            codes = make_recovery_codes(self._folder, key, names, today)
            one, other = (
                RecoveryCode(name, code, today, school)
                for name, code in zip(names, codes, strict=True)
            )
            return one, other

        return self._library.run(work)

    def _key(self, secret: str, by: SignedIn) -> bytes:
        if PassphrasePlace.used_in(self._folder):
            return obtain_key(self._folder, secret)
        self._staff.prove(by.name, secret)
        return obtain_key(self._folder, None)

    def _leaders(
        self, u: UnitOfWork, leaders: tuple[StaffId, StaffId], by: SignedIn
    ) -> tuple[str, str]:
        self._administered(u, by)
        today = self._clock().date()
        one, other = (u.staff.get(staff_id) for staff_id in leaders)
        if one.id == other.id or not all(m.leads and m.works_on(today) for m in (one, other)):
            raise Refused(
                "Recovery needs two different members of the leadership.",
                "Choose two people who are rarely away at the same time.",
            )
        return one.name, other.name

    def _administered(self, u: UnitOfWork, by: SignedIn) -> None:
        require(u, by.name, Duty.ADMINISTER, self._clock().date())

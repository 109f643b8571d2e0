"""The school's staff: who may come in, with what roles, and what each has read and signed."""

import math
from collections.abc import Collection
from datetime import date

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import StaffId
from consentdesk.domain.staff import (
    Duty,
    Paper,
    PaperKind,
    Role,
    SignedIn,
    StaffMember,
    missing,
)
from consentdesk.services.names.person_names import is_second_person, tidy_name
from consentdesk.services.office.duties import require
from consentdesk.services.office.passwords import Passwords, wait_after
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

_WRONG = "The name and the password do not go together."
_HEADS_ONLY = frozenset({Role.HEAD})


class Staff:
    """Accounts of one workspace."""

    def __init__(self, library: Library, clock: Clock, passwords: Passwords) -> None:
        self._library = library
        self._clock = clock
        self._passwords = passwords

    def all(self) -> tuple[StaffMember, ...]:
        """Return everybody with an account, leavers too."""
        return self._library.run(lambda u: u.staff.all())

    def nobody_yet(self) -> bool:
        """Whether the school has no account at all, as on the first day."""
        return not self.all()

    def open_now(self) -> tuple[StaffMember, ...]:
        """Return everybody whose account is open today."""
        today = self._clock().date()
        return tuple(member for member in self.all() if member.works_on(today))

    def seconds_to_wait(self, member: StaffMember) -> int:
        """Return how long no password of this person is tried; 0 when one may be given now."""
        if member.wait_until is None:
            return 0
        return max(0, math.ceil((member.wait_until - self._clock()).total_seconds()))

    def lacking(self, member: StaffMember) -> tuple[str, ...]:
        """Return what the member lacks for signing off and publishing, in sentences."""
        today = self._clock().date()
        return self._library.run(lambda u: missing(member, u.staff.profile(), today))

    def begin(self, name: str, password: str, roles: Collection[Role]) -> SignedIn:
        """Open the first account; it may administer whatever else it is.

        Raises:
            Refused: there are accounts already, or name or password will not do.
        """

        def work(u: UnitOfWork) -> SignedIn:
            if u.staff.all():
                raise Refused(
                    "This school has accounts already.", "Sign in, or ask the administrator."
                )
            tidy = _named(u, name)
            granted = {*roles, Role.ADMINISTRATOR}
            member = u.staff.add(tidy, granted, kept, tidy, self._clock().date())
            if u.channels.all():  # from now on managers without an account do not count
                u.register.raise_version()
            u.audit.add(tidy, "staff_added", f"staff {member.id}", _told(member))
            return _signed_in(member)

        kept = self._passwords.hashed(password, name)
        return self._library.run(work)

    def add(self, name: str, password: str, roles: Collection[Role], by: SignedIn) -> StaffMember:
        """Open an account; `by` is on record as who gave the roles.

        Raises:
            Refused: `by` may not, no role is given, the name is taken or reads like a
                colleague's, or the password will not do.
        """

        def work(u: UnitOfWork) -> StaffMember:
            self._administered(u, by, roles)
            member = u.staff.add(_named(u, name), roles, kept, by.name, self._clock().date())
            _raise_where_managing(u, member.name)
            u.audit.add(by.name, "staff_added", f"staff {member.id}", _told(member))
            return member

        kept = self._passwords.hashed(password, name)
        return self._library.run(work)

    def set_roles(self, staff_id: StaffId, roles: Collection[Role], by: SignedIn) -> StaffMember:
        """Give other roles.

        Raises:
            Refused: `by` may not, no role is given, or nobody would be left to administer.
        """

        def work(u: UnitOfWork) -> StaffMember:
            self._administered(u, by, roles)
            u.staff.set_roles(staff_id, roles, by.name, self._clock().date())
            self._someone_administers(u)
            member = u.staff.get(staff_id)
            u.audit.add(by.name, "staff_roles_given", f"staff {staff_id}", _told(member))
            return member

        return self._library.run(work)

    def leaves(self, staff_id: StaffId, left_on: date | None, by: SignedIn) -> StaffMember:
        """Close an account from that day on, today at once; None opens it again.

        Channels that too few look after without this person are closed by it.

        Raises:
            Refused: `by` may not, or nobody would be left to administer.
        """

        def work(u: UnitOfWork) -> StaffMember:
            require(u, by.name, Duty.ADMINISTER, self._clock().date())
            u.staff.set_left(staff_id, left_on)
            self._someone_administers(u)
            _raise_where_managing(u, u.staff.get(staff_id).name)
            what = "staff_came_back" if left_on is None else "staff_left"
            u.audit.add(by.name, what, f"staff {staff_id}")
            return u.staff.get(staff_id)

        return self._library.run(work)

    def record(self, staff_id: StaffId, paper: Paper, by: SignedIn) -> StaffMember:
        """Record something read, attended or signed.

        Everybody marks the policy as read for themselves; the rest is recorded by whoever may
        administer, and an agreement carries the name of the head or the technician beside.

        Raises:
            Refused: it is not theirs to record, lies in the future, ends before it begins,
                or the second name of an agreement is missing or the same person's.
        """

        def work(u: UnitOfWork) -> StaffMember:
            member, today = u.staff.get(staff_id), self._clock().date()
            _refuse_paper(member, paper, by, today)
            if not (paper.kind is PaperKind.POLICY and by.id == staff_id):
                require(u, by.name, Duty.ADMINISTER, today)
            u.staff.add_paper(staff_id, paper, by.name, self._clock())
            u.audit.add(
                by.name,
                "staff_paper_recorded",
                f"staff {staff_id}",
                {"kind": paper.kind.value, "expires_on": paper.expires_on.isoformat()},
            )
            return u.staff.get(staff_id)

        return self._library.run(work)

    def sign_in(self, name: str, password: str) -> SignedIn:
        """Let somebody in.

        Raises:
            Refused: name and password do not go together, the account is closed, or too many
                passwords were wrong and the wait is not over.
        """
        return self._prove(name, password, "signed_in")

    def prove(self, name: str, password: str) -> SignedIn:
        """Make sure who signs, while somebody else is at the desk.

        Raises:
            Refused: as `sign_in`.
        """
        return self._prove(name, password, "proved_themselves")

    def lock(self, who: SignedIn) -> None:
        """Write down that the window locked."""
        self._library.run(lambda u: u.audit.add(who.name, "locked"))

    def change_password(self, name: str, old: str, new: str) -> None:
        """Change one's own password.

        Raises:
            Refused: the old one is wrong, or the new one will not do.
        """
        who = self._prove(name, old, "proved_themselves")
        kept = self._passwords.hashed(new, name)

        def work(u: UnitOfWork) -> None:
            u.staff.set_password(who.id, kept)
            u.audit.add(who.name, "password_changed", f"staff {who.id}")

        self._library.run(work)

    def let_in(self, staff_id: StaffId, new: str, one: SignedIn, other: SignedIn) -> None:
        """Give a colleague a new password: two leaders together, so that no absence strands work.

        Raises:
            Refused: the two are one person or not both leaders, or the password will not do.
        """
        member = self._library.run(lambda u: u.staff.get(staff_id))
        kept = self._passwords.hashed(new, member.name)

        def work(u: UnitOfWork) -> None:
            two = [u.staff.get(each.id) for each in (one, other)]
            today = self._clock().date()
            if one.id == other.id or not all(m.leads and m.works_on(today) for m in two):
                raise Refused(
                    "Two members of the leadership have to agree to this.",
                    "Both sign in, one after the other.",
                )
            u.staff.set_password(staff_id, kept)
            names = sorted((one.name, other.name))
            u.audit.add(one.name, "let_in_by_two", f"staff {staff_id}", {"leaders": names})

        self._library.run(work)

    def _prove(self, name: str, password: str, what: str) -> SignedIn:
        member = self._library.run(lambda u: u.staff.named(tidy_name(name)))
        now = self._clock()
        if member is None:
            raise Refused(_WRONG, "Check both; capital letters count.")
        seconds = self.seconds_to_wait(member)
        if seconds:
            raise Refused("Too many passwords were wrong.", f"Try again in {_in_words(seconds)}.")
        entry = self._library.run(lambda u: u.staff.entry(member.id))
        fits = self._passwords.fits(password, entry.password)
        if fits and not member.works_on(now.date()):
            raise Refused("This account is closed.", "Ask the administrator.")

        def work(u: UnitOfWork) -> SignedIn | None:
            if fits:
                u.staff.set_wrong(member.id, 0, None)
                u.audit.add(member.name, what, f"staff {member.id}")
                return _signed_in(member)
            wrong = u.staff.entry(member.id).wrong_passwords + 1
            u.staff.set_wrong(member.id, wrong, wait_after(wrong, now))
            u.audit.add(member.name, "wrong_password", f"staff {member.id}", {"in_a_row": wrong})
            return None

        signed_in = self._library.run(work)
        if signed_in is None:
            raise Refused(_WRONG, "Check both; capital letters count.")
        return signed_in

    def _administered(self, u: UnitOfWork, by: SignedIn, roles: Collection[Role]) -> None:
        granting = require(u, by.name, Duty.ADMINISTER, self._clock().date())
        if not roles:
            raise Refused("Somebody without a role can do nothing.", "Choose one role at least.")
        there_is_a_head = any(Role.HEAD in member.roles for member in u.staff.all())
        if _HEADS_ONLY & set(roles) and there_is_a_head and Role.HEAD not in granting.roles:
            raise Refused("Only the head names another head.", "Ask the head to do it.")

    def _someone_administers(self, u: UnitOfWork) -> None:
        today = self._clock().date()
        if not any(m.works_on(today) and m.may(Duty.ADMINISTER) for m in u.staff.all()):
            raise Refused(
                "Nobody would be left who may change accounts.",
                "Make somebody else administrator or head first.",
            )


def _raise_where_managing(u: UnitOfWork, name: str) -> None:
    """Let channels that this person looks after be read, and what goes there signed, anew."""
    if any(channel.details.standing.is_looked_after_by(name) for channel in u.channels.all()):
        u.register.raise_version()


def _named(u: UnitOfWork, name: str) -> str:
    tidy = tidy_name(name)
    if not tidy:
        raise Refused("An account needs a name.", "Enter first and last name.")
    if tidy == PROGRAM:  # what the program does counts as nobody's decision
        raise Refused("This name is the program's own.", "Enter first and last name.")
    for member in u.staff.all():
        if not is_second_person(tidy, member.name):
            raise Refused(
                "This name reads like a colleague's.",
                "Write the name out, so that nobody is taken for another.",
            )
    return tidy


def _refuse_paper(member: StaffMember, paper: Paper, by: SignedIn, today: date) -> None:
    if paper.on > today or paper.expires_on < paper.on:
        raise Refused("The days do not fit.", "Enter a day that has come and an end after it.")
    if paper.kind is PaperKind.POLICY and by.id != member.id:
        raise Refused(
            "Everybody marks the policy as read for themselves.", "Sign in as this person."
        )
    if paper.kind is PaperKind.AGREEMENT and not is_second_person(paper.signed_with, member.name):
        raise Refused("The agreement carries two names.", "Enter who signed it for the school.")


def _told(member: StaffMember) -> dict[str, object]:
    return {"name": member.name, "roles": sorted(role.value for role in member.roles)}


def _signed_in(member: StaffMember) -> SignedIn:
    return SignedIn(member.id, member.name, member.roles)


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    return "1 minute" if minutes == 1 else f"{minutes} minutes"

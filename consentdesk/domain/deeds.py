"""Which duty a deed takes that somebody with an account wants to write into the audit trail.

Every change writes its line in the transaction that makes it, so what is refused here did not
happen: whoever looks only changes nothing, whichever way was taken to get there.
"""

from datetime import date

from consentdesk.domain.staff import Duty, StaffMember

OF_ONESELF = frozenset(
    {"signed_in", "proved_themselves", "wrong_password", "locked", "password_changed"}
    | {"staff_paper_recorded"}
)
"""Coming, going and reading the policy; services see to it that papers of others take more. A wrong
password is also written down of an account that is closed."""

LOOKING = frozenset({"audit_exported", "clearance_record_saved"})
"""What an inspector may do, too."""

ADMINISTERING = frozenset(
    {"staff_added", "staff_roles_given", "staff_left", "staff_came_back"}
    | {"school_profile_changed", "channel_added", "channel_changed"}
    | {"school_device_added", "school_device_changed"}
    | {"passphrase_changed", "key_rotated", "key_recovered", "recovery_codes_made"}
    | {"backup_made", "backup_restored", "face_engine_chosen", "sensitivity_chosen"}
    | {"pupil_exported", "pupil_erased", "retention_run"}
    | {"originals_retired", "pictures_gone", "old_copies_removed"}
)
"""What looking after the program takes, without touching a photo or an answer."""


def may_do(member: StaffMember, what: str, today: date) -> bool:
    """Whether somebody with an account may do this; any deed not named here takes `PREPARE`."""
    if not member.works_on(today):
        return what == "wrong_password"
    if what in OF_ONESELF or what in LOOKING:
        return True
    return member.may(Duty.PREPARE) or (what in ADMINISTERING and member.may(Duty.ADMINISTER))

"""``consentdesk key``: passphrase, a new key, and recovery by two named leaders.

Only this command needs the workspace closed: nothing else may use it while its key changes.
"""

import argparse
from pathlib import Path
from typing import Any

from consentdesk.app.commands.asking import asked, chosen
from consentdesk.app.commands.shared import (
    PASSWORD_VARIABLE,
    SubParsers,
    add_act,
    add_command,
    answer,
    password_of,
    who,
)
from consentdesk.app.places import default_workspace
from consentdesk.app.wiring import PASSPHRASE_VARIABLE, now
from consentdesk.domain.errors import Refused, StoreError
from consentdesk.domain.staff import Duty
from consentdesk.services.office.duties import require
from consentdesk.services.office.passwords import Passwords
from consentdesk.services.office.staff import Staff
from consentdesk.store.keys import PassphrasePlace, change_passphrase, key_place, obtain_key
from consentdesk.store.open_library import library_exists, open_library
from consentdesk.store.recovery import (
    RecoveryStanding,
    RecoveryState,
    make_recovery_codes,
    recover,
    recovery_state,
)
from consentdesk.store.rotation import rotate_key

NEW_VARIABLE = "CONSENTDESK_NEW_PASSPHRASE"


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    key = add_command(
        commands,
        "key",
        "passphrase, new key, recovery by two leaders",
        "key status",
        'key recovery-codes --leader "Hal Head" --leader "Dee Safe"',
    )
    acts = key.add_subparsers(required=True, metavar="ACT")
    add_act(acts, "change-passphrase", "another passphrase for the same key", run_change_passphrase)
    add_act(acts, "rotate", "a new key: everything is encrypted anew", run_rotate)
    codes = add_act(acts, "recovery-codes", "a code for each of two leaders, shown once", run_codes)
    codes.add_argument("--leader", action="append", required=True, metavar="NAME", help="twice")
    add_act(acts, "recover", "both leaders' codes set a new passphrase", run_recover)
    add_act(acts, "status", "where the key is kept, and whose recovery codes work", run_status)


def run_change_passphrase(given: argparse.Namespace) -> int:
    """Ask for the old and the new passphrase."""
    folder = _workspace(given)
    old = asked("Passphrase", PASSPHRASE_VARIABLE)
    _refuse_others(given, folder, old)
    change_passphrase(folder, old, chosen("New passphrase", NEW_VARIABLE), who(given))
    answer(given, {"changed": True}, lambda: "The new passphrase opens the workspace now.")
    return 0


def run_rotate(given: argparse.Namespace) -> int:
    """Give the workspace a new key; 1 when new recovery codes are needed."""
    folder = _workspace(given)
    passphrase = _passphrase(folder)
    _refuse_others(given, folder, passphrase)
    rotate_key(folder, key_place(folder, passphrase), who(given))
    state = recovery_state(folder)
    answer(
        given,
        {"rotated": True, "recovery": _told(state)},
        lambda: (
            "The workspace has a new key, and everything in it was encrypted anew and compared.\n"
            f"{state.sentence}\nBackups made before still open by their own passphrase."
        ),
    )
    return 1 if state.standing is RecoveryStanding.OUTDATED else 0


def run_codes(given: argparse.Namespace) -> int:
    """Make two recovery codes and print them, once."""
    folder = _workspace(given)
    if len(given.leader) != 2:
        raise Refused("Recovery needs two leaders.", "Give --leader twice, with two names.")
    first, second = given.leader
    passphrase = _passphrase(folder)
    _refuse_others(given, folder, passphrase)
    key = obtain_key(folder, passphrase)
    with open_library(folder, key) as library:
        codes = make_recovery_codes(folder, key, (first, second), now().date())
        library.run(lambda unit: unit.audit.add(who(given), "recovery_codes_made", "library"))
    named = list(zip(given.leader, codes, strict=True))
    answer(
        given,
        {"codes": [{"leader": name, "code": code} for name, code in named]},
        lambda: "\n".join(
            [
                *(f"{name}:\n  {code}" for name, code in named),
                "These are shown once. Give each leader their own on paper, kept in two places.",
                "Both together open the workspace without its passphrase; one alone does nothing.",
            ]
        ),
    )
    return 0


def run_recover(given: argparse.Namespace) -> int:
    """Ask for both codes and a new passphrase."""
    folder = _workspace(given)
    codes = asked("Code of the first leader"), asked("Code of the second leader")
    recover(folder, codes, chosen("New passphrase", NEW_VARIABLE), who(given))
    answer(given, {"recovered": True}, lambda: "The new passphrase opens the workspace now.")
    return 0


def run_status(given: argparse.Namespace) -> int:
    """Tell where the key is kept and how recovery stands; 1 when no codes would work."""
    folder = _workspace(given)
    state = recovery_state(folder)
    kept = "passphrase" if PassphrasePlace.used_in(folder) else "keychain"
    answer(
        given,
        {"kept": kept, "recovery": _told(state)},
        lambda: f"The key is kept by: {kept}.\n{state.sentence}",
    )
    return 0 if state.standing is RecoveryStanding.VALID else 1


def _workspace(given: argparse.Namespace) -> Path:
    folder: Path = given.workspace or default_workspace()
    if not library_exists(folder):
        raise StoreError("There is no workspace in this folder.", "Name another with --workspace.")
    return folder


def _refuse_others(given: argparse.Namespace, folder: Path, passphrase: str | None) -> None:
    """Let only who may administer change a key, once the school has accounts.

    Raises:
        Refused: name and password do not go together, or the account may not administer.
    """
    with open_library(folder, obtain_key(folder, passphrase)) as library:
        staff = Staff(library, now, Passwords())
        if staff.nobody_yet():
            return
        account = staff.sign_in(who(given), password_of(who(given), PASSWORD_VARIABLE))
        given.by = account.name
        library.run(lambda u: require(u, account.name, Duty.ADMINISTER, now().date()))


def _passphrase(folder: Path) -> str | None:
    """Return the passphrase, or None where the keychain keeps the key."""
    if not PassphrasePlace.used_in(folder):
        return None
    return asked("Passphrase", PASSPHRASE_VARIABLE)


def _told(state: RecoveryState) -> dict[str, Any]:
    return {
        "standing": state.standing.value,
        "leaders": state.leaders,
        "made_on": state.made_on,
    }

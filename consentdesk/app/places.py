"""Where workspaces and the log lie on this computer, unless the person names another place.

One school uses the usual workspace. Further schools on the same computer have workspaces of their
own beside it: own register, own channels, own people, own key. Nothing leads from one to another.
"""

import os
import re
from pathlib import Path

from platformdirs import user_data_path

from consentdesk.domain.errors import Refused

HOME_VARIABLE = "CONSENTDESK_HOME"
"""Set by tests and by technicians who keep several workspaces apart."""
_LONGEST = 60


def home() -> Path:
    """Return the program's own folder in local (never roaming or synced) app data."""
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else user_data_path("ConsentDesk", appauthor=False, roaming=False)


def default_workspace() -> Path:
    """Return the workspace that opens when none is named."""
    return home() / "workspace"


def demo_folder() -> Path:
    """Return the folder of the made-up school; kept for the next start."""
    return home() / "demo"


def further_schools() -> tuple[str, ...]:
    """Return the names of the schools that have a workspace of their own here, in order."""
    folder = home() / "schools"
    found = (place.name for place in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted(found, key=str.casefold))


def school_workspace(name: str) -> Path:
    """Return the workspace of a further school on this computer, there or not.

    Raises:
        Refused: the name cannot be one of a folder, or differs from another school's in capital
            letters only.
    """
    tidy = " ".join(name.split())
    if not re.fullmatch(r"[\w][\w '&-]*", tidy) or len(tidy) > _LONGEST:
        raise Refused(
            "A school's name here has letters, digits, spaces and hyphens.",
            f"Write it that way, with {_LONGEST} characters at most.",
        )
    for known in further_schools():
        if known.casefold() == tidy.casefold() and known != tidy:
            raise Refused(f"There is a school called {known} already.", "Write it that way.")
    return home() / "schools" / tidy

"""Where a workspace and the log lie on this computer, unless the person names another place."""

import os
from pathlib import Path

from platformdirs import user_data_path

HOME_VARIABLE = "CONSENTDESK_HOME"
"""Set by tests and by technicians who keep several workspaces apart."""


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

"""Asks before something about a person is recorded."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


def ask_first(
    around: Surroundings,
    owner: QWidget,
    title: str,
    sentence: str,
    change: Callable[[str], object],
    done: Callable[[object], None],
) -> None:
    """Ask; on a yes run `change` with the name of the person at the desk, then `done`."""

    def answered(agreed: bool) -> None:
        if agreed:
            by = around.by()
            around.runner.run(owner, lambda: change(by), done)

    around.dialogs.confirm(
        owner.window(), title, sentence, tr("Yes, record it"), tr("No, leave it"), answered
    )

"""Asking for what must not stand on a command line, where other people of the computer see it."""

import getpass
import os

from consentdesk.domain.errors import Refused


def asked(question: str, variable: str | None = None) -> str:
    """Return the answer to a question, typed unseen, or what the environment says already."""
    set_before = os.environ.get(variable) if variable else None
    return getpass.getpass(f"{question}: ") if set_before is None else set_before


def chosen(question: str, variable: str | None = None) -> str:
    """Return something new that is typed twice, so that no slip of the hand becomes the key.

    Raises:
        Refused: it was typed in two ways.
    """
    if variable and variable in os.environ:
        return os.environ[variable]
    first = asked(question)
    if asked("The same once more") != first:
        raise Refused("The two were not the same; nothing was changed.", "Try again.")
    return first

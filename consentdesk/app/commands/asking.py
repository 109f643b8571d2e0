"""Asking for what must not stand on a command line, where other people of the computer see it."""

import getpass
import os
import warnings

from consentdesk.domain.errors import Refused


def asked(question: str, variable: str | None = None) -> str:
    """Return the answer to a question, typed unseen, or what the environment says already.

    Raises:
        Refused: there is neither, or what is typed would be seen.
    """
    set_before = os.environ.get(variable) if variable else None
    if set_before is not None:
        return set_before
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # rather than show it typed
            return getpass.getpass(f"{question}: ")
    except (EOFError, getpass.GetPassWarning) as nobody:
        otherwise = f"Give it in {variable}, or use a terminal." if variable else "Use a terminal."
        raise Refused(f"It cannot be typed unseen here: {question}.", otherwise) from nobody


def chosen(question: str, variable: str | None = None) -> str:
    """Return something new that is typed twice, so that no slip of the hand becomes the key.

    Raises:
        Refused: it was typed in two ways, or there is nobody to type it.
    """
    if variable and variable in os.environ:
        return os.environ[variable]
    first = asked(question, variable)
    if asked("The same once more") != first:
        raise Refused("The two were not the same; nothing was changed.", "Try again.")
    return first

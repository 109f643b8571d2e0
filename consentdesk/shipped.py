"""Where the files that travel with the program lie: the one place that knows.

A checkout has ``resources/`` and ``data/`` beside the package; an installed or frozen
program has them inside it. Any room may import this module.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped_file(*parts: str) -> Path:
    """Return the path of a shipped file, such as ``shipped_file("data", "schema.sql")``.

    The first part is ``"resources"`` or ``"data"``.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    top, *rest = parts
    for base in (_PACKAGE / f"_{top}", _PACKAGE.parent / top):
        candidate = base.joinpath(*rest)
        if candidate.exists():
            return candidate
    raise FileNotFoundError("/".join(parts))

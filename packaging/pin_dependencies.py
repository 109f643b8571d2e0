"""Write the exact versions of all indirect dependencies into pyproject.toml.

Run after changing a direct dependency: ``uv run python packaging/pin_dependencies.py``.
There is no lock file in the repository, because a lock file names the package index of
whoever made it; pins by version say the same without that.
"""

import re
import subprocess
from pathlib import Path

LEFT_OUT = "'never'"
"""Marks what the overrides in pyproject.toml leave out on every system."""
PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def resolved() -> list[str]:
    """Return ``name==version ; marker`` of everything that any supported system needs."""
    exported = subprocess.run(
        [
            "uv",
            "export",
            "--all-extras",
            "--no-hashes",
            "--no-header",
            "--no-annotate",
            "--no-emit-project",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=PYPROJECT.parent,
    ).stdout
    pins = {line.strip().replace('"', "'") for line in exported.splitlines() if "==" in line}
    pins = {pin for pin in pins if LEFT_OUT not in pin}
    return sorted(pins, key=str.casefold)


def write(pins: list[str]) -> None:
    """Put the pins into pyproject.toml in the place of the earlier ones."""
    lines = "".join(f'\n    "{pin}",' for pin in pins) + ("\n" if pins else "")
    text = PYPROJECT.read_text(encoding="utf-8")
    pinned = re.sub(
        r"constraint-dependencies = \[.*?\]",
        lambda _: (
            f"constraint-dependencies = [\n{lines}]" if pins else "constraint-dependencies = []"
        ),
        text,
        flags=re.DOTALL,
    )
    PYPROJECT.write_text(pinned, encoding="utf-8")


def main() -> None:
    """Forget the earlier pins, resolve afresh, write the new ones."""
    write([])
    write(resolved())


if __name__ == "__main__":
    main()

"""Write the exact versions of all indirect dependencies into pyproject.toml.

Run after changing a direct dependency: ``uv run python packaging/pin_dependencies.py``.
There is no lock file in the repository, because a lock file names the package index of
whoever made it; pins by version say the same without that.
"""

import re
import subprocess
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def resolved() -> list[str]:
    """Return ``name==version`` of everything that any supported system needs."""
    exported = subprocess.run(
        ["uv", "export", "--no-hashes", "--no-header", "--no-annotate", "--no-emit-project"],
        capture_output=True,
        text=True,
        check=True,
        cwd=PYPROJECT.parent,
    ).stdout
    pins = {line.split(";")[0].strip() for line in exported.splitlines() if "==" in line}
    return sorted(pins, key=str.casefold)


def main() -> None:
    """Replace the list of pins; direct dependencies stand in it too and must agree."""
    lines = "\n".join(f'    "{pin}",' for pin in resolved())
    text = PYPROJECT.read_text(encoding="utf-8")
    pinned = re.sub(
        r"constraint-dependencies = \[.*?\]",
        lambda _: f"constraint-dependencies = [\n{lines}\n]",
        text,
        flags=re.DOTALL,
    )
    PYPROJECT.write_text(pinned, encoding="utf-8")


if __name__ == "__main__":
    main()

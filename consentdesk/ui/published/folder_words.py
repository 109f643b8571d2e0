"""A folder in words that fit into a narrow place."""

import re
from pathlib import Path


def end_of(folder: Path) -> str:
    """Return the last two folders, which tell the place; show the whole path in a tip."""
    parts = folder.parts[-2:]
    return str(folder) if len(folder.parts) <= len(parts) + 1 else str(Path("…", *parts))


def breakable(folder: str) -> str:
    """Let a long path go on in the next line after each of its folders, and within long ones."""
    after_signs = re.sub(r"([^\w\s…])", "\\1\u200b", folder.replace("_", "_\u200b"))
    return re.sub(r"(\w{8})(?=\w)", "\\1\u200b", after_signs)

"""Reads one field after another of an engine's description, and names the one that is wrong."""

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from consentdesk.domain.errors import EngineError
from consentdesk.faces.ports import Points

_NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a description or of one of its tables; a wrong one is named in an error.

    Every method that returns a field raises `EngineError` when it is missing or wrong.
    """

    file: Path
    values: Mapping[str, Any]
    inside: str = ""

    @classmethod
    def of(cls, file: str) -> "Fields":
        """Read a description.

        Raises:
            EngineError: it is not there or no TOML.
        """
        path = Path(file)
        try:
            return cls(path, tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as reason:
            raise _unreadable(path) from reason
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
            raise EngineError(
                f"“{path.name}” is no description of a face engine.",
                f"It must be a TOML file: {reason}.",
            ) from reason

    def table(self, name: str) -> "Fields":
        """Return the fields of a table."""
        values = self._get(name)
        if not isinstance(values, Mapping):
            raise self._wrong(name, "must be a table")
        return Fields(self.file, values, f"{name}.")

    def text(self, name: str) -> str:
        """Return a text that is not empty."""
        value = self._get(name)
        if not isinstance(value, str) or not value:
            raise self._wrong(name, "must be a text")
        return value

    def word(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return one of the allowed words."""
        value = self.text(name)
        if value not in allowed:
            raise self._wrong(name, "must be " + " or ".join(f"“{word}”" for word in allowed))
        return value

    def yes_or_no(self, name: str) -> bool:
        """Return true or false."""
        value = self._get(name)
        if not isinstance(value, bool):
            raise self._wrong(name, "must be true or false")
        return value

    def whole(self, name: str, least: int, most: int, step: int = 1) -> int:
        """Return a whole number between the two, a multiple of the step."""
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self._wrong(name, f"must be a whole number from {least} to {most}")
        if value % step:
            raise self._wrong(name, f"must be a multiple of {step}")
        return value

    def number(self, name: str, least: float = 0.0, most: float = math.inf) -> float:
        """Return a number between the two."""
        value = _number(self._get(name))
        if value is None or not least <= value <= most:
            upto = "" if most == math.inf else f" to {most:g}"
            raise self._wrong(name, f"must be a number from {least:g}{upto}")
        return value

    def three(self, name: str, above: float = -math.inf) -> tuple[float, ...]:
        """Return one number a colour; a single one stands for all."""
        given = self._get(name)
        numbers = tuple(_number(one) for one in (given if isinstance(given, list) else [given] * 3))
        if len(numbers) != 3 or any(one is None or one <= above for one in numbers):
            positive = " above 0" if above == 0.0 else ""
            raise self._wrong(name, f"must be a number{positive}, or three of them")
        return tuple(one for one in numbers if one is not None)

    def points(self, name: str, edge: int) -> Points:
        """Return five points of a picture with sides of that many pixels."""
        given = self._get(name)
        pairs = given if isinstance(given, list) else []
        points = [
            (_number(pair[0]), _number(pair[1]))
            for pair in pairs
            if isinstance(pair, list) and len(pair) == 2
        ]
        inside = [
            (x, y)
            for x, y in points
            if x is not None and y is not None and 0 <= x <= edge and 0 <= y <= edge
        ]
        if len(inside) != 5 or len(pairs) != 5 or len(set(inside)) != 5:
            raise self._wrong(name, "must be five different points [x, y] inside the chip")
        return tuple(inside)

    def model(self) -> Path:
        """Return the model's path; it lies beside the description."""
        name = self.text("model")
        if Path(name).name != name or "\\" in name or not name.endswith(".onnx"):
            raise self._wrong("model", "must name an .onnx file beside the description")
        return self.file.parent / name

    def version(self) -> str:
        """Return the engine's name with a fingerprint, which changes when either file does."""
        name = self.text("name")
        if not _NAME.fullmatch(name):
            raise self._wrong("name", "may have letters, digits, dots and hyphens, at most 40")
        both = "".join(_fingerprint(path) for path in (self.model(), self.file))
        return f"{name}-{hashlib.sha256(both.encode()).hexdigest()[:8]}"

    def _get(self, name: str) -> Any:
        if name not in self.values:
            raise self._wrong(name, "is missing")
        return self.values[name]

    def _wrong(self, name: str, what: str) -> EngineError:
        return EngineError(
            f"In “{self.file.name}” the field “{self.inside}{name}” {what}.",
            "Your technician can correct the description, see docs/engines.md.",
        )


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _fingerprint(path: Path) -> str:
    """Return a file's SHA-256, computed anew only when its time or size has changed."""
    try:
        state = path.stat()
        return _sha256(path, state.st_mtime_ns, state.st_size)
    except OSError as reason:
        raise _unreadable(path) from reason


@lru_cache(maxsize=8)
def _sha256(path: Path, _changed: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unreadable(path: Path) -> EngineError:
    return EngineError(
        f"The face engine's file “{path.name}” cannot be read.",
        "Your technician can put it back or go back to the built-in engine (consentdesk engine).",
    )

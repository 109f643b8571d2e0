"""Work for the pool tests, at the top of a module so that a spawned worker can import it."""

import os
import sys
from pathlib import Path

from consentdesk.domain.errors import DamagedPhoto

_seen: list[str] = []


def double(number: int) -> int:
    return 2 * number


def die(_number: int) -> int:
    os._exit(3)


def die_if(number: int, deadly: int) -> int:
    if number == deadly:
        os._exit(3)
    return 2 * number


def die_the_first_time(mark: str) -> str:
    path = Path(mark)
    if not path.exists():
        path.touch()
        os._exit(3)
    return "alive"


def refuse_photo() -> int:
    raise DamagedPhoto("This photo is damaged.", "Copy it again from the iPad.")


def stumble(word: str) -> int:
    raise ValueError(word)


def leave() -> int:
    raise SystemExit(1)


def environment(name: str) -> str | None:
    return os.environ.get(name)


def loaded(name: str) -> bool:
    return name in sys.modules


def watch_openings() -> None:
    """From now on note every model file opened and every engine imported in this worker."""

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"open", "import"}:
            _seen.append(f"{event} {arguments[0]}")

    sys.addaudithook(note)


def recognition_seen() -> list[str]:
    """Return what the watch noted that has to do with recognising."""
    return [line for line in _seen if line.endswith((".dat", "dlib"))]


def files_seen() -> int:
    return len(_seen)

"""Work for the pool tests, at the top of a module so that a spawned worker can import it."""

import os
import sys
import threading
from multiprocessing.connection import Connection
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


def hang_if(number: int, endless: int) -> int:
    if number == endless:
        threading.Event().wait()
    return 2 * number


def swell_if(number: int, enormous: int) -> int:
    if number == enormous:
        held = b"x" * 400_000_000
        threading.Event().wait()
        return len(held)
    return 2 * number


def ask_for_all_memory(bytes_wanted: int) -> int:
    """Ask at once for more than any look from outside could notice in time."""
    return len(bytearray(bytes_wanted))


def die_while_answering() -> bytes:
    """Leave with half of the answer handed over."""

    def send_a_little(pipe: Connection, data: memoryview) -> None:
        os.write(pipe.fileno(), bytes(data[:100]))
        os._exit(3)

    Connection._send = send_a_little  # type: ignore[attr-defined]
    return b"x" * 1_000_000


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
    return seen_ending_with(".dat", "dlib")


def seen_ending_with(*ends: str) -> list[str]:
    """Return what the watch noted that ends so."""
    return [line for line in _seen if line.endswith(ends)]


def files_seen() -> int:
    return len(_seen)

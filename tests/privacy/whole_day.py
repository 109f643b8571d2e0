"""A whole day in a school's office, in a process of its own, watched for what it leaves on disk.

Run as ``python -m tests.privacy.whole_day FOLDER``: everything the program may write to lies below
the folder (home, temporary files, settings), and whatever it removes again is looked at before.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARKERS = ("Okorowa", "Adaeze", "Lindqvister", "Boswell", "Quillfeather")
"""Names on the roll that no other text of the program holds."""
PICTURES = (
    *(b"\xff\xd8" + part for part in (b"\xff\xe0\0\x10JFIF", b"\xff\xdb\0\x43", b"\xff\xdb\0\x84")),
    *(b"Exif\0\0", b"\x89PNG\r\n", b"ftyphei", b"ftypavif", b"WEBPVP8", b"GIF87a", b"GIF89a"),
)
"""How pictures begin; none may lie readable anywhere but in a channel's folder.

Six bytes at least: what is encrypted is long, and any three bytes come up in it now and then.
"""
JPEG = b"\xff\xd8\xff"
"""How every JPEG begins, whatever it holds; too short to be looked for in the middle of a file."""


def traces(data: bytes) -> list[str]:
    """Return which marker names and kinds of pictures can be read in these bytes."""
    found = []
    for name in MARKERS:
        ways = {name, name.casefold(), name.upper()}
        written = {way.encode(code) for way in ways for code in ("utf-8", "utf-16-le", "utf-16-be")}
        found += [name] if any(each in data for each in written) else []
    found += [repr(JPEG)] if data.startswith(JPEG) else []
    return found + [repr(start) for start in PICTURES if start in data]


@contextmanager
def watched_removals(private: Path, found: list[str]) -> Iterator[None]:
    """Look into each file that Python removes or replaces below the folder, before it is gone."""

    def look(event: str, arguments: tuple[object, ...]) -> None:
        if event not in {"os.remove", "os.rename"} or not watching:
            return
        paths = arguments[:1] if event == "os.remove" else arguments[1:2]
        for path in paths:
            place = Path(os.fsdecode(path))  # type: ignore[arg-type]
            if place.is_file() and private in place.parents and "channels" not in place.parts:
                found.extend(f"{place.name}: {trace}" for trace in traces(place.read_bytes()))

    watching = True
    sys.addaudithook(look)
    yield
    watching = False


def main(folder: Path) -> int:
    """Do the job, show the window, meet an error that quotes a name; print what was left."""
    from tests.small_workspace import make_school, write_photo

    found: list[str] = []
    incoming = folder.parent / "iPad"
    with watched_removals(folder, found):
        from consentdesk.app.logs import start_log
        from consentdesk.domain.pixels import Box

        start_log(folder / "workspace" / "log")
        school = make_school(folder)
        photo = school.bring_in(write_photo(incoming / "IMG_1.JPG"))[0]
        (face,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
        school.name_face(face, "Ada")
        school.finish(photo.id)
        school.sign()
        assert school.publish().results[0].published == 1
        _papers(school, folder.parent / "outside")
        _window(school)
        try:
            raise RuntimeError("Adaeze Okorowa could not be laid out")
        except RuntimeError:
            logging.getLogger("consentdesk.ui").exception("unforeseen")
        school.workspace.close()
    print("\n".join(found))
    return 0


def _papers(school: object, outside: Path) -> None:
    """What a person takes out on purpose lies where the person says, and may hold names."""
    from consentdesk.domain.progress import CancelToken, Progress
    from tests.small_workspace import SmallSchool

    assert isinstance(school, SmallSchool)
    outside.mkdir()
    workspace = school.workspace
    workspace.register_export.write(outside / "register.xlsx", "Hal Head")
    words, by = "a phrase of many words", "Hal Head"
    workspace.backups.make(outside / "backup.consentdesk", words, by, Progress(), CancelToken())


def _window(school: object) -> None:
    """Open the window on it, go everywhere, lock it, and close it."""
    from PySide6.QtWidgets import QApplication

    from consentdesk.ui.messages import Messages
    from consentdesk.ui.runner import Runner
    from consentdesk.ui.theme import Theme
    from consentdesk.ui.window import MainWindow
    from tests.small_workspace import SmallSchool
    from tests.ui.conftest import AnsweredDialogs

    assert isinstance(school, SmallSchool)
    app = QApplication.instance() or QApplication(["consentdesk"])
    messages = Messages()
    runner = Runner(messages)
    window = MainWindow(school.workspace, runner, AnsweredDialogs(), Theme(), who=school.head)
    window.show()

    def settle() -> None:
        while runner.busy():
            app.processEvents()
        app.processEvents()

    for place in ("home", "register", "channels", "published", "school"):
        window.go(place)
        settle()
    window.open_batch(school.batch_id)
    settle()
    window.close()
    settle()
    runner.close()


if __name__ == "__main__":
    place = Path(sys.argv[1]).resolve()
    tempfile.tempdir = None
    sys.exit(main(place))

"""The steps of the job that the kill harness cuts off, each on a small school of its own.

A stage prepares a folder once, and does its work in a copy of it. After a kill the same work is
asked for again, the way a person would: whoever starts again sees what is there and goes on.
"""

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.services.workspace import Workspace
from consentdesk.store.rotation import rotate_key, settled_key
from consentdesk.store.safe_files import write_whole
from consentdesk.store.vault import Vault
from tests.bench.kill_harness_school import Stage
from tests.small_workspace import KEY, PHONE, PREPARER, SmallSchool, write_photo
from tests.store import test_schema_steps
from tests.store.shelf_samples import KEY as OLD_KEY

PHOTOS = 4


class BringIn(Stage):
    """Photos of several kinds, one from a private telephone, one twice, one file that is none."""

    name = "bring in"

    def before(self, school: SmallSchool) -> None:
        place = school.folder / "in"
        for number in range(PHOTOS):
            write_photo(place / f"IMG_{number}.JPG", number)
        write_photo(place / "IMG_7.PNG", 7, kind="png")
        write_photo(place / "IMG_8.JPG", 8, device=PHONE)
        (place / "IMG_9.JPG").write_bytes((place / "IMG_1.JPG").read_bytes())
        (place / "notes.txt").write_text("of the photographer", encoding="utf-8")

    def work(self, school: SmallSchool) -> None:
        importer = school.workspace.importer
        begun = importer.unfinished(school.batch_id)
        if begun is not None:
            importer.resume(begun.id, PREPARER, Progress(), CancelToken())
        elif not importer.runs(school.batch_id):
            school.bring_in(school.folder / "in")


class FindFaces(Stage):
    """Near faces first and then all of them, in photos that were brought in."""

    name = "scan"

    def before(self, school: SmallSchool) -> None:
        for number in range(PHOTOS):
            write_photo(school.folder / "in" / f"IMG_{number}.JPG", number)
        school.bring_in(school.folder / "in")

    def work(self, school: SmallSchool) -> None:
        school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())


class Decide(Stage):
    """Faces named, one that is none, photos looked at, one held and one child protected."""

    name = "decide"

    def before(self, school: SmallSchool) -> None:
        FindFaces().before(school)
        FindFaces().work(school)

    def work(self, school: SmallSchool) -> None:
        review = school.workspace.review
        for number, photo in enumerate(school.photos()):
            entry = review.photo(photo.id)
            for face in entry.review.undecided:
                school.see(face)
                review.decide(face.id, _who(school, number, face.box), PREPARER)
            if number == PHOTOS - 1:
                if review.photo(photo.id).review.hold is None:
                    review.hold(photo.id, "Not sure.", PREPARER)
            elif review.photo(photo.id).review.look is None:
                school.finish(photo.id)


def _who(school: SmallSchool, photo: int, box: Box) -> Disposition:
    if box.x > 100:
        return Disposition(DispositionKind.NOT_A_FACE)
    name = ("Ada", "Bo", "Cy", "Ada")[photo]
    return Disposition(DispositionKind.THIS_PUPIL, school.people[name].id)


class SignOff(Stage):
    """The second signature."""

    name = "sign off"

    def before(self, school: SmallSchool) -> None:
        Decide().before(school)
        Decide().work(school)

    def work(self, school: SmallSchool) -> None:
        if school.workspace.sign_off.preview(school.batch_id).standing is None:
            school.sign()


class PublishCopies(Stage):
    """Copies for two channels, an older one replaced, and the clearance record."""

    name = "publish"

    def before(self, school: SmallSchool) -> None:
        SignOff().before(school)
        school.sign()
        school.publish()
        photo = school.photos()[0].id  # what is out is replaced by a copy that differs
        (face, _) = school.workspace.review.photo(photo).review.regions
        school.decide(face, DispositionKind.CROP_AWAY)
        school.finish(photo)
        last = school.photos()[-1].id
        school.workspace.review.let_go(last, PREPARER)
        school.finish(last)
        school.sign()

    def work(self, school: SmallSchool) -> None:
        school.publish()


class PublishWithoutLinks(PublishCopies):
    """The same on a drive that cannot give a second name to a file, such as a USB stick."""

    name = "publish to a stick"

    def meddle(self) -> None:
        def refused(*given: object, **more: object) -> None:
            raise OSError(errno.EPERM, "no hard links here")

        os.link = refused


class TakeDownCopies(Stage):
    """A parent withdraws; every copy the child is in is removed."""

    name = "take down"

    def before(self, school: SmallSchool) -> None:
        SignOff().before(school)
        school.sign()
        school.publish()

    def work(self, school: SmallSchool) -> None:
        work, ada = school.workspace, school.people["Ada"].id
        answers = work.library.run(lambda u: u.register.answers())[ada]
        for purpose in ("web", "newsletter"):
            if not any(a.purpose == purpose and a.status is Status.WITHDRAWN for a in answers):
                work.roll.record_answer(ada, Answer(purpose, Status.WITHDRAWN), PREPARER)
        due = [copy.id for copy in work.take_down.due() if copy.state is ReleasedState.PUBLISHED]
        if due:
            work.take_down.take_down(due, PREPARER)


class UndoImport(Stage):
    """Photos with faces and decisions are taken out again."""

    name = "undo import"

    def before(self, school: SmallSchool) -> None:
        SignOff().before(school)
        extra = write_photo(school.folder / "more" / "IMG_20.JPG", 20)
        school.bring_in(extra)

    def work(self, school: SmallSchool) -> None:
        first = school.workspace.importer.runs(school.batch_id)[0]
        if not first.undone:
            school.workspace.importer.undo(first.id, PREPARER)


class DeletePhoto(Stage):
    """A photo that must not exist is destroyed, with everything made from it."""

    name = "delete photo"
    destroys = True

    def before(self, school: SmallSchool) -> None:
        SignOff().before(school)

    def work(self, school: SmallSchool) -> None:
        for photo in school.photos():
            if photo.details.file_name == "IMG_0.JPG":
                school.workspace.deletion.delete(photo.id, PREPARER)


class StartAgain(Stage):
    """The start after a kill in the middle of publishing is killed as well."""

    name = "start again"
    opening = True

    def before(self, school: SmallSchool) -> None:
        PublishCopies().before(school)
        channel = school.website.details.folder
        school.publish()

        def interrupt(u: Any) -> None:
            for file in u.releases.files(batch_id=school.batch_id):
                if file.state is ReleasedState.PUBLISHED and file.channel_id == school.website.id:
                    u.releases.set_state(file.id, ReleasedState.WRITING, file.sha256)

        school.workspace.library.run(interrupt)
        next(channel.glob("*.jpg")).unlink()
        leftover = channel / ".consentdesk-unfinished-1"
        leftover.write_bytes(b"half a photo")
        os.utime(leftover, (0, 0))
        school.workspace.library.vault.put(b"a picture that nothing refers to")

    def work(self, school: SmallSchool) -> None:
        school.publish()


class KeptBeside:
    """A place for the key: a file beside the workspace."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self) -> bytes | None:
        """Return the key that was kept last."""
        return self._file.read_bytes() if self._file.exists() else None

    def save(self, key: bytes) -> None:
        """Keep the key."""
        write_whole(self._file, key)


class RotateKey(Stage):
    """Everything is encrypted anew with another key."""

    name = "rotate key"
    opening = True

    def __init__(self) -> None:
        self._wanted = False

    def obtain(self, place: Path) -> bytes:
        kept = KeptBeside(place.with_name("key"))
        key = settled_key(place, kept.load() or KEY, kept)
        if self._wanted:
            kept.save(key)
            rotate_key(place, kept, PREPARER)
            key = kept.load() or KEY
        return key

    def before(self, school: SmallSchool) -> None:
        PublishCopies().before(school)

    def run(self, workspace: Workspace, folder: Path) -> None:
        """Opening was all."""

    def meddle(self) -> None:
        self._wanted = True


class Make(Stage):
    """A workspace is made where there was none."""

    name = "make"
    opening = True

    def prepare(self, folder: Path) -> None:
        (folder / "workspace").mkdir()

    def run(self, workspace: Workspace, folder: Path) -> None:
        """Opening was all."""


class Migrate(Stage):
    """A library of the first schema, with photos, answers and decisions, is brought up to date."""

    name = "migrate"
    opening = True

    def obtain(self, place: Path) -> bytes:
        return OLD_KEY

    def prepare(self, folder: Path) -> None:
        place = folder / "workspace"
        rows = test_schema_steps.ROWS + test_schema_steps.ANSWERS + test_schema_steps.REVIEWED
        test_schema_steps.first_library(place, self._with_pictures(place, rows))
        self._with_pictures(place, rows)  # making a library swept them away

    def run(self, workspace: Workspace, folder: Path) -> None:
        """Opening was all."""

    def _with_pictures(self, place: Path, rows: str) -> str:
        vault = Vault(place / "vault", OLD_KEY)
        for name in ("o", "t", "s", "ab", "cd", "ef"):
            rows = rows.replace(f"'{name}'", f"'{vault.put(name.encode())}'")
        return rows


STAGES: Sequence[Stage] = (
    BringIn(),
    FindFaces(),
    Decide(),
    SignOff(),
    PublishCopies(),
    PublishWithoutLinks(),
    TakeDownCopies(),
    UndoImport(),
    DeletePhoto(),
    StartAgain(),
    RotateKey(),
    Make(),
    Migrate(),
)

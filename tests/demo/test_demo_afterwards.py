"""The end of the made-up day: what the office hides, what goes out, and one parent's withdrawal.

Two photos of the day; the faces are marked where they were painted, everything else is real.
"""

import csv
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from consentdesk.app.demo_afterwards import CAPTIONS, EDITOR, PACK, RECORD, Afterwards, look_after
from consentdesk.app.demo_school import (
    OFFICE,
    WEBSITE,
    head_of,
    set_up_school,
    write_consent_workbook,
)
from consentdesk.app.demo_stopwatch import Stopwatch
from consentdesk.app.demo_words import summary_in_words, went_wrong
from consentdesk.app.scripted_reviewer import ScriptedReviewer, read_truth
from consentdesk.app.wiring import now
from consentdesk.demo.make import make_demo
from consentdesk.demo.school import DemoSchool, plan_school
from consentdesk.domain.face import DispositionKind, FoundRegion, RegionSize
from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.media.verify import reveals
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.services.workspace import Workspace
from consentdesk.store.unit_of_work import UnitOfWork
from tests.small_workspace import KEY, assemble_for_test

SIZE = (2016, 1512)
SEED, TWO_PHOTOS = 13, (18, 22)
"""Of that day: two children whom everybody may see, with strangers behind, and a team with one of
whom the website may and Instagram may not; so it is looked out for before it is withdrawn."""


@dataclass(frozen=True)
class EndOfTheDay:
    folder: Path
    plan: DemoSchool
    workspace: Workspace
    after: Afterwards
    on_website_before: frozenset[str]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EndOfTheDay]:
    folder = tmp_path_factory.mktemp("day")
    whole = plan_school(SEED, 24, 40)
    plan = replace(whole, photos=tuple(whole.photos[index] for index in TWO_PHOTOS))
    files = make_demo(folder, plan, workers=1, size=SIZE)
    workbook = write_consent_workbook(folder, files.consent_rows)
    workspace = assemble_for_test(folder / "workspace", KEY, now, new=True)  # type: ignore[arg-type]
    batch = set_up_school(workspace, plan, workbook, folder, now().date())
    paths = [files.photos_folder / photo.name for photo in plan.photos]
    workspace.importer.bring_in(batch.id, paths, OFFICE, Progress(), CancelToken())
    truth = read_truth(files.truth_path)
    for entry in workspace.review.desk(batch.id).photos:
        _mark(workspace, entry.photo, [f.box for f in truth[entry.photo.details.file_name]])
    ScriptedReviewer(workspace, truth).decide_batch(batch.id)
    seen = workspace.sign_off.preview(batch.id)
    workspace.sign_off.sign(batch.id, head_of(workspace), OFFICE, seen, frozenset(seen.covered))
    workspace.publisher.run(batch.id, OFFICE, Progress(), CancelToken())
    before = frozenset(path.name for path in (folder / "published" / WEBSITE).iterdir())
    after = look_after(workspace, batch, plan, folder, Stopwatch())
    assert after is not None
    yield EndOfTheDay(folder, plan, workspace, after, before)
    workspace.close()


def _mark(workspace: Workspace, photo: Photo, boxes: list[Box]) -> None:
    """Record the faces as a scan would."""
    library = workspace.library
    picture = library.vault.put(library.vault.get(photo.details.thumbnail))
    found = [FoundRegion(box, RegionSize.FACE, 0.9, picture) for box in boxes]

    def work(u: UnitOfWork) -> None:
        u.photos.record_check(photo.id, found, "painted")
        u.batches.raise_revision(photo.batch_id)

    library.run(work)


def test_passers_by_are_made_mosaics_and_pupils_are_not(day: EndOfTheDay) -> None:
    kinds: Counter[DispositionKind] = Counter()
    truth = read_truth(day.folder / "truth.json")
    for entry in day.workspace.review.desk(day.workspace.batches.cards()[0].batch.id).photos:
        boxes = {face.box: face.person for face in truth[entry.photo.details.file_name]}
        for region in entry.review.regions:
            kind = entry.review.decisions[region.id].disposition.kind
            kinds[kind] += 1
            if kind is DispositionKind.MOSAIC:
                assert boxes[region.box] in day.plan.visitors
    assert kinds[DispositionKind.MOSAIC] >= 1
    assert kinds[DispositionKind.COVER] + kinds[DispositionKind.CROP_AWAY] > 0


def test_the_withdrawn_copy_is_gone_and_the_others_stay(day: EndOfTheDay) -> None:
    withdrawal = day.after.withdrawal
    assert withdrawal is not None
    assert withdrawal.listed == withdrawal.removed == withdrawal.in_pack == 1
    assert withdrawal.left == withdrawal.lying_there == 0
    lying_there = {path.name for path in (day.folder / "published" / WEBSITE).iterdir()}
    (gone,) = day.on_website_before - lying_there
    assert lying_there == day.on_website_before - {gone}
    copies = day.workspace.take_down.copies()
    (taken,) = [copy for copy in copies if copy.file_name == gone and copy.channel.name == WEBSITE]
    assert taken.standing is Standing.REMOVE_THERE, "a person still has to look at the website"
    assert EDITOR in taken.left
    others = [copy for copy in copies if copy is not taken]
    assert others
    assert all(copy.standing is Standing.MAY_STAY and copy.path.exists() for copy in others)
    assert withdrawal.as_published == len(others)


def test_the_pack_made_again_holds_what_may_stay_with_its_texts(day: EndOfTheDay) -> None:
    website = {path.name for path in (day.folder / "published" / WEBSITE).iterdir()}
    with zipfile.ZipFile(day.folder / PACK) as pack:
        names = set(pack.namelist())
        texts = pack.read("captions.csv").decode("utf-8-sig")
        for name in names:
            if Path(name).suffix in {".jpg", ".webp"}:
                assert not reveals(pack.read(name))
    photos = {Path(name).name for name in names if Path(name).parent.name == "photos"}
    assert {name for name in photos if name.endswith(".jpg")} == website
    assert any(name.endswith(".webp") for name in photos)
    assert "contact-sheet.pdf" in names
    assert (day.after.packed, day.after.packed_again) == (2, 1)
    assert day.after.pack_revealing == 0
    (row,) = list(csv.DictReader(texts.splitlines()))
    assert row["alt text"].startswith("Children smile")


def test_the_texts_and_the_record_name_no_child(day: EndOfTheDay) -> None:
    texts = (day.folder / CAPTIONS).read_text(encoding="utf-8-sig")
    assert len(texts.splitlines()) == 3
    for pupil in day.plan.pupils:
        assert pupil.first_name not in texts
        assert pupil.last_name not in texts
    assert (day.folder / RECORD).read_bytes().startswith(b"%PDF")


def test_the_last_words_say_what_came_of_it_and_what_to_open() -> None:
    withdrawal = {
        "listed": 2,
        "removed": 2,
        "left": 0,
        "lying_there": 0,
        "in_pack": 2,
        "for_a_person": 2,
        "look_again": 0,
        "as_published": 9,
    }
    after = {
        "packed": 5,
        "packed_again": 3,
        "pack_files": 18,
        "pack_revealing": 0,
        "withdrawal": withdrawal,
    }
    summary = {
        "photos": {"in": 3, "read": 2, "listed": [{"name": "a.txt", "sentence": "No photo."}]},
        "faces": {
            "present": 30,
            "found": 29,
            "present_40": 20,
            "found_40": 20,
            "extra": 0,
            "register_present": 6,
            "register_flagged": 5,
            "register_cannot_tell": 1,
            "register_missed": 0,
            "false_flags": 2,
        },
        "match": {"sentence": "Compared."},
        "look": {"sentence": "By eye."},
        "decisions": 12,
        "hidden": {"cover": 3, "mosaic": 2, "crop_away": 1},
        "verdicts": {"held": 1, "open": 0, "covered": 2},
        "published": [{"channel": WEBSITE, "folder": "x", "published": 5, "refused": 0}],
        "afterwards": after,
        "verification": {"files": 11, "revealing": 0},
        "open_first": "/made-up/published/a.jpg",
        "seconds": {"publishing": 1.5},
    }
    said = summary_in_words(summary, Path("/made-up"))
    assert "3 / 2 / 1" in said
    assert "listed to be taken down             2" in said
    assert "Open first:    /made-up/published/a.jpg" in said.split("The result lies in")[1]
    assert not went_wrong(summary)
    assert went_wrong({**summary, "afterwards": {**after, "pack_revealing": 1}})
    still_there = {**withdrawal, "lying_there": 1}
    assert went_wrong({**summary, "afterwards": {**after, "withdrawal": still_there}})
    nothing = summary_in_words(
        {**summary, "afterwards": None, "open_first": None}, Path("/made-up")
    )
    assert "Nothing went to the website" in nothing

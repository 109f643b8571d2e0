"""A school with published photos, and packs made of them."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.looking_after.published_copies import PublishedCopy
from consentdesk.services.packing.captions import Caption
from consentdesk.services.packing.copies_to_hand_on import HandOnReceipt
from consentdesk.services.packing.pack_plan import PackOrder
from tests.small_workspace import (
    PEOPLE,
    PREPARER,
    SmallSchool,
    make_school,
    write_photo,
)

NAMES = [name for person in PEOPLE.values() for name in (person.first_name, person.last_name)]
SIZE = (320, 240)


def with_photos_published(tmp_path: Path) -> SmallSchool:
    """Two photos on the website, each of one pupil; only the second is in the newsletter, too."""
    school = make_school(tmp_path)
    school.answer("Ada", "newsletter", Status.REFUSED)
    files = [write_photo(tmp_path / f"{n}.jpg", 20 * n, size=SIZE) for n in range(2)]
    for photo, name in zip(school.bring_in(*files), ("Ada", "Bo"), strict=True):
        (region,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
        school.name_face(region, name)
        school.finish(photo.id)
    school.sign()
    school.publish()
    return school


def order(school: SmallSchool, *captions: Caption, **more: object) -> PackOrder:
    made = PackOrder(school.batch_id, school.website.id, "Bright Web Ltd", captions)
    return replace(made, **more)  # type: ignore[arg-type]


def make(school: SmallSchool, wanted: PackOrder, by: str = PREPARER) -> HandOnReceipt:
    path = school.folder / "pack.zip"
    return school.workspace.web_packs.make(wanted, path, by, Progress(), CancelToken())


def save_sheet(school: SmallSchool) -> HandOnReceipt:
    packs, path = school.workspace.web_packs, school.folder / "sheet.pdf"
    return packs.save_contact_sheet(
        school.batch_id, school.website.id, path, PREPARER, Progress(), CancelToken()
    )


def of(school: SmallSchool, name: str) -> PublishedCopy:
    """Return the copy on the website that a person is in."""
    return next(
        copy
        for copy in school.workspace.take_down.copies()
        if copy.channel.id == school.website.id
        and school.people[name].id in {p.id for p in copy.people}
    )


def inside(receipt: HandOnReceipt) -> dict[str, bytes]:
    with zipfile.ZipFile(receipt.file) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def lines(school: SmallSchool, what: str):  # type: ignore[no-untyped-def]
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    return [row for row in rows if row.what == what]


def traces(school: SmallSchool) -> tuple[list[Path], int]:
    """Return every file outside the library, hidden ones included, and the lines about packs."""
    files = [p for p in school.folder.rglob("*") if p.is_file()]
    outside = sorted(p for p in files if not p.is_relative_to(school.workspace.folder))
    kinds = ("pack_made", "contact_sheet_saved", "prints_saved", "names_beside_photos_approved")
    return outside, sum(len(lines(school, kind)) for kind in kinds)


@contextmanager
def nothing_written(
    school: SmallSchool, error: type[KnownError] = Refused, match: str | None = None
) -> Iterator[None]:
    """Expect a refusal after which no file, whole or not, and no line is there."""
    (school.folder / "pack.zip").unlink(missing_ok=True)
    before = traces(school)
    with pytest.raises(error, match=match) as refused:
        yield
    assert traces(school) == before
    assert not any(name.lower() in str(refused.value).lower() for name in NAMES)

"""Publishing renders in a worker: what goes astray there costs its own copy and nothing else."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import FaceCheckFailed
from consentdesk.faces.pool import FacePool
from consentdesk.services.publishing.finishing import finish_for, in_worker
from tests.small_workspace import SmallSchool, threads, write_photo


@pytest.fixture
def cleared(school: SmallSchool, tmp_path: Path) -> SmallSchool:
    for number in range(2):
        school.bring_in(write_photo(tmp_path / "in" / f"IMG_{number}.JPG", number))
    for photo in school.photos():
        school.mark_faces(photo.id, [])
        school.finish(photo.id)
    school.sign()
    return school


def test_a_worker_renders_the_same_bytes(cleared: SmallSchool) -> None:
    photo = cleared.photos()[0]
    entry = cleared.workspace.review.photo(photo.id)
    original = cleared.workspace.library.vault.get(photo.details.original)
    about = cleared.website, entry.photo, entry.review, original
    pool = FacePool(1, threads)
    assert finish_for(*about, in_worker(pool)) == finish_for(*about)
    pool.close()


def test_a_photo_that_ends_its_worker_is_refused_and_the_others_go_out(
    cleared: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, first = FacePool.ask, cleared.photos()[0].details.original
    deadly = cleared.workspace.library.vault.get(first)

    def dies_of_one(pool, work, arguments, limit):  # type: ignore[no-untyped-def]
        if arguments[0] == deadly:
            raise FaceCheckFailed("The photo could not be checked.", "Leave it out.")
        return ask(pool, work, arguments, limit)

    monkeypatch.setattr(FacePool, "ask", dies_of_one)
    receipt = cleared.publish()
    assert [(r.published, len(r.refused)) for r in receipt.results] == [(1, 1), (1, 1)]
    assert len(cleared.published_files()) == 2

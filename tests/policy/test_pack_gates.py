"""What goes to a web editor with the photos; named after the policies' rows."""

from collections.abc import Iterator

import pytest

from consentdesk.domain.consent import Status
from consentdesk.services.packing.captions import (
    Caption,
    NameInCaption,
    NamesToApprove,
    WordsToLookAt,
)
from tests.services.pack_school import (
    inside,
    make,
    nothing_written,
    of,
    order,
    with_photos_published,
)
from tests.small_workspace import SmallSchool


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    school = with_photos_published(tmp_path_factory.mktemp("school"))
    yield school
    school.workspace.close()


def test_G38_no_caption_says_a_name_or_initials(school: SmallSchool) -> None:
    for text in ("Cyprian won", "cyprian’s medal", "C. Marshfieldy", "C.M. won"):
        caption = Caption(1, of(school, "Ada").file_name, "", text)
        with nothing_written(school, NameInCaption):
            make(school, order(school, caption, looked_at=True))


def test_G40_a_name_in_a_caption_takes_its_own_yes_and_the_heads_word(school: SmallSchool) -> None:
    caption = Caption(1, of(school, "Bo").file_name, "", "Boswell won")
    approved = order(school, caption, names_approved_by=school.head)
    with nothing_written(school, NameInCaption):
        make(school, approved)
    school.answer("Bo", "name", Status.GRANTED)
    with nothing_written(school, NamesToApprove):
        make(school, order(school, caption))
    assert b"Boswell won" in inside(make(school, approved))["captions.csv"]


def test_G41_a_link_in_a_caption_is_looked_at_first(school: SmallSchool) -> None:
    caption = Caption(1, of(school, "Ada").file_name, "", "More on www.hillside.example")
    with nothing_written(school, WordsToLookAt):
        make(school, order(school, caption))
    assert make(school, order(school, caption, looked_at=True)).photos == 2

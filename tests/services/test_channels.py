"""What a channel may be settled to be, and what is recorded of it."""

from dataclasses import replace

import pytest

from consentdesk.domain.channel import ChannelDetails, FileType
from consentdesk.domain.errors import Refused
from consentdesk.services.publishing.file_names import PatternRefused
from tests.small_workspace import APPROVER, PREPARER, SmallSchool


def change(school: SmallSchool, **changes: object) -> None:
    details = replace(school.website.details, **changes)  # type: ignore[arg-type]
    school.workspace.channels.change(replace(school.website, details=details), PREPARER)


def kept(school: SmallSchool) -> ChannelDetails:
    return school.workspace.channels.all()[0].details


def version(school: SmallSchool) -> int:
    return school.workspace.library.run(lambda u: u.register.version())


@pytest.mark.parametrize("most", [50, 20000, None])
def test_a_limit_to_the_size_of_a_file_is_kept(school: SmallSchool, most: int | None) -> None:
    change(school, most_kilobytes=most)
    assert kept(school).most_kilobytes == most


@pytest.mark.parametrize("most", [49, 20001, 0, -1])
def test_a_limit_out_of_range_is_refused(school: SmallSchool, most: int) -> None:
    with pytest.raises(Refused, match="20000"):
        change(school, most_kilobytes=most)
    assert kept(school).most_kilobytes is None


@pytest.mark.parametrize("naming", ["photo", "../{number}", "adaeze-{number}", "ao-{number}"])
def test_a_pattern_that_is_none_or_names_somebody_changes_nothing(
    school: SmallSchool, naming: str
) -> None:
    before, at = kept(school), version(school)
    with pytest.raises(PatternRefused) as refused:
        change(school, naming=naming)
    assert "adaeze" not in str(refused.value).casefold()
    details = replace(before, name="Press", folder=school.folder / "press", naming=naming)
    with pytest.raises(PatternRefused):
        school.workspace.channels.add(details, APPROVER)
    assert (kept(school), version(school)) == (before, at)
    assert len(school.workspace.channels.all()) == 2


def test_what_was_settled_about_files_is_recorded_and_asks_for_another_look(
    school: SmallSchool,
) -> None:
    at = version(school)
    settled = {
        "naming": "web-{date}-{number}",
        "folder_per_event": True,
        "file_type": FileType.PNG,
        "most_kilobytes": 900,
    }
    change(school, **settled)
    assert version(school) > at
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    (row,) = [row for row in rows if row.what == "channel_changed"]
    assert settled.items() <= dict(row.detail).items()

"""Names of published files: by the channel's pattern, never a person's, never one in use."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel, FileType
from consentdesk.domain.errors import Refused
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.publishing.file_names import (
    LONGEST_EVENT,
    LONGEST_NAME,
    PLACEHOLDERS,
    event_slug,
    example_path,
    folder_of,
    free_name,
    names_somebody,
    pattern_problem,
)
from consentdesk.store.unit_of_work import UnitOfWork
from tests.small_workspace import PREPARER, SmallSchool, write_photo


def pupil(number: int, first: str, last: str) -> Person:
    return Person(number, PersonDetails(f"U{number}", PersonKind.PUPIL, first, last, "3A"))


ROLL = (
    pupil(1, "Maya", "Okafor"),
    pupil(2, "Zoë", "Müller"),
    pupil(3, "Summer", "Hill"),
    pupil(4, "Alfred", "O'Brien"),
)


@pytest.mark.parametrize(
    "pattern",
    [
        "{event}-{date}-{number}",
        "{number}",
        "web_{year}_{number}",
        "Hill-school-{event}-{number}",
        "{date}{number}",
    ],
)
def test_a_pattern_of_event_day_and_number_is_taken(pattern: str) -> None:
    assert pattern_problem(pattern, ROLL) is None


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("", "{number}"),
        ("{event}-{date}", "{number}"),
        ("../{number}", "another folder"),
        ("web/{number}", "another folder"),
        ("web\\{number}", "another folder"),
        ("C:{number}", "another folder"),
        ("a..{number}", "another folder"),
        (".web-{number}", "dot"),
        ("{pupil}-{number}", "placeholder"),
        ("{Event}-{number}", "placeholder"),
        ("{{event}}-{number}", "placeholder"),
        ("{event!r}-{number}", "placeholder"),
        ("sports day {number}", "sign"),
        ("école-{number}", "sign"),
        ("web.{number}", "sign"),
        ("web\n{number}", "sign"),
        ("CON-{number}", "device"),
        ("{number}_nul", "device"),
        ("{number}-Com1", "device"),
        ("{event}-{event}-{number}", None),
        ("{event}-{event}-{event}-{number}", "longer"),
        ("x" * LONGEST_NAME + "{number}", "longer"),
    ],
)
def test_the_form_of_a_pattern(pattern: str, word: str | None) -> None:
    problem = pattern_problem(pattern, ())
    assert problem is None if word is None else problem is not None and word in problem


@pytest.mark.parametrize(
    "words",
    [
        *("maya", "Maya", "MAYAS", "okafor", "mayaokafor", "MayaOkafor", "Okafor_Maya"),
        *("mokafor", "mayao", "mo", "MO", "m-okafor", "ma-ya", "zoe", "mueller", "muller"),
        *("obrien", "o-brien", "alfie", "summer", "sh", "shill", "m-o", "m_okafor"),
    ],
)
@pytest.mark.parametrize("around", ["{}-{{number}}", "{{event}}{}{{number}}", "{{number}}_{}"])
def test_no_name_nickname_or_initials_get_into_a_pattern(words: str, around: str) -> None:
    problem = pattern_problem(around.format(words), ROLL)
    assert problem is not None
    assert "roll" in problem
    assert words.casefold() not in problem.casefold().split()


def test_a_name_cut_by_a_placeholder_is_a_name() -> None:
    assert pattern_problem("maya{number}okafor", ROLL) is not None


@given(st.lists(st.sampled_from([*PLACEHOLDERS, "a", "Z", "0", "-", "_", "x9"]), max_size=9))
def test_every_pattern_that_is_taken_gives_a_plain_name(parts: list[str]) -> None:
    pattern = "".join(parts)
    if pattern_problem(pattern, ()) is None:
        name = example_path(pattern, FileType.JPEG, folder_per_event=False)
        assert len(name) <= LONGEST_NAME
        assert Path(name).name == name
        assert name.isascii()
        assert "{" not in name
        assert name.endswith(".jpg")


@given(st.text(max_size=30))
def test_whatever_is_typed_is_answered(pattern: str) -> None:
    problem = pattern_problem(pattern, ROLL)
    assert problem is None or problem.endswith(".")


@given(st.text(max_size=80))
def test_a_title_becomes_plain_letters(title: str) -> None:
    slug = event_slug(title)
    assert 0 < len(slug) <= LONGEST_EVENT
    assert not set(slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_a_long_title_ends_with_a_whole_word() -> None:
    assert event_slug("The very long story of an old temple Mayan") == (
        "the-very-long-story-of-an-old-temple"
    )


def test_a_title_with_a_first_name_alone_is_no_refusal() -> None:
    assert not names_somebody("Maya leaves", ROLL)
    assert names_somebody("Maya O. leaves", ROLL)
    assert names_somebody("mayaokafor leaves", ROLL)
    assert names_somebody("Ma\u65e5ya Okafor leaves", ROLL)
    assert not names_somebody("Summer on the hill", ROLL)


def test_the_example_shows_type_and_folder() -> None:
    pattern = "{event}-{date}-{number}"
    assert example_path(pattern, FileType.JPEG, False) == "sports-day-2026-06-12-001.jpg"
    assert example_path("{year}_{number}", FileType.PNG, True) == (
        "sports-day-2026-06-12/2026_001.png"
    )
    with pytest.raises(Refused):
        example_path("{pupil}", FileType.PNG, True)


def settled(channel: Channel, **changes: object) -> Channel:
    return replace(channel, details=replace(channel.details, **changes))  # type: ignore[arg-type]


def next_name(school: SmallSchool, channel: Channel) -> str:
    return school.workspace.library.run(lambda u: free_name(u, batch_of(school), channel))


def batch_of(school: SmallSchool) -> Batch:
    assert school.batch is not None
    return school.batch


def test_a_name_in_the_folder_is_never_given_again(school: SmallSchool) -> None:
    folder = school.website.details.folder
    assert next_name(school, school.website) == "sports-day-2026-06-19-001.jpg"
    (folder / "Sports-Day-2026-06-19-001.JPG").touch()
    (folder / "sports-day-2026-06-19-002.jpg").mkdir()
    assert next_name(school, school.website) == "sports-day-2026-06-19-003.jpg"


def test_a_name_that_was_published_is_never_given_again(school: SmallSchool) -> None:
    (photo,) = school.bring_in(write_photo(school.folder / "one.jpg"))

    def intend(u: UnitOfWork) -> None:
        signed = u.releases.sign(school.batch_id, (PREPARER,), "Second", school.clock(), 1, 1, ())
        name = free_name(u, batch_of(school), school.website)
        u.releases.intend(signed.id, photo.id, school.website.id, "moved since", name)

    school.workspace.library.run(intend)
    assert next_name(school, school.website) == "sports-day-2026-06-19-002.jpg"
    assert next_name(school, school.newsletter) == "sports-day-2026-06-19-001.jpg"


def test_names_follow_the_channel(school: SmallSchool) -> None:
    channel = settled(school.website, naming="web_{year}-{number}", file_type=FileType.PNG)
    assert next_name(school, channel) == "web_2026-001.png"


def test_a_pattern_that_got_in_some_other_way_gives_no_name(school: SmallSchool) -> None:
    with pytest.raises(Refused):
        next_name(school, settled(school.website, naming="../{number}"))


def test_the_folder_of_an_event_lies_in_the_channels(school: SmallSchool) -> None:
    folder = school.website.details.folder
    assert folder_of(school.website, batch_of(school), ()) == folder
    own = folder_of(settled(school.website, folder_per_event=True), batch_of(school), ())
    assert own == folder / "sports-day-2026-06-19"
    own.mkdir()
    (own / "sports-day-2026-06-19-001.jpg").touch()
    channel = settled(school.website, folder_per_event=True)
    assert next_name(school, channel) == "sports-day-2026-06-19-002.jpg"

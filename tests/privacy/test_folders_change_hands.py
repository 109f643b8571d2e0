"""A channel's folder holds what may be on that channel, whatever became of folders and links."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.services.looking_after import take_down as take_down_module
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.services.publishing import channel_release
from tests.privacy.summer_fair import ALL, WITHOUT_BO, SummerFair, before_call, hold_fair, shown_in
from tests.small_workspace import APPROVER, PREPARER, SmallSchool


def move(school: SmallSchool, channel: Channel, folder: Path) -> Channel:
    """Give a channel another folder."""
    moved = replace(channel, details=replace(channel.details, folder=folder))
    school.workspace.channels.change(moved, APPROVER)
    return moved


def shown_in_folder(folder: Path) -> frozenset[str]:
    return frozenset(shown_in(p.read_bytes()) for p in folder.rglob("*") if p.is_file())


def without_bo_in_the_newsletter(school: SmallSchool, folder: Path) -> SummerFair:
    school.answer("Bo", "newsletter", Status.REFUSED)
    fair = hold_fair(school, folder)
    fair.look_again_and_sign()
    return fair


def test_a_folder_with_copies_of_one_channel_becomes_no_other_channels(
    school: SmallSchool, tmp_path: Path
) -> None:
    without_bo_in_the_newsletter(school, tmp_path / "in")
    school.publish()
    first = school.website.details.folder
    second = tmp_path / "channels" / "Website since July"
    second.mkdir()
    move(school, school.website, second)
    with pytest.raises(Refused):
        move(school, school.newsletter, first)
    (first / "inside").mkdir()
    with pytest.raises(Refused):
        move(school, school.newsletter, first / "inside")
    newsletter = next(
        c for c in school.workspace.channels.all() if c.id == school.newsletter.id
    ).details.folder
    assert shown_in_folder(newsletter) == WITHOUT_BO
    move(school, school.website, first)  # back to its own


def test_a_folder_that_became_a_link_to_another_channels_gets_nothing(
    school: SmallSchool, tmp_path: Path
) -> None:
    without_bo_in_the_newsletter(school, tmp_path / "in")
    website, newsletter = school.website.details.folder, school.newsletter.details.folder
    website.rmdir()
    website.symlink_to(newsletter, target_is_directory=True)
    receipt = school.publish()
    assert shown_in_folder(newsletter) <= WITHOUT_BO
    assert next(r.published for r in receipt.results) == 0


def test_a_name_written_with_other_signs_is_the_same_folder(
    school: SmallSchool, tmp_path: Path
) -> None:
    name = "Café"
    (tmp_path / "channels" / unicodedata.normalize("NFC", name)).mkdir()
    move(school, school.website, tmp_path / "channels" / unicodedata.normalize("NFC", name))
    with pytest.raises(Refused):
        move(
            school,
            school.newsletter,
            tmp_path / "channels" / unicodedata.normalize("NFD", name.upper()),
        )


def test_copies_follow_a_channel_into_its_new_folder(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    school.publish()
    second = tmp_path / "channels" / "Website since July"
    second.mkdir()
    move(school, school.website, second)
    fair.look_again_and_sign()
    school.publish()
    assert shown_in_folder(second) == ALL
    assert shown_in_folder(school.website.details.folder) == frozenset()


@pytest.mark.parametrize("changed", ["folder", "purposes"])
def test_a_channel_changed_while_copies_are_made_gets_none(
    school: SmallSchool,
    fair: SummerFair,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changed: str,
) -> None:
    other = tmp_path / "channels" / "Other"
    other.mkdir()
    new = {"folder": other} if changed == "folder" else {"purposes": ("press",)}
    details = replace(school.website.details, **new)  # type: ignore[arg-type]

    def change(call: int) -> None:
        if call == 1:
            school.workspace.channels.change(replace(school.website, details=details), APPROVER)

    before_call(monkeypatch, channel_release.ChannelRelease, "_name", change)
    school.publish()
    assert school.published_files() == []


@pytest.mark.parametrize("folder_per_event", [False, True])
def test_a_title_that_came_to_name_a_pupil_leaves_no_file_name_when_it_is_signed_anew(
    school: SmallSchool, tmp_path: Path, folder_per_event: bool
) -> None:
    details = replace(school.website.details, folder_per_event=folder_per_event)
    school.workspace.channels.change(replace(school.website, details=details), APPROVER)

    def titled(title: str) -> None:
        batch = school.workspace.library.run(lambda u: u.batches.get(school.batch_id))
        school.workspace.batches.change(
            school.batch_id, replace(batch.details, event=title), PREPARER
        )

    titled("Visit of Zebedee Quartermaine")
    fair = hold_fair(school, tmp_path / "in")
    fair.look_again_and_sign()
    school.publish()

    def joins(u):  # type: ignore[no-untyped-def]
        u.people.add(PersonDetails("U9", PersonKind.PUPIL, "Zebedee", "Quartermaine", "3A"))
        u.register.raise_version()

    school.workspace.library.run(joins)
    titled("Visit of an author")
    fair.look_again_and_sign()
    school.publish()
    assert fair.shown() == (ALL, ALL)
    names = [path.name.casefold() for path in (tmp_path / "channels").rglob("*")]
    assert not [name for name in names if "quartermaine" in name]


def test_an_open_copy_that_was_replaced_and_is_brought_back_comes_down(
    school: SmallSchool, fair: SummerFair
) -> None:
    school.publish()
    open_copy = next(
        f
        for f in fair.recorded(ReleasedState.PUBLISHED, "ada")
        if f.channel_id == school.website.id
    )
    path = Path(open_copy.folder) / open_copy.file_name
    kept = path.read_bytes()
    (face,) = fair.faces["ada"]
    school.decide(face, DispositionKind.COVER)
    fair.look_again_and_sign()
    school.publish()
    assert not path.exists()
    # the newer copy comes down as well, then a cloud folder brings the older one back
    take_down = school.workspace.take_down
    newer = [c.id for c in take_down.copies() if c.photo_id == open_copy.photo_id]
    take_down.take_down(newer, PREPARER)
    path.write_bytes(kept)
    take_down.check(PREPARER, Progress(), CancelToken())
    due = {c.path for c in take_down.due() if c.standing is Standing.TAKE_DOWN}
    assert path in due
    take_down.take_down([c.id for c in take_down.due()], PREPARER)
    assert not path.exists()


def test_a_copy_half_taken_down_does_not_come_back_with_the_next_run(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.publish()
    take_down = school.workspace.take_down
    copy = take_down.copies()[0]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(take_down_module, "read_folder", killed)
    with pytest.raises(KeyboardInterrupt):
        take_down.take_down([copy.id], PREPARER)
    assert not copy.path.exists()
    school.publish()
    assert not copy.path.exists()
    photo = next(name for name, id_ in fair.photos.items() if id_ == copy.photo_id)
    assert photo not in shown_in_folder(copy.channel.details.folder)

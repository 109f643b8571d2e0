"""A share that never comes back is told; one that was given up and comes back is found."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import ReleasedFileId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.release_facts import ReleaseFacts
from consentdesk.domain.staff import Role
from consentdesk.media import channel_folder
from consentdesk.services.looking_after.published_copies import PublishedCopy, Standing
from consentdesk.services.publishing.release_account import release_facts
from consentdesk.services.publishing.unreleased_copies import NEVER_RELEASED
from consentdesk.services.publishing.waiting_copies import GONE_FOR_GOOD, WaitingFolder
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.unit_of_work import UnitOfWork
from tests.privacy.killed_naming import publish_until_killed
from tests.privacy.summer_fair import ALL, SummerFair
from tests.small_workspace import PASSWORD, PREPARER, SmallSchool

REASON = "The old server was replaced"
LEFTOVER = ".consentdesk-unfinished-0123456789abcdef"


class OldServer:
    """The folder of the website on a server that is taken away and brought back."""

    def __init__(self, school: SmallSchool) -> None:
        self.folder = school.website.details.folder
        self._cellar = school.folder / "cellar"

    def goes(self) -> None:
        """Let it not answer any more, with all that lies on it."""
        self.folder.rename(self._cellar)

    def comes_back(self) -> None:
        """Let it answer again."""
        self._cellar.rename(self.folder)


@pytest.fixture
def server(school: SmallSchool, fair: SummerFair) -> OldServer:
    """Killed with the website's names given and not recorded; then the server was taken away."""
    publish_until_killed(school.workspace, school.batch_id, PREPARER)
    made = OldServer(school)
    made.goes()
    return made


def waiting(school: SmallSchool) -> tuple[WaitingFolder, ...]:
    return school.workspace.publisher.waiting_folders()


def give_up(school: SmallSchool, folder: Path, by: str = PREPARER) -> tuple[ReleasedFileId, ...]:
    return school.workspace.publisher.give_up_folder(folder, REASON, by)


def check(school: SmallSchool):  # type: ignore[no-untyped-def]
    return school.workspace.take_down.check(PREPARER, Progress(), CancelToken())


def of_website(school: SmallSchool) -> list[PublishedCopy]:
    copies = school.workspace.take_down.copies()
    return [copy for copy in copies if copy.channel.id == school.website.id]


def lines(school: SmallSchool, what: str) -> list[str]:
    rows = school.workspace.library.run(lambda u: u.audit.telling({what}))
    return [row.subject for row in rows]


def test_what_waits_is_told_with_channel_number_and_day(
    school: SmallSchool, fair: SummerFair, server: OldServer
) -> None:
    school.workspace.publisher.settle_interrupted()
    (found,) = waiting(school)
    assert (found.channel.name, found.folder) == ("Website", server.folder)
    assert len(found.copies) == len(ALL)
    assert found.since == school.workspace.preflight.run(school.batch_id).last.at


def test_nothing_waits_when_the_folder_answers(
    school: SmallSchool, fair: SummerFair, server: OldServer
) -> None:
    server.comes_back()
    with pytest.raises(Refused, match="No copy waits"):
        give_up(school, server.folder)
    assert fair.recorded(ReleasedState.PUBLISHED) == []
    assert waiting(school) == ()
    assert fair.shown() == (ALL, frozenset()), "looking settled them, without a new start"


def test_what_was_given_up_waits_no_longer_and_stands_in_the_trail(
    school: SmallSchool, fair: SummerFair, server: OldServer
) -> None:
    copies = give_up(school, server.folder)
    assert waiting(school) == ()
    refused = [f for f in fair.recorded(ReleasedState.REFUSED) if f.id in copies]
    assert {file.problem for file in refused} == {GONE_FOR_GOOD}
    said = [f"published copy {copy}" for copy in copies]
    assert lines(school, "interrupted_copy_given_up") == said
    (last, *_) = reversed(school.workspace.library.run(lambda u: u.audit.rows(1)))
    assert last.detail == {"channel": school.website.id, "reason": REASON}
    assert of_website(school) == [], "nothing of it is due while nothing of it is there"


@pytest.mark.parametrize("how", ["at the next start", "by looking"])
def test_what_comes_back_has_to_be_taken_down_though_everybody_may_be_shown(
    school: SmallSchool, server: OldServer, how: str
) -> None:
    give_up(school, server.folder)
    server.comes_back()
    (server.folder / LEFTOVER).write_bytes(b"half a photo")
    os.utime(server.folder / LEFTOVER, (0, 0))
    if how == "by looking":
        assert len(check(school).unreleased) == len(ALL)
        school.workspace.publisher.settle_interrupted()
    else:
        school.workspace.publisher.settle_interrupted()
    copies = of_website(school)
    assert {copy.standing for copy in copies} == {Standing.TAKE_DOWN}
    assert {copy.reasons for copy in copies} == {(NEVER_RELEASED,)}
    assert not (server.folder / LEFTOVER).exists()
    check(school)
    school.workspace.publisher.settle_interrupted()
    assert {copy.standing for copy in of_website(school)} == {Standing.TAKE_DOWN}
    school.workspace.take_down.take_down([copy.id for copy in copies], PREPARER)
    assert list(server.folder.iterdir()) == []
    assert {copy.standing for copy in of_website(school)} == {Standing.REMOVE_THERE}
    school.workspace.take_down.confirm_elsewhere([copy.id for copy in copies], PREPARER)
    assert {copy.standing for copy in of_website(school)} == {Standing.TAKEN_DOWN}


def test_a_new_sign_off_does_not_make_good_what_was_never_released(
    school: SmallSchool, fair: SummerFair, server: OldServer
) -> None:
    give_up(school, server.folder)
    server.comes_back()
    school.workspace.publisher.settle_interrupted()
    found = {copy.id for copy in of_website(school)}
    fair.look_again_and_sign()
    school.publish()
    due = {copy.id for copy in school.workspace.take_down.due()}
    assert due == found
    released = [copy for copy in of_website(school) if copy.id not in found]
    assert {copy.standing for copy in released} == {Standing.MAY_STAY}
    assert len(released) == len(ALL)


def test_a_hidden_copy_that_comes_back_is_removed_unseen(
    school: SmallSchool, server: OldServer
) -> None:
    give_up(school, server.folder)
    server.comes_back()
    for number, path in enumerate(sorted(server.folder.iterdir())):
        os.utime(path.rename(path.with_name(f"{LEFTOVER}{number}")), (0, 0))
    new_place = school.folder / "new server"
    new_place.mkdir()
    details = replace(school.website.details, folder=new_place)
    moved = replace(school.website, details=details)
    school.workspace.library.run(lambda u: u.channels.change(moved))
    school.workspace.publisher.settle_interrupted()
    assert list(server.folder.iterdir()) == []
    assert of_website(school) == []


def test_a_copy_found_late_is_not_replaced_by_the_one_that_went_out_since(
    school: SmallSchool, fair: SummerFair, server: OldServer
) -> None:
    """It may have been posted from there: somebody has to look at the account."""
    give_up(school, server.folder)
    server.folder.mkdir()
    fair.look_again_and_sign()
    school.publish()
    lawful = {path.name for path in server.folder.iterdir()}
    shutil.copytree(school.folder / "cellar", server.folder, dirs_exist_ok=True)
    school.workspace.publisher.settle_interrupted()
    standings = {copy.file_name: copy.standing for copy in of_website(school)}
    assert len(standings) == 2 * len(ALL)
    assert {name for name, s in standings.items() if s is Standing.TAKE_DOWN} == (
        standings.keys() - lawful
    )
    school.workspace.take_down.take_down(
        [copy.id for copy in school.workspace.take_down.due()], PREPARER
    )
    assert {path.name for path in server.folder.iterdir()} == lawful


def test_the_same_bytes_on_another_channel_explain_nothing(
    school: SmallSchool, server: OldServer
) -> None:
    """Channels with the same settings get the same files."""
    give_up(school, server.folder)
    school.publish()
    server.comes_back()
    assert len(check(school).unreleased) == len(ALL)
    by_bytes = {p.read_bytes() for p in school.newsletter.details.folder.iterdir()}
    assert all(copy.path.read_bytes() in by_bytes for copy in of_website(school))
    assert {copy.standing for copy in of_website(school)} == {Standing.TAKE_DOWN}


def test_no_clearance_record_vouches_for_what_was_never_released(
    school: SmallSchool, server: OldServer
) -> None:
    give_up(school, server.folder)
    school.publish()
    server.comes_back()
    check(school)
    facts = school.workspace.library.run(lambda u: _facts(u, school))
    website, newsletter = facts.channels
    assert (website.name, website.files) == ("Website", ())
    assert [refused.copies for refused in website.refused] == [len(ALL)]
    assert len(newsletter.files) == len(ALL)


def _facts(u: UnitOfWork, school: SmallSchool) -> ReleaseFacts:
    signed = u.releases.last_sign_off(school.batch_id)
    assert signed is not None
    register = RegisterReader(school.clock)
    return release_facts(u, signed, register.read(u), school.clock.time)


def test_a_refused_copy_under_another_name_is_found_by_looking(
    school: SmallSchool, server: OldServer
) -> None:
    """An empty mount looked like the folder, and the copies were settled as never written."""
    server.folder.mkdir()
    school.workspace.publisher.settle_interrupted()
    server.folder.rmdir()
    server.comes_back()
    for path in list(server.folder.iterdir()):
        path.rename(path.with_name(f"new-{path.name}"))
    found = check(school)
    assert len(found.unreleased) == len(ALL)
    assert all("Remove that by hand." in copy.left for copy in of_website(school))
    assert {copy.standing for copy in of_website(school)} == {Standing.TAKE_DOWN}


def test_a_released_copy_that_was_renamed_makes_no_refused_one_due(
    school: SmallSchool, fair: SummerFair
) -> None:
    """The same photo was refused once and published later: the bytes are those of the latter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(channel_folder, "_give_name", _taken)
        school.publish()
    assert fair.recorded(ReleasedState.REFUSED)
    school.publish()
    for path in list(school.website.details.folder.iterdir()):
        path.rename(path.with_name(f"new-{path.name}"))
    found = check(school)
    assert found.unreleased == ()
    assert {copy.standing for copy in of_website(school)} == {Standing.MAY_STAY}


def _taken(hidden: Path, final: Path) -> None:
    raise channel_folder._taken(final)


def test_an_event_folder_that_was_never_made_is_not_waited_for(
    school: SmallSchool, fair: SummerFair
) -> None:
    details = replace(school.website.details, folder_per_event=True)
    per_event = replace(school.website, details=details)
    school.workspace.library.run(
        lambda u: (u.channels.change(per_event), u.register.raise_version())
    )
    fair.look_again_and_sign()
    publish_until_killed(school.workspace, school.batch_id, PREPARER)
    (event,) = school.website.details.folder.iterdir()
    shutil.rmtree(event)
    assert waiting(school) == ()
    assert not fair.recorded(ReleasedState.WRITING)


@pytest.mark.parametrize(
    ("reason", "said"), [("  ", "There is no reason."), ("Boswell Lindqvister has it", "name")]
)
def test_without_a_reason_that_may_be_kept_the_copies_wait_on(
    school: SmallSchool, fair: SummerFair, server: OldServer, reason: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        school.workspace.publisher.give_up_folder(server.folder, reason, PREPARER)
    assert len(waiting(school)[0].copies) == len(ALL)
    assert lines(school, "interrupted_copy_given_up") == []


def test_whoever_may_not_publish_states_nothing(
    school: SmallSchool, fair: SummerFair, server: OldServer
) -> None:
    helper = school.workspace.staff.add("Otto Other", PASSWORD, {Role.CONTRIBUTOR}, school.head)
    with pytest.raises(Refused, match="may not publish"):
        give_up(school, server.folder, helper.name)
    assert len(waiting(school)[0].copies) == len(ALL)


def test_nothing_is_given_up_while_photos_are_published(
    school: SmallSchool, fair: SummerFair, server: OldServer
) -> None:
    with school.workspace.publisher._one_at_a_time:
        assert waiting(school) == ()
        with pytest.raises(Refused, match="being published now"):
            give_up(school, server.folder)
    assert len(waiting(school)[0].copies) == len(ALL)

"""A copy counts as taken down when its file is gone, not when nobody can see it."""

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.services.looking_after.published_copies import Standing
from tests.privacy.summer_fair import SummerFair
from tests.small_workspace import PREPARER, SmallSchool


def test_nobody_confirms_a_removal_while_the_folder_is_away(
    school: SmallSchool, fair: SummerFair
) -> None:
    school.publish()
    school.answer("Ada", "web", Status.WITHDRAWN)
    take_down, folder = school.workspace.take_down, school.website.details.folder
    due = [copy.id for copy in take_down.due()]
    assert due
    away = folder.rename(school.folder / "unplugged")
    with pytest.raises(Refused):
        take_down.confirm_elsewhere(due, PREPARER)
    away.rename(folder)
    assert {c.standing for c in take_down.copies() if c.id in due} == {Standing.TAKE_DOWN}
    take_down.take_down(due, PREPARER)
    take_down.confirm_elsewhere(due, PREPARER)
    assert take_down.due() == ()
    assert "ada" not in fair.shown()[0]

"""A clock that jumps: nothing is cleared or published by it, and the trail keeps its order."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Refused
from consentdesk.store import audit
from tests.privacy.summer_fair import ALL, SummerFair
from tests.small_workspace import PREPARER, TODAY, SmallSchool


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_a_clock_set_back_between_sign_off_and_publishing_loses_nothing(
    school: SmallSchool, fair: SummerFair, back: timedelta
) -> None:
    school.clock.time -= back
    with suppress(Refused):  # a signature of the future does not count
        school.publish()
    assert fair.shown() in ((frozenset(), frozenset()), (ALL, ALL))
    school.clock.time += back
    school.publish()
    assert fair.shown() == (ALL, ALL)
    assert school.workspace.library.run(lambda u: u.audit.first_broken()) is None


def test_an_answer_that_ran_out_since_the_sign_off_lets_nothing_out(
    school: SmallSchool, fair: SummerFair
) -> None:
    last = school.clock.time.date()
    answer = Answer("web", Status.GRANTED, expires_on=last, given_by="Parent", given_on=TODAY)
    school.workspace.roll.record_answer(school.people["Ada"].id, answer, PREPARER)
    fair.look_again_and_sign()
    school.clock.time += timedelta(days=1)
    with suppress(Refused):
        school.publish()
    who = school.people["Ada"].id
    files = school.workspace.publisher.published(school.batch_id)
    hers = [f for f in files if who in f.people and f.channel_id == school.website.id]
    assert not [f for f in hers if f.file_name and (Path(f.folder) / f.file_name).exists()]


def test_lines_of_the_trail_keep_their_order_and_hold_when_the_clock_jumps(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Back(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            return datetime.now(tz) - timedelta(days=4000)

    library = school.workspace.library
    library.run(lambda u: u.audit.add("Office", "before"))
    with monkeypatch.context() as patch:
        patch.setattr(audit, "datetime", Back)
        library.run(lambda u: u.audit.add("Office", "jumped"))
    library.run(lambda u: u.audit.add("Office", "after"))
    rows = library.run(lambda u: u.audit.rows())[-3:]
    assert [row.what for row in rows] == ["before", "jumped", "after"]
    assert rows[1].at < rows[0].at
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    assert library.run(lambda u: u.audit.first_broken()) is None

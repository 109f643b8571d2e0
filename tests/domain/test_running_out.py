"""When a permission runs out is what the rule says on the days to come."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.consent import Answer, Standing, Status
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.running_out import SOON_DAYS, runs_out

TODAY = date(2026, 11, 28)
ADA = PersonDetails("U1", PersonKind.PUPIL, "Adaeze", "Okorowa", "3A")
WEBSITE = Channel(1, ChannelDetails("Website", ("web", "name"), Path("web")))


def yes(purpose: str = "web", days: int | None = None, **more: object) -> Answer:
    ends = None if days is None else TODAY + timedelta(days=days)
    return Answer(purpose, Status.GRANTED, expires_on=ends, **more)


def test_the_first_end_counts_and_names_its_answer() -> None:
    first = yes("name", 20, source="A!B2")
    ends = runs_out(WEBSITE, ADA, [yes(days=300, source="A!B1"), first], TODAY)
    assert ends is not None
    assert (ends.answer, ends.days_left, ends.soon) == (first, 20, True)


def test_a_wider_yes_that_ends_is_named() -> None:
    take = yes("take", 3, source="A!C3")
    ends = runs_out(WEBSITE, ADA, [take, yes(), yes("name")], TODAY)
    assert ends is not None
    assert ends.answer == take


def test_soon_is_up_to_the_last_of_thirty_days() -> None:
    found = [
        runs_out(WEBSITE, ADA, [yes(days=days), yes("name")], TODAY)
        for days in (-1, 0, SOON_DAYS, SOON_DAYS + 1)
    ]
    assert [each is not None and each.soon for each in found] == [False, True, True, False]
    assert found[0] is not None
    assert found[0].last_day == TODAY - timedelta(days=1)


def test_what_may_not_appear_anyway_does_not_run_out() -> None:
    no = Answer("web", Status.REFUSED)
    assert runs_out(WEBSITE, ADA, [yes(days=3), no, yes("name")], TODAY) is None
    assert runs_out(WEBSITE, ADA, [yes(days=3)], TODAY) is None
    forever = [Answer("web", Status.GRANTED, expires_on=date.max), yes("name")]
    assert runs_out(WEBSITE, ADA, forever, TODAY) is None


def test_an_answer_given_again_takes_the_old_end_away() -> None:
    old = yes(days=2, given_by="Ms K", given_on=date(2025, 9, 1))
    new = yes(days=400, given_by="ms k", given_on=date(2026, 9, 1))
    ends = runs_out(WEBSITE, ADA, [old, new, yes("name")], TODAY)
    assert ends is not None
    assert ends.answer == new


answers = st.lists(
    st.builds(
        Answer,
        purpose=st.sampled_from(["web", "name", "take", "press"]),
        status=st.sampled_from(Status),
        given_by=st.sampled_from(["", "Ms K", "Mr J"]),
        given_on=st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9)),
        expires_on=st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9)),
        source=st.sampled_from(["", "A!B1", "A!B2"]),
    ),
    max_size=8,
)


@given(answers)
def test_the_rule_agrees_on_each_day(given_answers: list[Answer]) -> None:
    ends = runs_out(WEBSITE, ADA, given_answers, TODAY)
    if ends is None:
        assert WEBSITE.permission_of(ADA, given_answers, TODAY).standing is not Standing.EXPIRED
        return
    assert ends.answer.expires_on == ends.last_day
    over = WEBSITE.permission_of(ADA, given_answers, max(TODAY, ends.last_day + timedelta(days=1)))
    assert over.standing is Standing.EXPIRED
    for days in range(max(0, ends.days_left + 1)):
        day = TODAY + timedelta(days=days)
        assert WEBSITE.permission_of(ADA, given_answers, day).allowed

"""How good portraits are on a day, and which pupils may be brothers or sisters."""

from datetime import date

import pytest

from consentdesk.domain.ids import PersonId, PortraitId, RegionId, VaultKey
from consentdesk.domain.people import PersonDetails, PersonKind, Portrait
from consentdesk.domain.portraits import (
    OLD,
    UNDATED,
    PortraitMark,
    PortraitNeed,
    number_advice,
    portrait_advice,
    portrait_mark,
    portrait_need,
)
from consentdesk.domain.siblings import may_be_siblings

TODAY = date(2026, 6, 20)
FRESH, OLD_DAY = date(2025, 6, 20), date(2025, 6, 19)


def portrait(
    taken_on: date | None = FRESH,
    problems: tuple[str, ...] = (),
    advice: tuple[str, ...] = (),
    checked_by: str = "detector-1",
) -> Portrait:
    return Portrait(
        PortraitId(1),
        PersonId(1),
        VaultKey("key"),
        taken_on,
        RegionId(7),
        problems,
        advice,
        checked_by,
    )


@pytest.mark.parametrize(
    ("given", "mark", "advice"),
    [
        (portrait(), PortraitMark.GOOD, ()),
        (portrait(OLD_DAY), PortraitMark.COULD_BE_BETTER, (OLD,)),
        (portrait(None), PortraitMark.COULD_BE_BETTER, (UNDATED,)),
        (portrait(advice=("Turned.",)), PortraitMark.COULD_BE_BETTER, ("Turned.",)),
        (portrait(OLD_DAY, problems=("Dark.",)), PortraitMark.UNUSABLE, ("Dark.", OLD)),
        (portrait(checked_by=""), PortraitMark.UNCHECKED, ()),
    ],
)
def test_the_mark_of_a_portrait(
    given: Portrait, mark: PortraitMark, advice: tuple[str, ...]
) -> None:
    assert portrait_mark(given, TODAY) is mark
    assert portrait_advice(given, TODAY) == advice


@pytest.mark.parametrize(
    ("portraits", "compared", "need"),
    [
        ((), True, PortraitNeed.NEEDED),
        ((portrait(problems=("Dark.",)),), True, PortraitNeed.NEEDED),
        ((portrait(OLD_DAY),) * 3, True, PortraitNeed.NEEDED),
        ((portrait(OLD_DAY), portrait(None)), True, PortraitNeed.MORE),
        ((portrait(checked_by=""),), False, PortraitNeed.UNCHECKED),
        ((portrait(),), True, PortraitNeed.MORE),
        ((portrait(),), False, PortraitNeed.NOTHING),
        ((portrait(),) * 3, True, PortraitNeed.NOTHING),
    ],
)
def test_what_a_pupils_portraits_need(
    portraits: tuple[Portrait, ...], compared: bool, need: PortraitNeed
) -> None:
    assert portrait_need(portraits, TODAY, compared=compared) is need


def test_number_counts_usable_portraits_only() -> None:
    unusable = portrait(problems=("Dark.",))
    assert "Add two more" in number_advice((portrait(), unusable, unusable), compared=True)
    assert "Add one more" in number_advice((portrait(),) * 2, compared=True)
    assert number_advice((portrait(),) * 3, compared=True) == ""
    assert number_advice((portrait(),), compared=False) == ""
    assert number_advice((unusable,), compared=False) == "Add a better portrait."


@pytest.mark.parametrize(
    ("one", "other", "siblings"),
    [
        ("3A", "3B", True),
        ("3A", "4C", True),
        ("3A", "5C", False),
        ("3/4", "5C", True),
        ("R", "1B", True),
        ("Reception", "2B", False),
        ("Acorn", "Acorn", True),
        ("Acorn", "Beech", False),
    ],
)
def test_siblings_share_a_name_and_are_in_neighbouring_classes(
    one: str, other: str, siblings: bool
) -> None:
    first = PersonDetails("U1", PersonKind.PUPIL, "A", "Byron", one)
    second = PersonDetails("U2", PersonKind.PUPIL, "B", "BYRON", other)
    assert may_be_siblings(first, second) is siblings
    assert may_be_siblings(second, first) is siblings
    stranger = PersonDetails("U3", PersonKind.PUPIL, "C", "Bryon", other)
    assert not may_be_siblings(first, stranger)

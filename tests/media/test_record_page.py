"""A clearance record on paper: everything stands on it, however much there is."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consentdesk.domain.batch import Mode
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.release_facts import (
    AuditHead,
    ChannelFacts,
    DecisionCounts,
    Override,
    OverrideKind,
    PhotoCounts,
    Preparer,
    RecordedCopy,
    RefusedCopies,
    ReleaseFacts,
)
from consentdesk.domain.review_changes import Referee
from consentdesk.media.record_page import draw_record

AT = datetime(2026, 6, 20, 9, 14, tzinfo=UTC)
HEAD = hashlib.sha256(b"the last line").hexdigest()


def copies(count: int) -> tuple[RecordedCopy, ...]:
    return tuple(
        RecordedCopy(
            f"sports-day-2026-06-19-{number:03d}.jpg",
            hashlib.sha256(str(number).encode()).hexdigest(),
            ReleasedState.PUBLISHED,
            AT,
        )
        for number in range(count)
    )


def record(files: int) -> ReleaseFacts:
    return ReleaseFacts(
        made_at=AT,
        batch_id=7,
        event="Sports day",
        event_date=date(2026, 6, 19),
        purpose="newsletter",
        revision=412,
        register_version=31,
        sign_off_id=9,
        prepared_by=(Preparer("Ann Preparer", AT), Preparer("Bea Office", None)),
        signed_by="Hal Head",
        signed_at=AT,
        photos=PhotoCounts(200, 61, 138, 1, 3),
        decisions=DecisionCounts(312, 0, 6, 4, 17, changed_since=False),
        overrides=(Override(OverrideKind.REFERRAL_ANSWERED, "Dee Lead", AT, Referee.HEAD, True),),
        mode=Mode.LOOK,
        channels=(
            ChannelFacts("Website", "Web", files + 2, (RefusedCopies("Full.", 2),), copies(files)),
        ),
        audit=AuditHead(1834, HEAD),
        program="ConsentDesk 0.1.0",
    )


def text_of(pdf: bytes) -> str:
    """Return every text of an uncompressed PDF as it stands in the file."""
    shown = re.findall(rb"\(((?:\\.|[^\\()])*)\) Tj", pdf)
    signs = (re.sub(rb"\\(\d{3})", lambda m: bytes([int(m[1], 8)]), text) for text in shown)
    return "\n".join(re.sub(rb"\\([()])", rb"\1", text).decode("cp1252") for text in signs)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_a_usual_release_is_one_page() -> None:
    pdf = draw_record(record(20))
    text = text_of(pdf)
    assert pages_of(pdf) == 1
    for words in (
        *("Sports day", "Ann Preparer", "Bea Office", "Hal Head", "20 June 2026, "),
        *("200", "61", "138", "2 not published: Full.", "register version 31, batch revision 412"),
        *("machine suggestions decided nothing", "yes (Head) by Dee Lead", HEAD),
    ):
        assert words in text


def test_a_head_who_signed_alone_stands_on_the_page() -> None:
    kind = OverrideKind.SECOND_PERSON_SKIPPED
    usual = text_of(draw_record(record(1)))
    for reason, words in (("The deputy is ill", "The deputy is ill"), ("", "not repeated here")):
        alone = (Override(kind, "Hal Head", AT, None, True, reason),)
        text = text_of(draw_record(replace(record(1), overrides=alone)))
        assert "signed alone" in text
        assert words in text
    assert "signed alone" not in usual


@pytest.mark.parametrize("files", [0, 1, 47, 400])
def test_every_file_is_listed_on_as_many_pages_as_it_takes(files: int) -> None:
    pdf = draw_record(record(files))
    text = text_of(pdf)
    for copy in copies(files):
        assert f"{copy.sha256[:12]}\n{copy.file_name}" in text
    assert text.count(HEAD) == pages_of(pdf)
    assert (pages_of(pdf) > 1) == (files > 100)
    assert text.startswith(f"{pages_of(pdf)}\n")  # the number that every foot refers to


def test_the_same_record_is_the_same_file() -> None:
    assert draw_record(record(3)) == draw_record(record(3))


def test_letters_that_the_page_does_not_have_leave_a_readable_name() -> None:
    text = text_of(draw_record(replace(record(1), signed_by="Łucja Đặng (Ž)", event="运动 (day)")))
    assert "Lucja Dang (Ž)" in text
    assert "·· (day)" in text


def test_long_texts_stay_on_the_sheet() -> None:
    long = replace(record(1), event="Sports " * 60, purpose="x" * 400, signed_by="Hal " * 60)
    text = text_of(draw_record(long))
    assert "…" in text
    assert "Published files" in text

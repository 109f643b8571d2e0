"""Captions: no name, no initials and no link passes without a person who may say so."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.packing.captions import (
    Caption,
    CaptionRemarks,
    NameInCaption,
    NamesToApprove,
    WordsToLookAt,
    look_through,
    read_captions,
    refuse_unsettled,
    tidied,
)

PEOPLE = tuple(
    Person(PersonId(n), PersonDetails(f"U{n}", PersonKind.PUPIL, first, last, "3A"))
    for n, (first, last) in enumerate(
        [("Zoë", "Okorowa"), ("Elizabeth", "Marshfieldy"), ("Grace", "Day"), ("Per", "Eek")], 1
    )
)
ZOE = PersonId(1)


def said(text: str, *allowed: PersonId) -> CaptionRemarks:
    return look_through([Caption(2, "a.jpg", "Children running", text)], PEOPLE, allowed)


@pytest.mark.parametrize(
    "text",
    [
        "Zoë won.",
        "ZOE WON",
        "zoe's medal",
        "Zoe\u0301 O.",
        "Z\u200boë won",
        "The Okorowas’ egg and spoon",
        "Lizzie M jumps",
        "okorowa_z",
        "ZoeOkorowa",
        "Z.O. jumps",
        "Z. O.'s jump",
        "Z-O jumps",
    ],
)
def test_a_name_in_any_spelling_is_refused_with_its_row_and_never_repeated(text: str) -> None:
    remarks = said(text)
    assert remarks.refused == (2,)
    with pytest.raises(NameInCaption) as refused:
        refuse_unsettled(remarks, approved=True, looked_at=True)
    assert "row 2" in refused.value.sentence
    assert not any(word in str(refused.value) for word in ("Zo", "Okorowa", "Lizzie"))


@pytest.mark.parametrize(
    "text",
    ["By the grace of the sun", "A PE lesson", "At 10 p.e. we ran", "ZO jumps", "We met Z O"],
)
def test_what_may_be_a_name_or_initials_takes_somebody_who_looked(text: str) -> None:
    remarks = said(text)
    assert (remarks.refused, remarks.doubtful) == ((), (2,))
    with pytest.raises(WordsToLookAt, match="row 2"):
        refuse_unsettled(remarks, approved=True, looked_at=False)
    refuse_unsettled(remarks, approved=False, looked_at=True)


@pytest.mark.parametrize(
    "text",
    ["See www.school.example", "https://school.example/a", "More at hillside.sch.uk", "bit.ly/x1"],
)
def test_a_link_takes_somebody_who_looked(text: str) -> None:
    remarks = said(text)
    assert (remarks.links, remarks.doubtful) == ((2,), ())
    with pytest.raises(WordsToLookAt, match="a link in row 2"):
        refuse_unsettled(remarks, approved=True, looked_at=False)
    refuse_unsettled(remarks, approved=False, looked_at=True)


def test_plain_sentences_are_not_asked_about() -> None:
    for text in ("Year 3 run the egg-and-spoon race at sports day.", "I ran a T-shirt race, e.g."):
        refuse_unsettled(said(text), approved=False, looked_at=False)


def test_a_name_with_permission_takes_the_approval_besides() -> None:
    remarks = said("Zoë won.", ZOE)
    assert (remarks.refused, remarks.named, remarks.people) == ((), (2,), {ZOE})
    with pytest.raises(NamesToApprove, match="row 2"):
        refuse_unsettled(remarks, approved=False, looked_at=True)
    refuse_unsettled(remarks, approved=True, looked_at=False)


def test_one_without_permission_beside_one_with_it_is_refused() -> None:
    with pytest.raises(NameInCaption):
        refuse_unsettled(said("Zoë and Lizzie", ZOE), approved=True, looked_at=True)


def test_the_alt_text_is_looked_through_like_the_caption() -> None:
    captions = [Caption(2, "a.jpg", "Zoë runs"), Caption(3, "b.jpg", "", "On www.a.example")]
    remarks = look_through(captions, PEOPLE, ())
    assert (remarks.refused, remarks.links) == ((2,), (3,))


@pytest.mark.parametrize(
    "captions",
    [
        [Caption(2, "other.jpg", "Running")],
        [Caption(2, "a.jpg"), Caption(3, "a.jpg")],
        [Caption(2, "a.jpg", "x" * 501)],
    ],
)
def test_rows_that_fit_nothing_are_refused_by_number(captions: list[Caption]) -> None:
    with pytest.raises(Refused, match=r"row \d") as refused:
        tidied(captions, {"a.jpg"})
    assert ".jpg" not in str(refused.value), "what was typed there may be a name"


def test_unseen_signs_do_not_go_out() -> None:
    (one,) = tidied([Caption(2, " a.jpg ", "Run\u200bning \n fast")], {"a.jpg"})
    assert one == Caption(2, "a.jpg", "Running fast")


def test_a_file_of_captions_is_read_as_offices_write_it(tmp_path: Path) -> None:
    file = tmp_path / "captions.csv"
    file.write_text("File name;Caption;Alt\r\na.jpg;Fast;Running\r\n\r\nb.jpg\r\n", "utf-8-sig")
    assert read_captions(file) == (
        Caption(2, "a.jpg", "Running", "Fast"),
        Caption(4, "b.jpg"),
    )
    file.write_text("photo,words\na.jpg,Fast\n")
    with pytest.raises(Refused, match="no column"):
        read_captions(file)

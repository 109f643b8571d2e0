"""Who signed: parents may; others need authority; and some entries name nobody."""

import pytest

from consentdesk.services.consent.signer_words import is_nobody, is_office_entry, needs_authority


@pytest.mark.parametrize(
    "text",
    [
        *("Foster carer", "foster carers", "Foster mum", "Social worker", "Ms Lund, social worker"),
        *("Carer", "Carer (local authority)", "Mrs Foster (foster carer)", "SW", "Grandparent"),
        *("grandma", "Nan", "Nanny", "Gran", "Grandad", "step-parent", "Stepdad", "step mum"),
        *("childminder", "Key worker", "sibling", "big sister", "Aunt", "uncle", "Mum & Nan"),
        *("mum's partner", "class teacher", "pupil"),
    ],
)
def test_who_needs_authority(text: str) -> None:
    assert needs_authority(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Mum", "Dad", "Mother", "father", "Mummy", "Mrs R Lund", "Mr J Haddon", "Ms K Haddon"),
        *("Mrs Foster", "Mr. A. Friend", "Ms K Nan", "Parent", "Parent/carer", "Guardian", ""),
        *("Legal guardian", "G. Amoah", "S. Reid", "Mum by phone", "Both parents", "Nancy Carere"),
    ],
)
def test_who_does_not(text: str) -> None:
    assert not needs_authority(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "anonymous", "Anon", "n/a", "unknown", "?", "x", "✓", "Yes", "signed"),
        *("office", "Admin", "by phone", "verbal", "School office", "staff entry", "Parent/carer"),
    ],
)
def test_nobody(text: str) -> None:
    assert is_nobody(text)


@pytest.mark.parametrize("text", ["Mum", "Mrs Lund", "Mum by phone", "Dad (verbal)", "G. Amoah"])
def test_somebody(text: str) -> None:
    assert not is_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        *("office", "Admin", "verbal", "by phone", "Phone", "telephone", "staff", "Mum by phone"),
        *("Entered by KB", "typed by office", "verbal yes", "Dad (verbally)"),
    ],
)
def test_entered_by_the_school(text: str) -> None:
    assert is_office_entry(text)


@pytest.mark.parametrize("text", ["", "Mum", "Mr Stafford", "email", "form", "signed"])
def test_not_entered_by_the_school(text: str) -> None:
    assert not is_office_entry(text)

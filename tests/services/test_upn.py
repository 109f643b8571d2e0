"""UPNs: the check letter tells a mistyped one."""

from consentdesk.services.sheet_words.upn import check_letter, is_upn


def test_upn_check_letter() -> None:
    good = ("M999999815001", "B999999815002", "D999999816014", "N999999817023")
    assert all(is_upn(text) for text in good)
    assert not any(is_upn("A" + text[1:]) for text in good)
    assert not is_upn("M99999981500")
    assert not is_upn("")
    temporary = check_letter("99999981500A") + "99999981500A"
    assert is_upn(temporary)

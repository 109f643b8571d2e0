"""Plain form: what looks the same is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.services.sheet_words.plain_words import plain, tidy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Temi\u00a0 BELL ", "temi bell"),
        ("O’Rourke", "o'rourke"),
        ("O´Rourke", "o'rourke"),
        ("O`Rourke", "o'rourke"),
        ("Okafor‑Bell – 3", "okafor-bell - 3"),
        ("ＹＥＳ\u200b\ufeff", "yes"),
        ("✔️", "✔"),
        ("Ines\u0302", "ineŝ"),
    ],
)
def test_plain(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text(max_size=30))
def test_plain_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert plain(tidy(text)) == plain(text) or not text.isprintable()

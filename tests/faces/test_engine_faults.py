"""A broken engine ends the run; a photo that a working engine fails on does not."""

from collections.abc import Iterator

import pytest

from consentdesk.domain.errors import DamagedPhoto, EngineError
from consentdesk.faces.engine_faults import ENOUGH, of_a_working_engine
from consentdesk.faces.flight import Answer

BROKEN = EngineError("The model is not there.", "Put it back.")
DAMAGED = DamagedPhoto("The photo is cut short.", "Copy it again.")
WORD = {"+": None, "-": BROKEN, "d": DAMAGED}


def answers(word: str) -> Iterator[Answer[int, int]]:
    """Answer with a value for each plus, the engine's error for each minus, a photo's for a d."""
    for key, letter in enumerate(word):
        yield Answer(key, key if letter == "+" else None, WORD[letter], 0.1)


@pytest.mark.parametrize("word", ["+++", "+-+", "-+", "--+", "+--", "+-d-+", "d", ""])
def test_every_item_of_a_working_engine_is_answered(word: str) -> None:
    given = {answer.key: answer for answer in answers(word)}
    assert {answer.key: answer for answer in of_a_working_engine(answers(word))} == given


@pytest.mark.parametrize("word", ["-", "--", "d-", "-d", "---", "+---+", "+-d-d-", "-" * 600])
def test_a_broken_engine_is_told_at_once_and_blames_no_item(word: str) -> None:
    taken = answers(word)
    blamed: list[object] = []
    with pytest.raises(EngineError, match="not there"):
        blamed.extend(answer.error for answer in of_a_working_engine(taken))
    assert BROKEN not in blamed
    assert len(word) - sum(1 for _ in taken) <= ENOUGH + 3

"""Every trap of the reference's list, 1 to 40, by number."""

from tests.consent_sheets import (
    traps_days_and_words,
    traps_on_the_page,
    traps_over_time,
    traps_questions,
    traps_who_answered,
    traps_whose_row,
)

TRAPS = tuple(
    sorted(
        (
            *traps_on_the_page.TRAPS,
            *traps_days_and_words.TRAPS,
            *traps_questions.TRAPS,
            *traps_whose_row.TRAPS,
            *traps_who_answered.TRAPS,
            *traps_over_time.TRAPS,
        ),
        key=lambda trap: trap.number,
    )
)

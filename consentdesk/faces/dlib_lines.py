"""At which distances the built-in encoder's answers change; apart, so that no engine is loaded."""

from consentdesk.faces.ports import Lines

DLIB_LINES = Lines(
    one_photo=0.575,
    two_photos=0.525,
    more_photos=0.505,
    small_more=0.03,
    wider_more=0.03,
    doubt=0.03,
    alike=0.47,
    very_alike=0.40,
    group=0.43,
    look_alike=0.40,
)
"""Face survey, 4.1, 4.3 and 4.5, and docs/accuracy.md, where each stands with its counts."""

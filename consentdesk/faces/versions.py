"""Which engines and recipes made a result; a change in either changes the word.

Stored with boxes and vectors. Vectors of different matcher versions are never compared.
"""

from consentdesk.faces.accelerator import why_not


def centerface_version(accelerated: bool) -> str:
    """Return the built-in detector's version; with 16-bit floats its scores differ a little."""
    return "centerface-3-bf16" if accelerated else "centerface-3"


DETECTOR_VERSION = centerface_version(accelerated=not why_not())
"""The version on this computer: it does not change while the program runs."""

MATCHER_VERSION = "dlib-points-mirror-1"

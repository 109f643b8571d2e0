"""What a frame on a photo is for."""

from enum import StrEnum

from consentdesk.ui.text import tr


class DrawnFor(StrEnum):
    """What a person draws a frame around; CROP frames what stays of the photo."""

    FACE = "face"
    FIGURE = "figure"
    WRITING = "writing"
    CROP = "crop"


def word_beside(purpose: DrawnFor) -> str:
    """Return the word that stands beside a frame of this purpose."""
    return {
        DrawnFor.FACE: tr("Face"),
        DrawnFor.FIGURE: tr("Figure"),
        DrawnFor.WRITING: tr("Writing"),
        DrawnFor.CROP: tr("This stays"),
    }[purpose]

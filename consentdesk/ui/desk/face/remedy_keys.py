"""Which key of the desk does each remedy for a child who is too recognisable."""

from collections.abc import Mapping

from consentdesk.domain.identifiability_remedies import RemedyKind
from consentdesk.ui.desk.desk_keys import Act

KEYS: Mapping[RemedyKind, Act] = {
    RemedyKind.COVER_NAME: Act.DRAW_WRITING,
    RemedyKind.SMALLER: Act.SMALLER,
    RemedyKind.CROP: Act.CROP,
    RemedyKind.COVER: Act.COVER,
    RemedyKind.OTHER_FRAME: Act.BURST,
}

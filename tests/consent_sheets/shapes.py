"""The eight shapes of a consent sheet, row by row as the reference has them.

Everybody in them is invented. What an expectation table leaves out is not stated; `refuses` is
what families truly said no to.
"""

from tests.consent_sheets.shape import Shape, Stage
from tests.consent_sheets.shapes_of_forms import S4, S5, S6
from tests.consent_sheets.shapes_of_offices import S7, S8
from tests.consent_sheets.shapes_of_systems import S1, S2, S3

__all__ = ["SHAPES", "Shape", "Stage"]

SHAPES = (S1, S2, S3, S4, S5, S6, S7, S8)

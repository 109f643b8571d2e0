"""Two children stand close together and both are covered: the photo can be published."""

import io
from pathlib import Path

from PIL import Image

from consentdesk.domain.face import DispositionKind
from consentdesk.domain.pixels import Box
from tests.small_workspace import SmallSchool

ONE, OTHER = Box(180, 200, 90, 96), Box(266, 146, 78, 70)
"""Their covers, which are larger than the faces, lie over each other."""


def _dark_beside_bright(path: Path) -> Path:
    picture = Image.new("RGB", (640, 480), (40, 60, 45))
    picture.paste((215, 205, 160), (270, 0, 640, 480))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    path.write_bytes(out.getvalue())
    return path


def test_covers_that_overlap_are_no_reason_to_refuse(school: SmallSchool, tmp_path: Path) -> None:
    (photo,) = school.bring_in(_dark_beside_bright(tmp_path / "IMG_1.JPG"))
    for region in school.mark_faces(photo.id, [ONE, OTHER]):
        school.decide(region, DispositionKind.COVER)
    school.finish(photo.id)
    school.sign()
    receipt = school.publish()
    assert [result.refused for result in receipt.results] == [(), ()]
    assert len(school.published_files()) == 2

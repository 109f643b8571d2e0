"""One thing a picture file gives away beside its picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file reveals.

    Attributes:
        code: stable word: "location", "device", "date", "exif", "xmp", "comment", "text",
            "colour_profile", "second_picture", "trailing", "segment", "string",
            "not_a_photo" or "damaged".
        where: the part of the file, such as "APP1" or "after the end".
        text: office words; may quote the file.
    """

    code: str
    where: str
    text: str

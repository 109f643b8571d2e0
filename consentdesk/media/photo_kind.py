"""What a file is, told from its first bytes and never from its name."""

HEAD_BYTES = 64
"""How many first bytes `kind_of` and `describe` need."""

PICTURE_KINDS = ("jpeg", "heic", "png", "webp", "tiff", "gif", "avif")
"""The kinds of picture the program reads."""

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIF_BRANDS = {b"mif1", b"mif2", b"msf1", b"miaf", b"1pic"}
_AVIF_BRANDS = {b"avif", b"avis"}
_MOVIE_BRANDS = {b"qt  ", b"isom", b"avc1", b"dash", b"mmp4", b"MSNV", b"XAVC", b"f4v ", b"F4V "}
_MOVIE_STARTS = (b"iso", b"mp4", b"3gp", b"3gr", b"3gs", b"3ge", b"3gg", b"3g2", b"M4V", b"mj")
_CANON_RAW = b"crx "

_SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x00\x00\x01\xba", "a video"),
    (b"\x00\x00\x01\xb3", "a video"),
    (b"FLV", "a video"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"bplist", "a settings file"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a Mac program"),
    (b"SQLite format 3", "a database"),
    (b"8BPS", "a Photoshop document"),
    (b"BM", "a bitmap picture, which is not read"),
    (b"\xff\x0a", "a JPEG XL picture, which is not read"),
    (b"\x00\x00\x00\x0cJXL", "a JPEG XL picture, which is not read"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 picture, which is not read"),
    (b"FUJIFILMCCD-RAW", "a raw camera file, which is not read"),
    (b"\x00\x05\x16\x07", "a Mac system file"),
)


def kind_of(head: bytes) -> str | None:
    """Return one of `PICTURE_KINDS`, or None when ``head`` begins no picture we read.

    Args:
        head: at least the first `HEAD_BYTES` bytes of the file, or all of a shorter one.
    """
    if head[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return None if _is_raw(head) else "tiff"
    return _boxed_kind(head)


def is_video(head: bytes) -> bool:
    """Whether the file is a movie."""
    return kind_of(head) is None and describe(head) == "a video"


def describe(head: bytes) -> str:
    """Return office words for a file that is no picture, such as "a PDF document"."""
    if _is_raw(head):
        return "a raw camera file, which is not read"
    if head[4:11] == b"ftypM4A":
        return "a sound file"
    if any(_is_movie(brand) for brand in _brands(head)) or _is_avi(head):
        return "a video"
    if head[4:8] in (b"moov", b"mdat", b"wide", b"skip", b"pnot"):
        return "a video"
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return words
    return _describe_text(head)


def _boxed_kind(head: bytes) -> str | None:
    """Tell HEIC from AVIF by the brands of an ``ftyp`` box; movies have other brands.

    The first brand decides. Where it is none we know, as of the profiles that new cameras name,
    the file says behind it what else it can be read as.
    """
    brands = _brands(head)
    if not brands:
        return None
    first, others = brands[0], set(brands[1:])
    if first in _AVIF_BRANDS:
        return "avif"
    if first in _HEIC_BRANDS:
        return "heic"
    if _is_movie(first) or first == _CANON_RAW:
        return None
    if first not in _HEIF_BRANDS and not others & (_HEIF_BRANDS | _HEIC_BRANDS | _AVIF_BRANDS):
        return None
    return "avif" if _AVIF_BRANDS & others else "heic"


def _brands(head: bytes) -> list[bytes]:
    """Return what a boxed file can be read as, what it is first; empty for other files."""
    if head[4:8] != b"ftyp":
        return []
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return [head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))]


def _is_movie(brand: bytes) -> bool:
    return brand in _MOVIE_BRANDS or brand.startswith(_MOVIE_STARTS)


def _is_raw(head: bytes) -> bool:
    """Whether a head is that of a Canon raw file; other raw files need their tags read."""
    if head[4:12] == b"ftyp" + _CANON_RAW:
        return True
    return head[:4] in (b"II*\0", b"MM\0*") and head[8:10] == b"CR"


def _is_avi(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"AVI "


def _describe_text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<x:xmpmeta", b"<!doctype plist")):
        return "a file with notes about a photo (XML)"
    if start.startswith((b"<svg", b"<!doctype svg")):
        return "a drawing (SVG), which is not read"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if head and all(byte >= 32 or byte in b"\t\r\n\f" for byte in head):
        return "a text file"
    return "a file of another kind"

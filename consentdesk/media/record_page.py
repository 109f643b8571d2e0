"""A clearance record on paper: A4, calm, readable when it is printed in black and white.

Lengths are points (1/72 inch). The text is not compressed, so that any program can search it.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from consentdesk.domain.batch import Mode
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.release_facts import (
    ChannelFacts,
    Override,
    OverrideKind,
    Preparer,
    RecordedCopy,
    ReleaseFacts,
)
from consentdesk.domain.review_changes import Referee
from consentdesk.media.paper_sheet import BOLD, CODE, GREY, PLAIN, PaperSheet, Place
from consentdesk.media.printable_text import printable

DIGITS = 12
"""Digits of a fingerprint on the page: 48 bits, enough to tell the files of a school apart; all
64 stand in the JSON."""

_MOST_PREPARERS = 4
_MOST_NAMED = 3
_GAP = 18

_MODE_WORDS = {
    Mode.LOOK: "Look: people recognised the faces; machine suggestions decided nothing.",
    Mode.MATCH: "Match: likely people were suggested; machine suggestions decided nothing.",
}
_STATE_WORDS = {
    ReleasedState.REPLACED: "replaced since",
    ReleasedState.TAKEN_DOWN: "taken down since",
    ReleasedState.GONE: "no longer there",
}
_REFEREE_WORDS = {Referee.HEAD: "Head", Referee.SECOND_OPINION: "second opinion"}
_CHANNEL_COLUMNS = ((0.0, "Channel"), (0.3, "Folder"))
_CHANNEL_FIGURES = ((0.68, "Signed off"), (0.83, "Published"), (1.0, "Not published"))


def draw_record(facts: ReleaseFacts) -> bytes:
    """Return the record as a PDF; the list of files goes on for as many pages as it needs."""
    # Here, because it takes a third of a second to load and only a release needs it.
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    # invariant: the same record is the same file, and no clock but the record's own is in it
    canvas = Canvas(file, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle(f"Clearance record, batch {facts.batch_id}")
    canvas.setAuthor(facts.program)
    canvas.setCreator(facts.program)
    sheet = PaperSheet(canvas, A4, _running_head(facts), _foot(facts))
    _title(sheet, facts)
    _signatures(sheet, facts)
    _figures(sheet, facts)
    _channels(sheet, facts.channels)
    _decisions(sheet, facts)
    _files(sheet, facts.channels)
    sheet.end()
    canvas.save()
    return file.getvalue()


def _running_head(facts: ReleaseFacts) -> str:
    return f"Clearance record  ·  batch {facts.batch_id}, sign-off {facts.sign_off_id}"


def _foot(facts: ReleaseFacts) -> tuple[str, str]:
    return (
        f"Audit trail up to line {facts.audit.line}: {facts.audit.chained}",
        f"{facts.program}  ·  made {_moment(facts.made_at)}  ·  checked by people; "
        "pupils are not named",
    )


def _title(sheet: PaperSheet, facts: ReleaseFacts) -> None:
    title = printable(facts.event) or f"Batch {facts.batch_id}"
    sheet.paragraph(title, BOLD, 22, leading=26)
    sheet.space(4)
    purpose = f"  ·  for {printable(facts.purpose)}" if facts.purpose else ""
    sheet.paragraph(f"{_day(facts.event_date)}{purpose}", PLAIN, 10.5, grey=GREY)
    sheet.space(8)


def _signatures(sheet: PaperSheet, facts: ReleaseFacts) -> None:
    prepared = [_prepared(each) for each in facts.prepared_by[:_MOST_PREPARERS]]
    more = len(facts.prepared_by) - _MOST_PREPARERS
    if more > 0:
        prepared.append((f"and {more} more", "named in the JSON of this record"))
    signed = [(printable(facts.signed_by), _moment(facts.signed_at))]
    sheet.boxes(("1  Prepared by", prepared), ("2  Checked and signed off by", signed))


def _prepared(preparer: Preparer) -> tuple[str, str]:
    at = "everything taken back" if preparer.last_at is None else _moment(preparer.last_at)
    return printable(preparer.name), at


def _figures(sheet: PaperSheet, facts: ReleaseFacts) -> None:
    photos, decisions = facts.photos, facts.decisions
    sheet.figures(
        (
            (photos.brought_in, "photos brought in"),
            (photos.released, "released"),
            (photos.held_back, "held back"),
            (decisions.covered, "covered or mosaic"),
            (decisions.cropped, "cropped"),
        )
    )
    if photos.deleted or photos.listed:
        text = f"Besides: {photos.deleted} deleted, {photos.listed} files that are no photos."
        sheet.paragraph(text, PLAIN, 8, grey=GREY)
    sheet.space(_GAP / 2)


def _channels(sheet: PaperSheet, channels: Sequence[ChannelFacts]) -> None:
    sheet.heading("Channels")
    places = [*_places(_CHANNEL_COLUMNS), *_places(_CHANNEL_FIGURES, to_right=True)]
    sheet.row(places, [name for _, name in (*_CHANNEL_COLUMNS, *_CHANNEL_FIGURES)], grey=GREY)
    for channel in channels:
        sheet.rule()
        refused = sum(each.copies for each in channel.refused)
        figures = [str(n) for n in (channel.cleared, len(channel.files), refused)]
        names = [printable(channel.name), printable(channel.folder)]
        sheet.row(places, [*names, *figures], size=10)
        for each in channel.refused:
            text = f"{each.copies} not published: {printable(each.reason)}"
            sheet.paragraph(text, PLAIN, 8, grey=GREY, indent=10)
        sheet.space(4 if channel.refused else 0)
    sheet.space(_GAP)


def _places(columns: Iterable[tuple[float, str]], *, to_right: bool = False) -> Iterable[Place]:
    widths = (0.14, 0.14, 0.14) if to_right else (0.29, 0.25)
    return (Place(at, share, to_right) for (at, _), share in zip(columns, widths, strict=True))


def _decisions(sheet: PaperSheet, facts: ReleaseFacts) -> None:
    decisions = facts.decisions
    sheet.heading("How it was decided")
    holds = [each for each in facts.overrides if each.kind is OverrideKind.HOLD_LET_GO]
    answers = [each for each in facts.overrides if each.kind is OverrideKind.REFERRAL_ANSWERED]
    alone = [each for each in facts.overrides if each.kind is OverrideKind.SECOND_PERSON_SKIPPED]
    sheet.pairs(
        (
            ("Faces and marked places", _decided(decisions.faces, decisions.decided_by_program)),
            ("Way of working", _MODE_WORDS[facts.mode]),
            ("Exclusion checks", f"{decisions.exclusion_checks} stated"),
            ("Holds let go", _named(holds)),
            ("Referrals answered", _named(answers)),
            *(("Second person", _skipped(each)) for each in alone),
            ("Register and batch", _versions(facts)),
        )
    )
    sheet.space(_GAP)


def _decided(faces: int, by_program: int) -> str:
    if by_program:
        return f"{faces} in the released photos; {by_program} not decided by a person"
    return f"{faces} in the released photos, each decided by a person"


def _named(overrides: Sequence[Override]) -> str:
    if not overrides:
        return "none"
    told = "; ".join(map(_override, overrides[:_MOST_NAMED]))
    more = len(overrides) - _MOST_NAMED
    return f"{len(overrides)}: {told}" + (f"; and {more} more in the JSON" if more > 0 else "")


def _override(override: Override) -> str:
    told = f"{printable(override.by)}, {_moment(override.at)}"
    if override.asked is None:
        return told
    return f"{'yes' if override.may_go else 'no'} ({_REFEREE_WORDS[override.asked]}) by {told}"


def _skipped(override: Override) -> str:
    told = f"none: the head decided here, too, and signed alone ({_override(override)})"
    reason = override.reason or "the reason is not repeated here, because it may name somebody"
    return f"{told}; {printable(reason)}"


def _versions(facts: ReleaseFacts) -> str:
    stated = f"register version {facts.register_version}, batch revision {facts.revision}"
    if not facts.decisions.changed_since:
        return stated
    return f"{stated}; the batch changed since: what was taken back then is not counted here"


def _files(sheet: PaperSheet, channels: Sequence[ChannelFacts]) -> None:
    sheet.heading("Published files")
    text = f"The first {DIGITS} digits of each SHA-256; all 64 stand in the JSON of this record."
    sheet.paragraph(text, PLAIN, 8, grey=GREY)
    for channel in channels:
        if channel.files:
            sheet.space(6)
            sheet.paragraph(
                f"{printable(channel.name)}  ·  {len(channel.files)}", BOLD, 8.5, keep=24
            )
            sheet.columns([_file(file) for file in channel.files], (CODE, PLAIN))


def _file(file: RecordedCopy) -> tuple[str, str]:
    state = _STATE_WORDS.get(file.state)
    name = file.file_name if state is None else f"{file.file_name} ({state})"
    return file.sha256[:DIGITS], printable(name)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _moment(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{_day(local.date())}, {local:%H:%M}"

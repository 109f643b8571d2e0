"""``consentdesk pack``: published photos for a web editor without access, or for the printer."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from consentdesk.app.commands.channel import channel_named
from consentdesk.app.commands.shared import (
    APPROVER_VARIABLE,
    SubParsers,
    add_act,
    add_command,
    answer,
    password_of,
    who,
    workspace_of,
)
from consentdesk.domain.ids import BatchId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.staff import SignedIn
from consentdesk.services.packing.captions import read_captions
from consentdesk.services.packing.copies_to_hand_on import HandOnReceipt
from consentdesk.services.packing.pack_plan import PackOrder
from consentdesk.services.packing.print_sheets import (
    COARSE,
    MOST_A_SHEET,
    PAPER_NAMES,
    PrintOrder,
)
from consentdesk.services.workspace import Workspace


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    pack = add_command(
        commands,
        "pack",
        "published photos for a web editor or a printer",
        'pack make 1 --channel "School website" --for "Web editor" --to pack.zip',
        'pack prints 1 --channel "Display board" --to prints.pdf',
    )
    acts = pack.add_subparsers(required=True, metavar="ACT")
    make = _act(acts, "make", "one zip with sizes, captions and a contact sheet", run_make)
    make.add_argument("--for", dest="editor", required=True, help="whom it is for")
    make.add_argument("--to", type=Path, required=True, metavar="FILE.zip", help="file to write")
    make.add_argument("--captions", type=Path, metavar="FILE", help="see docs/command-line.md")
    make.add_argument(
        "--looked-at",
        action="store_true",
        help="somebody looked at each link and at each word that may be a name",
    )
    make.add_argument(
        "--names-approved-by", metavar="NAME", help="the head, who approves names in the captions"
    )
    sheet = _act(acts, "contact-sheet", "the photos small on paper", run_contact_sheet)
    sheet.add_argument("--to", type=Path, required=True, metavar="FILE.pdf", help="file to write")
    prints = _act(acts, "prints", "sheets to print for the display board", run_prints)
    prints.add_argument("--to", type=Path, required=True, metavar="FILE.pdf", help="file to write")
    prints.add_argument(
        "--paper", choices=PAPER_NAMES, default=PAPER_NAMES[0], help="of the printer"
    )
    prints.add_argument(
        "--a-sheet",
        type=int,
        default=1,
        metavar="N",
        help=f"photos on each sheet, 1 to {MOST_A_SHEET}",
    )


def _act(acts: SubParsers, name: str, about: str, run: Any) -> argparse.ArgumentParser:
    parser = add_act(acts, name, about, run)
    parser.add_argument("batch", type=int, help="number of the batch")
    parser.add_argument("--channel", required=True, metavar="NAME", help="where they are published")
    return parser


def run_make(given: argparse.Namespace) -> int:
    """Make a pack; 1 when a published copy had to be left out."""
    with workspace_of(given) as workspace:
        order = PackOrder(
            BatchId(given.batch),
            channel_named(workspace, given.channel).id,
            given.editor,
            read_captions(given.captions) if given.captions else (),
            given.looked_at,
            _head(workspace, given.names_approved_by),
        )
        receipt = workspace.web_packs.make(order, given.to, who(given), Progress(), CancelToken())
    return _answer(given, receipt)


def run_contact_sheet(given: argparse.Namespace) -> int:
    """Save the contact sheet; 1 when a published copy had to be left out."""
    with workspace_of(given) as workspace:
        receipt = workspace.web_packs.save_contact_sheet(
            BatchId(given.batch),
            channel_named(workspace, given.channel).id,
            given.to,
            who(given),
            Progress(),
            CancelToken(),
        )
    return _answer(given, receipt)


def run_prints(given: argparse.Namespace) -> int:
    """Save the sheets to print; 1 when a published copy had to be left out."""
    with workspace_of(given) as workspace:
        channel = channel_named(workspace, given.channel)
        order = PrintOrder(BatchId(given.batch), channel.id, given.paper, given.a_sheet)
        receipt = workspace.print_sheets.make(
            order, given.to, who(given), Progress(), CancelToken()
        )
    more = [f"  Sheets of {given.paper}: {receipt.sheets}."]
    if receipt.coarse:
        more.append(f"  Coarse, below {COARSE} dots per inch: {receipt.coarse}.")
    return _answer(given, receipt, {"sheets": receipt.sheets, "coarse": receipt.coarse}, more)


def _head(workspace: Workspace, name: str | None) -> SignedIn | None:
    if name is None:
        return None
    return workspace.staff.prove(name, password_of(name, APPROVER_VARIABLE))


def _answer(
    given: argparse.Namespace,
    receipt: HandOnReceipt,
    more: dict[str, int] | None = None,
    lines: Sequence[str] = (),
) -> int:
    left_out = [{"file": one.file_name, "sentence": one.sentence} for one in receipt.left_out]
    told = {"file": str(receipt.file), "photos": receipt.photos, "left_out": left_out}
    said = [
        f"{receipt.file} is written. Photos in it: {receipt.photos}, left out: {len(left_out)}.",
        *lines,
        *(f"  {one['file']}: {one['sentence']}" for one in left_out),
    ]
    answer(given, {**told, **(more or {})}, lambda: "\n".join(said))
    return 1 if left_out else 0

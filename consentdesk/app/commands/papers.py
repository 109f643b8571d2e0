"""``consentdesk papers``: drafts on data protection, filled in from the school's settings."""

import argparse
from pathlib import Path

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    workspace_of,
)
from consentdesk.domain.batch import Mode


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    papers = add_command(
        commands,
        "papers",
        "drafts for data protection, as .docx",
        "papers dpia --to assessment.docx",
        "papers notice --to notice.docx --for look",
    )
    acts = papers.add_subparsers(required=True, metavar="PAPER")
    for name, about in (
        ("dpia", "data protection impact assessment"),
        ("notice", "what families are told"),
    ):
        paper = add_command(acts, name, about)
        paper.add_argument(
            "--to", type=Path, required=True, metavar="FILE.docx", help="file to write"
        )
        paper.add_argument(
            "--for",
            dest="mode",
            type=Mode,
            choices=tuple(Mode),
            help="way of working (default: match once the school has decided on it)",
        )
        add_json(paper)
        add_workspace(paper)
        paper.set_defaults(run=run, paper=name)


def run(given: argparse.Namespace) -> int:
    """Write the draft."""
    with workspace_of(given) as workspace:
        papers = workspace.papers
        write = papers.write_dpia if given.paper == "dpia" else papers.write_notice
        facts = write(given.to, given.mode)
    told = {"paper": given.paper, "file": str(given.to), "mode": facts.mode.value}
    line = f"{given.to} is written. It is a draft for the school's data protection officer."
    answer(given, told, lambda: line)
    return 0

"""What goes out of the register: a blank sheet, the consent form, the whole register."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from consentdesk.services.consent.consent_form import ConsentForm, consent_form
from consentdesk.services.saved_paper import save_paper
from consentdesk.ui.paper.consent_form_pages import draw_consent_form
from consentdesk.ui.paper.pdf_pages import as_pdf
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.register.register_export import ExportReceipt

WORKBOOK = "Workbook (*.xlsx)"
PDF = "PDF file (*.pdf)"


class RegisterPapers:
    """Asks, then writes or prints; a no or a closed question does nothing."""

    def __init__(self, around: Surroundings, owner: QWidget) -> None:
        self._around = around
        self._owner = owner

    def ask_blank(self) -> None:
        """Ask where to write the blank consent sheet."""
        consent = self._around.workspace.consent

        def write(sheet: Path) -> None:
            self._run(lambda: consent.write_template(sheet), partial(self._written, sheet))

        self._save(tr("Write a blank sheet"), "photo-consent.xlsx", WORKBOOK, write)

    def ask_printed_form(self) -> None:
        """Ask for the school's name, then show the consent form and offer to print it."""
        self._ask_form(self._print_form)

    def ask_saved_form(self) -> None:
        """Ask for the school's name and a place, then write the consent form as a PDF."""
        self._ask_form(self._save_form)

    def ask_export(self) -> None:
        """Ask twice, then write the whole register as a workbook."""
        self._around.dialogs.confirm(
            self._owner.window(),
            tr("Export the whole register?"),
            tr(
                "The workbook names everybody with their permissions and is not encrypted. Keep it "
                "where only those who need it can open it, and delete it when it has served."
            ),
            tr("Export it"),
            tr("Leave it"),
            self._export,
        )

    def _ask_form(self, go_on: Callable[[ConsentForm], None]) -> None:
        channels = self._around.workspace.channels

        def named(school: str | None) -> None:
            if school is not None:
                self._run(lambda: consent_form(channels.all(), school), go_on)

        self._around.dialogs.ask_text(
            self._owner.window(),
            tr("Consent form"),
            tr("Name of the school on the form (empty leaves a line to write on)"),
            named,
        )

    def _print_form(self, form: ConsentForm) -> None:
        self._around.dialogs.print_pages(
            self._owner.window(),
            tr("Consent form"),
            partial(draw_consent_form, form),
            lambda printed: None,
        )

    def _save_form(self, form: ConsentForm) -> None:
        def write(path: Path) -> None:
            pages = as_pdf(partial(draw_consent_form, form), tr("Consent form"))
            self._run(lambda: save_paper(path, pages), partial(self._written, path))

        self._save(tr("Save the consent form"), "photo-consent-form.pdf", PDF, write)

    def _export(self, agreed: bool) -> None:
        if not agreed:
            return
        export, by = self._around.workspace.register_export, self._around.by()

        def write(path: Path) -> None:
            self._run(lambda: export.write(path, by), partial(self._exported, path))

        self._save(tr("Export the register"), export.file_name(), WORKBOOK, write)

    def _save(self, title: str, suggested: str, kinds: str, write: Callable[[Path], None]) -> None:
        """Ask for a place; its name always ends as the kind of file does."""

        def chosen(path: Path | None) -> None:
            if path is not None:
                write(path.with_suffix(Path(suggested).suffix))

        self._around.dialogs.save_file(self._owner.window(), title, suggested, tr(kinds), chosen)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._around.runner.run(self._owner, work, done)

    def _written(self, path: Path, nothing: object) -> None:
        self._around.runner.messages.info(tr("{name} is written.", name=path.name))

    def _exported(self, path: Path, receipt: ExportReceipt) -> None:
        people = plural(receipt.people, "{n} person", "{n} people")
        text = tr(
            "{name} is written, with {people}. It is confidential.", name=path.name, people=people
        )
        self._around.runner.messages.info(text)

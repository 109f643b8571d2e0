"""Papers a school needs before it begins, begun from its real settings and open to changes."""

from pathlib import Path

from consentdesk import __version__
from consentdesk.domain.batch import Mode
from consentdesk.domain.errors import Refused
from consentdesk.media.office_document import office_document
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.papers.dpia_paper import DPIA_TITLE, dpia
from consentdesk.services.papers.notice_paper import NOTICE_TITLE, notice
from consentdesk.services.papers.paper_facts import PaperFacts, read_facts
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import Clock
from consentdesk.services.saved_paper import save_paper
from consentdesk.store.library import Library

SUFFIX = ".docx"


class StarterPapers:
    """Writes the drafts of one school; they name no pupil."""

    def __init__(self, library: Library, clock: Clock, engine: FaceEngine) -> None:
        self._library = library
        self._clock = clock
        self._engine = engine

    def facts(self, mode: Mode | None = None) -> PaperFacts:
        """Return what the papers are filled from.

        Args:
            mode: way of working; None is Match where the school has decided on it, else Look.

        Raises:
            EngineError: the description of the school's own engine cannot be read.
        """
        now, program = self._clock(), f"{PROGRAM} {__version__}"
        return self._library.run(lambda u: read_facts(u, now, program, self._engine, mode))

    def write_dpia(self, path: Path, mode: Mode | None = None) -> PaperFacts:
        """Write the draft of the data protection impact assessment; return what it tells.

        Raises:
            Refused: the name does not end with .docx, or the place does not take the file.
            DiskFull: no room is left.
            EngineError: as `facts`.
        """
        facts = self.facts(mode)
        _write(path, office_document(DPIA_TITLE, dpia(facts), facts.now, PROGRAM))
        return facts

    def write_notice(self, path: Path, mode: Mode | None = None) -> PaperFacts:
        """Write the draft of the notice for parents; return what it tells.

        Raises:
            Refused, DiskFull, EngineError: as `write_dpia`.
        """
        facts = self.facts(mode)
        _write(path, office_document(NOTICE_TITLE, notice(facts), facts.now, PROGRAM))
        return facts


def _write(path: Path, file: bytes) -> None:
    if path.suffix.casefold() != SUFFIX:
        raise Refused("The paper is a Word document.", f"Let its name end with {SUFFIX}.")
    save_paper(path, file)

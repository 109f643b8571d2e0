"""Which face engine a school uses: the built-in one, or a model its technician brought."""

from dataclasses import replace
from pathlib import Path

from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.engine_files import EngineKind, read_detector, read_encoder
from consentdesk.faces.ports import EngineFiles, Lines
from consentdesk.faces.versions import DETECTOR_VERSION, MATCHER_VERSION
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


class FaceEngine:
    """The chosen detector and encoder; loads neither, so the window and the librarian may ask.

    A library is open in one program at a time, so the choice is read once and kept.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._files = library.run(_chosen)

    def files(self) -> EngineFiles:
        """Return the chosen descriptions, for the worker."""
        return self._files

    def detector_version(self) -> str:
        """Return which detector makes boxes now.

        Raises:
            EngineError: the chosen description or its model cannot be read.
        """
        chosen = self._files.detector
        return read_detector(chosen).version if chosen else DETECTOR_VERSION

    def matcher_version(self) -> str:
        """Return which encoder makes vectors now; ask only where faces may be compared.

        Raises:
            EngineError: the chosen description or its model cannot be read.
        """
        return matcher_version_of(self._files)

    def lines(self) -> Lines:
        """Return the distances at which the encoder's answers change.

        Raises:
            EngineError: the chosen description or its model cannot be read.
        """
        chosen = self._files.encoder
        return read_encoder(chosen).lines if chosen else DLIB_LINES

    def choose(self, kind: EngineKind, file: Path, by: str) -> None:
        """Use the engine of this description from now on; the caller has tried it.

        With another encoder portraits must be enrolled again, and the old vectors, which nothing
        needs any more, are destroyed; with another detector batches must be scanned again.

        Raises:
            EngineError: the description is wrong or its model cannot be read.
        """
        place = str(file.resolve())
        read = read_detector if kind == "detector" else read_encoder
        self._record(kind, place, read(place).version, by)

    def back_to_built_in(self, kind: EngineKind, by: str) -> None:
        """Use the engine that came with the program from now on."""
        version = DETECTOR_VERSION if kind == "detector" else MATCHER_VERSION
        self._record(kind, "", version, by)

    def _record(self, kind: EngineKind, place: str, version: str, by: str) -> None:
        def work(u: UnitOfWork) -> None:
            u.settings.set(_setting(kind), place)
            u.audit.add(by, "face_engine_chosen", kind, {"version": version})
            if kind == "encoder":
                count = {"count": u.matching.delete_vectors_of_others(version)}
                u.audit.add(by, "vectors_destroyed", "of other engines", count)

        self._library.run(work)
        self._files = replace(self._files, **{kind: place})


def matcher_version_of(files: EngineFiles) -> str:
    """Return which encoder these files name.

    Raises:
        EngineError: the description or its model cannot be read.
    """
    return read_encoder(files.encoder).version if files.encoder else MATCHER_VERSION


def _chosen(u: UnitOfWork) -> EngineFiles:
    return EngineFiles(
        detector=u.settings.get(_setting("detector")), encoder=u.settings.get(_setting("encoder"))
    )


def _setting(kind: EngineKind) -> str:
    return f"face_engine.{kind}"

"""What is asked about a photo as a whole once its faces are decided."""

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.photo_checks import (
    ALL_WELL,
    FAILED,
    CheckAnswers,
    PhotoCheck,
    failed,
    needs_stricter_dress,
    statement,
)
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.sentence_page import Saying
from consentdesk.ui.desk.whole_photo.checks_list import Statement
from consentdesk.ui.text import plural, tr


def statements_of(details: BatchDetails, answers: CheckAnswers) -> tuple[Statement, ...]:
    """Return what a person states about a photo of a batch; what is wrong stands in its place."""
    stricter = needs_stricter_dress(details.event, details.purpose, kind=details.kind)
    return tuple(
        Statement(check, _words(check, answers, stricter=stricter), answers.get(check))
        for check in PhotoCheck
    )


def answers_when_done(answers: CheckAnswers) -> CheckAnswers:
    """Return what is answered by finishing a photo: all is well but for what was not so."""
    return {**ALL_WELL, **dict.fromkeys(failed(answers), False)}


def ask_about(entry: PhotoOnDesk, desk: Desk, open_faces: int) -> Saying:
    """Return the statements with what to do about them."""
    statements = statements_of(desk.batch.details, entry.review.checks)
    wrong = failed(entry.review.checks)
    if PhotoCheck.PLACE in wrong:
        return _tell_now(statements, open_faces)
    if wrong:
        return _held(statements, open_faces, can_be_read=PhotoCheck.READABLE in wrong)
    if open_faces:
        heading = tr("What about the whole photo?")
        return Saying(
            "eye-check-outline",
            "accent",
            heading,
            _open_words(open_faces),
            (_back_to_faces(),),
            statements,
        )
    return _look(entry, desk, statements)


def _words(check: PhotoCheck, answers: CheckAnswers, *, stricter: bool) -> str:
    if answers.get(check) is False:
        return tr(FAILED[check])
    return tr(statement(check, stricter_dress=stricter))


def _look(entry: PhotoOnDesk, desk: Desk, statements: tuple[Statement, ...]) -> Saying:
    look = entry.review.look
    if look is not None and look.register_version != desk.register_version:
        heading = tr("Look again, please.")
        text = tr("The register changed after this photo was checked.")
    else:
        heading = tr("Every face is decided.")
        if not entry.review.regions:
            heading = tr("The program found no face in this photo.")
        text = tr("Look at the whole photo once more. Did the program miss a face?")
    acts = ((Act.ACCEPT, tr("All of this is so: photo done")), (Act.DRAW, tr("Draw a missed face")))
    return Saying("eye-check-outline", "accent", heading, text, acts, statements)


def _held(statements: tuple[Statement, ...], open_faces: int, *, can_be_read: bool) -> Saying:
    text = tr("Press its number again if that was a slip.")
    acts: list[tuple[Act, str]] = [_way_on(open_faces)]
    if can_be_read:
        text = tr("Mark what can be read, cover it, then press 3 again.")
        acts.insert(0, (Act.DRAW_WRITING, tr("Mark what can be read")))
    return Saying(
        "close-octagon", "held", tr("This photo is held back."), text, tuple(acts), statements
    )


def _tell_now(statements: tuple[Statement, ...], open_faces: int) -> Saying:
    return Saying(
        "alert-octagon",
        "held",
        tr("Tell the safeguarding lead now."),
        tr("The photo is held back. Show it to nobody else."),
        (_way_on(open_faces), (Act.DELETE_PHOTO, tr("Delete it for good"))),
        statements,
    )


def _way_on(open_faces: int) -> tuple[Act, str]:
    if open_faces:
        return _back_to_faces()
    return Act.ACCEPT, tr("The rest is so: go on")


def _back_to_faces() -> tuple[Act, str]:
    return Act.LEAVE, tr("Back to the faces")


def _open_words(faces: int) -> str:
    return plural(faces, "{n} face still needs a decision.", "{n} faces still need a decision.")

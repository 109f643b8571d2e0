"""What the panel says when no face of the photo is in hand."""

from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.review import Referral, Refusal
from consentdesk.domain.search import SearchDepth
from consentdesk.domain.verdict import Outcome
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_words import asked_words
from consentdesk.ui.desk.face.sentence_page import Saying
from consentdesk.ui.desk.grid.standing import faces_known
from consentdesk.ui.desk.what_is_left import Left
from consentdesk.ui.desk.whole_photo.checks_asked import ask_about
from consentdesk.ui.text import plural, tr


def saying_for(entry: PhotoOnDesk, together: int, left: Left, desk: Desk) -> Saying:
    """Return what to say about a photo, and the way on.

    `together` counts the open faces that are settled together.
    """
    state, review = entry.photo.state, entry.review
    if together and faces_known(entry.photo):
        return _settle_together(together)
    if state is PhotoState.BROUGHT_IN:
        return _still_checking(entry.photo) if faces_known(entry.photo) else _not_checked_yet()
    if state is not PhotoState.CHECKED:
        return _kept_back(entry)
    if review.referral is not None:
        return _waits_for_answer(review.referral)
    if review.refusal is not None:
        return _answer_was_no(review.refusal)
    if review.hold is not None:
        return _held_by_hand(review.hold)
    if review.look is None or review.look.register_version != desk.register_version:
        return ask_about(entry, desk, 0)
    if not left.photos and not left.waiting:
        return _everything_decided(entry)
    return _photo_done(entry)


def _not_checked_yet() -> Saying:
    return Saying(
        "timer-sand",
        "muted",
        tr("Not checked yet"),
        tr("Faces have not been looked for in this photo yet. Go on with the others meanwhile."),
        ((Act.NEXT_PHOTO, tr("Next photo")),),
    )


def _still_checking(photo: Photo) -> Saying:
    heading = (
        tr("Being looked through again, thoroughly")
        if _again(photo)
        else tr("Still being checked for small faces")
    )
    return Saying(
        "progress-clock",
        "accent",
        heading,
        tr("What was found so far is decided. Finish the photo when the search is through."),
        ((Act.NEXT_PHOTO, tr("Next photo")),),
    )


def _settle_together(faces: int) -> Saying:
    return Saying(
        "magnify",
        "open",
        plural(
            faces,
            "{n} doubtful or very small face is left",
            "{n} doubtful or very small faces are left",
        ),
        tr("Look at them side by side; one decision settles them."),
        ((Act.SMALL_ONES, tr("Show them")),),
    )


def _kept_back(entry: PhotoOnDesk) -> Saying:
    return Saying(
        "close-octagon",
        "held",
        tr("This photo is kept back"),
        entry.photo.problem or tr("The photo could not be checked."),
        ((Act.NEXT_PHOTO, tr("Next photo")),),
    )


def _waits_for_answer(asked: Referral) -> Saying:
    return Saying(
        "account-question",
        "held",
        asked_words(asked),
        asked.reason,
        ((Act.NEXT_PHOTO, tr("Next photo")), (Act.ASK, tr("Record the answer"))),
    )


def _answer_was_no(refusal: Refusal) -> Saying:
    return Saying(
        "close-octagon",
        "held",
        tr("{name} said no", name=refusal.who),
        refusal.words,
        ((Act.NEXT_PHOTO, tr("Next photo")), (Act.ASK, tr("Ask again"))),
    )


def _held_by_hand(reason: str) -> Saying:
    return Saying(
        "hand-back-right",
        "held",
        tr("Held back by hand"),
        reason,
        ((Act.NEXT_PHOTO, tr("Next photo")), (Act.HOLD, tr("Let the photo go"))),
    )


def _everything_decided(entry: PhotoOnDesk) -> Saying:
    return Saying(
        "check-all",
        "cleared",
        tr("Everything is decided."),
        tr("Go to Sign off: a second person looks at the batch and releases it."),
        ((Act.ACCEPT, tr("Go to Sign off")), (Act.NEXT_PHOTO, tr("Look at the next photo"))),
    )


def _photo_done(entry: PhotoOnDesk) -> Saying:
    held = entry.status is Outcome.HELD
    return Saying(
        "close-octagon" if held else "check-circle",
        "held" if held else "cleared",
        tr("This photo is done."),
        tr("It is held on every channel; below is why.") if held else "",
        ((Act.NEXT_PHOTO, tr("Next photo")),),
    )


def standing_words(entry: PhotoOnDesk | None) -> str:
    """Return what stays below a photo as long as more faces may be found in it."""
    if entry is None or entry.photo.state is not PhotoState.BROUGHT_IN:
        return ""
    if not faces_known(entry.photo):
        return ""
    if _again(entry.photo):
        return tr("Being looked through again, thoroughly; you can go on deciding.")
    return tr("Still being checked for small faces; you can already decide these.")


def _again(photo: Photo) -> bool:
    """Whether the whole photo was searched before and is being searched once more."""
    thorough = photo.wanted is SearchDepth.THOROUGH
    return thorough and photo.searched is not None and photo.searched.whole


def left_words(left: Left, minutes: int | None) -> str:
    """Return what is left in the batch, such as ``37 faces in 12 photos, about 4 minutes``."""
    parts = []
    if left.photos and left.faces:
        faces = plural(left.faces, "{n} face", "{n} faces")
        photos = plural(left.photos, "{n} photo", "{n} photos")
        parts.append(tr("Left: {faces} in {photos}", faces=faces, photos=photos))
    elif left.photos:
        parts.append(
            plural(left.photos, "Left: {n} photo to look at", "Left: {n} photos to look at")
        )
    elif left.total and not left.waiting:
        parts.append(tr("Nothing is left to decide"))
    if left.faces and minutes is not None:
        parts.append(plural(minutes, "about {n} minute", "about {n} minutes"))
    return ", ".join(parts)


def waiting_words(left: Left) -> str:
    """Return how far looking for faces is, or nothing when it is done."""
    if not left.waiting:
        return ""
    if not left.checked:
        return tr("Faces have not been looked for yet. Photos appear here as they are checked.")
    to_check = left.checked + left.waiting
    return tr(
        "{done} of {total} photos checked so far; you can begin.",
        done=left.checked,
        total=to_check,
    )

"""What was done to a photo, in plain words; on the screen only, for it names people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consentdesk.domain.channel import Channel
from consentdesk.domain.face import Disposition, Region, RegionSubject
from consentdesk.domain.ids import ChannelId, PersonId, RegionId
from consentdesk.domain.people import Person
from consentdesk.domain.photo_checks import FAILED, CheckAnswers, failed
from consentdesk.domain.review import ActionKind, ReviewAction
from consentdesk.domain.review_changes import (
    Answered,
    Cropped,
    NotThese,
    Referee,
    ReferralAnswered,
    Referred,
    Regrouped,
    Removed,
    Reshaped,
    Smaller,
)
from consentdesk.services.deciding.photo_history import PastAction
from consentdesk.ui.desk.desk_words import disposition_words, person_words
from consentdesk.ui.text import moment_words, plural, tr

_DREW = {
    RegionSubject.FACE: "Drew a missed face",
    RegionSubject.FIGURE: "Drew a child without a face",
    RegionSubject.WRITING: "Drew something that can be read",
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the history.

    Attributes:
        when_and_who: the moment and the name.
        what: what was done.
        remark: who took it back, or how many undos away it is; may be empty.
        taken_back: it does not stand any more.
        faces: the regions it is about; empty for the whole photo.
    """

    when_and_who: str
    what: str
    remark: str
    taken_back: bool
    faces: frozenset[RegionId]

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ". ".join(part for part in (self.what, self.when_and_who, self.remark) if part)


@dataclass(frozen=True, slots=True)
class PhotoNames:
    """What is needed to say whom and which face an action was about.

    Attributes:
        numbers: of the faces, as they are shown on the desk.
    """

    regions: Mapping[RegionId, Region]
    numbers: Mapping[RegionId, int]
    people: Mapping[PersonId, Person]
    channels: Sequence[Channel]


def history_line(past: PastAction, names: PhotoNames) -> HistoryLine:
    """Return one thing that was done, in words."""
    action = past.action
    return HistoryLine(
        tr("{moment} · {name}", moment=moment_words(action.at), name=action.by),
        _what(action, names),
        _remark(past),
        past.taken_back_by is not None,
        faces_of(action),
    )


def faces_of(action: ReviewAction) -> frozenset[RegionId]:
    """Return the regions an action is about; none when it is about the whole photo."""
    found = {settled.region_id for settled in action.settled}
    if action.drawn is not None:
        found.add(action.drawn)
    match action.change:
        case Reshaped(region_id) | Removed(region_id):
            found.add(region_id)
        case Regrouped(faces) | NotThese(faces):
            found |= faces.keys()
    return frozenset(found)


def _remark(past: PastAction) -> str:
    if past.taken_back_by is not None:
        return tr("taken back by {name}", name=past.taken_back_by or tr("somebody"))
    if past.undos is None:
        return ""
    return plural(past.undos, "{n} undo away (U)", "{n} undos away (U)")


def _what(action: ReviewAction, names: PhotoNames) -> str:
    simple = _SIMPLE.get(action.kind)
    if simple is not None:
        return tr(simple)
    if action.kind is ActionKind.DRAW:
        return _drew(action, names)
    if action.kind is ActionKind.HOLD:
        return tr("Held the photo back: {reason}", reason=action.reason)
    if action.kind is ActionKind.LOOK:
        return _looked(action)
    said = _settled(action, names) if action.change is None else _changed(action, names)
    if action.kind is ActionKind.EXCLUSION_CHECK:
        return tr(
            "Exclusion check against {n} look-outs. {said}", n=len(action.look_outs), said=said
        )
    if action.kind is ActionKind.CARRY:
        return tr("Carried over within a moment. {said}", said=said)
    return said


_SIMPLE = {
    ActionKind.LET_GO: "Let the photo go again",
    ActionKind.RECHECK: "Faces were looked for again; the photo must be looked at anew",
    ActionKind.REGROUP: "Said which faces are one person",
    ActionKind.REMOVE: "Removed a drawn frame",
}


def _drew(action: ReviewAction, names: PhotoNames) -> str:
    region = names.regions.get(action.drawn) if action.drawn is not None else None
    return tr("Drew a frame") if region is None else tr(_DREW[region.subject])


def _looked(action: ReviewAction) -> str:
    if isinstance(action.change, Answered):
        said = _answers(action.change.answers)
        return tr("Looked at the whole photo and finished it. {said}", said=said)
    return tr("Looked at the whole photo and finished it")


def _settled(action: ReviewAction, names: PhotoNames) -> str:
    """Say what became of which faces, such as ``Faces 1, 3: Visitor``."""
    became: dict[Disposition | None, list[RegionId]] = {}
    for settled in action.settled:
        became.setdefault(settled.disposition, []).append(settled.region_id)
    parts = []
    for disposition, regions in became.items():
        what = (
            tr("open again")
            if disposition is None
            else disposition_words(disposition, names.people)
        )
        parts.append(tr("{faces}: {what}", faces=_faces(regions, names), what=what))
    return "; ".join(parts)


def _faces(regions: Sequence[RegionId], names: PhotoNames) -> str:
    known = sorted(names.numbers[r] for r in regions if r in names.numbers)
    if not known:
        return tr("A frame that is gone")
    numbers = ", ".join(str(number) for number in known)
    return tr("Face {n}", n=numbers) if len(known) == 1 else tr("Faces {n}", n=numbers)


def _changed(action: ReviewAction, names: PhotoNames) -> str:
    match action.change:
        case Reshaped(region_id):
            return tr("{face}: frame moved", face=_faces((region_id,), names))
        case Cropped(box):
            return tr("Kept the whole photo again") if box is None else tr("Kept a part of it")
        case Answered(answers):
            return _answers(answers)
        case Smaller(channel_id, long_edge):
            return _smaller(_channel(channel_id, names), long_edge)
        case Referred(to):
            return _asked(to, action.reason)
        case ReferralAnswered():
            return _answer(action.change, action.reason)
        case NotThese(people):
            return _not_these(people, names)
    return tr("Changed the photo")


def _answers(answers: CheckAnswers) -> str:
    wrong = [tr(FAILED[check]) for check in failed(answers)]
    return " ".join(wrong) if wrong else tr("Said that all is well in the photo.")


def _channel(channel_id: ChannelId, names: PhotoNames) -> str:
    found = (channel.name for channel in names.channels if channel.id == channel_id)
    return next(found, tr("a channel that is gone"))


def _smaller(channel: str, long_edge: int | None) -> str:
    if long_edge is None:
        return tr("{channel}: as large as usual again", channel=channel)
    return tr("{channel}: at most {n} pixels long", channel=channel, n=long_edge)


def _asked(to: Referee, reason: str) -> str:
    if to is Referee.HEAD:
        return tr("Asked the Head: {reason}", reason=reason)
    return tr("Asked for a second opinion: {reason}", reason=reason)


def _answer(answer: ReferralAnswered, reason: str) -> str:
    name = answer.answerer
    if answer.may_go:
        said = tr("{name} answered: it may go.", name=name)
    else:
        said = tr("{name} answered: it stays back.", name=name)
    return f"{said} {reason}".strip()


def _not_these(people: Mapping[RegionId, frozenset[PersonId]], names: PhotoNames) -> str:
    parts = []
    for region_id, persons in people.items():
        who = ", ".join(person_words(names.people[p]) for p in sorted(persons) if p in names.people)
        face = _faces((region_id,), names)
        parts.append(tr("{face}: not {people}", face=face, people=who or tr("a former pupil")))
    return "; ".join(parts)

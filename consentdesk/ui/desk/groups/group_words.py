"""What the group sheet says: its question, the button that answers it, a face's caption."""

from collections.abc import Mapping

from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.ui.desk.desk_words import disposition_words, person_words
from consentdesk.ui.desk.groups.face_group import FaceGroup, GroupFace
from consentdesk.ui.desk.groups.group_likely import GroupLikely, points_elsewhere
from consentdesk.ui.text import plural, tr


def heading_words(group: FaceGroup, likely: GroupLikely) -> str:
    """Return what is asked about the group."""
    number = len(group.open)
    if not number:
        return tr("Every face of this group is decided")
    if likely.certain:
        one, many = "Is this face {name}?", "Are these {n} faces {name}?"
        return plural(number, one, many, name=likely.people[0].person.name)
    return plural(number, "Who is this?", "Who is this in {n} photos?")


def progress_words(seen: int, faces: int, place: int, of: int) -> str:
    """Return what was seen, and which of the groups to decide it is; `place` 0 is none of them."""
    text = tr("{n} of {of} seen", n=seen, of=faces)
    if place:
        return tr("{seen} · group {n} of {of}", seen=text, n=place, of=of)
    waiting = plural(of, "{n} group to decide", "{n} groups to decide")
    return f"{text} · {waiting}" if of else text


def accept_words(ticked: int, likely: GroupLikely) -> str:
    """Return what Enter says about the ticked faces, or why it says nothing."""
    if not ticked:
        return tr("No face is ticked")
    if not likely.people:
        return tr("Nobody is suggested: press P and type a name")
    if not likely.certain:
        return tr("Nobody is chosen beforehand: press 1, 2 or 3")
    who = person_words(likely.people[0].person)
    return plural(ticked, "This one is {who}", "These {n} are {who}", who=who)


def decided_words(face: GroupFace, people: Mapping[PersonId, Person]) -> str:
    """Return what was decided about a face, a name without its class; empty while it is open."""
    if face.decided is None:
        return ""
    person = None if face.decided.person_id is None else people.get(face.decided.person_id)
    return disposition_words(face.decided, people) if person is None else person.name


def remark_words(face: GroupFace, likely: GroupLikely, people: Mapping[PersonId, Person]) -> str:
    """Return what speaks against the face being the likely person; empty for nothing."""
    first = likely.people[0].person.id if likely.people else None
    if first is not None and first in face.not_these:
        return tr("was said to be another")
    found = face.suggestion
    if found is None or not found.candidates or not points_elsewhere(face, first):
        return ""
    person = people.get(found.candidates[0].person_id)
    return "" if person is None else tr("like {name}", name=person.details.first_name)

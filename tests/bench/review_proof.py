"""Whether what a review cleared is right by the truth of the made-up school."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consentdesk.app.scripted_reviewer import DRAWN_FROM, TrueFace, pair_up
from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Permission
from consentdesk.domain.face import DispositionKind, Region
from consentdesk.domain.ids import ChannelId, PersonId
from consentdesk.domain.people import Person
from consentdesk.domain.published_part import HIDDEN, in_picture, published_frame
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.services.workspace import Workspace

Allowed = Mapping[ChannelId, Mapping[PersonId, Permission]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a photo must not have been cleared for a channel."""

    file_name: str
    channel: str
    why: str


def wrongly_cleared(
    workspace: Workspace, desk: Desk, truth: Mapping[str, tuple[TrueFace, ...]]
) -> list[Wrong]:
    """Return every photo cleared for a channel that the truth forbids; none is the proof."""
    batch = workspace.batches.card(desk.batch.id).batch
    register = workspace.library.run(workspace.acting.register.read)
    allowed = {c.id: register.permissions_in(batch, c.id) for c in desk.channels}
    people = {person.details.key: person for person in desk.people.values()}
    return [
        Wrong(entry.photo.details.file_name, channel.details.name, why)
        for entry in desk.photos
        for channel in desk.channels
        if entry.verdicts[channel.id].cleared
        for why in _reasons(entry, channel, truth, people, allowed)
    ]


def _reasons(
    entry: PhotoOnDesk,
    channel: Channel,
    truth: Mapping[str, tuple[TrueFace, ...]],
    people: Mapping[str, Person],
    allowed: Allowed,
) -> Iterator[str]:
    review = entry.review
    if review.undecided or review.look is None:
        yield "a face is open, or nobody looked at it"
    faces = truth[entry.photo.details.file_name]
    paired = pair_up(review.regions, faces)
    for region in review.regions:
        if not region.shown and review.decisions[region.id].disposition.kind not in HIDDEN:
            yield "a face was never seen"
    regions = {face: review.regions[index] for index, face in paired.items()}
    for face in faces:
        person = people.get(face.person)
        permission = None if person is None else allowed[channel.id].get(person.id)
        if permission is not None and permission.allowed:
            continue
        if _can_be_recognised(face) and _shows(entry, regions.get(face)):
            yield "a stranger shows" if person is None else "somebody who may not appear shows"


def _can_be_recognised(face: TrueFace) -> bool:
    """Smaller or hidden faces are nobody to anybody, also not to the scan's measure."""
    return face.visible and face.box.height >= DRAWN_FROM


def _shows(entry: PhotoOnDesk, region: Region | None) -> bool:
    """Tell whether a face can be seen and recognised in the published copy."""
    if region is None:
        return True
    frame = published_frame(entry.photo, entry.review)
    kind = entry.review.decisions[region.id].disposition.kind
    hidden = {*HIDDEN, DispositionKind.CANNOT_BE_RECOGNISED}
    return kind not in hidden and frame is not None and in_picture(entry.photo, region, frame)

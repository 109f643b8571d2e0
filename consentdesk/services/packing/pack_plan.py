"""What may go into a pack for the web editor, asked anew whenever it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consentdesk.domain.batch import Batch
from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import permission
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ChannelId, PersonId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.domain.release import ReleasedFile
from consentdesk.domain.staff import Duty, SignedIn
from consentdesk.services.looking_after.published_copies import PublishedCopies
from consentdesk.services.names.name_check import HowSure, names_in
from consentdesk.services.office.duties import require
from consentdesk.services.packing.captions import (
    Caption,
    look_through,
    refuse_unsettled,
    tidied,
)
from consentdesk.services.packing.copies_to_hand_on import (
    LeftOut,
    copies_to_hand_on,
    open_channel,
)
from consentdesk.services.publishing.file_names import names_somebody, title_without_names
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork

NAME = "name"
"""The purpose that a name beside a photo takes."""

LONGEST_EDITOR = 80

NAMED_AFTER = "Its file name holds a person's name."


@dataclass(frozen=True, slots=True)
class PackOrder:
    """What somebody wants in a pack.

    Attributes:
        editor: whom it is for, a person or a company, as typed; None for paper that stays in the
            school.
        looked_at: somebody looked at each word that may be a name and at each link.
        names_approved_by: the head, who approves the names in this pack; None when nobody did.
    """

    batch_id: BatchId
    channel_id: ChannelId
    editor: str | None
    captions: tuple[Caption, ...] = ()
    looked_at: bool = False
    names_approved_by: SignedIn | None = None


@dataclass(frozen=True, slots=True)
class PackPlan:
    """What goes into a pack as things stand.

    Attributes:
        event, channel_name: as they may be said: without anybody's name, maybe empty.
        editor: as it is kept in the audit trail; empty for paper that stays in the school.
        texts: of each file of the plan, by its name.
        named_rows, named_people: how many texts name somebody, and how many people.
    """

    batch: Batch
    channel: Channel
    event: str
    channel_name: str
    editor: str
    files: tuple[ReleasedFile, ...]
    left_out: tuple[LeftOut, ...]
    texts: Mapping[str, Caption]
    named_rows: int
    named_people: int


def plan_pack(
    u: UnitOfWork, copies: PublishedCopies, register: RegisterPicture, order: PackOrder, by: str
) -> PackPlan:
    """Return what goes into the pack now.

    Raises:
        Refused: this person may not publish, the channel is closed, the editor is not told or
            reads like a pupil, or no copy may be handed on.
        NameInCaption, NamesToApprove, WordsToLookAt: as `captions.refuse_unsettled`.
    """
    require(u, by, Duty.PUBLISH, register.today)
    batch, everybody = u.batches.get(order.batch_id), tuple(register.people.values())
    channel = open_channel(register, order.channel_id)

    def against(file_name: str) -> str:
        return NAMED_AFTER if _surest(file_name, everybody) >= HowSure.ONE_NAME else ""

    files, left_out = copies_to_hand_on(u, copies, batch.id, channel.id, against)
    known = {f.file_name for f in u.releases.files(batch_id=batch.id, channel_id=channel.id)}
    captions = tidied(order.captions, known)
    remarks = look_through(captions, everybody, _may_be_named(u, batch, register))
    head = order.names_approved_by
    if head is not None:
        require(u, head.name, Duty.LEAD, register.today)
    refuse_unsettled(remarks, approved=head is not None, looked_at=order.looked_at)
    event = title_without_names(batch, everybody)
    return PackPlan(
        batch=batch,
        channel=channel,
        event=event,
        channel_name=_without_names(channel.name, everybody),
        editor="" if order.editor is None else _editor(order.editor, everybody),
        files=tuple(files),
        left_out=tuple(left_out),
        texts=_texts(files, captions, event),
        named_rows=len(remarks.named),
        named_people=len(remarks.people),
    )


def _may_be_named(u: UnitOfWork, batch: Batch, register: RegisterPicture) -> frozenset[PersonId]:
    """Return who agreed without any limit to be named beside a photo."""
    answers = u.register.answers()
    found = (
        (person.id, permission(person.details, answers.get(person.id, ()), NAME, register.today))
        for person in register.people.values()
    )
    return frozenset(id_ for id_, given in found if given.allowed and not given.limits) - frozenset(
        batch.objections
    )


def _editor(typed: str, people: Iterable[Person]) -> str:
    editor = " ".join(typed.split())
    if not editor:
        raise Refused("Nobody says whom the pack is for.", "Enter the web editor or the company.")
    if len(editor) > LONGEST_EDITOR:
        raise Refused("The name of the editor is too long.", "Shorten it.")
    pupils = [person for person in people if person.details.kind is PersonKind.PUPIL]
    if names_somebody(editor, pupils):
        raise Refused("The name of the editor is a pupil's name.", "Enter the company or the role.")
    return editor


def _texts(
    files: Iterable[ReleasedFile], captions: Iterable[Caption], event: str
) -> Mapping[str, Caption]:
    given = {caption.file_name: caption for caption in captions}
    neutral = f"Children at {event}" if event else "Children at a school event"
    texts = {}
    for number, file in enumerate(files, 1):
        own = given.get(file.file_name, Caption(number, file.file_name))
        alt_text = own.alt_text or neutral
        texts[file.file_name] = Caption(own.row, file.file_name, alt_text, own.caption)
    return texts


def _without_names(text: str, people: tuple[Person, ...]) -> str:
    return "" if _surest(text, people) >= HowSure.ONE_NAME else text


def _surest(text: str, people: tuple[Person, ...]) -> int:
    return max((found.how_sure for found in names_in(text, people)), default=0)

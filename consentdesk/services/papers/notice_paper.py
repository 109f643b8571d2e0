"""The draft of what families are told about photos, in plain words."""

from collections.abc import Iterator

from consentdesk.domain.channel import Channel, words_of
from consentdesk.media.office_document import Block, Bullets, Heading, Paragraph, Table
from consentdesk.services.papers.paper_facts import BLANK, PaperFacts, count, day, or_blank

NOTICE_TITLE = "Photos of your child: what we do with them"
NOTICE_DRAFT = (
    "Draft, to be checked by the school's data protection officer before it is sent. Take this "
    "line out then."
)


def notice(facts: PaperFacts) -> Iterator[Block]:
    """Yield the parts of the draft."""
    profile = facts.profile
    yield Paragraph(NOTICE_DRAFT, strong=True)
    school = profile.name or f"[School: {BLANK.lower()}]"
    yield Paragraph(
        f"{school}. Notice {or_blank(profile.notice_version)}, {day(facts.today)}. "
        f"Our policy: {or_blank(profile.policy_version)}."
    )
    yield Heading("What we do with photos")
    yield Paragraph(
        "We take photos at school events with the school's own devices. Before we show any, a "
        "member of staff checks every face in them against what you answered, and a second, "
        "senior person agrees. We show a photo only where everybody in it may appear. If you "
        "have not answered, that counts as no."
    )
    yield _places(facts.channels)
    yield Heading("What the computer does")
    yield from _computer(facts)
    yield Heading("How long we keep them")
    yield from _keeping(facts)
    yield Heading("You can say no, and change your mind")
    yield Bullets(tuple(_rights(facts)))
    yield Heading("Whom to ask")
    yield _people()
    if facts.matches:
        yield from _reply()


def _places(channels: tuple[Channel, ...]) -> Block:
    shown = [channel for channel in channels if channel.details.is_open]
    if not shown:
        return Paragraph("We have not set up a place to publish photos yet.")
    return Table(
        ("Where", "Who can see it", "What we ask you for"),
        tuple(
            (
                " ".join((channel.name, channel.details.standing.handle)).strip(),
                or_blank(channel.details.standing.audience),
                ", ".join(words_of(purpose) for purpose in channel.details.purposes),
            )
            for channel in shown
        ),
    )


def _computer(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"A program on a computer in school ({facts.program}) finds where faces are in a photo, so "
        "that staff miss none. Photos are not sent to any company or cloud service."
    )
    if not facts.matches:
        yield Paragraph(
            "It does not recognise anybody. Staff who know the children do that by eye. We would "
            "tell you, and ask you in writing, before that changed."
        )
        return
    yield Paragraph(
        "For children with a separate written permission it also compares faces: it computes "
        "numbers from the child's portrait and from faces in photos, and suggests who may be in "
        "them. This is biometric data. Staff decide, never the computer."
    )
    others = facts.matching is not None and facts.matching.open_batches
    yield Paragraph(
        "Faces of others in such a photo are computed for the comparison, too, and forgotten when "
        "the search ends."
        if others
        else "We compare faces only in photos in which everybody has given this permission."
    )
    yield Paragraph(
        "Before we begin we tell each parent. We need a yes in writing from one parent at least; "
        "if the other parent says no, or your child does, we do not do it. Without this "
        "permission your child's photos are checked by eye, just as carefully."
    )


def _keeping(facts: PaperFacts) -> Iterator[Block]:
    days = count(facts.profile.originals_days, "day", "days")
    yield Paragraph(
        f"We delete photos {days} after we last published some of the event. Your answers are "
        "kept as long as we need them to show that we were allowed to publish. Everything is "
        "encrypted on the computer; only staff with an account can open it."
    )
    if facts.matches:
        yield Paragraph(
            "The numbers computed from a portrait are destroyed when you or your child say no, "
            f"when the permission ends, or when your child leaves.{_latest(facts)}"
        )


def _latest(facts: PaperFacts) -> str:
    if facts.matching is None:
        return ""
    return f" Our decision to compare ends on {day(facts.matching.valid_until)} at the latest."


def _rights(facts: PaperFacts) -> Iterator[str]:
    yield "Say no, or take a yes back, at any time and in any way. You need not say why."
    yield (
        "Then we stop using the photos and take down what we published. What others have copied "
        "we cannot call back."
    )
    yield "If two parents or carers answer differently, the no counts."
    yield "Your child can say no, too, at any age. That counts against any yes."
    if facts.matches:
        yield (
            "You or your child can object to comparing faces alone, and leave your answers about "
            "photos as they are. We destroy the numbers at once."
        )
    yield (
        "Ask to see what we hold about you or your child, to have it put right, or to have it "
        "erased."
    )
    yield "Complain to us; if that does not help, to the Information Commissioner (ico.org.uk)."


def _people() -> Table:
    return Table(
        (),
        (
            ("Questions, answers, withdrawals", f"School office: {BLANK.lower()}"),
            ("Data protection officer", BLANK),
            ("A child who needs special protection", f"Safeguarding lead: {BLANK.lower()}"),
        ),
    )


def _reply() -> Iterator[Block]:
    yield Heading("Reply about comparing faces (separate from your answers about photos)")
    yield Table(
        (),
        (
            ("Name and class of the child", ""),
            ("I agree / I do not agree that faces are compared", ""),
            ("What my child says", ""),
            ("Name of parent or carer, day, signature", ""),
        ),
    )

"""The draft of a data protection impact assessment, in the order a school works through one."""

from collections.abc import Iterator, Mapping

from consentdesk.domain.channel import Channel, words_of
from consentdesk.domain.matching_locks import JURISDICTION_WORDS, Jurisdiction
from consentdesk.domain.staff import Role
from consentdesk.media.office_document import Block, Bullets, Heading, Paragraph, Table
from consentdesk.services.papers.dpia_risks import risks
from consentdesk.services.papers.paper_facts import BLANK, PaperFacts, count, day, or_blank

DPIA_TITLE = "Data protection impact assessment: checking photos before publishing"
DRAFT = (
    "Draft, to be checked by the school's data protection officer. It was filled in from the "
    "settings of the program; what the program cannot know is left to be filled in."
)

_ACCESS: Mapping[Role, str] = {
    Role.CONTRIBUTOR: "Photos, faces, register. Brings in and decides; publishes nothing.",
    Role.PREPARER: "Photos, faces, register. Brings in, decides, publishes what is signed.",
    Role.APPROVER: "The same, and gives the second signature.",
    Role.HEAD: "The same, agrees to events and channels, keeps accounts and settings.",
    Role.DSL: "Photos, faces, register, protected pupils. Gives the second signature.",
    Role.ADMINISTRATOR: "Accounts, settings, backups. Decides no photo.",
    Role.INSPECTOR: "Looks and changes nothing.",
}


def dpia(facts: PaperFacts) -> Iterator[Block]:
    """Yield the parts of the draft."""
    yield Paragraph(DRAFT, strong=True)
    yield _front(facts)
    yield Heading("1. What is done, and why")
    yield from _processing(facts)
    yield Heading("2. Whose data")
    yield Paragraph(
        f"{count(facts.pupils, 'pupil', 'pupils')} on the roll on {day(facts.today)}; staff and "
        "other adults in photos; families as far as they answer for a child. Visitors and "
        "children of other schools may be in a photo without being known to the program."
    )
    yield Heading("3. What is stored, where and for how long")
    yield Table(("What", "Where", "Until when"), tuple(_stored(facts)))
    yield Heading("4. Who has access")
    yield Table(
        ("Role", "Open accounts", "What it reaches"),
        tuple((r.value, str(facts.accounts.get(r, 0)), text) for r, text in _ACCESS.items()),
    )
    yield Paragraph(
        f"Each person signs in; the window locks after {facts.profile.idle_minutes} minutes. "
        "Signing off and publishing take a policy marked as read, a training and a signed "
        f"agreement, all of this school year (it ends on {_month_day(facts)}). No supplier, "
        "server or cloud service receives any of the data."
    )
    yield Heading("5. Where photos are published")
    yield _channels(facts.channels)
    yield Heading("6. Lawful basis, necessity, consultation")
    yield from _basis(facts)
    yield Heading("7. Risks, what the program does, what is left for the school")
    yield Table(("Risk", "The program", "The school"), tuple(risks(facts)))
    yield Heading("8. Advice of the data protection officer, and the decision")
    yield _decision(facts)


def _front(facts: PaperFacts) -> Table:
    profile = facts.profile
    return Table(
        (),
        (
            ("School", or_blank(profile.name)),
            ("Way of working", "Match" if facts.matches else "Look"),
            ("Program", facts.program),
            ("Finds faces with", facts.detector),
            ("Compares faces with", facts.matcher or "Nothing: no faces are compared"),
            ("Policy", or_blank(profile.policy_version)),
            ("Policy approved by", or_blank(profile.policy_approved_by)),
            ("Policy to be reviewed by", day(profile.review_due())),
            ("Notice to families", or_blank(profile.notice_version)),
            ("Notice given on", day(profile.notice_given_on)),
            ("Belongs to", or_blank(", ".join(profile.documents))),
            ("Draft made on", day(facts.today)),
        ),
    )


def _processing(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        "Staff check photos of school events before they are published, so that no child "
        "appears where that child may not. The program finds where faces are. A member of staff "
        "decides about every face. A second, senior person signs. Copies without hidden data are "
        "then written for the channels that everybody in the photo may appear on."
    )
    yield Paragraph(
        f"A signature holds for {count(facts.profile.sign_off_hours, 'hour', 'hours')}, and no "
        "longer than the register stays as it was. The head agrees to each event first: "
        f"{'yes' if facts.profile.head_per_event else 'no'}."
    )
    if not facts.matches:
        yield Paragraph(
            "Faces are found and not compared. The program computes nothing from a face that "
            "could tell one person from another; staff recognise the children themselves."
        )
        return
    yield Paragraph(
        "Faces are also compared with portraits of those pupils who have a biometric permission. "
        "The result is a suggestion that puts likely faces first. It decides nothing: every "
        "photo is looked at and signed in the same way without it. Computing numbers from a face "
        "in order to recognise somebody makes them special category data."
    )


def _stored(facts: PaperFacts) -> Iterator[tuple[str, str, str]]:
    here = "This computer, encrypted"
    days = count(facts.profile.originals_days, "day", "days")
    yield "Names, classes, answers about photos", here, "As long as they prove a permission"
    yield (
        "Photos, small pictures of them, enlarged faces",
        here,
        f"{days} after the last copy of the event was published",
    )
    yield "Portraits of pupils", here, f"{days} after leaving"
    if facts.matches:
        ends = f"; latest {day(facts.matching.valid_until)}" if facts.matching else ""
        yield (
            "Numbers computed from portraits (reference vectors)",
            f"{here}; in no backup",
            f"End of the permission, leaving, or end of the school's decision{ends}",
        )
        yield "Numbers computed from faces in photos", "Memory only", "End of the search"
    yield "Decisions, signatures, audit trail", here, "Kept: they prove what was decided"
    yield "Accounts of staff; passwords as Argon2id hashes", here, "Kept with the audit trail"
    yield "Published copies", "Channels' folders, not encrypted", "Until taken down"
    yield (
        "Backups",
        "Where the school puts them, encrypted",
        f"Until replaced; asked for every {count(facts.profile.backup_days, 'day', 'days')}",
    )


def _channels(channels: tuple[Channel, ...]) -> Block:
    if not channels:
        return Paragraph("No channel is set up yet.")
    return Table(
        ("Channel", "Who sees it", "People agreed to", "Looked after by", "Approved until"),
        tuple(
            (
                " ".join((channel.name, channel.details.standing.handle)).strip(),
                or_blank(channel.details.standing.audience),
                ", ".join(words_of(purpose) for purpose in channel.details.purposes),
                or_blank(", ".join(channel.details.standing.managers)),
                day(channel.details.standing.review_on),
            )
            for channel in channels
        ),
    )


def _basis(facts: PaperFacts) -> Iterator[Block]:
    rows = [
        ("Lawful basis for taking and publishing photos (UK GDPR Article 6)", BLANK),
        ("Why the purpose cannot be reached with fewer photos or data", BLANK),
        ("Parents, pupils and staff who were asked, and what they said", BLANK),
    ]
    if facts.matches:
        rows += [
            ("Condition for biometric data (UK GDPR Article 9)", BLANK),
            ("Country whose law on biometrics of children applies", _country(facts)),
            ("Notice on comparing faces that families were given", _comparing_notice(facts)),
            ("Why recognising by eye alone is not enough", BLANK),
            ("What families who say no are offered instead", "The same check, by eye alone"),
        ]
    yield Table((), tuple(rows))
    law = facts.matching.jurisdiction if facts.matching else None
    if facts.matches and law in {None, Jurisdiction.ENGLAND_AND_WALES}:
        yield Paragraph(
            "In England and Wales the Protection of Freedoms Act 2012, sections 26 to 28, applies:"
        )
        yield Bullets(
            (
                "Each parent is told in writing before anything is computed.",
                "One parent at least agrees in writing, and no parent objects.",
                "A child's own objection counts at once, in any form and against any yes.",
                "These are entered for each pupil, apart from the answers about photos.",
            )
        )


def _country(facts: PaperFacts) -> str:
    law = facts.matching.jurisdiction if facts.matching else None
    return BLANK if law is None else JURISDICTION_WORDS[law]


def _comparing_notice(facts: PaperFacts) -> str:
    return or_blank(facts.matching.notice_version if facts.matching else "")


def _decision(facts: PaperFacts) -> Table:
    record = facts.matching if facts.matches else None
    rows = [
        ("Advice of the data protection officer", or_blank(record.dpo_advice) if record else BLANK),
        ("Name and day", BLANK),
        ("Advice followed? If not, why", BLANK),
        ("Reference of this assessment", or_blank(record.dpia_reference) if record else BLANK),
        ("Day of this assessment", day(record.dpia_date if record else None)),
        ("Decided by (head and governors)", or_blank(record.approver) if record else BLANK),
        ("To be looked at again by", day(record.valid_until if record else None)),
    ]
    if facts.matches:
        allowed = "Yes" if record and record.open_batches else "No"
        rows.append(("People without a biometric permission in compared photos", allowed))
    return Table((), tuple(rows))


def _month_day(facts: PaperFacts) -> str:
    end = facts.profile.runs_out(facts.today)
    return f"{end.day} {end:%B}"

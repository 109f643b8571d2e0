"""The risks an assessment names: what may go wrong, what is done, and what is left to do."""

from collections.abc import Iterator
from typing import TypeAlias

from consentdesk.services.papers.paper_facts import PaperFacts, count

Risk: TypeAlias = tuple[str, str, str]


def risks(facts: PaperFacts) -> Iterator[Risk]:
    """Yield the risks of the way of working."""
    yield from _of_publishing(facts)
    yield from _of_keeping(facts)
    if facts.matches:
        yield from _of_comparing(facts)


def _of_publishing(facts: PaperFacts) -> Iterator[Risk]:
    hours = count(facts.profile.sign_off_hours, "hour", "hours")
    yield (
        "A child is published who may not be",
        "Every face needs a decision; the strictest answer wins; blank and unread answers count "
        f"as no; a second person signs, and that lapses after {hours}.",
        "Keep answers up to date. Let people check who know the class.",
    )
    yield (
        "A face is not found",
        "The whole photo must be looked at; faces can be drawn by hand; a photo that could not "
        "be searched is held.",
        "Look at the edges, at backs of heads, mirrors and screens.",
    )
    yield (
        "A photo gives away a name, a place or a time",
        "Copies are new files without hidden data, read again before they have a name; file "
        "names take no person's name.",
        "Look for badges, certificates, number plates and signs.",
    )
    yield (
        "A permission is withdrawn after publishing",
        "Published copies are listed by who is in them, and taking down is a task until it is "
        "proved.",
        "Take down what was posted. Copies made by others cannot be called back.",
    )
    yield (
        "Published photos are misused, for example to make false pictures",
        "A channel can limit how recognisable a child is and how large a copy is.",
        "Decide how close and how large photos may be. Look through old posts.",
    )


def _of_keeping(facts: PaperFacts) -> Iterator[Risk]:
    yield (
        "The list of restricted children becomes known",
        "Encrypted; on no published copy, file name, log or error; reasons are not entered.",
        "Lock the room and the screen. Keep printed lists and exports under lock.",
    )
    yield (
        "The computer is lost or somebody looks in",
        f"Encrypted; accounts with roles; locks after {facts.profile.idle_minutes} minutes; slows "
        "down after wrong passwords.",
        "Encrypt the disk, including swap. Close accounts on the last day.",
    )
    yield (
        "Photos are kept too long",
        f"Deleted {count(facts.profile.originals_days, 'day', 'days')} after publishing when the "
        "deletion is run; a preview says what goes.",
        "Run the deletion. Empty iPads and their own face albums.",
    )
    yield (
        "Data are lost, or changed unseen",
        "Saved at each decision; audit trail in a chain that shows changes; backups that are "
        "read again.",
        "Make backups and keep one elsewhere.",
    )


def _of_comparing(facts: PaperFacts) -> Iterator[Risk]:
    others = facts.matching is not None and facts.matching.open_batches
    yield (
        "Faces of people without a biometric permission are compared",
        "The school's decision allows it: such faces are computed in memory and not kept."
        if others
        else "Faces are compared only where a person states that everybody in the photos has the "
        "permission; otherwise the photos are checked by eye.",
        "State it only where it is certain. Visitors and siblings count.",
    )
    yield (
        "A suggestion is wrong, more often for young children, twins and some groups",
        "It decides and clears nothing, shows no per cent, and names look-alikes beside.",
        "Take recent portraits. Do not trust that nothing was suggested.",
    )
    yield (
        "Biometric data are kept or used for something else",
        "Objection, end of permission or leaving destroys them at once, with a receipt. No "
        "export; none in backups. Age, sex, origin and mood are never estimated.",
        "Enter objections the same day. Look at this decision again each year.",
    )

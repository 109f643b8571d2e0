"""How a photo looks once a decision is saved: drawn at once, ahead of the answer of the store."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.photo_checks import CheckAnswers
from consentdesk.domain.review import Decision, Look, PhotoReview
from consentdesk.services.deciding.desk import PhotoOnDesk

Change = Callable[[PhotoOnDesk], PhotoOnDesk]


def decided(
    regions: Sequence[RegionId],
    disposition: Disposition,
    by: str,
    version: int,
    beside: frozenset[PersonId] = frozenset(),
) -> Change:
    """Return the change that a decision will make; `beside` are the look-outs of the desk."""
    against = beside if disposition.kind is DispositionKind.MOSAIC else frozenset()
    new = {region_id: Decision(disposition, by, version, against) for region_id in regions}

    def change(entry: PhotoOnDesk) -> PhotoOnDesk:
        present = {r.id for r in entry.review.regions}
        added = {rid: decision for rid, decision in new.items() if rid in present}
        review = replace(entry.review, decisions={**entry.review.decisions, **added}, look=None)
        return _reviewed(entry, review)

    return change


def answered(answers: CheckAnswers) -> Change:
    """Return the change that answers about the whole photo will make."""

    def change(entry: PhotoOnDesk) -> PhotoOnDesk:
        checks = {**entry.review.checks, **answers}
        return _reviewed(entry, replace(entry.review, checks=checks, look=None))

    return change


def looked(by: str, version: int) -> Change:
    """Return the change that finishing a photo will make."""
    return lambda entry: _reviewed(entry, replace(entry.review, look=Look(by, version)))


def _reviewed(entry: PhotoOnDesk, review: PhotoReview) -> PhotoOnDesk:
    return replace(entry, review=review, flagged=entry.flagged and bool(review.undecided))

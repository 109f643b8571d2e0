"""A batch's roster follows its children when classes are renamed or change.

A batch names classes. Were a class to change under it, last week's photos would be looked at
beside the look-outs of other children, and those who are in them would drop off the list.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from consentdesk.domain.batch import Batch
from consentdesk.domain.ids import BatchId, PersonId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.store.unit_of_work import UnitOfWork

People = Mapping[PersonId, Person]


def follow_classes(u: UnitOfWork, before: People, today: date, by: str) -> tuple[BatchId, ...]:
    """Let every roster name the classes in which its children are now.

    `before` is everybody as they stood before the change. Each child who was on a roster stays
    on it, and the class it names stays, too: nobody knows whether the class of before or of now
    was meant. Only a class that nobody is in any more goes. Returns the batches that changed.
    """
    after = {person.id: person for person in u.people.all()}
    still = {person.details.class_name for person in after.values()}
    followed = []
    for batch in u.batches.all():
        classes = _classes_now(batch, before, after, today)
        if not classes <= set(batch.details.classes):
            classes |= still & set(batch.details.classes)
            details = replace(batch.details, classes=tuple(sorted(classes)))
            u.batches.change(batch.id, details)
            u.batches.raise_revision(batch.id)
            detail = {"from": list(batch.details.classes), "to": list(details.classes)}
            u.audit.add(by, "roster_followed_classes", f"batch {batch.id}", detail)
            followed.append(batch.id)
    return tuple(followed)


def _classes_now(batch: Batch, before: People, after: People, today: date) -> set[str]:
    """Return the classes of everybody who was on the roster; none when none is stated."""
    if not batch.details.classes:
        return set()
    rostered = [
        person.id
        for person in before.values()
        if person.details.kind is PersonKind.PUPIL and batch.on_roster(person, today)
    ]
    return {after[person_id].details.class_name for person_id in rostered} - {""}

"""A proposal as ``consentdesk consent import --json`` prints it; the shape is kept stable."""

from consentdesk.services.consent.changes import KINDS
from consentdesk.services.consent.proposal import Proposal, PupilProposal
from consentdesk.services.consent.questions import Question
from consentdesk.services.consent.tables import Table
from consentdesk.services.sheet_words.import_messages import Message


def as_json(proposal: Proposal) -> dict[str, object]:
    """Return plain JSON values: what was understood, what is asked, what would change."""
    changes = proposal.changes
    return {
        "source": None if proposal.source is None else proposal.source.name,
        "sha256": proposal.sha256,
        "as_of": None if proposal.as_of is None else proposal.as_of.isoformat(),
        "understood": [_table(table) for table in proposal.tables],
        "pupils": [_pupil(pupil) for pupil in proposal.pupils],
        "messages": [message_json(message) for message in proposal.messages],
        "questions": [question_json(question) for question in proposal.open_questions],
        "changes": {
            **{
                kind: [{"key": key, "purpose": purpose} for key, purpose in getattr(changes, kind)]
                for kind in KINDS
            },
            "vanished": list(changes.vanished),
            "unmatched": list(changes.unmatched),
        },
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "sheet": table.name,
        "header_rows": list(table.header_rows),
        "rows": len(table.rows),
        "columns": [
            {
                "column": column.letter,
                "header": column.header,
                "key": f"column:{column.key}",
                "role": column.role.value,
                "purposes": list(column.guess.purposes),
                "confidence": column.guess.confidence.value,
                "reason": column.guess.reason,
            }
            for column in table.columns
        ],
    }


def _pupil(pupil: PupilProposal) -> dict[str, object]:
    return {
        "key": pupil.key,
        "name": pupil.name,
        "class": pupil.class_name,
        "permissions": {
            purpose: {
                "status": permission.standing.value,
                "limits": sorted(limit.value for limit in permission.limits),
                "reason": permission.reason,
                "source": permission.source,
            }
            for purpose, permission in pupil.permissions.items()
        },
    }


def message_json(message: Message) -> dict[str, str]:
    """Return a message of any import."""
    return {
        "level": message.level.value,
        "sheet": message.sheet,
        "cell": message.cell,
        "code": message.code,
        "text": message.text,
    }


def question_json(question: Question) -> dict[str, object]:
    """Return a question of any import."""
    return {
        "key": question.key,
        "kind": question.kind.value,
        "text": question.text,
        "count": question.count,
        "choices": [{"value": c.value, "words": c.words} for c in question.choices],
        "free": question.free,
        "assumed": question.assumed,
        "holds": question.holds,
        "examples": [
            {"place": e.place, "text": e.text, "about": e.about} for e in question.examples
        ],
    }

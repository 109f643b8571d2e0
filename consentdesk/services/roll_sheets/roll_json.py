"""A roll proposal as ``consentdesk roll import --json`` prints it; the shape is kept stable."""

from consentdesk.services.consent.proposal_json import message_json, question_json
from consentdesk.services.roll_sheets.roll_proposal import RollProposal


def roll_as_json(proposal: RollProposal) -> dict[str, object]:
    """Return plain JSON values: counts, who changes in what, what is asked."""
    return {
        "added": len(proposal.new),
        "changed": len(proposal.changed),
        "unchanged": proposal.unchanged,
        "new": [details.key for details in proposal.new],
        "changes": [
            {"key": change.person.details.key, "fields": list(change.fields)}
            for change in proposal.changed
        ],
        "leavers": [change.person.details.key for change in proposal.leavers],
        "missing": [person.details.key for person in proposal.missing],
        "moves": [{"from": m.old, "to": m.new, "people": m.count} for m in proposal.moves],
        "messages": [message_json(message) for message in proposal.messages],
        "questions": [question_json(question) for question in proposal.open_questions],
        "left_out": [message.text for message in proposal.not_taken],
    }

"""The consent form on paper: its wording, made from the school's own purposes and channels.

Plain data; the window draws it. It asks nothing about comparing faces by computer: a face
vector is biometric data, which the law ties to a written permission of its own, with every
parent told beforehand. Asked beside the photos it would be neither free nor informed, so that
form is a separate one and no column of the workbook takes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consentdesk.domain.channel import PURPOSE_WORDS, Channel, words_of
from consentdesk.domain.consent import TAKE

_NAME = "name"
_EXPLAINED: Mapping[str, str] = {
    TAKE: "Photos and videos of your child at school and on trips. If you say No here, we use "
    "none at all, whatever you tick below.",
    "web": "Anybody in the world can see it.",
    "newsletter": "Goes to families. Others may see it, too.",
    "display": "On walls and screens in school, where visitors can see them.",
    "press": "Newspapers, radio and TV. We cannot take it back.",
    "video": "Films as well as photos, in the places where you say Yes.",
    "prospectus": "Printed things that tell new families about the school.",
    "evidence": "Photos that show how your child learns. Staff and families see them.",
    "photographer": "The person who takes the class and single portraits.",
    "group_photo": "Class photos that other families can buy or get.",
    "single": "Photos that show your child and nobody else.",
    "work_name": "Your child's work with the name on it.",
    "partner": "Others who work with the school see the photos.",
    "archive": "We may go on using photos after your child has left.",
}
_ACCOUNT_EXPLAINED = "Anybody can see, share and copy it."

TITLE = "May we use photos of your child?"
OPENING = (
    "We like to show what happens at our school. For each place below we need your answer.",
    "Please tick Yes or No on every line, sign, and give the form back to the school office. "
    "Saying No is fine: your child still takes part in everything, and you need not say why.",
)
NO_ANSWER = (
    "No tick, or both boxes ticked, counts as No. If this form does not come back, that counts "
    "as No to everything."
)
NAME_QUESTION = "What may stand beside a photo? Tick one."
NAME_CHOICES = ("No name", "First name only")
NAME_RULE = "If you tick nothing, there will be no name."
LIMIT_QUESTION = "Where you said Yes: is there something we should keep to?"
LIMIT_CHOICES = ("Group photos only", "Not close up")
LIMIT_RULE = "Leave both empty if any photo is fine."
CHILD_QUESTION = "Please ask your child, too."
CHILD_CHOICE = "My child does not want to be shown"
CHILD_RULE = "When a child says no, to you or to us, we do not use the photo. That always counts."
GOOD_TO_KNOW = (
    "You can change your mind at any time, in any way: tell us, phone, write or email. You need "
    "not give a reason. We then stop using the photos and take down what we can.",
    "When two parents or carers answer differently, the No counts.",
    "If a child needs special protection, please talk to the school office. Do not write the "
    "reason on this form.",
)
HOLDS_UNTIL = "This form holds until"
HOLDS_RULE = "If no day stands here, it holds until your child leaves our school."
SIGNING_RULE = "Only a person with parental responsibility may sign."
RELATIONS = ("Parent", "Carer or guardian", "Other:")

OFFICE_TITLE = "For the office: handing out and typing up"
OFFICE_FIRST = "This page is not for families. Keep it with the master copy."
OFFICE_STEPS = (
    "Write the last day the form holds on the master copy. Most schools ask anew each September.",
    "Copy the form on both sides of one sheet. One form for each child; a second one for a parent "
    "or carer who lives elsewhere and wants to answer.",
    "In ConsentDesk choose Register, More, Write a blank sheet. Its columns have the names of the "
    "lines on the form. Type one row for each form that came back, two rows for two forms.",
    "Bring the sheet in. The program shows what it understood before anything is recorded.",
    "Keep the paper forms locked away while they hold: they are the proof.",
    "When somebody changes their mind, on whatever way you hear it: record it the same day, in "
    "the register, under Record an answer. Do not wait for a new form.",
    "When you add a channel, ask about it: an old Yes does not cover a new place.",
)
OFFICE_LAST = (
    "Comparing faces by computer is not on this form and must not be added: the law wants a "
    "permission of its own for it. The program never takes one from a sheet."
)


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One line with a Yes box and a No box.

    Attributes:
        words: the header of the workbook's column, an account with a capital letter.
        explained: what a yes means, in a sentence or two; empty when the words say it.
        channels: the school's accounts and outlets that need this answer.
    """

    purpose: str
    words: str
    explained: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypingRule:
    """What stands on the form, and what to type for it into which column."""

    on_form: str
    column: str
    type_in: str


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """What differs from school to school; the rest of the wording stands above.

    Attributes:
        school: empty leaves a line to write or stamp the name on.
    """

    school: str
    questions: tuple[FormQuestion, ...]


TYPING_RULES = (
    TypingRule("Yes or No ticked", "the line's own", "Yes, or No"),
    TypingRule("No tick, both ticked, or unclear", "the line's own", "Pending; then ask"),
    TypingRule("Group photos only", "each Yes of the row", "Yes - group photos only"),
    TypingRule("Not close up", "each Yes of the row", "Yes - not close-up"),
    TypingRule("Both of these", "each Yes of the row", "Yes - group photos only, not close-up"),
    TypingRule("No name, or nothing ticked", "Name with photo", "No"),
    TypingRule("First name only", "Name with photo", "Yes - first name only"),
    TypingRule("My child does not want to be shown", "Child objects", "Yes"),
    TypingRule("Name and relation of who signed", "Answered by", "such as Ann Example, parent"),
    TypingRule("Day of the signature", "Answered on", "day/month/year"),
    TypingRule("The last day it holds", "Valid until", "day/month/year, or leave empty"),
)
"""The words to type are in the vocabulary of answers; a test reads each of them."""


def consent_form(channels: Sequence[Channel], school: str = "") -> ConsentForm:
    """Return the form of a school with these channels; closed ones are not asked about.

    Names beside photos are asked in words of their own, so that purpose has no Yes and No.
    """
    open_ones = [channel for channel in channels if channel.details.is_open]
    used = {purpose for channel in open_ones for purpose in channel.details.asked}
    purposes = (*PURPOSE_WORDS, *sorted(used - set(PURPOSE_WORDS)))
    questions = tuple(_question(p, open_ones) for p in purposes if p != _NAME)
    return ConsentForm(" ".join(school.split()), questions)


def _question(purpose: str, channels: Sequence[Channel]) -> FormQuestion:
    words = words_of(purpose)
    named = tuple(
        channel.name
        for channel in channels
        if purpose in channel.details.asked and channel.name.casefold() != words.casefold()
    )
    explained = _EXPLAINED.get(purpose, _ACCOUNT_EXPLAINED)
    return FormQuestion(purpose, _capital(words), explained, named)


def _capital(words: str) -> str:
    head, colon, account = words.partition(": ")
    return f"{head}{colon}{account[:1].upper()}{account[1:]}"

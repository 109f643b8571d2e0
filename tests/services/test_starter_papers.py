"""The drafts on data protection, read back: every figure is the school's own."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from consentdesk import __version__
from consentdesk.app.commands import papers as papers_command
from consentdesk.app.main import main
from consentdesk.domain.batch import Mode
from consentdesk.domain.errors import Refused
from consentdesk.domain.matching_locks import Jurisdiction, SchoolMatchingRecord
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.faces.versions import DETECTOR_VERSION, MATCHER_VERSION
from tests.small_workspace import PEOPLE, PREPARER, SmallSchool

SETTLED = SchoolProfile(
    name="Hillside Primary",
    policy_version="4.2",
    policy_approved_by="The governors of Hillside",
    policy_approved_on=date(2026, 1, 9),
    policy_review_on=date(2027, 1, 9),
    notice_version="N7",
    notice_given_on=date(2026, 2, 3),
    documents=("Retention policy", "E-safety policy"),
    school_year_ends="08-31",
    head_per_event=True,
    sign_off_hours=51,
    originals_days=43,
    idle_minutes=17,
    backup_days=12,
)
RECORD = SchoolMatchingRecord(
    *("DPIA-2026-07", date(2026, 5, 2), "Only to put likely faces first", "Head and governors"),
    valid_until=date(2027, 4, 30),
    jurisdiction=Jurisdiction.ENGLAND_AND_WALES,
    notice_version="N9",
)


@pytest.fixture
def settled(school: SmallSchool) -> SmallSchool:
    school.workspace.school.settle(SETTLED, school.head)
    standing = replace(school.website.details.standing, handle="@hillside", audience="Anybody")
    details = replace(school.website.details, standing=standing)
    school.workspace.library.run(
        lambda u: u.channels.change(replace(school.website, details=details))
    )
    return school


def _decide(school: SmallSchool, *, open_batches: bool = False) -> None:
    record = replace(RECORD, open_batches=open_batches)
    school.workspace.library.run(lambda u: u.matching.record_school(record))


class _Read:
    """A written paper: everything in it, and its tables' rows by their first cell."""

    def __init__(self, path: Path) -> None:
        document = docx.Document(str(path))
        rows = [[cell.text for cell in row.cells] for t in document.tables for row in t.rows]
        self.rows = {row[0]: row[1:] for row in rows}
        self.lines = [paragraph.text for paragraph in document.paragraphs]
        self.text = "\n".join([*self.lines, *(" | ".join(row) for row in rows)])
        self.headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
        self.properties = document.core_properties
        assert not any(
            name in self.text
            for person in PEOPLE.values()
            for name in (person.first_name, person.last_name, person.key)
        )


def _dpia(school: SmallSchool, mode: Mode | None = None) -> _Read:
    path = school.folder / "dpia.docx"
    school.workspace.papers.write_dpia(path, mode)
    return _Read(path)


def _notice(school: SmallSchool, mode: Mode | None = None) -> _Read:
    path = school.folder / "notice.docx"
    school.workspace.papers.write_notice(path, mode)
    return _Read(path)


def test_the_assessment_for_look_holds_the_settings(settled: SmallSchool) -> None:
    paper = _dpia(settled)
    assert "Draft, to be checked by the school's data protection officer" in paper.lines[1]
    assert len(paper.headings) == 8
    for first, second in (
        ("School", "Hillside Primary"),
        ("Way of working", "Look"),
        ("Program", f"ConsentDesk {__version__}"),
        ("Finds faces with", DETECTOR_VERSION),
        ("Compares faces with", "Nothing: no faces are compared"),
        ("Policy", "4.2"),
        ("Policy approved by", "The governors of Hillside"),
        ("Policy to be reviewed by", "9 January 2027"),
        ("Notice to families", "N7"),
        ("Notice given on", "3 February 2026"),
        ("Belongs to", "Retention policy, E-safety policy"),
        ("Draft made on", "20 June 2026"),
        ("Advice of the data protection officer", "To be filled in"),
    ):
        assert paper.rows[first] == [second]
    for words in (
        "3 pupils on the roll",
        "holds for 51 hours",
        "agrees to each event first: yes",
        "43 days after the last copy",
        "43 days after leaving",
        "locks after 17 minutes",
        "every 12 days",
        "ends on 31 August",
    ):
        assert words in paper.text
    assert paper.rows["Website @hillside"][:2] == ["Anybody", "School website"]
    assert [paper.rows[role][0] for role in ("preparer", "head", "dsl")] == ["1", "1", "0"]
    assert "vector" not in paper.text
    assert "Protection of Freedoms" not in paper.text
    assert MATCHER_VERSION not in paper.text
    assert (paper.properties.author, paper.properties.language) == ("ConsentDesk", "en-GB")


@pytest.mark.parametrize("open_batches", [False, True])
def test_the_assessment_for_match_holds_the_schools_decision(
    settled: SmallSchool, open_batches: bool
) -> None:
    _decide(settled, open_batches=open_batches)
    paper = _dpia(settled)
    for first, second in (
        ("Way of working", "Match"),
        ("Compares faces with", MATCHER_VERSION),
        ("Advice of the data protection officer", "Only to put likely faces first"),
        ("Reference of this assessment", "DPIA-2026-07"),
        ("Day of this assessment", "2 May 2026"),
        ("Country whose law on biometrics of children applies", "England and Wales"),
        ("Notice on comparing faces that families were given", "N9"),
        ("Decided by (head and governors)", "Head and governors"),
        ("To be looked at again by", "30 April 2027"),
        (
            "People without a biometric permission in compared photos",
            "Yes" if open_batches else "No",
        ),
    ):
        assert paper.rows[first] == [second]
    assert "latest 30 April 2027" in paper.text
    assert "Protection of Freedoms Act 2012" in paper.text
    stated = "only where a person states that everybody" in paper.text
    assert stated is not open_batches


def test_the_law_of_england_stands_in_no_assessment_of_scotland(settled: SmallSchool) -> None:
    record = replace(RECORD, jurisdiction=Jurisdiction.SCOTLAND)
    settled.workspace.library.run(lambda u: u.matching.record_school(record))
    paper = _dpia(settled)
    assert paper.rows["Country whose law on biometrics of children applies"] == ["Scotland"]
    assert "Protection of Freedoms" not in paper.text


def test_one_can_be_made_before_the_school_decides(school: SmallSchool) -> None:
    paper = _dpia(school, Mode.MATCH)
    assert paper.rows["Way of working"] == ["Match"]
    assert paper.rows["School"] == paper.rows["Reference of this assessment"] == ["To be filled in"]
    _decide(school)
    assert _dpia(school, Mode.LOOK).rows["Way of working"] == ["Look"]


def test_the_notice_says_what_is_done_and_not_more(settled: SmallSchool) -> None:
    look = _notice(settled)
    assert "Draft, to be checked by the school's data protection officer" in look.lines[1]
    assert look.lines[2].startswith("Hillside Primary. Notice N7, 20 June 2026.")
    assert "delete photos 43 days after" in look.text
    assert look.rows["Website @hillside"] == ["Anybody", "School website"]
    assert "It does not recognise anybody." in look.text
    assert "Your child can say no, too" in look.text
    assert "biometric" not in look.text
    _decide(settled)
    match = _notice(settled)
    assert "This is biometric data." in match.text
    assert "we tell each parent" in match.text
    assert "only in photos in which everybody has given this permission" in match.text
    assert "object to comparing faces alone" in match.text
    assert "ends on 30 April 2027 at the latest" in match.text
    assert match.headings[-1].startswith("Reply about comparing faces")
    _decide(settled, open_batches=True)
    assert "only in photos in which everybody" not in _notice(settled).text


def test_a_closed_channel_is_not_told_to_families(settled: SmallSchool) -> None:
    closed = replace(settled.newsletter.details, is_open=False)
    settled.workspace.channels.change(replace(settled.newsletter, details=closed), PREPARER)
    assert "Newsletter" not in _notice(settled).rows
    assert "Newsletter" in _dpia(settled).rows


def test_nothing_is_written_under_another_kind_of_name(school: SmallSchool) -> None:
    path = school.folder / "dpia.pdf"
    with pytest.raises(Refused, match="Word document"):
        school.workspace.papers.write_dpia(path)
    with pytest.raises(Refused, match="cannot be written there"):
        school.workspace.papers.write_notice(school.folder / "nowhere" / "notice.docx")
    assert not path.exists()
    assert not list(school.folder.glob("*.docx"))


def test_the_command(
    settled: SmallSchool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        papers_command, "workspace_of", lambda given: nullcontext(settled.workspace)
    )
    file = settled.folder / "told.docx"
    assert main(["papers", "dpia", "--for", "match", "--to", str(file), "--json"]) == 0
    assert '"mode": "match"' in capsys.readouterr().out
    assert _Read(file).rows["Way of working"] == ["Match"]
    assert main(["papers", "notice", "--to", str(file)]) == 0
    assert "draft" in capsys.readouterr().out
    assert _Read(file).lines[0] == "Photos of your child: what we do with them"

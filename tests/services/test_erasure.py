"""One person is erased: no row, no picture, no name is left, and nothing with them is cleared."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from consentdesk.domain.consent_source import Alias, ConsentSource, FlagSet, SheetImportDetails
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import SheetImportId
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.staff import Role, SignedIn
from consentdesk.domain.verdict import Outcome
from consentdesk.services.looking_after.erasure import fingerprint
from consentdesk.store.engine import open_plainly
from consentdesk.store.library_folder import BACKUPS, DATABASE
from tests.services.enrolled_school import TOLD, give_portrait
from tests.services.moments import LEFT, RIGHT
from tests.small_workspace import (
    KEY,
    PASSWORD,
    PEOPLE,
    PREPARER,
    SmallSchool,
    write_photo,
)

UPN = PEOPLE["Ada"].key


@pytest.fixture
def preparer(school: SmallSchool) -> SignedIn:
    return school.workspace.staff.sign_in(PREPARER, PASSWORD)


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> Photo:
    """A photo with Ada and Bo, decided and cleared; its file is called after Ada."""
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "Adaeze_Okorowa.JPG", 1))
    one, other = school.mark_faces(photo.id, [LEFT, RIGHT])
    school.name_face(one, "Ada")
    school.name_face(other, "Bo")
    school.finish(photo.id)
    return photo


def know_a_lot(school: SmallSchool, photo: Photo) -> None:
    """Put Ada into every table that can hold a person."""
    ada, library = school.people["Ada"].id, school.workspace.library
    portrait = give_portrait(school, "Ada")
    permission = BiometricPermission(ada, TOLD, "Mrs L", TOLD, "form 3")

    def work(u) -> SheetImportId:  # type: ignore[no-untyped-def]
        u.matching.record_permission(permission)
        u.matching.keep_vector(ada, portrait.id, [0.5] * 4, "engine")
        source: ConsentSource = u.sheets.add_source("Form", ("a",), {})
        details = SheetImportDetails(
            source.id,
            "form.xlsx",
            "0" * 64,
            None,
            PREPARER,
            people_added=(ada,),
            flags_set=(FlagSet(ada, "protected"),),
        )
        sheet = u.sheets.add_import(details, datetime(2026, 6, 20, tzinfo=UTC))
        u.register.put_sheet_answers(ada, sheet.id, ["web"], ())
        u.people.add_alias(Alias(ada, "addy okorowa", "3a", PREPARER), sheet.id)
        return sheet.id

    library.run(work)
    school.workspace.objections.record(school.batch_id, ada, PREPARER)
    school.workspace.review.hold(photo.id, "Adaeze's mother is to be asked", PREPARER)
    school.workspace.review.let_go(photo.id, PREPARER)
    school.workspace.objections.remove(school.batch_id, ada, PREPARER)


def test_nothing_of_the_person_is_left(
    school: SmallSchool, photo: Photo, preparer: SignedIn
) -> None:
    workspace, library = school.workspace, school.workspace.library
    pictures = set(library.vault.keys())
    know_a_lot(school, photo)
    backup = workspace.folder / BACKUPS / "consentdesk-20260601-120000-000000-schema-0005.db"
    backup.parent.mkdir(exist_ok=True)
    backup.write_bytes(b"encrypted")
    ada = school.people["Ada"].id
    receipt = workspace.erasure.erase(UPN, preparer, school.head)
    assert (receipt.photos, receipt.portraits, receipt.vectors) == (1, 1, 1)
    assert (receipt.renamed, receipt.words, receipt.copies) == (1, 1, 1)
    assert receipt.answers >= 2
    assert set(library.vault.keys()) == pictures
    assert not backup.exists()
    assert library.run(lambda u: u.people.by_key(UPN)) is None
    assert ada not in library.run(lambda u: u.register.answers())
    assert library.run(lambda u: u.traces.photos_naming(ada)) == ()
    assert library.run(lambda u: [i.details.people_added for i in u.sheets.imports()]) == [()]
    assert library.run(lambda u: u.audit.check()).broken is None
    workspace.close()
    database = open_plainly(workspace.folder / DATABASE, KEY)
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    told = str([database.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables])
    database.close()
    assert "Boswell" in told
    for name in ("Adaeze", "Okorowa", "okorowa", "Mrs L", f"'{UPN}'"):
        assert name not in told


def test_nothing_with_the_person_is_cleared(
    school: SmallSchool, photo: Photo, preparer: SignedIn
) -> None:
    workspace = school.workspace
    school.sign()
    workspace.erasure.erase(UPN, preparer, school.head)
    entry = workspace.review.photo(photo.id)
    assert entry.status is Outcome.NEEDS_DECISION
    assert entry.review.people == {school.people["Bo"].id}
    assert len(entry.review.undecided) == 1
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []
    workspace.review.undo(school.batch_id, PREPARER)
    assert workspace.review.photo(photo.id).status is not Outcome.CLEARED


def test_the_photos_go_when_the_school_wants_it(
    school: SmallSchool, photo: Photo, preparer: SignedIn
) -> None:
    workspace = school.workspace
    receipt = workspace.erasure.erase(UPN, preparer, school.head, retire_photos_too=True)
    assert receipt.retired == 1
    assert workspace.library.run(lambda u: u.photos.get(photo.id)).state is PhotoState.RETIRED
    assert set(workspace.library.vault.keys()) == set()


def test_copies_come_down_first(school: SmallSchool, photo: Photo, preparer: SignedIn) -> None:
    workspace = school.workspace
    school.sign()
    school.publish()
    erase = workspace.erasure
    assert erase.standing_copies(UPN) == 2
    with pytest.raises(Refused, match="2 copies"):
        erase.erase(UPN, preparer, school.head)
    copies = [copy.id for copy in workspace.take_down.copies()]
    workspace.take_down.take_down(copies, PREPARER)
    with pytest.raises(Refused, match="2 copies"):  # nobody looked at the accounts yet
        erase.erase(UPN, preparer, school.head)
    workspace.take_down.confirm_elsewhere(copies, PREPARER)
    erase.erase(UPN, preparer, school.head)
    assert workspace.library.run(lambda u: u.people.by_key(UPN)) is None
    assert {copy.people for copy in workspace.take_down.copies()} == {(school.people["Bo"],)}


def test_a_copy_counts_in_which_the_person_was_recognised_later(
    school: SmallSchool, tmp_path: Path, preparer: SignedIn
) -> None:
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG", 1))
    (face,) = school.mark_faces(photo.id, [LEFT])
    school.name_face(face, "Bo")
    school.finish(photo.id)
    school.sign()
    school.publish()
    school.name_face(face, "Ada")
    assert school.workspace.erasure.standing_copies(UPN) == 2


def test_two_people_one_of_them_the_head(
    school: SmallSchool, photo: Photo, preparer: SignedIn
) -> None:
    staff, erasure = school.workspace.staff, school.workspace.erasure
    staff.add("Ines Inspector", PASSWORD, {Role.INSPECTOR}, school.head)
    staff.add("Ian Technician", PASSWORD, {Role.ADMINISTRATOR}, school.head)
    inspector = staff.sign_in("Ines Inspector", PASSWORD)
    technician = staff.sign_in("Ian Technician", PASSWORD)
    for by, other in (
        (school.head, school.head),
        (preparer, technician),
        (inspector, school.head),
        (school.head, inspector),
    ):
        with pytest.raises(Refused):
            erasure.erase(UPN, by, other)
    assert school.workspace.library.run(lambda u: u.people.by_key(UPN)) is not None
    with pytest.raises(Refused, match="Nobody on the roll"):
        erasure.erase("U99", preparer, school.head)
    erasure.erase(UPN, technician, school.head)
    assert school.workspace.library.run(lambda u: u.people.by_key(UPN)) is None


def test_the_receipt_proves_it_and_names_nobody(
    school: SmallSchool, photo: Photo, preparer: SignedIn
) -> None:
    workspace = school.workspace
    assert workspace.erasure.erased_on(UPN) is None
    receipt = workspace.erasure.erase(UPN, preparer, school.head)
    line = next(
        row for row in workspace.library.run(lambda u: u.audit.rows()) if row.what == "pupil_erased"
    )
    assert (line.who, line.detail["second_person"]) == (PREPARER, school.head.name)
    assert not any(name in str(line) for name in ("Adaeze", "Okorowa", UPN + "'"))
    assert receipt.fingerprint == fingerprint(f" {UPN.lower()} ", receipt.salt)
    assert workspace.erasure.erased_on(UPN) == line.at.date()
    assert workspace.erasure.erased_on("U2") is None

"""Sign-offs, published copies and the locks on matching come back as they were given."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consentdesk.domain.ids import PortraitId, ReleasedFileId, VaultKey
from consentdesk.domain.matching_locks import (
    BiometricPermission,
    Jurisdiction,
    SchoolMatchingRecord,
)
from consentdesk.domain.release import Clearance, ReleasedFile, ReleasedState
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import Filled, pupil

NOW = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)


def test_the_last_sign_off_comes_back_whole(library: Library, filled: Filled) -> None:
    assert library.run(lambda unit: unit.releases.last_sign_off(filled.batch)) is None
    clearances = (Clearance(filled.photo, filled.channel),)
    library.run(lambda unit: unit.releases.sign(filled.batch, ["A"], "B", NOW, 1, 2, []))
    signed = library.run(
        lambda unit: unit.releases.sign(filled.batch, ("A", "C"), "B", NOW, 3, 4, clearances)
    )
    assert (signed.preparers, signed.approver, signed.at) == (("A", "C"), "B", NOW)
    assert (signed.register_version, signed.revision) == (3, 4)
    assert signed.clearances == clearances
    assert library.run(lambda unit: unit.releases.last_sign_off(filled.batch)) == signed


def test_a_copy_from_intention_to_publication(library: Library, filled: Filled) -> None:
    def intend(unit: UnitOfWork) -> ReleasedFile:
        signed = unit.releases.sign(filled.batch, ["A"], "B", NOW, 1, 1, [])
        return unit.releases.intend(signed.id, filled.photo, filled.channel, "/out", "a.jpg")

    copy = library.run(intend)
    assert (copy.state, copy.sha256) == (ReleasedState.WRITING, "")
    library.run(lambda unit: unit.releases.set_state(copy.id, ReleasedState.WRITING, "ab"))
    library.run(lambda unit: unit.releases.set_state(copy.id, ReleasedState.PUBLISHED))
    published = replace(copy, state=ReleasedState.PUBLISHED, sha256="ab")
    for files in (
        library.run(lambda unit: unit.releases.files()),
        library.run(lambda unit: unit.releases.files(sign_off_id=copy.sign_off_id)),
        library.run(lambda unit: unit.releases.files(batch_id=filled.batch)),
    ):
        assert files == (published,)
    assert library.run(lambda unit: unit.releases.files(batch_id=99)) == ()


def test_every_name_that_a_copy_on_a_channel_ever_had_is_known(
    library: Library, filled: Filled
) -> None:
    def work(unit: UnitOfWork) -> None:
        signed = unit.releases.sign(filled.batch, ["A"], "B", NOW, 1, 1, [])
        for name in ("a.jpg", "b.jpg"):
            unit.releases.intend(signed.id, filled.photo, filled.channel, "/out", name)
        copy = unit.releases.files()[0]
        unit.releases.set_state(copy.id, ReleasedState.TAKEN_DOWN, "ab")

    library.run(work)
    assert library.run(lambda u: u.releases.names_on(filled.channel)) == {"a.jpg", "b.jpg"}
    assert library.run(lambda u: u.releases.names_on(filled.channel + 1)) == frozenset()


def test_a_copy_is_never_published_without_its_fingerprint(
    library: Library, filled: Filled
) -> None:
    def work(unit: UnitOfWork) -> None:
        signed = unit.releases.sign(filled.batch, ["A"], "B", NOW, 1, 1, [])
        copy = unit.releases.intend(signed.id, filled.photo, filled.channel, "/out", "a.jpg")
        unit.releases.set_state(copy.id, ReleasedState.PUBLISHED)

    with pytest.raises(Exception, match="ck_released_file_fingerprint"):
        library.run(work)
    with pytest.raises(Exception, match="not in the library"):
        library.run(lambda unit: unit.releases.set_state(ReleasedFileId(5), ReleasedState.REFUSED))


def test_the_latest_record_of_the_school_counts(library: Library) -> None:
    assert library.run(lambda unit: unit.matching.school_record()) is None
    first = SchoolMatchingRecord("DPIA 7", date(2026, 1, 1), "yes", "Head", date(2026, 12, 31))
    second = replace(
        first, open_batches=True, jurisdiction=Jurisdiction.NORTHERN_IRELAND, notice_version="3"
    )
    for record in (first, second):
        library.run(lambda unit, record=record: unit.matching.record_school(record))
    assert library.run(lambda unit: unit.matching.school_record()) == second


def test_the_latest_biometric_permission_of_a_person_counts(
    library: Library, filled: Filled
) -> None:
    given = BiometricPermission(
        filled.person, date(2026, 1, 5), "Mum", date(2026, 1, 9), "form 12", date(2027, 1, 9)
    )
    objection = replace(given, objection=True, expires_on=None)
    for permission in (given, objection):
        library.run(lambda unit, p=permission: unit.matching.record_permission(p))
    assert library.run(lambda unit: unit.matching.permissions()) == {filled.person: objection}


def test_vectors_are_kept_by_engine_and_deleted_at_once(library: Library, filled: Filled) -> None:
    def keep(unit: UnitOfWork) -> None:
        portrait = unit.people.add_portrait(filled.person, VaultKey("p"), None)
        other = unit.people.add(pupil("2"))
        others = unit.people.add_portrait(other.id, VaultKey("q"), None)
        for vector in ([9.0], [0.1, -2.5e-300, 3.0]):
            unit.matching.keep_vector(filled.person, portrait.id, vector, "engine 1")
        unit.matching.keep_vector(filled.person, portrait.id, [5.0], "engine 2")
        unit.matching.keep_vector(other.id, others.id, [6.0], "engine 2")

    library.run(keep)
    first = library.run(lambda unit: unit.matching.vectors("engine 1"))
    assert first == {filled.person: ((0.1, -2.5e-300, 3.0),)}
    assert library.run(lambda unit: unit.matching.delete_vectors(filled.person)) == 2
    assert library.run(lambda unit: unit.matching.vectors("engine 1")) == {}
    assert len(library.run(lambda unit: unit.matching.vectors("engine 2"))) == 1


def test_who_is_enrolled(library: Library, filled: Filled) -> None:
    def keep(unit: UnitOfWork) -> tuple[PortraitId, PortraitId]:
        first = unit.people.add_portrait(filled.person, VaultKey("p"), None)
        second = unit.people.add_portrait(filled.person, VaultKey("q"), None)
        unit.matching.keep_vector(filled.person, first.id, [1.0], "engine 1")
        unit.matching.keep_vector(filled.person, second.id, [2.0], "engine 2")
        return first.id, second.id

    first, second = library.run(keep)
    assert library.run(lambda unit: unit.matching.people_with_vectors()) == {filled.person: 2}
    assert library.run(lambda unit: unit.matching.enrolled_portraits("engine 1")) == {first}
    assert library.run(lambda unit: unit.matching.enrolled_portraits("engine 2")) == {second}


def test_a_published_copy_tells_who_is_in_it_and_how_it_looks(
    library: Library, filled: Filled
) -> None:
    def publish(unit: UnitOfWork) -> ReleasedFile:
        person = unit.people.add(pupil("Ada"))
        signed = unit.releases.sign(filled.batch, ["A"], "B", NOW, 1, 1, [])
        intended = unit.releases.intend(
            signed.id, filled.photo, filled.channel, "/out", "a.jpg", [person.id]
        )
        unit.releases.publish(intended.id, "ab", (1 << 64) - 2, NOW)
        return intended

    copy = library.run(publish)
    expected = replace(
        copy, state=ReleasedState.PUBLISHED, sha256="ab", looks=(1 << 64) - 2, published_at=NOW
    )
    assert len(copy.people) == 1
    assert library.run(lambda unit: unit.releases.files()) == (expected,)
    assert library.run(lambda unit: unit.releases.file(copy.id)) == expected


def test_records_of_a_batch_come_back_and_keep_their_vault_entries(
    library: Library, filled: Filled
) -> None:
    def keep(unit: UnitOfWork) -> tuple[VaultKey, VaultKey]:
        signed = unit.releases.sign(filled.batch, ["A"], "B", NOW, 1, 1, [])
        page, facts = library.vault.put(b"page"), library.vault.put(b"{}")
        unit.releases.keep_record(signed.id, NOW, page, facts)
        return page, facts

    page, facts = library.run(keep)
    (record,) = library.run(lambda unit: unit.releases.records(filled.batch))
    assert (record.made_at, record.page, record.facts) == (NOW, page, facts)
    assert library.run(lambda unit: unit.releases.records(99)) == ()

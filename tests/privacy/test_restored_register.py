"""A library brought back from a backup may have missed a no: nothing goes out by itself."""

from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.store.backup_restore import restore_backup
from consentdesk.store.keys import obtain_key
from tests.privacy.summer_fair import SummerFair
from tests.small_workspace import PREPARER, SmallSchool, assemble_for_test

PHRASE = "a phrase for the stick only"


def test_a_sign_off_from_before_the_backup_lets_nothing_out_of_a_restored_library(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    file, _ = school.workspace.backups.make(
        tmp_path / "stick", PHRASE, PREPARER, Progress(), CancelToken()
    )
    school.answer("Bo", "web", Status.WITHDRAWN)
    folder = tmp_path / "restored"
    restore_backup(file, PHRASE, folder, PREPARER, Progress(), CancelToken())
    key = obtain_key(folder, PHRASE)
    restored = assemble_for_test(folder, key, school.clock, new=False)
    try:
        with pytest.raises(Refused):
            restored.publisher.run(school.batch_id, PREPARER, Progress(), CancelToken())
        assert not any(
            answer.cleared
            for photo in fair.photos.values()
            for answer in restored.review.photo(photo).verdicts.values()
        )
    finally:
        restored.close()
    assert school.published_files() == []

"""Publishing that ends with names given and nothing recorded of it, as a kill leaves it."""

import pytest

from consentdesk.domain.ids import BatchId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.publishing.copy_naming import CopyNaming
from consentdesk.services.workspace import Workspace


def publish_until_killed(workspace: Workspace, batch_id: BatchId, by: str) -> None:
    """Publish until the first channel's copies have their names and none is on record."""

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CopyNaming, "_record", killed)
        with pytest.raises(KeyboardInterrupt):
            workspace.publisher.run(batch_id, by, Progress(), CancelToken())

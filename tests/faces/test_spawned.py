"""An executor whose processes were ended takes no more work, and says so in one way."""

import os
from concurrent.futures import BrokenExecutor
from concurrent.futures import wait as wait_for

import pytest

from consentdesk.faces.spawned import SpawnedProcesses


def test_processes_found_dead_take_no_more_work() -> None:
    """Two workers, of which the second was not started yet: it could not be reached any more."""
    executor = SpawnedProcesses(2)
    try:
        process_id = executor.submit(os.getpid).result(60)
        dying = executor.submit(os._exit, 1)
        wait_for([dying], 60)
        (process,) = (each for each in executor._known() if each.pid == process_id)
        process.join(60)
        assert not executor.end_unfit(10**12)
        with pytest.raises(BrokenExecutor):
            executor.submit(os.getpid)
    finally:
        executor.end()


def test_ended_processes_take_no_more_work() -> None:
    executor = SpawnedProcesses(2)
    assert executor.submit(os.getpid).result(60)
    executor._kill_all()  # as `end_unfit` does while another caller hands out work
    with pytest.raises(BrokenExecutor):
        executor.submit(os.getpid)
    executor.end()

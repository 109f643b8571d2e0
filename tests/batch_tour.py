"""Shows the steps of a batch in their states."""

from dataclasses import replace

from consentdesk.app.demo_school import DEMO_PASSWORD
from consentdesk.app.scripted_reviewer import ScriptedReviewer, read_truth
from consentdesk.demo.make import DemoFiles
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId
from consentdesk.domain.photo import PhotoState
from consentdesk.services.finding.scan_underway import WHOLE_STAGE
from consentdesk.ui.batch.decide_page import DecidePage
from consentdesk.ui.batch.large_photo import Publication
from consentdesk.ui.jobs import Job, JobKind
from tests.camera import settle, until
from tests.desk_tour import DeskTour
from tests.tour import Tour


def tour_of_first_steps(tour: Tour, batch_id: BatchId, files: DemoFiles) -> None:
    """Show a batch from empty to all faces found."""
    window = tour.window
    window.open_batch(batch_id)
    tour.shoot("bring-in-empty")
    tour.batch_at(Step.DECIDE, "decide-blocked")
    window.batch.show_step(Step.BRING_IN)
    window.jobs.bring_in(batch_id, [files.photos_folder])
    bringing_in = window.jobs.of(JobKind.BRING_IN, batch_id)
    until(lambda: bringing_in.progress.snapshot().done >= 4)
    until(lambda: window.batch.card.counts.photos >= 2)
    tour.shoot("bring-in-running")
    window.jobs.stop(bringing_in)
    until(lambda: not bringing_in.running)
    tour.batch_at(Step.FIND_FACES, "find-faces-running")
    finding = window.jobs.of(JobKind.FIND_FACES, batch_id)
    until(lambda: small_ones_begun(finding) or not finding.running)
    tour.shoot("find-faces-small-ones")
    window.jobs.stop(finding)
    until(lambda: not finding.running)
    tour.shoot("find-faces-paused")
    tour.batch_at(Step.BRING_IN, "bring-in-stopped")
    run = tour.workspace.importer.unfinished(batch_id)
    if run is not None:
        window.jobs.continue_bringing_in(batch_id, run.id)
    settle(tour.runner)
    tour.batch_at(Step.BRING_IN, "bring-in-done")
    tour.batch_at(Step.FIND_FACES, "find-faces-done")
    photos = [entry.photo.id for entry in tour.workspace.review.desk(batch_id).photos]
    sentence = "The photo took too long to look through."
    tour.workspace.library.run(lambda u: u.photos.set_state(photos[0], PhotoState.FAILED, sentence))
    window.batch.refresh()
    tour.shoot("find-faces-failed")
    window.batch.page_of(Step.FIND_FACES).unchecked.again.click()
    settle(tour.runner)
    tour.batch_at(Step.SIGN_OFF, "sign-off-blocked")


def small_ones_begun(finding: Job) -> bool:
    """Tell whether the first photo was searched for its small faces, too."""
    now = finding.progress.snapshot()
    return now.stage == WHOLE_STAGE and now.done > 0


def tour_of_desk(tour: Tour, batch_id: BatchId) -> None:
    """Show the Decide desk in its states, and what it says of a batch without photos."""
    DeskTour(tour.workspace, batch_id, tour.desk(), tour.shoot).go()
    details = tour.workspace.batches.card(batch_id).batch.details
    empty = tour.workspace.batches.open(replace(details, event="Winter fair"), "Ann Example")
    page = DecidePage(tour.window.around, empty.id)
    page.show_card(tour.workspace.batches.card(empty.id))
    page.resize(1177, 650)
    page.show()
    settle(tour.runner)
    tour.camera.take(page, "decide-empty")
    page.close()
    page.deleteLater()


def tour_of_last_steps(tour: Tour, batch_id: BatchId, files: DemoFiles) -> None:
    """Show a batch from decided to published."""
    window = tour.window
    ScriptedReviewer(tour.workspace, read_truth(files.truth_path)).decide_batch(batch_id)
    window.batch.refresh()
    tour.desk().reload()
    tour.shoot("decide-all-decided")
    tour.batch_at(Step.SIGN_OFF, "sign-off")
    page = window.batch.page_of(Step.SIGN_OFF)
    bar = page._page.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.shoot("sign-off-below")
    preview = page._preview
    shown = [Publication(p, c) for c, _ in preview.per_channel for p in preview.covered]
    page._open_large(shown, 0)
    settle(tour.runner)
    tour.camera.take(page.large, "sign-off-large")
    page.large.close()
    page.covered_seen.click()
    page.signing.password.setText(DEMO_PASSWORD)
    page.signing.sign.click()
    settle(tour.runner)
    tour.shoot("signed-off")
    tour.batch_at(Step.PUBLISH, "publish")
    publish = window.batch.page_of(Step.PUBLISH)
    publish.preflight.unfold.click()
    tour.shoot("publish-checks-passed")
    publish.preflight.unfold.click()
    window.jobs.publish(batch_id)
    settle(tour.runner)
    tour.shoot("published")
    tour.batch_at(Step.BRING_IN, "bring-in-all-done")

"""Shows the Publish page, the form of a channel and the Published screen in their states."""

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from consentdesk.app.demo_school import DEMO_PASSWORD, HEAD, OFFICE
from consentdesk.app.scripted_reviewer import ScriptedReviewer, read_truth
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.channel import Channel, ChannelStanding
from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.release import ReleasedState
from consentdesk.ui.page import Page
from consentdesk.ui.published.copies_model import Wanted
from tests.camera import settle
from tests.privacy.killed_naming import publish_until_killed
from tests.tour import Tour


def tour_of_publishing(tour: Tour, batch_id: BatchId, truth: Path) -> None:
    """Show a batch that is decided from its sign-off to copies that must come down."""
    workspace, window = tour.workspace, tour.window
    ScriptedReviewer(workspace, read_truth(truth)).decide_batch(batch_id)
    head = workspace.staff.sign_in(HEAD, DEMO_PASSWORD)
    board = _of(tour, "display")
    _change(tour, replace(board, details=replace(board.details, long_edge=3508)))
    sign(tour, batch_id)
    window.open_batch(batch_id)
    tour.batch_at(Step.PUBLISH, "publish")
    school = workspace.school
    school.settle(replace(school.profile(), policy_review_on=date(2026, 1, 9)), head)
    unapproved = _of(tour, "newsletter")
    details = replace(unapproved.details, standing=ChannelStanding())
    _change(tour, replace(unapproved, details=details))
    shutil.rmtree(_of(tour, "web").details.folder)
    window.batch.refresh()
    tour.batch_at(Step.PUBLISH, "publish-in-the-way")
    window.batch.page_of(Step.PUBLISH).preflight.unfold.click()
    tour.shoot("publish-checks-passed")
    window.go("channels")
    tour.shoot("channels")
    window.channels._ask_change(_of(tour, "web"))
    form = window.channels.form
    assert form is not None
    form.files.longest_side.number.setValue(3508)
    settle(tour.runner)
    tour.camera.take(form, "channel-form")
    form.findChild(Page).ensureWidgetVisible(form.files.longest_side.hint)
    tour.camera.take(form, "channel-form-size")
    form.close()
    _change(tour, unapproved)
    _of(tour, "web").details.folder.mkdir()
    sign(tour, batch_id)
    publish_until_killed(workspace, batch_id, OFFICE)
    first = workspace.channels.all()[0].details.folder
    first.rename(first.with_name("away"))
    window.go("published")
    tour.shoot("published-only-waiting")
    window.jobs.publish(batch_id)
    settle(tour.runner)
    window.open_batch(batch_id)
    tour.batch_at(Step.PUBLISH, "publish-one-folder-away")
    copies = workspace.take_down.copies()
    refusing = next(copy for copy in copies if copy.people).people[0]
    for purpose in ("newsletter", "display"):
        answer = Answer(purpose, Status.WITHDRAWN, given_by="Parent", given_on=date(2026, 6, 20))
        workspace.roll.record_answer(refusing.id, answer, OFFICE)
    window.go("published")
    tour.shoot("published-due")
    take_down(tour)


def take_down(tour: Tour) -> None:
    """Show what is due taken down, removed elsewhere too, and the folders looked into."""
    screen, service = tour.window.published, tour.workspace.take_down
    due = [copy.id for copy in service.due()]
    screen.bar.choose(Wanted.DUE)
    screen.table.choose(frozenset(due))
    tour.window.jobs.take_down(due)
    settle(tour.runner)
    tour.shoot("taken-down")
    service.confirm_elsewhere(due, OFFICE, "News page")
    screen.refresh()
    tour.shoot("removed-elsewhere")
    screen.bar.choose(Wanted.ALL)
    next(c for c in service.copies() if c.state is ReleasedState.PUBLISHED).path.unlink()
    screen.check.click()
    settle(tour.runner)
    screen.bar.choose(Wanted.NOT_AS_WAS)
    tour.shoot("published-missing")


def sign(tour: Tour, batch_id: BatchId) -> None:
    """Let the head sign the batch off as it stands."""
    workspace = tour.workspace
    for entry in workspace.review.desk(batch_id).photos:
        with suppress(Refused):  # some are not decided, one was not searched
            workspace.review.look(entry.photo.id, OFFICE, ALL_WELL)
    seen = workspace.sign_off.preview(batch_id)
    head = workspace.staff.sign_in(HEAD, DEMO_PASSWORD)
    workspace.sign_off.sign(batch_id, head, OFFICE, seen, frozenset(seen.covered), "")


def _of(tour: Tour, purpose: str) -> Channel:
    channels = tour.workspace.channels.all()
    return next(channel for channel in channels if purpose in channel.details.purposes)


def _change(tour: Tour, channel: Channel) -> None:
    tour.workspace.library.run(lambda u: (u.channels.change(channel), u.register.raise_version()))

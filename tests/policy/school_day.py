"""What tests of the policies do: a photo made ready, and what may become of it."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from tests.small_workspace import APPROVER, SmallSchool, write_photo

FACES = (Box(100, 100, 60, 80), Box(300, 120, 60, 80), Box(480, 150, 60, 80))
"""Places for up to three faces in a photo."""


def brought_in(school: SmallSchool, name: str = "IMG_1.JPG", seed: int = 0) -> PhotoId:
    """Bring one photo in; a seed of its own is another picture."""
    before = {photo.id for photo in school.photos()}
    photos = school.bring_in(write_photo(school.folder / "in" / name, seed))
    return next(photo.id for photo in photos if photo.id not in before)


def ready(school: SmallSchool, *names: str, seed: int = 0) -> PhotoId:
    """Bring in a photo of these people, decide each face and look at the whole."""
    photo = brought_in(school, f"IMG_{seed}.JPG", seed)
    regions = school.mark_faces(photo, FACES[: len(names)])
    for region, name in zip(regions, names, strict=True):
        school.name_face(region, name)
    school.finish(photo)
    return photo


def published(school: SmallSchool) -> set[str]:
    """Sign, publish, and return the folders that hold something now."""
    school.sign()
    school.publish()
    return {path.parent.name for path in school.published_files()}


def nothing_leaves(school: SmallSchool) -> None:
    """Make sure that nothing can be signed, published or found in a channel's folder."""
    with pytest.raises(Refused):
        school.sign()
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def cleared_for(school: SmallSchool, photo: PhotoId) -> set[str]:
    """Look at the photo again and return the channels it is cleared for."""
    school.finish(photo)
    verdicts = school.workspace.review.photo(photo).verdicts
    channels = {channel.id: channel.name for channel in school.workspace.channels.all()}
    return {channels[channel_id] for channel_id, each in verdicts.items() if each.cleared}


def another_channel(school: SmallSchool, name: str, *purposes: str) -> Channel:
    """Add a channel that is like the website but for its purposes."""
    folder = school.folder / "channels" / name
    folder.mkdir(parents=True)
    details = replace(school.website.details, name=name, purposes=purposes, folder=folder)
    return school.workspace.channels.add(details, APPROVER)


def answer_all(
    school: SmallSchool, name: str, purposes: Iterable[str], status: Status = Status.GRANTED
) -> None:
    """Record the same answer about several purposes."""
    for purpose in purposes:
        school.answer(name, purpose, status)

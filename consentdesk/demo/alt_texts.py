"""What the made-up office writes beside a photo for people who cannot see it. It names nobody."""

from consentdesk.demo.line_ups import ScenePlan

_DONE = {
    "race": "Children run a race",
    "team": "A team stands side by side and cheers",
    "close": "Children smile into the camera",
    "group": "A class stands together for its photo",
    "scattered": "Children play",
    "nobody": "The school grounds before the races",
}
_WHERE = {
    "field": "on the school field",
    "wall": "in front of the school",
    "hall": "in the school hall",
}


def alt_text(scene: ScenePlan) -> str:
    """Return one sentence that says what is in the photo, without a name or a number.

    A number of children would be wrong where some of them are covered.
    """
    if scene.kind == "nobody":
        return f"{_DONE[scene.kind]}."
    alone = scene.kind == "close" and len(scene.players) == 1
    done = "A child smiles into the camera" if alone else _DONE[scene.kind]
    return f"{done} {_WHERE[scene.place]}."


def caption(scene: ScenePlan, event: str) -> str:
    """Return the words under the photo on a page."""
    return f"{event}, {_WHERE[scene.place]}"

"""Draws the heads of the made-up school from resources/demo/cast.json.

Run it after a change of the cast or of the drawing (about five minutes of one core):

    uv run python packaging/render_demo_cast.py [KEY ...]

It writes resources/demo/heads/<key>_<view>.webp and resources/demo/heads.json. With keys
only those heads are drawn again.
"""

import json
import sys
from pathlib import Path

from consentdesk.demo.head_paint import skin_tone
from consentdesk.demo.head_recipe import PORTRAITS, VIEWS, HeadRecipe, View, load_cast
from consentdesk.demo.head_shape import HeadShape
from consentdesk.demo.heads import draw_head
from consentdesk.media.cutout import save_cutout

_DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
_SIZE = 520


def main(keys: list[str]) -> None:
    """Draw all heads, or the named ones."""
    notes_file = _DEMO / "heads.json"
    notes = json.loads(notes_file.read_text(encoding="utf-8")) if keys else {}
    (_DEMO / "heads").mkdir(exist_ok=True)
    for recipe in load_cast(_DEMO / "cast.json"):
        if not keys or recipe.key in keys:
            notes[recipe.key] = _draw(recipe)
            print(recipe.key, flush=True)
    text = json.dumps(dict(sorted(notes.items())), indent=1) + "\n"
    notes_file.write_text(text, encoding="utf-8")


def _draw(recipe: HeadRecipe) -> dict[str, object]:
    views = VIEWS if recipe.key.startswith("v") else VIEWS + PORTRAITS
    tone = (skin_tone(HeadShape(recipe, VIEWS[0])) ** (1 / 2.2) * 255).round().astype(int)
    faces = {view.name: _draw_view(recipe, view) for view in views}
    return {"grown": recipe.grown, "skin": tone.tolist(), "faces": faces}


def _draw_view(recipe: HeadRecipe, view: View) -> list[float]:
    head = draw_head(recipe, view, _SIZE)
    height, width, _ = head.pixels.shape
    data = save_cutout(width, height, head.pixels.tobytes())
    (_DEMO / "heads" / f"{recipe.key}_{view.name}.webp").write_bytes(data)
    return [round(share, 4) for share in head.face]


if __name__ == "__main__":
    main(sys.argv[1:])

"""Drawing heads: numbers in, a friendly head out, the same every time."""

from dataclasses import replace

import numpy as np
import pytest

from consentdesk.demo.head_hair import STYLES
from consentdesk.demo.head_recipe import PORTRAITS, VIEWS, load_cast
from consentdesk.demo.head_shelf import head_notes, take_head
from consentdesk.demo.heads import draw_head, render_head
from consentdesk.demo.pupils import VISITORS, made_up_adults, made_up_pupils
from consentdesk.shipped import shipped_file

CAST = load_cast(shipped_file("resources", "demo", "cast.json"))


def test_a_head_is_drawn_the_same_twice_on_a_see_through_background():
    first, second = (render_head(CAST[0], VIEWS[0], 60) for _ in range(2))
    assert first.shape == (60, 50, 4)
    assert np.array_equal(first, second)
    assert first[0, 0, 3] == 0
    assert first[30, 25, 3] == 255


def test_the_face_box_spans_hairline_to_chin_of_the_picture():
    x, y, width, height = draw_head(CAST[0], VIEWS[0], 80).face
    assert 0.1 < x < 0.4
    assert 0.15 < y < 0.35
    assert 0.35 < width < 0.7
    assert 0.4 < height < 0.65


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_hair_style_leaves_the_face_free(style):
    recipe = replace(CAST[0], hair_style=style, hair_colour=(20, 20, 20), skin=0.0, glasses=False)
    head = render_head(recipe, VIEWS[0], 64)
    nose = head[34:42, 24:30, :3]
    assert nose.mean() > 110


def test_every_person_has_a_head_of_their_own_in_every_view():
    keys = [pupil.head for pupil in made_up_pupils(24)]
    keys += [adult.head for adult in made_up_adults()] + [head for _, head in VISITORS]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= set(head_notes())
    for key in keys:
        assert take_head(key, "ahead").pixels[..., 3].max() == 255
        assert {view.name for view in VIEWS} <= set(head_notes()[key].faces)
    for pupil in made_up_pupils(24):
        assert {view.name for view in PORTRAITS} <= set(head_notes()[pupil.head].faces)


def test_the_shipped_heads_stay_small():
    folder = shipped_file("resources", "demo")
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 6_000_000

"""See-through pictures survive being written, read and scaled."""

import numpy as np

from consentdesk.media.cutout import load_cutout, save_cutout, scale_pixels


def test_a_cutout_comes_back_with_its_colours_and_its_see_through_part():
    pixels = np.zeros((32, 24, 4), np.uint8)
    pixels[8:24, 6:18] = (200, 120, 80, 255)
    width, height, rgba = load_cutout(save_cutout(24, 32, pixels.tobytes()))
    back = np.frombuffer(rgba, np.uint8).reshape(height, width, 4).astype(int)
    assert (width, height) == (24, 32)
    assert back[0, 0, 3] == 0
    assert np.abs(back[16, 12] - pixels[16, 12]).max() < 12


def test_shrinking_keeps_the_rim_free_of_the_colour_behind_it():
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[:, 20:] = (255, 255, 255, 255)
    small = np.frombuffer(scale_pixels(pixels.tobytes(), (40, 40), 4, (10, 10)), np.uint8)
    rim = small.reshape(10, 10, 4)
    assert rim[rim[..., 3] > 60][:, :3].min() > 230

"""Register photos of the made-up pupils: one child before a plain backdrop."""

import numpy as np

from consentdesk.demo.bodies import Outfit
from consentdesk.demo.line_ups import Figure, Player
from consentdesk.demo.scenes import paint_figure
from consentdesk.domain.pixels import PixelBuffer

WIDTH, HEIGHT = 600, 750
_BACKDROPS = ((176, 194, 206), (206, 200, 186), (186, 204, 188))
_JUMPER = (52, 92, 84)


def paint_portrait(head: str, number: int) -> PixelBuffer:
    """Return register photo 1, 2 or 3 of the pupil with this head."""
    rng = np.random.default_rng([number, len(head)])
    shade = np.linspace(1.05, 0.88, HEIGHT, dtype=np.float32)[:, None, None]
    tone = np.asarray(_BACKDROPS[number - 1], np.float32)
    grain = rng.normal(0, 1.5, (HEIGHT, WIDTH, 1)).astype(np.float32)
    canvas = np.clip(tone * shade + grain, 0, 255).astype(np.uint8)
    player = Player("", head, Outfit(_JUMPER))
    figure = Figure(player, WIDTH / 2 / HEIGHT, 0.46, 0.225, f"portrait_{number}", "standing")
    paint_figure(canvas, figure)
    return PixelBuffer(WIDTH, HEIGHT, canvas.tobytes(), 3 * WIDTH)

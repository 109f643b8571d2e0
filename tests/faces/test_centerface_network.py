"""The network in two halves and in pieces says what it says as it lies in its package."""

import numpy as np
import onnx
import pytest

from consentdesk.faces import centerface_network
from consentdesk.faces.accelerator import why_not
from consentdesk.faces.centerface_graph import _fix_weights, _network_file
from consentdesk.faces.centerface_network import CenterFaceNetwork
from consentdesk.faces.onnx_session import start_session
from consentdesk.faces.resize import as_array
from tests.faces.painted import Scene

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def network() -> CenterFaceNetwork:
    return CenterFaceNetwork()


def packaged_heat(picture: np.ndarray) -> np.ndarray:
    """Return the heat map of the network as it was published, run on a whole picture."""
    model = onnx.ModelProto()
    model.ParseFromString(_network_file().read_bytes())
    _fix_weights(model.graph)
    for value in [*model.graph.input, *model.graph.output]:
        for axis in (0, 2, 3):
            value.type.tensor_type.shape.dim[axis].dim_param = f"{value.name}_{axis}"
    session = start_session(model.SerializeToString())
    given = picture.transpose(2, 0, 1)[None].astype(np.float32)
    return session.run(["537"], {"input.1": given})[0][0, 0]


def test_the_halves_give_what_the_whole_gives(network: CenterFaceNetwork, scene: Scene) -> None:
    picture = as_array(scene.pixels)[:480, :640]
    assert np.allclose(network.heat([picture])[0], packaged_heat(picture), atol=1e-5)


@pytest.mark.parametrize(("height", "width"), [(1200, 1700), (230, 40), (97, 481), (1, 700)])
def test_pieces_give_what_one_piece_gives(
    network: CenterFaceNetwork,
    scene: Scene,
    monkeypatch: pytest.MonkeyPatch,
    height: int,
    width: int,
) -> None:
    picture = as_array(scene.pixels)[:height, :width]
    in_pieces = network.boxes(picture, 0.05)
    monkeypatch.setattr(network, "_piece", 4096)
    assert np.allclose(in_pieces, network.boxes(picture, 0.05), atol=1e-2)


@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_the_accelerator_says_nearly_the_same(network: CenterFaceNetwork, scene: Scene) -> None:
    picture = as_array(scene.pixels)
    faster = CenterFaceNetwork(accelerated=True)
    shown = [picture[:480, :640], picture[400:880, 600:1240]]
    assert np.allclose(faster.heat(shown), network.heat(shown), atol=0.06)
    assert len(faster.boxes(picture, 0.2)) > 0


def test_cold_and_hot_cells_stay_numbers() -> None:
    sureness = centerface_network._sureness(np.array([-1000, 0, 1000], np.float32))
    assert sureness.tolist() == pytest.approx([0, 0.5, 1])

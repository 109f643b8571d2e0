"""Runs our networks by OpenVINO with 16-bit floats, by the same call as an onnxruntime session."""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from openvino import Core

_ONE_THREAD = {
    "INFERENCE_NUM_THREADS": 1,
    "NUM_STREAMS": 1,
    # The pool has a process a core; pinned ones would all wait for the same core.
    "ENABLE_CPU_PINNING": False,
    "INFERENCE_PRECISION_HINT": "bf16",
}


class OpenVinoSession:
    """A network on one thread of the processor, for pictures of any size."""

    def __init__(self, network: bytes) -> None:
        """Load the network.

        Raises:
            Exception: whatever OpenVINO raises when it cannot; it has no nearer type.
        """
        core = _core()
        compiled = core.compile_model(core.read_model(network), "CPU", _ONE_THREAD)
        self._request = compiled.create_infer_request()

    def run(
        self, outputs: Sequence[str], inputs: Mapping[str, NDArray[np.float32]]
    ) -> list[NDArray[np.float32]]:
        """Return the named results."""
        self._request.infer(dict(inputs), share_inputs=True)
        # The request writes its next results into the same memory.
        return [np.array(self._request.get_tensor(name).data, np.float32) for name in outputs]


@cache
def _core() -> "Core":
    # With this package there, importing OpenVINO writes a client number for usage statistics.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    from openvino import Core

    core = Core()
    # Without it OpenVINO would reckon with 32 bits, slower, and under the wrong version's name.
    if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        raise RuntimeError("this processor does not reckon with 16-bit floats")
    return core

"""Starts networks in onnxruntime, our own and those that a school brought along.

onnxruntime and onnx are imported at the first start, so that a broken installation is a known
error. They derive their errors from Exception and nothing nearer.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.errors import EngineError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_ONLY_ERRORS = 3

_LONGEST_REASON = 300

_KNOWN_RULES = {"", "ai.onnx", "ai.onnx.ml", "com.microsoft"}
"""Sets of operators that onnxruntime brings along; any other set would be somebody's code."""


def start_session(network: bytes) -> "InferenceSession":
    """Load a network into onnxruntime with one thread: the pool has a process a core."""
    # Importing onnxruntime would else give this computer a number and report on its use.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Planning memory for each picture size costs a third more of it and saves no time.
    options.enable_mem_pattern = False
    options.log_severity_level = _ONLY_ERRORS
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


class ModelFile:
    """A school's model: one file that holds everything, run by onnxruntime.

    Attributes:
        sides: rows and columns of the pictures it takes; None for a side that is free.
        at_once: how many pictures it takes in one run; None when that is free.
        outputs: names of its results.
    """

    def __init__(self, file: Path) -> None:
        """Load the model.

        Raises:
            EngineError: it is not there or damaged, holds operators of its own or leaves
                weights in another file, or takes anything but pictures as 32-bit numbers.
        """
        self._file = file
        try:
            network = file.read_bytes()
            held_back = _why_not(network)
            session = None if held_back else start_session(network)
        except Exception as reason:
            raise self.refusal(f"cannot be loaded ({_in_short(reason)})") from reason
        if session is None:
            raise self.refusal(held_back)
        self._session = session
        self._input, self.at_once, self.sides = self._pictures()
        self.outputs = tuple(output.name for output in session.get_outputs())

    def run(
        self, pictures: NDArray[np.float32], outputs: Iterable[str]
    ) -> Mapping[str, NDArray[Any]]:
        """Return the results for pictures (count x 3 x rows x columns), by name.

        Raises:
            EngineError: it cannot be run, or a result holds anything but finite numbers.
        """
        names = list(outputs)
        try:
            results = self._session.run(names, {self._input: pictures})
        except Exception as reason:
            raise self.refusal(f"cannot be run ({_in_short(reason)})") from reason
        for name, result in zip(names, results, strict=True):
            # A distance to no number lies beyond every line: nobody would be suggested.
            if not _all_numbers(result):
                raise self.refusal(f"gave something else than numbers as “{name}”")
        return dict(zip(names, results, strict=True))

    def refusal(self, what: str) -> EngineError:
        """Return the error that says what is wrong with this model."""
        return EngineError(
            f"The face engine's model “{self._file.name}” {what}.",
            "Your technician can choose another or go back to the built-in engine "
            "(consentdesk engine).",
        )

    def _pictures(self) -> tuple[str, int | None, tuple[int | None, int | None]]:
        """Return name, number and sides of the only input."""
        inputs = self._session.get_inputs()
        shape = inputs[0].shape if len(inputs) == 1 else []
        if len(shape) != 4 or shape[1] != 3 or inputs[0].type != "tensor(float)":
            raise self.refusal("must take count x 3 x rows x columns 32-bit numbers and no more")
        count, _, rows, columns = (side if isinstance(side, int) else None for side in shape)
        return inputs[0].name, count, (rows, columns)


def _in_short(reason: Exception) -> str:
    """Return what a technician needs of a library's message."""
    lines = str(reason).splitlines() or [type(reason).__name__]
    return lines[0][:_LONGEST_REASON]


def _all_numbers(result: object) -> bool:
    return (
        isinstance(result, np.ndarray)
        and result.dtype.kind in "fiu"
        and bool(np.isfinite(result).all())
    )


def _why_not(network: bytes) -> str:
    """Return why a model may not be run; empty when it may."""
    import onnx

    model = onnx.ModelProto()
    model.ParseFromString(network)
    known = _KNOWN_RULES | {function.domain for function in model.functions}
    if any(step.domain not in known for step in _parts(model, "NodeProto")):
        return "needs operators that onnxruntime does not bring along"
    elsewhere = onnx.TensorProto.EXTERNAL
    if any(weights.data_location == elsewhere for weights in _parts(model, "TensorProto")):
        return "leaves its weights in another file"
    return ""


def _parts(message: Any, kind: str) -> Iterator[Any]:
    """Yield everything of one kind in a model, however deep it lies."""
    for field, value in message.ListFields():
        if field.type != field.TYPE_MESSAGE:
            continue
        for part in value if field.is_repeated else [value]:
            if part.DESCRIPTOR.name == kind:
                yield part
            yield from _parts(part, kind)

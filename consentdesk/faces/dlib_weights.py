"""Reads the weights of dlib's face encoder from the file that `face_recognition` uses.

dlib itself takes 25 times as long to run the network as onnxruntime, so only its file is used.
It lists the layers from the picture to the vector. The numbers of a layer are stored as a tensor:
the word 2, four sizes, then 32-bit floats; what lies between two tensors is training state.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VECTOR_LENGTH = 128

STAGES = ((32, 3), (64, 4), (128, 3), (256, 3), (256, 1))
"""Channels and blocks; every stage but the first halves the picture in its first block."""

FIRST_EDGE = 7
"""Pixels a side of the first convolution; the others have 3."""

_BETWEEN = 512
"""Bytes of training state between two tensors, at most; the file has 341."""


@dataclass(frozen=True, slots=True)
class Convolution:
    """One convolution with the affine layer behind it multiplied in.

    Attributes:
        weights: channels out x channels in x rows x columns.
        bias: one number a channel out.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EncoderWeights:
    """All weights: the first convolution, two a block in order, and the last layer's matrix."""

    convolutions: tuple[Convolution, ...]
    last: NDArray[np.float32]


def read_weights(file: Path) -> EncoderWeights:
    """Read the file.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it is not the face encoder, or it is damaged.
    """
    tensors = _Tensors(file.read_bytes())
    channels = STAGES[0][0]
    found = [_convolution(tensors, channels, 3, FIRST_EDGE)]
    for wanted, blocks in STAGES:
        for _ in range(blocks):
            found.append(_convolution(tensors, wanted, channels, 3))
            found.append(_convolution(tensors, wanted, wanted, 3))
            channels = wanted
    return EncoderWeights(tuple(found), tensors.take(channels, VECTOR_LENGTH))


class _Tensors:
    """Takes one tensor after the other out of the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, *sizes: int) -> NDArray[np.float32]:
        """Return the next tensor, which must have these sizes."""
        head = b"".join(_stored(number) for number in (2, *sizes, 1, 1, 1, 1)[:5])
        place = self._data.find(head, self._at, self._at + _BETWEEN)
        count = int(np.prod(sizes))
        begin = place + len(head)
        self._at = begin + 4 * count
        if place < 0 or self._at > len(self._data):
            raise ValueError("not the face encoder's file")
        return np.frombuffer(self._data, "<f4", count, begin).reshape(sizes)


def _stored(number: int) -> bytes:
    """Return a whole number as dlib writes it: how many bytes, then the bytes, lowest first."""
    length = -(-number.bit_length() // 8)
    return bytes([length]) + number.to_bytes(length, "little")


def _convolution(tensors: _Tensors, wanted: int, given: int, edge: int) -> Convolution:
    """Take a convolution's weights and bias, then the affine layer's factors and shifts."""
    numbers = tensors.take(wanted * given * edge * edge + wanted)
    factor, shift = tensors.take(2 * wanted).reshape(2, wanted)
    weights = numbers[:-wanted].reshape(wanted, given, edge, edge)
    return Convolution(weights * factor[:, None, None, None], numbers[-wanted:] * factor + shift)

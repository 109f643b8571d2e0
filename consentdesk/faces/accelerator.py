"""Whether the optional accelerator runs the built-in detector; loads nothing of it.

OpenVINO pays only where the processor reckons with 16-bit floats (AVX-512 BF16): with 32 bits it
is slower than onnxruntime (docs/decisions/0011).
"""

import importlib.util
import os

from numpy._core._multiarray_umath import __cpu_features__  # type: ignore[import-not-found]

SWITCH = "CONSENTDESK_ACCELERATOR"
"""Environment variable; ``off`` leaves the accelerator unused."""

PACKAGE = "openvino"


def why_not() -> str:
    """Return why the accelerator is not used; empty when it is.

    Window and workers ask the same computer, so they name the same detector version.
    """
    if importlib.util.find_spec(PACKAGE) is None:
        return f"the package {PACKAGE} is not installed"
    if not __cpu_features__.get("AVX512BF16", False):
        return "this processor does not reckon with 16-bit floats"
    if os.environ.get(SWITCH, "").strip().lower() == "off":
        return f"{SWITCH} is off"
    return ""

"""The kinds of columns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Small = npt.NDArray[np.int8]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Slots = npt.NDArray[np.intp]
"""Places in a column, one for each side."""

FITS, CHECK, UNSAID, NO = 0, 1, 2, 3
"""What a rule finds: UNSAID is a CHECK only because the guest left an optional question open."""

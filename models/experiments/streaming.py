"""What the shipped network costs, and that streaming gives what one call on the whole sequence gives.

Beside it the published costs of seed 004 (its section 3.1.3: at 16 fps SI-EN needs 4.0 GMAC/s, BlazePose alone 6.7 GMAC/s).
"""

from __future__ import annotations

from typing import Any

from mirror import paths
from models.evaluation.published import GMACS_PER_SECOND
from models.evaluation.streaming import streaming
from models.experiments.core import Options


def run(options: Options) -> dict[str, Any]:
    """The figures of `models.evaluate streaming` on the shipped network."""
    path = paths.weights() / "recognition" / "streaming.onnx"
    return {"streaming": streaming(path, seed=options.seed), "published_gmacs": dict(GMACS_PER_SECOND)}

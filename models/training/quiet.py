"""How sure a name must be: an hour of the teacher's people who do nothing that is an exercise.

The threshold of the Namer that validation chooses is raised until hardly a name is shown in that hour. The people, motions and
cameras are the avatar's own, of a seed that no fitting uses; the examiner's are not touched.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from mirror.recognition.core import Recognition
from mirror.recognition.namer import Namer
from models.architectures.streaming import StreamingNet
from models.corpus.compose import STRIDE, Composer
from models.corpus.generate import generate
from models.corpus.pieces import NAMES, labels_of, pieces_of

_STEPS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
_HIGHEST = 0.65
"""The end of the range in which validation chooses: beyond it real people lose their names too."""
_MINUTE = 16 * 60
NAMES_AN_HOUR = 1.0
"""So many names may be shown in an hour of everyday life; a false set needs a counted movement on top of a name."""


def threshold_for(net: StreamingNet, temperature: float, lowest: float, seed: int, minutes: int = 60) -> float:
    """The lowest threshold from `lowest` on, _HIGHEST at most, at which the names shown are few enough."""
    probabilities = everyday_answers(net, temperature, seed, minutes)
    wanted = lowest
    for step in _STEPS:
        wanted = min(lowest + step, max(_HIGHEST, lowest))
        if shown_names(probabilities, wanted) <= NAMES_AN_HOUR * minutes / 60.0:
            break
    return wanted


def everyday_answers(net: StreamingNet, temperature: float, seed: int, minutes: int) -> list[NDArray[np.float32]]:
    """(240, K) calibrated probabilities of each minute."""
    rng = np.random.default_rng((seed, 11))
    idle = [q for q in generate(16 * minutes, seed + 2_000_003) if q.exercise == "none"]
    composer = Composer(pieces_of(idle, labels_of(idle), rng), NAMES, none_share=1.0)
    out = []
    net.eval()
    with torch.no_grad():
        for _ in range(minutes):
            x = torch.from_numpy(composer.sample(_MINUTE, rng).x[None])
            out.append(torch.softmax(net(x).logits[0] / temperature, dim=-1).numpy())
    return out


def shown_names(minutes: list[NDArray[np.float32]], threshold: float) -> int:
    """How often a name appears in minutes of answers."""
    count = 0
    for probabilities in minutes:
        namer, before = Namer(NAMES, threshold=threshold), None
        for k, p in enumerate(probabilities):
            name = namer.step(Recognition(k * STRIDE / 16.0, p, NAMES, np.zeros(0, np.float32))).name
            count += name is not None and name != before
            before = name
    return count

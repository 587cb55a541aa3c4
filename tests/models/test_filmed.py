"""Filming: rendered, read by BlazePose, kept and read back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from models.corpus.filmed import SHARES, Filming, class_at, film, read
from models.corpus.generate import taught
from models.corpus.sequence import CorpusError


def test_every_class_has_its_share_in_every_round() -> None:
    round_ = sum(SHARES.get(name, 4) for name in ("none", *taught()))
    first, second = (Counter(class_at(i + k * round_) for i in range(round_)) for k in (0, 1))
    assert first == second
    assert set(first) == {"none", *taught()}
    assert all(first[name] == share for name, share in SHARES.items())


def test_film_and_read(tmp_path: Path) -> None:
    plan = Filming(tmp_path, 1, 3)
    assert list(film(plan, workers=1)) == [(0, 1), (1, 1)]
    (sequence,) = read(tmp_path)
    assert sequence.source == "filmed"
    assert sequence.exercise == class_at(0)
    assert sequence.exercise == "none" or (sequence.shown is not None and len(sequence.shown) == len(sequence.bounds))
    seen = ~np.isnan(sequence.world[:, 0, 0])
    assert seen.mean() > 0.8
    assert np.isfinite(sequence.root_px[seen]).all()
    assert list(film(plan, workers=1)) == [(1, 1)], "what is there is not filmed again"


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"models\.film"):
        read(tmp_path)

"""Filming: rendered, read by BlazePose, kept and read back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from models.corpus.filmed import SHARES, Filming, class_at, film, read
from models.corpus.sequence import CorpusError


def test_every_class_has_its_share() -> None:
    total = sum(SHARES.values())
    assert Counter(class_at(i) for i in range(total)) == SHARES
    assert Counter(class_at(i + total) for i in range(total)) == SHARES


def test_film_and_read(tmp_path: Path) -> None:
    plan = Filming(tmp_path, 1, 3)
    assert list(film(plan, workers=1)) == [(0, 1), (1, 1)]
    (sequence,) = read(tmp_path)
    assert sequence.source == "filmed"
    assert sequence.exercise == class_at(0)
    seen = ~np.isnan(sequence.world[:, 0, 0])
    assert seen.mean() > 0.8
    assert np.isfinite(sequence.root_px[seen]).all()
    assert list(film(plan, workers=1)) == [(1, 1)], "what is there is not filmed again"


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"models\.film"):
        read(tmp_path)

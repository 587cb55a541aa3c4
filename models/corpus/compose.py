"""Training samples: movements strung together as a person in front of the mirror would, with rest and nothing in between.

A single recording begins in its movement and ends in it, so a network trained on recordings alone never learns to change its
mind. Here each sample is a row of segments (an exercise, none, standing still, nobody there), crossfaded, with the first moments
after a change left out of the loss, since nobody can know yet, and the second after them weighing less.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence as Many
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.exercises.core import Exercise
from mirror.recognition import features as f
from mirror.recognition.grid import RATE_HZ

STRIDE = 4
UNKNOWN = -1
"""Of a label, fine label, phase or mistake: not to be asked."""
_FADE = 5  # grid points
_SETTLE_S = (0.4, 1.2)  # after a change the label is not asked for, and then asked for more and more
_ASKED = np.clip((np.arange(1, round(_SETTLE_S[1] * RATE_HZ) + 1) / RATE_HZ - _SETTLE_S[0]) / (_SETTLE_S[1] - _SETTLE_S[0]), 0, 1)
_STILL_S = 2.5  # somebody who has stopped is still in the exercise for this long
_CUT_UP = 0.12  # share of samples that are many short clips, each after a pause with nobody there
_CLIP_S, _PAUSE_S = (0.9, 3.0), (0.6, 3.0)

_ARMS = (3, 4, 5, 6)
_LEGS = (9, 10, 11, 12, 13, 14)
_ARM_MEASURES = frozenset({"elbow", "shoulder", "upper_arm", "wrist_height"})
_LEG_MEASURES = frozenset({"knee", "hip", "thigh", "ankle", "hip_height", "stance_width"})
HIDDEN: dict[str, tuple[tuple[int, ...], str]] = {
    "arms": (_ARMS, "arms"),
    "legs": (_LEGS, "legs"),
    "shins": ((11, 12, 13, 14), "shins"),
    "feet": ((13, 14), ""),
    "head": ((0,), ""),
    "left arm": ((3, 5), ""),
    "left leg": ((9, 11, 13), "shins"),
    "wrists": ((5, 6), "wrists"),
}
"""What the camera may not see, and the kind of exercise that cannot be told without it (their labels are left out then)."""
_BOTH = frozenset({"push_up", "jumping_jack"})  # arms and legs alike
_SPLIT = frozenset({"lunge", "side_lunge", "alternating_lateral_lunge"})


def needs(exercise: Exercise) -> frozenset[str]:
    """Which of arms, legs, shins and wrists an exercise cannot be told without, by what its signals measure."""
    measures = {signal.measure.removeprefix("left_").removeprefix("right_") for signal in exercise.signals}
    out = set()
    if measures & _ARM_MEASURES or exercise.name in _BOTH:
        out.add("arms")
        if exercise.posture in ("standing", "seated") and not measures & _LEG_MEASURES and exercise.name not in _BOTH:
            out.add("wrists")
    if measures & _LEG_MEASURES or exercise.name == "jumping_jack":
        out.add("legs")
    if exercise.name in _SPLIT:
        out.add("shins")
    return frozenset(out)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One variant of one recording.

    Attributes:
        x: (T, WIDTH) float16. label: class, UNKNOWN where it is none of them and not none either; `fine`: the recording's own
            word, for the metric head, UNKNOWN where it has none.
        phase: (T,) int8: 0 first half of a repetition, 1 second half, UNKNOWN. mistake: (T,) int16: 0 none, k + 1 the network's
            mistake k, UNKNOWN.
        source, subject: who and where. weight: share among its class. moving: (first, last) grid points of the movement.
    """

    x: NDArray[np.float16]
    label: int
    fine: int
    source: str
    subject: str
    weight: float
    moving: tuple[int, int]
    phase: NDArray[np.int8]
    mistake: NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What the network is shown and asked: x (length, WIDTH) float32; one of each for every 4 points: label, fine, phase,
    mistake int64 as in Piece; weight float32 of the question."""

    x: NDArray[np.float32]
    label: NDArray[np.int64]
    fine: NDArray[np.int64]
    phase: NDArray[np.int64]
    mistake: NDArray[np.int64]
    weight: NDArray[np.float32]


def moving_part(x: NDArray[np.float32], margin: int = 4) -> tuple[int, int]:
    """(first, last) grid points of the movement: where the joints' speed is over a third of its own upper quartile."""
    if len(x) < 8:
        return 0, len(x)
    seen = x[:, f.PRESENT] > 0
    speed = np.abs(np.diff(x[:, : 3 * len(f.JOINTS)], axis=0)).mean(axis=1)
    speed[~(seen[1:] & seen[:-1])] = 0.0
    speed = np.convolve(speed, np.ones(5) / 5, mode="same")
    hot = np.flatnonzero(speed > np.percentile(speed, 75) / 3)
    if not len(hot):
        return 0, len(x)
    return max(0, int(hot[0]) - margin), min(len(x), int(hot[-1]) + margin + 1)


_Truth = NDArray[np.int64]  # (n, 4): label, fine, phase, mistake


class Composer:
    """Draws samples from pieces; one random generator, so that a seed gives the same training again."""

    def __init__(
        self,
        pieces: Many[Piece],
        names: Many[str],
        *,
        none_share: float = 0.3,
        unknown_share: float = 0.08,
        often: Mapping[str, float] | None = None,
        catalogue: Mapping[str, Exercise] | None = None,
    ) -> None:
        """`often`: how often a class is drawn, 1 where it is not named. `unknown_share`: of segments with no label of ours.
        `catalogue`: what an exercise needs to be told, and which are holds; without it nothing is left out."""
        self.names = tuple(names)
        self.none = self.names.index("none")
        tree: dict[int, dict[str, dict[str, list[Piece]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for piece in pieces:
            if piece.weight > 0 and len(piece.x) >= 8:
                tree[piece.label][piece.source][piece.subject].append(piece)
        rest = [label for label in sorted(tree) if label not in (self.none, UNKNOWN)]
        weights = np.array([(often or {}).get(self.names[label], 1.0) for label in rest])
        none = none_share if self.none in tree else 0.0
        unknown = unknown_share if UNKNOWN in tree else 0.0
        self._classes = np.array([*rest, self.none, UNKNOWN])
        self._shares = np.array([*(weights / max(weights.sum(), 1e-9) * (1.0 - none - unknown)), none, unknown])
        self._shares /= self._shares.sum()
        # Within a class: by source (its weight and, with diminishing returns, its people), then person, then recording.
        self._sources = {}
        for label, sources in tree.items():
            entries = [list(people.values()) for people in sources.values()]
            # Diminishing returns: a crowd of generated people must not drown the few that were filmed.
            share = np.array([np.mean([q.weight for p in e for q in p]) * math.sqrt(min(len(e), 25)) for e in entries])
            self._sources[label] = (entries, share / share.sum())
        known = {name: e for name, e in (catalogue or {}).items() if name in self.names}
        self._holds = frozenset(self.names.index(name) for name, e in known.items() if e.kind == "hold")
        self._needing = {
            part: [self.names.index(name) for name, e in known.items() if part in needs(e)]
            for part in ("arms", "legs", "shins", "wrists", "")
        }
        self._order, self._sign = f.mirror_map()
        self._depends = f.depends_on()
        axes = np.arange(0, 3 * len(f.JOINTS) + 3 * len(f.LIMBS), 3)
        self._x, self._z = axes, axes + 2

    def _pick(self, label: int, rng: np.random.Generator) -> Piece:
        entries, share = self._sources[label]
        people = entries[int(rng.choice(len(entries), p=share))]
        person = people[int(rng.integers(len(people)))]
        return person[int(rng.integers(len(person)))]

    def _segment(
        self, label: int, length: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.float32], _Truth, NDArray[np.float32]]:
        """x, truth, loss weight for `length` grid points of one class."""
        piece = self._pick(label, rng)
        first, last = piece.moving if label != self.none else (0, len(piece.x))
        parts, truths, ask = [], [], []
        # Most of the time straight into the movement; sometimes with the recording's own lead-in, which is not asked for.
        at = first if rng.random() < 0.7 else 0
        total = 0
        if last - first > length and rng.random() < 0.8:
            at = int(rng.integers(first, last - length + 1))
        while total < length:
            end = min(last, at + length - total) if last > at else min(len(piece.x), at + length - total)
            take = piece.x[at:end]
            parts.append(take)
            truth = np.empty((len(take), 4), np.int64)
            truth[:, 0], truth[:, 1] = label, piece.fine
            truth[:, 2], truth[:, 3] = piece.phase[at:end], piece.mistake[at:end]
            truths.append(truth)
            asked = np.zeros(len(take), np.float32)
            asked[max(0, first - at) : max(0, last - at)] = 1.0
            ask.append(asked)
            total += len(take)
            if total < length:  # again, or another of the same person
                at = first
                if rng.random() < 0.5:
                    piece = self._again(piece, rng)
                    first, last = piece.moving if label != self.none else (0, len(piece.x))
                    at = first
        return _fade(parts), np.concatenate(truths), np.concatenate(ask)

    def _again(self, piece: Piece, rng: np.random.Generator) -> Piece:
        entries, _ = self._sources[piece.label]
        for people in entries:
            if people[0][0].source == piece.source:
                for person in people:
                    if person[0].subject == piece.subject:
                        same = [p for p in person if p.fine == piece.fine]
                        return same[int(rng.integers(len(same)))]
        return piece

    def sample(self, length: int, rng: np.random.Generator) -> Sample:
        """A row of segments, `length` grid points long (a multiple of 4)."""
        xs, truths, ws = [], [], []
        total, last_label = 0, -2
        whole = rng.random() < 0.2
        cut_up = not whole and rng.random() < _CUT_UP
        while total < length:
            label = int(rng.choice(self._classes, p=self._shares))
            span = length if whole else int(rng.uniform(*(_CLIP_S if cut_up else (3.5, 12.0))) * RATE_HZ)
            span = min(span, length - total)
            kind = rng.random()
            if cut_up and last_label >= 0:
                x, truth, w = self._nobody(min(span, int(rng.uniform(*_PAUSE_S) * RATE_HZ)))
                label = UNKNOWN
            elif kind < 0.05 and total and not cut_up:
                x, truth, w = self._nobody(min(span, int(rng.uniform(0.5, 5) * RATE_HZ)))
                label = self.none
            elif kind < 0.13 and label not in self._holds and not cut_up:
                x, w = self._still(label, span, rng)
                truth, label = self._nothing(span), self.none
            else:
                x, truth, w = self._segment(label, span, rng)
            if label != last_label:
                w[: len(_ASKED)] *= _ASKED[: len(w)]
            last_label = label
            xs.append(x), truths.append(truth), ws.append(w)
            total += len(x)
        x = _fade(xs)
        truth, w = np.concatenate(truths), np.concatenate(ws)
        x, w = self._changed(x, truth[:, 0], w, rng)
        at = slice(STRIDE - 1, None, STRIDE)
        return Sample(x, truth[at, 0], truth[at, 1], truth[at, 2], truth[at, 3], w[at])

    def _nobody(self, length: int) -> tuple[NDArray[np.float32], _Truth, NDArray[np.float32]]:
        """Nobody is there: none, once it has lasted."""
        w = np.full(length, 0.3, np.float32)
        w[: int(_STILL_S * RATE_HZ)] = 0.0
        return np.zeros((length, f.WIDTH), np.float32), self._nothing(length), w

    def _nothing(self, length: int) -> _Truth:
        return np.tile(np.array([self.none, UNKNOWN, UNKNOWN, UNKNOWN], np.int64), (length, 1))

    def _still(self, label: int, span: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Somebody who holds still in a moment of a recording: none, once it has lasted."""
        piece = self._pick(label, rng)
        row = piece.x[int(rng.integers(len(piece.x)))].astype(np.float32)
        x = np.repeat(row[None], span, axis=0)
        x[:, f.MOTION :] = 0.0
        sway = np.cumsum(rng.normal(0, 0.004, (span, f.STILL)), axis=0) + rng.normal(0, 0.006, (span, f.STILL))
        x[:, : f.STILL] += (sway * (x[:, : f.STILL] != 0)).astype(np.float32)
        w = np.full(span, 0.5, np.float32)
        w[: int(_STILL_S * RATE_HZ)] = 0.0
        return x, w

    def _changed(
        self, x: NDArray[np.float32], y: NDArray[np.int64], w: NDArray[np.float32], rng: np.random.Generator
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        if rng.random() < 0.5:
            x = x[:, self._order] * self._sign
        # The body frame may be turned wrongly: the shoulder line's depth is the pose network's weakest number.
        angle = rng.normal(0, math.radians(10)) if rng.random() < 0.95 else math.pi + rng.normal(0, 0.3)
        cos, sin = np.float32(math.cos(angle)), np.float32(math.sin(angle))
        across, ahead = x[:, self._x].copy(), x[:, self._z].copy()
        x[:, self._x], x[:, self._z] = cos * across + sin * ahead, cos * ahead - sin * across
        size = np.float32(math.exp(rng.normal(0, 0.06)))
        x[:, : 3 * len(f.JOINTS)] *= size
        x[:, f._AT_DISTANCES : f.STILL] *= size
        if rng.random() < 0.4:
            name = str(rng.choice(list(HIDDEN)))
            joints, needed = HIDDEN[name]
            if name.startswith("left") and rng.random() < 0.5:
                joints = tuple(j + 1 for j in joints)
            start, stop = (0, len(x)) if rng.random() < 0.6 else sorted(rng.integers(0, len(x) + 1, 2))
            x[start:stop, self._depends[list(joints)].any(axis=0)] = 0.0
            lost = np.isin(y[start:stop], self._needing[needed])
            w[start:stop][lost] = 0.0
        if rng.random() < 0.25:
            x[:, f.MOTION :] = 0.0
        elif rng.random() < 0.3:
            x[:, f.MOTION :] += rng.normal(0, 0.1, (len(x), 4)).astype(np.float32)
        for _ in range(int(rng.poisson(0.5))):
            at = int(rng.integers(len(x)))
            x[at : at + int(rng.integers(1, 12))] = 0.0
        x[x[:, f.PRESENT] == 0] = 0.0
        return x, w


def _fade(parts: list[NDArray[np.float32]] | list[NDArray[np.float16]]) -> NDArray[np.float32]:
    """One after the other; the beginning of each is blended with the end of the one before."""
    out = [parts[0].astype(np.float32)]
    for part in parts[1:]:
        nxt = part.astype(np.float32)
        n = min(_FADE, len(nxt))
        before = out[-1][-1]
        if n and before[f.PRESENT] > 0 and nxt[0, f.PRESENT] > 0:
            share = ((np.arange(n) + 1) / (n + 1))[:, None].astype(np.float32)
            both = (nxt[:n] != 0) & (before != 0)
            nxt[:n] = np.where(both, before + (nxt[:n] - before) * share, nxt[:n])
            nxt[:n, f.MASKS : f.PRESENT + 1] = part[:n, f.MASKS : f.PRESENT + 1]
        out.append(nxt)
    return np.concatenate(out)

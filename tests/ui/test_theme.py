"""Colours that can be read and told apart, and the bundled type."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF

from mirror.settings import ScreenSettings, Settings
from ui.theme import PALETTES, Look, Palette, Weight, contrast, family, font, over, plate_opacity
from ui.theme.palette import BLACK, WHITE
from ui.theme.type import load_fonts

# Machado, Oliveira, Fernandes 2009, "A physiologically-based model for simulation of color
# vision deficiency", table 1, severity 1.
BLINDNESS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast(WHITE, BLACK) == pytest.approx(21.0)
    assert contrast((119, 119, 119), WHITE) == pytest.approx(4.48, abs=0.01)
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_plates_keep_letters_and_shapes_readable_over_white(palette: Palette) -> None:
    opacity = plate_opacity(palette)
    plate = over(palette.ink, opacity, WHITE)
    assert 0.72 <= opacity <= 0.85
    assert min(contrast(c, plate) for c in (palette.text, palette.muted, palette.good)) >= 4.5
    assert min(contrast(c, plate) for c in (palette.attention, palette.danger)) >= 3.0
    assert contrast(palette.faint, BLACK) >= 4.5


def _lab(rgb: tuple[int, int, int], matrix: object = None) -> np.ndarray:
    """CIE L*a*b* of an sRGB colour, seen through a simulated deficiency."""
    c = np.array(rgb) / 255.0
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    if matrix is not None:
        linear = np.clip(np.array(matrix) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("name", BLINDNESS)
def test_palettes_for_colour_blindness_can_be_told_apart(name: str) -> None:
    palette = PALETTES[name]
    seen = [_lab(c, BLINDNESS[name]) for c in (palette.good, palette.attention, palette.danger)]
    apart = min(float(np.linalg.norm(seen[i] - seen[k])) for i in range(3) for k in range(i))
    assert apart > 20.0


def test_scores_go_from_danger_to_good() -> None:
    palette = PALETTES["standard"]
    assert palette.of_score(0) == palette.of_score(50) == palette.danger
    assert palette.of_score(95) == palette.of_score(100) == palette.good
    assert palette.of_score(72)[0] > palette.of_score(88)[0]


def test_every_palette_of_the_settings_exists() -> None:
    names = ScreenSettings.model_fields["palette"].annotation.__args__  # type: ignore[union-attr]
    assert set(names) == set(PALETTES)
    look = Look.of(Settings().screen)
    assert look.plate == plate_opacity(PALETTES["standard"])
    assert Look(PALETTES["standard"], 1.0, False, True).plate == 0.0


def test_inter_is_bundled_with_its_licence_and_has_figures_of_one_width(qapp: object) -> None:
    assert family() == "Inter"
    folder = Path(__file__).parents[2] / "resources" / "fonts"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text()
    for weight in Weight:
        assert QFontInfo(font(48, weight)).family().startswith("Inter")
        metrics = QFontMetricsF(font(48, weight))
        widths = [metrics.horizontalAdvance(figure) for figure in "0123456789"]
        assert max(widths) - min(widths) < 0.1


def test_weights_are_different_faces(qapp: object) -> None:
    widths = [QFontMetricsF(font(100, weight)).horizontalAdvance("Push your knees out") for weight in Weight]
    assert widths == sorted(widths)
    assert widths[-1] > widths[0] * 1.03


def test_without_the_files_the_systems_sans_stands_in(qapp: object, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "Inter-Bold.woff2").write_bytes(b"")
    substitute = load_fonts.__wrapped__(tmp_path)
    assert substitute
    assert "stands in" in caplog.text

"""The bundled Liberation Serif: where its files are, and how wide a text comes out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "static" / "vendor" / "liberation-serif"
MM_PER_POINT = 25.4 / 72


def width(text: str, points: float, *, bold: bool = False) -> float:
    """Millimetres of ``text`` on one line, kerning left aside; a letter the face lacks counts as an em."""
    advances = _advances("Bold" if bold else "Regular")
    return sum(advances.get(ord(letter), 1.0) for letter in text) * points * MM_PER_POINT


@cache
def _advances(style: str) -> dict[int, float]:
    """Code point → advance in em."""
    with TTFont(FOLDER / f"LiberationSerif-{style}.ttf", lazy=True) as font:
        em, metrics = font["head"].unitsPerEm, font["hmtx"]
        return {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}

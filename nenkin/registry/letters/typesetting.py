"""Typst: one compiler and one list of fonts a process, a few milliseconds a letter."""

import json
import logging
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

FOLDER = Path(__file__).parent
STANDARDS: "list[typst.PDFStandard]" = ["a-3a", "ua-1"]

# BIZ UD was made for readers with low vision; the others know rare characters and variants, or stand in for it.
PROSE = ("BIZ UDPGothic",)
FIXED = ("BIZ UDGothic",)
OTHERS = (
    *("Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "IPAexGothic", "IPAGothic"),
    *("Hiragino Sans", "Yu Gothic", "MS Gothic"),
)

logger = logging.getLogger(__name__)
_compiling = Lock()


class CannotPrint(Exception):
    """A letter that cannot be typeset here. The text names no personal data."""


def typeset(template: str, sheet: dict[str, Any], on: date) -> bytes:
    """A template of this folder with its texts as PDF; the document's date is `on`, whatever the clock says."""
    fonts, families = _fonts()
    data = {**sheet, "fonts": families, "date": {"year": on.year, "month": on.month, "day": on.day}}
    noon = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)  # 12:00 in Japan
    with _compiling:
        try:
            pdf = _compiler(fonts).compile(
                FOLDER / template,
                format="pdf",
                sys_inputs={"letter": json.dumps(data, ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=noon,
            )
        except typst.TypstError as error:
            raise CannotPrint(_reason(error)) from None  # the error quotes the letter
    assert isinstance(pdf, bytes)
    return pdf


def pages(pdf: bytes) -> int:
    """How many sheets a letter has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@cache
def _fonts() -> tuple[typst.Fonts, dict[str, list[str]]]:
    fonts = typst.Fonts()
    return fonts, choose(set(fonts.families()))


@cache
def _compiler(fonts: typst.Fonts) -> typst.Compiler:
    return typst.Compiler(root=FOLDER, font_paths=fonts)


def choose(installed: set[str]) -> dict[str, list[str]]:
    """Which of the installed fonts letters use, the first choice first; what is missing is said in the log."""
    others = [family for family in OTHERS if family in installed]
    prose = [family for family in PROSE if family in installed]
    fixed = [family for family in FIXED if family in installed]
    if not (prose and fixed):
        logger.warning(
            "The fonts BIZ UDGothic and BIZ UDPGothic are missing (Debian: fonts-morisawa-bizud-gothic); "
            "letters use %s",
            others[0] if others else "no Japanese font: install one",
        )
    elif not others:
        logger.warning(
            "No font for rare kanji is there (Debian: fonts-noto-cjk); letters with them are not printed"
        )
    return {"prose": prose + others, "fixed": fixed + others, "variants": others + prose}


def _reason(error: typst.TypstError) -> str:
    """Of a typst error only what names no text of the letter."""
    message = str(error.message)
    if "could not be displayed" in message or "glyph" in message or "font" in message:
        return "a character is in none of the installed fonts"
    if "does not fit" in message:
        return "the address does not fit into the window"
    return "the letter cannot be typeset"

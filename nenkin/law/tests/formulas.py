"""A small calculator for formulas as they are written for people: 847,300円 × 452か月 ÷ 480か月 = 797,874円."""

import ast
import operator
import re
from fractions import Fraction

from nenkin.law.tables import rows
from nenkin.law.words import CLASS_NAMES

HALF = Fraction(1, 2)
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
# How a result was rounded, where not half up to the yen.
NOTES = {
    "(100円未満は四捨五入)": "§100",
    " (rounded to 100 yen)": "§100",
    "(1円未満は切捨て)": "§0",
    " (cut to the yen)": "§0",
}
SIGNS = [row[name] for row in rows("month_status_codes") for name in ("name_ja", "name_en")]
NAMES = sorted((*SIGNS, *(name for names in CLASS_NAMES.values() for name in names)), key=len, reverse=True)
NAMED = re.compile(rf"(?<![^\s(])(?:{'|'.join(map(re.escape, NAMES))}) ")
CAPS = re.compile(r" \(capped at \d+\)|\(上限\d+\)|\(必要なのは\d+か月\)$| \(\d+ are needed\)$")
WORDS = re.compile(r"円|か月|歳|\byen\b|\bmonths?\b|(?<=\d),(?=\d)")
LARGER = re.compile(r"^(?:the larg(?:er|est) of (?P<en>.*)|(?P<ja>.*?)(?:の多いほう|のうち最も多い額))$")
SMALLER = re.compile(r"^(?:the smaller of (?P<en>.*)|(?P<ja>.*?)の少ないほう)$")


def evaluate(text: str) -> Fraction:
    """The exact value of one side of a formula; equations in brackets are checked on the way."""
    return _flat(_without_brackets(_symbols(text)))


def check_equation(formula: str) -> Fraction:
    """The right side of a formula, after the left side was computed to the same."""
    return _checked(_without_brackets(_symbols(formula)))


def _symbols(text: str) -> str:
    for note, symbol in NOTES.items():
        text = text.replace(note, symbol)
    return WORDS.sub("", NAMED.sub("", CAPS.sub("", text)))


def _without_brackets(text: str) -> str:
    while inner := re.search(r"\(([^()]*)\)", text):
        value = _checked(inner[1]) if " = " in inner[1] else _flat(inner[1])
        text = f"{text[: inner.start()]}[{value}]{text[inner.end() :]}"
    return text


def _checked(formula: str) -> Fraction:
    left, _, right = formula.rpartition(" = ")
    right, _, unit = right.partition("§")
    value, result = _flat(left), _flat(right)
    rounded = int(value) if unit == "0" else int(value / int(unit or 1) + HALF) * int(unit or 1)
    assert result in (value, rounded), f"{formula}: {value}"
    return result


def _flat(text: str) -> Fraction:
    if match := LARGER.match(text.strip()):
        return max(_several(match["en"] or match["ja"]))
    if match := SMALLER.match(text.strip()):
        return min(_several(match["en"] or match["ja"]))
    text = re.sub(
        r"[^\d\s.+−×÷/%=\[\]-][^\d+−×÷/%=\[\]]* (?=[\d\[])", "", text
    )  # names before a figure: 納付, paid …
    text = text.replace("×", "*").replace("÷", "/").replace("−", "-").replace("%", "/100")
    text = text.replace("[", "(").replace("]", ")").strip()
    assert re.fullmatch(r"[\d\s.()+*/-]+", text), f"not a sum of products: {text}"
    return _number(ast.parse(text, mode="eval").body, text)


def _several(text: str) -> list[Fraction]:
    return [_flat(part) for part in re.split(r"と|、|, | and ", text)]


def _number(node: ast.expr, text: str) -> Fraction:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_number(node.left, text), _number(node.right, text))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_number(node.operand, text)
    assert isinstance(node, ast.Constant), text
    return Fraction(text[node.col_offset : node.end_col_offset])

"""年金の帯: the 480 months from 20 to 60 as one SVG in per cent, made on the server, without inline style.

Height and position differ by tone, so that the ribbon reads in grey; the key with the counts always follows it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nenkin.ui.language import english
from nenkin.ui.months import Life, Month, Word, runs, said

MONTHS = 480
NARROW = 704  # px: the narrowest ribbon that shows names (phones hide them)
LETTER, LATIN_LETTER = 14, 8  # px
SHAPES = {  # tone: class, top, height
    "e": ("f-emp", 0, 40),
    "n": ("f-nat", 0, 40),
    "x": ("f-exm", 14, 26),
    "c": ("f-can", 14, 26),
    "u": ("f-gap", 14, 26),
    "o": ("f-out", 28, 12),
    "f": ("f-fut", 1, 38),
}
NAMES = (
    ("e", gettext_noop("厚生年金")),
    ("n", gettext_noop("国民年金")),
    ("x", gettext_noop("免除・猶予")),
    ("o", gettext_noop("合算・確認中")),
    ("u", gettext_noop("未納・未加入")),
    ("c", gettext_noop("まだ納められる")),
    ("f", gettext_noop("これから")),
)
SCALE = "".join(
    f'<rect class="f-out" x="{min(x, 99.8):g}%" y="42" width="1" height="6"/>'
    f'<text{odd} x="{x}%" y="100%" dy="-4" text-anchor="{anchor}">{age}{{years}}</text>'
    for age, x, anchor, odd in (
        (20, 0, "start", ""),
        (30, 25, "middle", ' class="odd"'),
        (40, 50, "middle", ""),
        (50, 75, "middle", ' class="odd"'),
        (60, 100, "end", ""),
    )
)


class Part(NamedTuple):
    """Months of one tone, counted from the month of reaching 20; `names` from the longest to the shortest."""

    start: int
    months: int
    tone: str
    names: tuple[str, ...] = ()


def parts(life: Life, employers: Mapping[int, str]) -> list[Part]:
    """The months from 20 to 60 of a life, and what is still to come. `employers`: names by month."""
    start = life.age_zero + 240

    def look(month: Month) -> tuple[str, Word | None, str]:
        return month.word.tone, month.word if month.kind else None, employers.get(month.number, "")

    found = []
    inside = [month for number, month in life.months.items() if start <= number < start + MONTHS]
    for (tone, word, employer), run in runs(inside, look):
        names = (employer, said(word).name if word else _("国民年金"))
        found.append(Part(run[0].number - start, len(run), tone, tuple(filter(None, names))))
    ahead = max(life.career.record_end, start)
    if ahead < start + MONTHS:
        found.append(Part(ahead - start, start + MONTHS - ahead, "f"))
    return found


def key(parts: Iterable[Part]) -> list[tuple[SafeString, str, int]]:
    """The key: sample, name and months of each tone that occurs."""
    counts = dict.fromkeys(SHAPES, 0)
    for part in parts:
        counts[part.tone] += part.months
    return [(swatch(tone), _(name), counts[tone]) for tone, name in NAMES if counts[tone]]


def now(life: Life) -> int:
    """The place of the pin that marks the end of the record."""
    return life.career.record_end - life.age_zero - 240


def svg(parts: Sequence[Part], *, pin: int | None = None) -> SafeString:
    """The ribbon; `pin` is the month marked by the black line (now, or the month shown)."""
    label = _("20歳から60歳までの年金の帯。月数は下にあります。")
    scale = SCALE.replace("{years}", "" if english() else "歳")
    drawn = "".join(_part(part) for part in parts)
    mark = ""
    if pin is not None and 0 <= pin < MONTHS:
        mark = (
            f'<rect class="f-pin" x="{min(_percent(pin), 99.3):.2f}%" y="-5" width="4" height="52" rx="2"/>'
        )
    return mark_safe(f'<svg role="img" aria-label="{label}">{drawn}{scale}{mark}</svg>')


def swatch(tone: str) -> SafeString:
    """The sample of a tone for the key."""
    name, top, height = SHAPES[tone]
    return mark_safe(
        f'<svg aria-hidden="true"><rect class="{name}" x="1" y="{top // 2}" width="18" height="{height // 2}"/></svg>'
    )


def _percent(months: int) -> float:
    return months * 100 / MONTHS


def _part(part: Part) -> str:
    start, end = max(part.start, 0), min(part.start + part.months, MONTHS)
    if end <= start:
        return ""
    name, top, height = SHAPES[part.tone]
    x, width = _percent(start), max(_percent(end - start) - 0.12, 0.1)
    rect = f'<rect class="{name}" x="{x:.2f}%" y="{top}" width="{width:.2f}%" height="{height}" rx="2"/>'
    room = width / 100 * NARROW - 20
    fitting = next((text for text in part.names if _length(text) <= room), "") if part.tone in "en" else ""
    return (
        f'{rect}<text class="lb hide-s" x="{x + 1:.2f}%" y="25">{escape(fitting)}</text>' if fitting else rect
    )


def _length(text: str) -> int:
    return sum(LATIN_LETTER if letter < "\u3000" else LETTER for letter in text)

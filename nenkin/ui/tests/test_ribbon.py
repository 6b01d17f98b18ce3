"""年金の帯."""

import re

from nenkin.ui import ribbon
from nenkin.ui.ribbon import Part


def test_parts_lie_on_a_scale_of_480_months():
    drawn = ribbon.svg([Part(0, 240, "e"), Part(240, 240, "n")])
    assert '<rect class="f-emp" x="0.00%"' in drawn
    assert '<rect class="f-nat" x="50.00%"' in drawn


def test_what_lies_outside_20_to_60_is_cut_off():
    drawn = ribbon.svg([Part(-24, 36, "e"), Part(470, 60, "n"), Part(500, 12, "x")])
    assert 'x="0.00%" y="0" width="2.38%"' in drawn
    assert 'x="97.92%" y="0" width="1.96%"' in drawn
    assert "f-exm" not in drawn


def test_a_long_name_gives_way_to_a_short_one_and_then_to_none():
    names = ("とても長い名前の架空の会社のそのまた子会社", "厚生年金")
    assert "とても長い" in ribbon.svg([Part(0, 480, "e", names)])
    assert ">厚生年金</text>" in ribbon.svg([Part(0, 60, "e", names)])
    assert 'class="lb' not in ribbon.svg([Part(0, 12, "e", names)])


def test_a_hostile_name_stays_text():
    drawn = ribbon.svg([Part(0, 480, "e", ('<script>"&',))])
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_the_pin_is_inside_or_not_there():
    assert "f-pin" in ribbon.svg([], pin=479)
    assert not re.search("f-pin", ribbon.svg([], pin=480) + ribbon.svg([], pin=-1) + ribbon.svg([]))


def test_the_key_counts_each_tone_that_occurs():
    key = ribbon.key([Part(0, 12, "e"), Part(12, 6, "u"), Part(18, 24, "e")])
    assert [(name, count) for _, name, count in key] == [("厚生年金", 36), ("未納・未加入", 6)]

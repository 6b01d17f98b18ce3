"""What the filters of the templates print."""

from datetime import date

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch

from nenkin.ui.amounts import quantity


@pytest.mark.parametrize(
    ("code", "value", "printed"),
    [
        ("yen", 847_300, "847,300円"),
        ("yen", 0, "0円"),
        ("yen", -12_000, "−12,000円"),
        ("comma", 1_854_386, "1,854,386"),
        ("era_date", date(1961, 4, 1), "昭和36年4月1日"),
        ("era_day", date(2026, 12, 2), "令和8年12月2日(水)"),
        ("era_month", 1979 * 12 + 3, "昭和54年4月"),
        ("month_year", 2033 * 12 + 6, "令和15年7月(2033年)"),
        ("months", 487, "40年7か月"),
        ("age", 780, "65歳"),
        ("age", 791, "65歳11か月"),
        ("masked", "9999-000001", "9999-••••01"),
        ("masked", "", ""),
    ],
)
def test_filter(code, value, printed):
    assert Template(f"{{% load ui %}}{{{{ value|{code} }}}}").render(Context({"value": value})) == printed


@pytest.mark.parametrize(
    ("amount", "unit", "printed"),
    [
        (847_300, "yen", "847,300円"),
        (70_608, "yen_month", "70,608円"),
        (480, "months", "480か月"),
        (10_380, "months/24", "432.5か月"),
        (10_376, "months/24", "432と3分の1か月"),
        (8, "months/24", "3分の1か月"),
        (0, "months/24", "0か月"),
    ],
)
def test_quantity_is_exact(amount, unit, printed):
    assert quantity(amount, unit) == printed


def test_an_icon_is_hidden_from_speech():
    assert 'aria-hidden="true"' in Template('{% load ui %}{% icon "record" %}').render(Context())


def test_a_wrong_icon_name_fails_loudly():
    with pytest.raises(KeyError):
        Template('{% load ui %}{% icon "no-such" %}').render(Context())


def test_addresses_and_assets_are_those_of_django():
    code = """{% load static ui %}
    {% address "records:list" %} {% url "records:list" %} {% asset "ui/app.css" %} {% static "ui/app.css" %}"""
    address, same_address, asset, same_asset = Template(code).render(Context()).split()
    assert (address, asset) == (same_address, same_asset)


def test_a_wrong_address_fails_loudly():
    with pytest.raises(NoReverseMatch):
        Template('{% load ui %}{% address "no-such" %}').render(Context())

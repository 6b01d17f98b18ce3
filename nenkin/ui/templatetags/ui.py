"""Filters of the templates: yen, 和暦, months, a masked number; tags: icons, addresses. `{% load ui %}`."""

from datetime import date, datetime
from functools import cache

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from nenkin.ui import amounts, dates, glossary_tags, icons
from nenkin.ui.language import english

register = template.Library()
register.simple_tag(icons.icon)
register.simple_tag(glossary_tags.term, takes_context=True)
register.inclusion_tag("ui/words.html", takes_context=True)(glossary_tags.words)
register.filter(amounts.yen)
register.filter(amounts.comma)
register.filter(amounts.month_count)


@register.simple_tag
@cache
def address(name: str) -> str:
    """{% address 'records:list' %}: as `url`, for an address without arguments; looked up once."""
    return reverse(name)


@register.simple_tag
@cache
def asset(path: str) -> str:
    """{% asset 'ui/app.css' %}: as `static`, looked up once."""
    return static(path)


@register.filter
def era_date(day: date) -> str:
    """令和8年11月24日."""
    return dates.era_date(day)


@register.filter
def era_day(day: date) -> str:
    """令和8年11月24日(火)."""
    return dates.era_day(day)


@register.filter
def moment(at: datetime) -> str:
    """令和8年11月24日(火)9時12分, in Japan."""
    here = timezone.localtime(at)
    if english():
        return f"{dates.era_day(here.date())}, {here.hour}:{here.minute:02}"
    return f"{dates.era_day(here.date())}{here.hour}時{here.minute:02}分"


@register.filter
def era_month(month: int) -> str:
    """昭和54年4月, of a month number."""
    return dates.era_month(month)


@register.filter
def month_year(month: int) -> str:
    """昭和54年4月(1979年), of a month number."""
    return dates.month_with_western_year(month)


@register.filter
def months(count: int) -> str:
    """487 → 40年7か月."""
    return dates.months_as_years(count)


@register.filter
def age(months_of_age: int) -> str:
    """791 → 65歳11か月."""
    return dates.age(months_of_age)


@register.filter
def masked(number: str) -> str:
    """9999-000001 → 9999-••••01: enough to recognise one's own number, too little to use it."""
    return f"{number[:4]}-••••{number[-2:]}" if number else ""

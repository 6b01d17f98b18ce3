"""かんたん試算の条件: 何歳まで働くか、何歳から受け取るか。"""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nenkin.law.estimate import AGE_60, AGE_65, Plan
from nenkin.law.reasons import COMPUTED, TEXT_EN, TEXT_JA, UNTIL_OUT_OF_RANGE
from nenkin.services.estimate.queries import Basis, age_choices
from nenkin.ui.language import english


def _choice(label: Any, choices: list[tuple[int, Any]], **options: Any) -> forms.TypedChoiceField:
    errors = {
        "required": format_lazy(_("「{label}」が選ばれていません。一覧から選んでください。"), label=label),
        "invalid_choice": format_lazy(_("「{label}」は、一覧にある年齢から選んでください。"), label=label),
    }
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, error_messages=errors, **options)


class PlanForm(forms.Form):
    """Every question has its answer from the start: the button alone is enough."""

    until = _choice(
        _("いつまで働きますか"),
        [],
        help_text=_("いまの勤め先と給料が、その年齢まで続くとして計算します。国民年金は60歳までです。"),
    )
    start_years = _choice(
        _("受け取り始める年齢"), [(age, format_lazy(_("{age}歳"), age=age)) for age in range(60, 76)]
    )
    start_months = _choice(
        _("受け取り始める月"), [(month, format_lazy(_("{month}か月"), month=month)) for month in range(12)]
    )

    def __init__(self, *args: Any, basis: Basis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis = basis
        until = self.fields["until"]
        assert isinstance(until, forms.TypedChoiceField)
        until.choices = age_choices(basis.age)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            reason = self.basis.plan_fault(plan_of(cleaned))
            if reason != COMPUTED:
                text = TEXT_EN[reason] if english() else TEXT_JA[reason]
                self.add_error("until" if reason == UNTIL_OUT_OF_RANGE else "start_years", text)
        return cleaned


def plan_of(answers: dict[str, int]) -> Plan:
    """The answers as the law reads them: ages in months, both pensions from the same month."""
    start = answers["start_years"] * 12 + answers["start_months"]
    return Plan(until_age=answers["until"] * 12, basic_start=start, employees_start=start)


def answers_of(plan: Plan) -> dict[str, int]:
    """A plan as the answers of the form."""
    years, months = divmod(plan.basic_start, 12)
    return {"until": plan.until_age // 12, "start_years": years, "start_months": months}


DEFAULT = answers_of(Plan(AGE_60, AGE_65, AGE_65))

"""How pages look: the form of the screen 表示の設定."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nenkin.ui.display import LANGUAGES, LETTER_NAMES


class DisplayForm(forms.Form):
    """Both choices have an answer from the start."""

    language = forms.ChoiceField(
        label=_("ことば"),
        choices=list(LANGUAGES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("ことばが選ばれていません。どちらかを選んでください。"),
            "invalid_choice": _("ことばは、日本語かEnglishから選んでください。"),
        },
    )
    letters = forms.TypedChoiceField(
        label=_("文字の大きさ"),
        choices=list(enumerate(LETTER_NAMES)),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("文字の大きさが選ばれていません。1つ選んでください。"),
            "invalid_choice": _("文字の大きさは、3つの中から選んでください。"),
        },
    )

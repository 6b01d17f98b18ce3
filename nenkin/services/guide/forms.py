"""さがすことば."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """One field, sent in the address: Back and a bookmark lead to the same answer."""

    q = forms.CharField(
        label=_("ことばをさがす"),
        help_text=_("漢字、ひらがな、カタカナ、ローマ字のどれでもさがせます。"),
        max_length=40,
        required=False,
        error_messages={"max_length": _("40文字までにしてください。いまは%(show_value)d文字です。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

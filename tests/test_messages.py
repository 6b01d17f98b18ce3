"""Every text has its English, and the server reads what the .po says."""

import importlib.util
import re
from pathlib import Path

from babel.messages import Catalog

SCRIPT = Path(__file__).parents[1] / "scripts/messages.py"
_spec = importlib.util.spec_from_file_location("messages", SCRIPT)
messages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(messages)

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def test_the_po_holds_every_text_of_the_code_in_english():
    """If this fails, run `make messages` and write the English that it names."""
    assert messages.untranslated(messages.updated(messages.written())) == []


def test_the_po_holds_no_text_that_is_gone():
    assert messages.PO.read_bytes() == messages.po(messages.updated(messages.written()))


def test_the_mo_is_made_from_the_po():
    assert messages.MO.read_bytes() == messages.mo(messages.written())


def test_english_fills_in_what_the_japanese_fills_in():
    for message in messages.texts(messages.written()):
        wanted = set(PLACE.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        for text in messages.english_of(message):
            assert set(PLACE.findall(text)) <= wanted, message.id


def test_a_text_without_english_and_a_doubtful_one_are_named():
    catalog = Catalog(locale="en")
    catalog.add("ある", "there is")
    catalog.add("ない", "")
    catalog.add("あやしい", "dubious", flags=("fuzzy",))

    assert messages.untranslated(catalog) == ["ない", "あやしい"]


def test_texts_are_found_in_templates_and_inside_f_strings(tmp_path):
    template, code = tmp_path / "page.html", tmp_path / "view.py"
    template.write_text(
        '<p>\n  {% translate "一" %}\n{% blocktranslate trimmed %}二 {{ n }}\n三{% endblocktranslate %}'
    )
    code.write_text("""f"{_('四')}"\n_("五" "六")\nother("七")\n""", encoding="utf-8")

    def found(extract, path):
        with path.open("rb") as file:
            return [text[2] for text in extract(file, messages.KEYWORDS, (), {})]

    assert found(messages.extract_template, template) == ["一", "二 %(n)s 三"]
    assert sorted(found(messages.extract_code, code)) == ["五六", "四"]

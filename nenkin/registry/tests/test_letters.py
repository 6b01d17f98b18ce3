"""Letters as PDF: every kind in both languages, tagged and archivable; hostile, long and rare texts stay in their place."""

import io
import logging
import struct
import zlib
from datetime import date
from pathlib import Path

import pypdf
import pytest
import typst

from nenkin.registry import letters
from nenkin.registry.letters import typesetting

ON = date(2026, 11, 24)
TO = {
    "name": "見本 花子",
    "postal_code": "1000001",
    "address": "東京都架空区見本町1丁目2番3号\n架空ハイツ405",
    "number": 1024,
    "happened_on": date(2026, 11, 20),
}
OWN = {
    "user_id": {"user_id": "K7RM4TQX2H"},
    "access_key": {"access_key": "1234 5678 9012 3456 7", "valid_until": "2027-02-24"},
    "secret_code": {"code": "30718264", "valid_until": date(2026, 12, 24)},
    "printed_codes": {"codes": [f"{10_000_000 + 7919 * place}" for place in range(10)]},
}
EACH = [(kind, language) for kind in letters.KINDS for language in letters.LANGUAGES]
MM = 72 / 25.4


def render(kind="user_id", *, language="ja", **facts):
    return letters.render(kind, {**TO, **OWN.get(kind, {}), **facts}, language=language, on=ON)


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(pdf):
    return "".join("".join(page.extract_text() for page in read(pdf).pages).replace("\u200b", "").split())


def tags(element, found=None):
    """All structure types below an element, in reading order."""
    found = [] if found is None else found
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            tags(child, found)
    elif isinstance(element, dict):
        found.append(element.get("/S"))
        if "/K" in element:
            tags(element["/K"], found)
    return found


def unfiltered(png):
    """The rows of a PNG of 8-bit RGB or RGBA, as typst writes it: a list of rows, each a list of pixels."""
    assert png[12:16] == b"IHDR"
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, interlaced) == (8, 0)
    size = {2: 3, 6: 4}[colour]
    packed, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        packed += png[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += 12 + length
    data, above, rows = zlib.decompress(packed), bytearray(width * size), []
    for y in range(height):
        start = y * (width * size + 1)
        method, row = data[start], bytearray(data[start + 1 : start + 1 + width * size])
        for x in range(len(row)):
            left, up, corner = (row[x - size], above[x], above[x - size]) if x >= size else (0, above[x], 0)
            guess = left + up - corner
            nearest = min((left, up, corner), key=lambda value: abs(guess - value))
            row[x] = (row[x] + (0, left, up, (left + up) // 2, nearest)[method]) & 255
        rows.append([tuple(row[x : x + 3]) for x in range(0, len(row), size)])
        above = row
    return rows


@pytest.fixture
def inked(monkeypatch):
    """Where a letter has ink: the places in whole millimetres from the upper left corner."""
    original = typesetting._compiler

    class Painter:
        def __init__(self, compiler):
            self.compiler = compiler

        def compile(self, path, **options):
            return self.compiler.compile(path, format="png", ppi=25.4, sys_inputs=options["sys_inputs"])

    def ink(**to):
        with monkeypatch.context() as patch:
            patch.setattr(typesetting, "_compiler", lambda fonts: Painter(original(fonts)))
            rows = unfiltered(render(**to))
        assert (len(rows[0]), len(rows)) == (210, 297)
        return {(x, y) for y, row in enumerate(rows) for x, pixel in enumerate(row) if min(pixel) < 250}

    return ink


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_a_letter_is_one_sheet_of_a4_archivable_and_accessible(kind, language):
    pdf = read(render(kind, language=language))
    root, [sheet] = pdf.trailer["/Root"], pdf.pages
    assert (round(sheet.mediabox.width / MM), round(sheet.mediabox.height / MM)) == (210, 297)
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).partition("-")[0] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title
    assert pdf.metadata.author == "オープンねんきん"
    about = root["/Metadata"].get_data().decode()
    for mark in ("<pdfuaid:part>1<", "<pdfaid:part>3<", "<pdfaid:conformance>A<"):
        assert mark in about, mark


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_the_tags_have_a_title_and_headings_in_order(kind, language):
    structure = tags(read(render(kind, language=language)).trailer["/Root"]["/StructTreeRoot"])
    assert structure.count("/H1") == 1
    assert structure.count("/H2") >= 2
    assert structure.index("/P") < structure.index("/H1") < structure.index("/H2")  # the address comes first
    assert ("/Table" in structure, structure.count("/TH")) == (
        (True, 3) if kind == "printed_codes" else (False, 0)
    )


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_a_letter_names_its_sender_and_says_whose_service_it_is_not(kind, language, settings):
    settings.SERVICE_NAME = "みほん年金の窓"
    text = words(render(kind, language=language))
    assert "みほん年金の窓" in text
    denial = (
        "日本年金機構のサービスではありません"
        if language == "ja"
        else "notfromtheJapanPensionService(日本年金機構)"
    )
    assert denial in text
    assert text.count("日本年金機構") == 1
    assert "オープンねんきん" not in text


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_a_letter_holds_the_recipient_the_number_and_both_dates(kind, language):
    text = words(render(kind, language=language))
    day = "令和8年11月24日" if language == "ja" else "24November2026"
    for part in ("〒100-0001", "東京都架空区見本町1丁目2番3号", "見本花子様", "1024", day):
        assert part in text, part


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("user_id", ["K7RM4TQX2H", "令和8年11月20日", "申し込んだおぼえがないとき"]),
        ("access_key", ["12345678901234567", "令和9年2月24日(水)"]),
        ("secret_code", ["30718264", "令和8年12月24日(木)", "前の答えは書いていません"]),
        ("printed_codes", OWN["printed_codes"]["codes"]),
        ("not_eligible", ["昭和61年4月より前", "年金事務所"]),
        ("address_differs", ["住所とちがっていました", "市区町村", "勤め先", "14日"]),
        ("address_changed", ["令和8年11月20日", "前の住所に送っています", "14日"]),
        ("new_registration", ["令和8年11月20日", "前のユーザID", "登録したおぼえがないとき"]),
    ],
)
def test_a_letter_says_what_its_kind_is_for(kind, parts):
    text = words(render(kind))
    assert [part for part in parts if part not in text] == []


def test_codes_are_printed_in_groups():
    text = read(render("access_key")).pages[0].extract_text()
    assert "1234 5678 9012 3456 7" in text
    assert "K7RM 4TQX 2H" in read(render()).pages[0].extract_text()


def test_a_single_character_is_not_left_alone():
    assert "K7RM 4TQX2" in read(render(user_id="K7RM4TQX2")).pages[0].extract_text()


def test_the_same_input_gives_the_same_bytes_and_another_day_does_not():
    assert render() == render()
    assert (
        letters.render("user_id", {**TO, **OWN["user_id"]}, language="ja", on=date(2026, 11, 25)) != render()
    )


def test_the_document_carries_the_date_of_the_letter_not_of_the_clock():
    assert read(render()).metadata.creation_date.date() == ON


HUNDRED = "寿限無" * 33 + "長"
RARE = "𠮷田 﨑子 髙橋 葛󠄀城"


@pytest.mark.parametrize(
    "to",
    [
        {},
        {"name": HUNDRED, "address": "架" * 200 + "\n" + "空" * 100},
        {"name": "W" * 100, "address": "W" * 200 + "\n" + "M" * 100},
        {"address": "\n".join(["架空町字見本"] * 8)},
        {"name": RARE, "address": "奈良県葛󠄀城市架空1-1"},
        {
            "overseas": True,
            "address": "\n".join(["1234 Fictional Avenue, Apartment 56 B"] * 6),
            "name": "J. Q. Example",
        },
    ],
    ids=["ordinary", "long", "without a break", "eight lines", "rare kanji", "overseas"],
)
def test_the_recipient_stays_in_the_window_and_nothing_else_comes_near(inked, to):
    """The window: 20 to 110 mm from the left, 12 to 57 mm from the top; the sender stands to the right of it."""
    upper = {(x, y) for x, y in inked(**to) if y < 66}
    recipient = {(x, y) for x, y in upper if x < 115}
    assert recipient
    assert {(x, y) for x, y in recipient if not (20 <= x <= 89 and 13 <= y <= 55)} == set()
    assert {x for x, y in upper - recipient if not 122 <= x <= 190} == set()
    assert len(read(render(**to)).pages) == 1


def test_an_ordinary_recipient_is_seen_wherever_the_sheet_slides(inked):
    assert {(x, y) for x, y in inked() if x < 115 and y < 66 and not (x <= 85 and y <= 38)} == set()


def test_the_picture_would_show_what_leaves_the_window(inked):
    """Negative control: the sender's block, and an address as wide as the letter."""
    assert any(x > 115 and y < 57 for x, y in inked())
    assert len(inked(name="W" * 100)) > len(inked(name="i"))


def test_no_character_of_a_long_address_is_lost():
    text = words(render(name=HUNDRED, address="架" * 200 + "\n" + "W" * 100))
    assert HUNDRED + "様" in text
    assert "架" * 200 + "W" * 100 in text


def test_an_address_that_does_not_fit_is_refused():
    with pytest.raises(letters.CannotPrint, match="the address does not fit into the window"):
        render(address="\n".join(["架" * 200] * 8))
    with pytest.raises(letters.CannotPrint, match="the address has 9 lines; allowed: 8"):
        render(address="\n".join("あいうえおかきくけ"))


def test_rare_kanji_and_variants_come_out_as_typed():
    assert "".join(RARE.split()) in words(render(name=RARE))


def test_an_overseas_letter_goes_by_air_without_postal_code_and_honorific():
    text = words(render(overseas=True, name="Ánh Müller", address="12 Đường Lê\nVIETNAM", language="en"))
    assert text.startswith("AIRMAILÁnhMüller12ĐườngLêVIETNAM")
    assert "〒" not in text
    assert "様" not in text


def test_typed_text_is_text_and_never_markup():
    name = '#panic() *a* _b_ $x$ <c> `d` @e [f] "g" // h \\'
    assert "".join(name.split()) in words(render(name=name, address="= x\n#read(sys.inputs.letter)"))


def test_what_reverses_or_hides_text_is_left_out():
    assert "見本花子様" in words(render(name="\u202e見本\u200b\x00\x07\t花子\u2069"))


@pytest.mark.parametrize(
    "character", ["\U0003fffd", "\U00031350"], ids=["unassigned", "newer than Python knows"]
)
def test_a_character_without_a_font_is_refused_and_never_left_out_of_a_name(character):
    refusal, text = None, ""
    try:
        text = words(render(name=f"見本 {character}子"))
    except letters.CannotPrint as refused:
        refusal = refused
    if refusal is None:  # some font here has it
        assert character in text
    else:
        assert str(refusal) == "a character is in none of the installed fonts"
        assert refusal.__suppress_context__  # the compiler's words quote the letter


@pytest.mark.parametrize(
    ("kind", "facts", "language", "fault"),
    [
        ("postcard", {}, "ja", "letter kind is 'postcard'; allowed: user_id, "),
        ("user_id", {}, "fr", "language is 'fr'; allowed: ja, en"),
        ("user_id", {"name": " "}, "ja", "a letter needs a name and an address"),
        ("user_id", {"address": "\n"}, "ja", "a letter needs a name and an address"),
        (
            "user_id",
            {"password": "x"},
            "ja",
            r"the facts \['password', 'user_id'\]; allowed: exactly \['user_id'\]",
        ),
    ],
)
def test_a_wrong_letter_is_refused(kind, facts, language, fault):
    with pytest.raises(ValueError, match=fault):
        render(kind, language=language, **facts)


def test_every_kind_has_its_words_in_every_language():
    sheets = {path.name for path in Path(typesetting.FOLDER).glob("*.*.typ")}
    assert sheets == {f"{kind}.{language}.typ" for kind, language in EACH}


@pytest.fixture
def fonts_of(monkeypatch):
    """Letters with the fonts of some folders alone."""

    def use(*folders):
        fonts = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
        families = typesetting.choose(set(fonts.families()))
        monkeypatch.setattr(typesetting, "_fonts", lambda: (fonts, families))

    return use


def test_without_biz_ud_letters_come_out_in_another_font_and_the_log_says_so(fonts_of, caplog):
    with caplog.at_level(logging.WARNING):
        fonts_of("/usr/share/fonts/opentype/noto")
        pdf = render(name=RARE)
        render()
    assert "".join(RARE.split()) in words(pdf)
    used = {
        font["/BaseFont"]
        for font in (f.get_object() for f in read(pdf).pages[0]["/Resources"]["/Font"].values())
    }
    assert used
    assert all("NotoSansCJK" in name for name in used), used
    [message] = [record.getMessage() for record in caplog.records]
    assert message.startswith("The fonts BIZ UDGothic and BIZ UDPGothic are missing")


def test_with_no_japanese_font_a_letter_is_refused(fonts_of):
    fonts_of()
    with pytest.raises(letters.CannotPrint, match="a character is in none of the installed fonts"):
        render()


def test_pages_are_counted_as_a_reader_of_pdf_counts_them(tmp_path):
    for count in (1, 3):
        pages = "#pagebreak()".join(["a"] * count)
        pdf = typst.compile(
            f'#set document(title: "x")\n{pages}'.encode(), format="pdf", pdf_standards=typesetting.STANDARDS
        )
        assert typesetting.pages(pdf) == len(read(pdf).pages) == count

"""Reading pages: which blocks come out, and what each knows of where it stands."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from indexer.markup.decode import decode
from indexer.markup.runs import TEXT_MOST
from indexer.markup.tables import rows
from indexer.markup.walk import BLOCKS_MOST
from indexer.page import Block, Channel, Kind, Page, Role, Site
from indexer.parse import parse

SEEN = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


def read(html: str | bytes, url: str = "http://clinic.example/") -> Page:
    return parse(html, url, None, SEEN)


def block(page: Page, text: str) -> Block:
    return next(b for b in page.blocks if b.text == text)


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One<br>Two</p>", ["One\nTwo"]),
        ("<p>One <b>bold</b>ly\n  said</p>", ["One boldly said"]),
        ("<div><span>Monday</span><span>9am</span></div>", ["Monday 9am"]),
        ("<div>Loose <p>Para</p> tail</div>", ["Loose", "Para", "tail"]),
        ("<nav><a href=/a>Home</a><a href=/b>Fees</a></nav>", ["Home", "Fees"]),
        ("<p>Call<!-- 03 7010 0000 --> us<script>x()</script></p>", ["Call us"]),
        ("<p>Lorem ipsum dolor sit amet</p><p>Real</p>", ["Real"]),
        ("<p>zero\u200bwidth\u00a0gap</p>", ["zerowidth gap"]),
        ("<div class='cookie-banner'><p>We use cookies</p></div><p>Real</p>", ["Real"]),
        ("<title>T</title><header><h1>H</h1></header><p>P</p><footer>F</footer>", ["H", "P", "F"]),
        ("<p>75 min <del>$140</del> $120</p>", ["75 min $120"]),
        ("<pre>Mon 9-5\nTue 9-7</pre>", ["Mon 9-5\nTue 9-7"]),
        ("<p>jo<span style='display:none'>not</span>@clinic.example</p>", ["not", "jo@clinic.example"]),
        ("<p>\ue000 Icon</p>", ["Icon"]),
        ("<dl><dt>60 minutes</dt><dd>$110</dd></dl>", ["60 minutes", "$110"]),
    ],
)
def test_visible_text_comes_out_in_blocks(html: str, texts: list[str]) -> None:
    assert [b.text for b in read(html).blocks] == texts


def test_a_heading_governs_what_follows_until_one_of_its_level() -> None:
    page = read("<h1>Clinic</h1><h2>Fees</h2><p>$90</p><h3>Children</h3><p>$60</p><h2>Team</h2><p>Jo</p>")
    assert block(page, "$90").headings == ("Clinic", "Fees")
    assert block(page, "$60").headings == ("Clinic", "Fees", "Children")
    assert block(page, "Jo").headings == ("Clinic", "Team")


def test_a_cards_heading_stays_in_its_card() -> None:
    page = read(
        "<section><div><h2>Fees</h2></div>"
        "<div><div><h3>Initial</h3><p>$110</p></div><div><h3>Standard</h3><p>$90</p></div></div>"
        "<p>Prices from July</p></section>"
    )
    assert block(page, "$110").headings == ("Fees", "Initial")
    assert block(page, "$90").headings == ("Fees", "Standard")
    assert block(page, "Prices from July").headings == ("Fees",)


def test_an_accordions_button_keeps_the_level_of_its_heading() -> None:
    page = read("<h2><button>Fees</button></h2><div><p>$90</p></div><h2><button>Team</button></h2><p>Jo</p>")
    assert block(page, "$90").headings == ("Fees",)
    assert block(page, "Jo").headings == ("Team",)


def test_an_icon_that_alone_says_fax_is_read() -> None:
    texts = [b.text for b in read("<p><i class='fas fa-fax'></i> 03 7010 0000</p>").blocks]
    assert texts == ["Fax", "03 7010 0000"]


def test_blocks_of_one_card_share_a_path() -> None:
    page = read("<div><div><p>A</p><p>B</p></div><div><p>C</p></div></div>")
    a, b, c = (block(page, text).path for text in "ABC")
    assert a[:-1] == b[:-1] != c[:-1]


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<header><p>X</p></header>", Role.HEADER),
        ("<article><header><p>X</p></header></article>", Role.MAIN),
        ("<footer><div><p>X</p></div></footer>", Role.FOOTER),
        ("<div id='footer'><p>X</p></div>", Role.FOOTER),
        ("<div class='navbar dark'><p>X</p></div>", Role.NAV),
        ("<div class='treatment-menu'><p>X</p></div>", Role.MAIN),
        ("<nav><main><p>X</p></main></nav>", Role.MAIN),
        ("<form><label>X</label></form>", Role.FORM),
        ("<aside><p>X</p></aside>", Role.ASIDE),
    ],
)
def test_a_block_knows_its_part_of_the_page(html: str, role: Role) -> None:
    assert block(read(html), "X").role is role


def test_text_that_no_reader_sees_at_once_is_set_apart() -> None:
    page = read(
        "<p>Seen</p><div style='display: none'><p>Tab</p></div><img alt='Cupping'>"
        "<select><option>Reiki</option></select><noscript><p>Plain</p></noscript>"
    )
    assert {b.text: b.channel for b in page.blocks} == {
        "Seen": Channel.VISIBLE,
        "Tab": Channel.HIDDEN,
        "Cupping": Channel.ALT,
        "Reiki": Channel.OPTION,
        "Plain": Channel.NOSCRIPT,
    }
    assert page.text == "Seen"


def test_a_cell_knows_its_row_and_column_heads() -> None:
    page = read(
        "<table><tr><th></th><th>30 min</th><th>60 min</th></tr>"
        "<tr><th>Remedial</th><td>$60</td><td>$110</td></tr></table>"
    )
    cell = block(page, "$110").cell
    assert cell is not None
    assert (cell.row_head, cell.column_head) == ("Remedial", "60 min")
    assert block(page, "$110").kind is Kind.CELL
    assert page.tables == ((("", "30 min", "60 min"), ("Remedial", "$60", "$110")),)


def test_a_cell_that_spans_columns_heads_each_of_them() -> None:
    page = read(
        "<table><tr><td>Day</td><td colspan=2>Hours</td></tr>"
        "<tr><td>Mon</td><td>9am</td><td>5pm</td></tr></table>"
    )
    cell = block(page, "5pm").cell
    assert cell is not None
    assert cell.column_head == "Hours"


def test_links_are_absolute_and_belong_to_their_block() -> None:
    page = read("<p>Call <a href='tel:+61370100000'>us</a> or <a href='book.html'>book</a></p>")
    assert [link.href for link in page.blocks[0].links] == [
        "tel:+61370100000",
        "http://clinic.example/book.html",
    ]
    assert page.links == page.blocks[0].links


def test_a_hidden_e_mail_address_is_read_as_its_visitors_read_it() -> None:
    key, address = 0x5A, "jo@clinic.example"
    code = bytes([key, *(b ^ key for b in address.encode())]).hex()
    span = f"<span data-cfemail='{code}'>[email protected]</span>"
    link = f"<a href='/cdn-cgi/l/email-protection#{code}'>{span}</a>"
    page = read(f"<p>Write to {link}</p>")
    assert page.blocks[0].text == f"Write to {address}"
    assert page.links[0].href == f"mailto:{address}"


def test_what_stands_on_every_page_counts_once() -> None:
    pages = tuple(
        read(f"<footer>Rosanna Road</footer><p>Page {n}</p>", f"http://c.example/{n}") for n in (1, 2)
    )
    texts = [b.text for _, b in Site(pages).unique_blocks]
    assert texts == ["Rosanna Road", "Page 1", "Page 2"]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Café – £45".encode("cp1252"), "text/html; charset=utf-8", "Café – £45"),
        ("Café – £45".encode(), "text/html; charset=iso-8859-1", "Café – £45"),
        ("Café – £45".encode(), None, "Café – £45"),
        ("Café – £45".encode("cp1252"), None, "Café – £45"),
        ("<meta charset=windows-1252>Café".encode("cp1252"), "text/html", "<meta charset=windows-1252>Café"),
        ("Café".encode("utf-16"), None, "Café"),
    ],
)
def test_a_page_that_lies_about_its_encoding_is_read_all_the_same(
    body: bytes, content_type: str | None, text: str
) -> None:
    assert decode(body, content_type) == text


@pytest.mark.parametrize(
    "html",
    [
        "",
        "\x00",
        "<div>" * 30_000 + "x",
        "<b>" * 30_000 + "x",
        "<table><tr><table>",
        "fees.html",
        "<?xml version='1.0'?><p>",
    ],
)
def test_odd_mark_up_gives_a_page(html: str) -> None:
    assert read(html).url == "http://clinic.example/"


def test_what_is_too_long_to_be_a_word_is_left_out() -> None:
    page = read(f"<title>Clinic {'9' * 500}</title><p>Neck {'x' * 201} and {'y' * 200}</p><p>{'z' * 300}</p>")
    assert page.title == "Clinic"
    assert [block.text for block in page.blocks] == [f"Neck and {'y' * 200}"]


def test_a_text_without_end_is_cut_between_words() -> None:
    page = read(f"<p>{'massage and<br>therapy ' * 1_000}</p>")
    assert len(page.blocks) > 1
    assert all(len(block.text) <= TEXT_MOST for block in page.blocks)
    assert " ".join(block.text.replace("\n", " ") for block in page.blocks).split() == (
        ["massage", "and", "therapy"] * 1_000
    )


@pytest.mark.parametrize("html", ["<p>Massage" * 5_000, "<table><tr>" + "<td>$90" * 5_000])
def test_a_page_without_end_is_read_up_to_a_bound_and_that_is_told(html: str) -> None:
    page = read(html)
    assert len(page.blocks) == BLOCKS_MOST
    assert sum(len(row) for table in page.tables for row in table) <= BLOCKS_MOST
    assert page.problems == (f"only the first {BLOCKS_MOST} blocks were read",)


def test_rows_of_a_table_inside_are_not_the_outer_ones() -> None:
    table = BeautifulSoup(
        "<table><tr><td>a<table><tr><td>b</table><tbody><tr><td>c<th>d</table>", "lxml"
    ).table
    assert table is not None
    assert [[cell.get_text() for cell in row] for row in rows(table)] == [["ab"], ["c", "d"]]


def test_a_broken_json_ld_block_costs_only_itself_and_is_told() -> None:
    page = read(
        "<script type='application/ld+json'>{'name': </script>"
        '<script type="application/ld+json">{"@type": "LocalBusiness", "name": "Jo"}</script><p>Text</p>'
    )
    assert [item["name"] for item in page.data] == ["Jo"]
    assert page.problems == ("1 block(s) of structured data could not be read",)
    assert page.text == "Text"


@given(st.binary(max_size=400))
def test_any_bytes_give_a_page(body: bytes) -> None:
    assert isinstance(read(body), Page)

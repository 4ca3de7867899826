"""Pages built to be too much of one thing, each of about the size asked for."""

from collections.abc import Callable
from random import Random

TEXT = "Remedial massage for neck pain, $90 for 60 min. Open Mon - Fri 9am to 5pm. Call 03 7010 0123. "


def deep(random: Random, size: int) -> str:
    """Elements in one another."""
    tag = random.choice(("div", "b", "span", "ul><li", "table><tr><td", "a href=x", "font", "section"))
    return f"<{tag}>" * (size // (len(tag) + 2)) + TEXT


def attributes(random: Random, size: int) -> str:
    """One attribute as long as the page."""
    name = random.choice(("class", "style", "href", "alt", "id", "title", "content", "data-cfemail"))
    value = random.choice(("a", "a ", "display:", "mailto:", "ff", "-nav", "%41", "/"))
    tag = random.choice(("div", "a", "img", "meta name=description", "i", "ul"))
    return f'<{tag} {name}="{value * (size // len(value))}">{TEXT}'


def many_attributes(_: Random, size: int) -> str:
    """One element with many attributes."""
    return "<p " + " ".join(f"a{n}=b" for n in range(size // 8)) + f">{TEXT}"


def table(random: Random, size: int) -> str:
    """A table of many cells, as wide as it is long or of one row."""
    cells = size // 13
    wide = random.choice((1, 7, max(1, int(cells**0.5)), cells))
    row = "<td>60 min $9" * wide
    return "<table>" + f"<tr>{row}" * max(1, cells // wide)


def spans(random: Random, size: int) -> str:
    """Cells that claim to span more than there is."""
    claim = random.choice(("1000", "99999999", "-1", "20"))
    cell = f"<td colspan={claim} rowspan={claim}>$90"
    return "<table>" + f"<tr>{cell * 5}" * (size // len(cell) // 5)


def nested_tables(_: Random, size: int) -> str:
    """Tables in cells of tables."""
    return "<table><tr><td>60 min<td>" * (size // 25) + TEXT


def one_line(_: Random, size: int) -> str:
    """Prose without one line break or element."""
    return "<p>" + TEXT * (size // len(TEXT))


def one_word(random: Random, size: int) -> str:
    """A text without a blank."""
    return "<p>" + random.choice("a9-.@$:/,A(") * size


def digits(random: Random, size: int) -> str:
    """Figures without end, as numbers to call or to pay."""
    figures = random.choice(("0123456789", "03 7010 0123 ", "$90 ", "9-5 ", "9am ", "1,", "+61 ", "2.30"))
    return "<p>" + figures * (size // len(figures))


def paragraphs(random: Random, size: int) -> str:
    """The same short block again and again, each with a number of its own."""
    tag = random.choice(("p", "li", "h2", "dt", "div", "td", "summary", "option", "a href=/x"))
    return "".join(f"<{tag}>{n} {TEXT}" for n in range(size // (len(TEXT) + 9)))


def links(random: Random, size: int) -> str:
    """Links, one beside the other."""
    scheme = random.choice(("tel:", "mailto:", "https://", "javascript:", "//[", "data:", "?"))
    return "".join(f'<a href="{scheme}{n}.example/book">Book now {n}</a>' for n in range(size // 50))


def structured(random: Random, size: int) -> str:
    """Structured data, nested or long, in JSON-LD or microdata."""
    if random.random() < 0.5:
        depth = size // 12
        return '<script type="application/ld+json">' + '{"about":' * depth + "1" + "}" * depth + "</script>"
    return '<div itemscope itemprop="about"><b itemprop="name">A</b>' * (size // 55)


def headings(random: Random, size: int) -> str:
    """Headings of all levels in no order."""
    levels = [random.randint(1, 6) for _ in range(size // 30)]
    return "".join(f"<h{level}>Fees {n}</h{level}><p>$90" for n, level in enumerate(levels))


BUILDERS: tuple[Callable[[Random, int], str], ...] = (
    deep, attributes, many_attributes, table, spans, nested_tables, one_line, one_word, digits, paragraphs,
    links, structured, headings,
)  # fmt: skip

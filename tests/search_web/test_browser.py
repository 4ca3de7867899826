"""The site as a person meets it: in a real headless Chromium, on a phone and on a desk, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.search_web.browsing import DESK, PHONE, SMALL_PHONE, WATCH

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/search?q=remidial+massage+back&near=Rosanna&service=cupping",
    "/search?q=nothing&near=Rosanna&feature=hicaps",
    "/search?per_page=2",
    "/search?near=Rosanna&view=map",
    "/provider/p-full01",
    "/provider/p-bare02",
    "/provider/p-nasty4",
    "/about",
    "/api/v1/",
    "/no-such-page",
)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_search_leads_to_a_provider_and_to_the_words_it_used(
    open_page: Callable[..., Page], size: dict[str, int], scripts: bool
) -> None:
    page = open_page("/", size, scripts=scripts)
    page.get_by_label("What").fill("remedial massage")
    page.get_by_label("Where").fill("Rosanna")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Remedial massage near Rosanna VIC 3084")
    card = page.locator(".card").filter(has_text="Quiet River Remedial")
    expect(card.locator(".distance")).to_have_text("in Rosanna")
    card.get_by_role("link", name="Quiet River Remedial", exact=True).click()
    services = page.get_by_role("region", name="Therapies stated")
    quote = services.get_by_text("Unhurried remedial massage")
    expect(quote).not_to_be_visible()
    services.get_by_text("Remedial massage", exact=True).click()
    expect(quote).to_be_visible()
    expect(services.get_by_role("link", name="quietriver.example/services").first).to_be_visible()


def test_a_fact_opens_with_the_keyboard_alone(open_page: Callable[..., Page]) -> None:
    page = open_page("/provider/p-full01", DESK)
    page.locator("[aria-labelledby=s-services] summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Unhurried remedial massage")).to_be_visible()


def test_the_first_tab_offers_to_skip_to_the_content(open_page: Callable[..., Page]) -> None:
    page = open_page("/", DESK)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()


def test_narrowing_is_folded_on_a_phone_and_open_on_a_desk(open_page: Callable[..., Page]) -> None:
    search = "/search?q=remedial+massage&near=Rosanna"
    phone = open_page(search, PHONE)
    wider = phone.locator(".narrow").get_by_role("link", name="25 km")
    expect(wider).not_to_be_visible()
    phone.get_by_text("Narrow and sort").click()
    wider.click()
    expect(phone.get_by_text("within 25 km of Rosanna VIC 3084")).to_be_visible()
    expect(open_page(search, DESK).locator(".narrow").get_by_role("link", name="25 km")).to_be_visible()


@pytest.mark.parametrize("size", [SMALL_PHONE, PHONE, DESK], ids=["small phone", "phone", "desk"])
def test_no_page_scrolls_sideways(open_page: Callable[..., Page], site: str, size: dict[str, int]) -> None:
    page = open_page("/", size)
    for address in PAGES:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(open_page: Callable[..., Page], site: str, scheme: str) -> None:
    page = open_page("/", DESK, scheme)
    for address in PAGES:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert page.evaluate(WEAK_TEXT) == [], address


def test_dark_is_dark(open_page: Callable[..., Page]) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    light, dark = (open_page("/", DESK, scheme).evaluate(colour) for scheme in ("light", "dark"))
    assert _brightness(light) > 230
    assert _brightness(dark) < 40


def test_buttons_and_fields_are_large_enough_for_a_thumb(open_page: Callable[..., Page], site: str) -> None:
    page = open_page("/", PHONE)
    for address in PAGES[:8]:
        page.goto(site + address)
        assert page.evaluate(SMALL_TARGETS) == [], address


def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(
    open_page: Callable[..., Page], site: str
) -> None:
    page = open_page("/")
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    for address in PAGES[:-1]:
        page.goto(site + address)
    assert complaints == []
    assert [url for url in asked if not url.startswith(site)] == []
    assert page.context.cookies() == []


def test_what_got_into_a_page_all_the_same_would_not_run_and_would_be_told(
    browser: Browser, site: str
) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.expose_binding("forbidden", lambda _, what: told.append(what))
    page.add_init_script(WATCH)
    page.goto(site + "/search?view=map")
    page.evaluate("""document.body.insertAdjacentHTML('beforeend', `
        <img src="/none.png" onerror="window.ran = 1"><p style="color: red">x</p>
        <a id="trap" href="javascript:window.ran = 2">x</a><img src="http://elsewhere.example/x.png">`)""")
    page.evaluate("document.getElementById('trap').click()")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert {what.partition(":")[0] for what in told} >= {"script-src-attr", "style-src-attr", "img-src"}
    page.close()


def test_print_shows_the_quotes(open_page: Callable[..., Page]) -> None:
    page = open_page("/provider/p-full01", DESK)
    page.emulate_media(media="print")
    expect(page.get_by_text("Unhurried remedial massage")).to_be_visible()


def test_print_keeps_the_phone_number_at_the_top(open_page: Callable[..., Page]) -> None:
    page = open_page("/provider/p-full01", DESK)
    page.emulate_media(media="print")
    head = page.locator(".sheet-head")
    expect(head.get_by_text("(03) 7010 5512")).to_be_visible()
    expect(head.get_by_text("Website")).not_to_be_visible()


def test_a_card_on_a_phone_is_short_and_loses_nothing_that_tells_it_apart(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("/search?q=remedial+massage&near=Rosanna", PHONE)
    card = page.locator(".card").filter(has_text="Quiet River Remedial")
    box = card.bounding_box()
    assert box is not None
    assert box["height"] < 420
    for said in ("Quiet River Remedial", "in Rosanna", "$110", "(03) 7010 5512"):
        expect(card.get_by_text(said, exact=True)).to_be_visible()
    expect(card.get_by_text("Why it is here")).not_to_be_visible()


def test_what_opens_a_quote_is_read_out_as_words(open_page: Callable[..., Page]) -> None:
    page = open_page("/provider/p-full01")
    services = page.get_by_role("region", name="Therapies stated")
    assert "Remedial massage quote" in services.aria_snapshot()


def _brightness(colour: str) -> float:
    return sum(map(float, colour.removeprefix("rgb(").removesuffix(")").split(","))) / 3


WEAK_TEXT = """
() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const part = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => .2126 * part(c[0]) + .7152 * part(c[1]) + .0722 * part(c[2]);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const weak = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !e.checkVisibility()) continue;
    if (e.closest('datalist, .skip')) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) weak.add(e.className + ': ' + e.textContent.trim().slice(0, 40));
  }
  return [...weak];
}
"""
"""Texts below the contrast of WCAG 2.2 AA (1.4.3), 4.5 to 1; its formula of relative luminance."""

SMALL_TARGETS = """
() => [...document.querySelectorAll(
    'button, .button, input:not([type=hidden]), summary, .choice, .chips a, .tries a')]
  .filter(e => e.checkVisibility())
  .filter(e => { const r = e.getBoundingClientRect(); return r.height < 43.5 || r.width < 43.5; })
  .map(e => e.tagName + ': ' + e.textContent.trim().slice(0, 40))
"""

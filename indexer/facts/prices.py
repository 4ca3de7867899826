"""Prices of sessions: amount, minutes, service, audience and visit, from tables, cards and sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from indexer.evidence import EVIDENCE_MOST, evidence
from indexer.facts.pages.standing import LEFTOVER, OWN, standing
from indexer.facts.pricing import (
    money,
    price_blocks,
    price_labels,
    price_tables,
    price_words,
    structured_prices,
)
from indexer.facts.pricing.offers import Offer
from indexer.facts.words.part import Part, of_url
from indexer.matcher import matcher
from indexer.model import Evidence, Price
from indexer.page import Channel, Site

SESSION_MOST = {"PHP": 15_000.0, "THB": 15_000.0, "INR": 20_000.0, "ZAR": 5_000.0}
SESSION_MOST_ELSEWHERE = 700.0
"""No session costs more; what does is a programme, a course or a piece of furniture."""
SESSION_LEAST = 10.0
"""Nothing that takes a therapist's time costs less, where no minutes are given."""
NEAR_WORDS = 3
"""How many of an offer's words, nearest first, may name what it buys."""
LABEL_MOST = 120

_Said = TypeVar("_Said", bound=str)


def find(site: Site, country: str) -> tuple[Price, ...]:
    """Prices with service, minutes, currency, audience and visit where stated."""
    for offers in (_offers, _article_offers, _structured_offers, _unseen_offers):
        if found := _collect(offers(site), country):
            return tuple(_distinct(_untaxed(found)))
    return ()


def _collect(offers: Iterable[Offer], country: str) -> list[Price]:
    """The prices among offers, each once, with the quotes of every place it stands at."""
    prices: dict[tuple[object, ...], Price] = {}
    for offer in offers:
        price = _price(offer, country)
        if price is None:
            continue
        key = (price.service, price.minutes, price.amount, price.audience, price.visit)
        if key in prices:
            proofs = dict.fromkeys((*prices[key].evidence, *price.evidence))
            prices[key] = prices[key].model_copy(update={"evidence": tuple(proofs)[:EVIDENCE_MOST]})
        else:
            prices[key] = price
    return list(prices.values())


def _offers(site: Site) -> Iterator[Offer]:
    for page in site.pages:
        if standing(page) == OWN and of_url(page.url) is not Part.ELSEWHERE:
            yield from price_tables.find(page)
            yield from price_blocks.find(page)


def _article_offers(site: Site) -> Iterator[Offer]:
    """Amounts of pages that are no price lists: blog posts, legal texts."""
    for page in site.pages:
        if LEFTOVER < standing(page) < OWN:
            yield from price_tables.find(page)
            yield from price_blocks.find(page)


def _structured_offers(site: Site) -> Iterator[Offer]:
    """Amounts that only machines are told."""
    for page in site.pages:
        yield from structured_prices.find(page)


def _unseen_offers(site: Site) -> Iterator[Offer]:
    """Amounts that stand only in the choices of a booking form."""
    for page in site.pages:
        yield from price_blocks.find(page, frozenset([Channel.OPTION]))


def _price(offer: Offer, country: str) -> Price | None:
    """The price an offer states, `None` when it is not that of a session."""
    sign = money.currency(offer.amount.sign, country)
    if offer.amount.value > SESSION_MOST.get(sign, SESSION_MOST_ELSEWHERE) or not _is_session(offer):
        return None
    near = (offer.own, *offer.names, offer.column, *offer.headings[:1])
    return Price(
        label=price_labels.label(offer),
        service=next((ids[0] for words in offer.words if (ids := matcher("therapies").ids(words))), None),
        minutes=offer.minutes,
        amount=offer.amount.value,
        currency=sign,
        audience=_first(price_words.audience, near),
        visit=_first(price_words.visit, near),
        evidence=(_evidence(offer),),
    )


def _first(ask: Callable[[str], _Said | None], texts: Iterable[str]) -> _Said | None:
    """What the nearest text that says anything says."""
    return next((said for text in texts if (said := ask(text))), None)


def _evidence(offer: Offer) -> Evidence:
    """The words that state amount and minutes, centred on the amount."""
    start = max(0, offer.quote.find(offer.amount.text))
    return evidence(offer.page, offer.quote, start, start + len(offer.amount.text))


def _is_session(offer: Offer) -> bool:
    named = [words for words in offer.words if len(words) <= LABEL_MOST]
    if any(price_words.NOT_SESSIONS.search(words) and not _names_sessions_too(words) for words in named):
        return False
    if any(
        price_words.NOT_PRICES.search(words) and not _names_sessions_too(words) for words in offer.headings
    ):
        return False
    near = named[:NEAR_WORDS]
    if any(price_words.SEVERAL.search(words) for words in near):
        return False
    if offer.minutes is not None:
        return True
    if offer.amount.value < SESSION_LEAST or price_words.THEIRS.search(offer.around):
        return False
    therapies = matcher("therapies").ids(offer.own)
    if price_words.BEAUTY.search(offer.own) and not therapies:
        return False
    names_session = price_words.SESSION.search(offer.own) or therapies
    things = near[:2] if names_session else (*near[:2], offer.around)
    if any(price_words.PRODUCT.search(words) for words in things):
        return False
    return any(
        price_words.SESSION.search(words) or matcher("therapies").ids(words) for words in offer.words[:2]
    )


def _names_sessions_too(words: str) -> bool:
    return price_words.AMONG_OTHERS.search(words) is not None


TAXED = (1.05, 1.1, 1.12, 1.13, 1.15)
"""What sales taxes make of an amount, in Canada, Australia and New Zealand."""


def _untaxed(prices: Sequence[Price]) -> Iterator[Price]:
    """Leave out the second of two columns that give every amount without tax and with it."""
    plain = {(price.minutes, price.amount) for price in prices}

    def is_taxed(price: Price) -> bool:
        return any(
            (price.minutes, amount) in plain for rate in TAXED for amount in (round(price.amount / rate, 2),)
        )

    taxed = [price for price in prices if price.amount != round(price.amount) and is_taxed(price)]
    return (price for price in prices if len(taxed) < TAXED_LEAST or price not in taxed)


TAXED_LEAST = 3
"""Amounts that show a column of taxed ones: one or two may be chance."""


def _distinct(prices: Iterable[Price]) -> Iterator[Price]:
    """Leave out what repeats another price: word for word, without its service, or without its minutes."""
    prices = tuple(prices)
    shown: set[tuple[object, ...]] = set()
    named = {(price.minutes, price.amount) for price in prices if price.service}
    amounts = {price.amount for price in prices if price.minutes}
    timed = {(price.service, price.amount) for price in prices if price.minutes}
    for price in prices:
        if price.minutes is None and (
            (price.service, price.amount) in timed or (price.service is None and price.amount in amounts)
        ):
            continue
        if price.service is None and (price.minutes, price.amount) in named:
            continue
        row = (price.label.casefold(), price.minutes, price.amount)
        if row not in shown:
            shown.add(row)
            yield price

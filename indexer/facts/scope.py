"""Whether a site belongs to a provider of osteopathy, massage or bodywork."""

from typing import Final

from indexer.model import StatedTerm
from indexer.page import Site

OUR_FIELD: Final = frozenset(
    """osteopathy cranial-osteopathy paediatric-osteopathy remedial-massage myotherapy relaxation-massage swedish-massage
    deep-tissue-massage sports-massage pregnancy-massage infant-massage trigger-point-therapy myofascial-release
    lymphatic-drainage hot-stone-massage aromatherapy-massage thai-massage chinese-massage shiatsu acupressure reflexology
    craniosacral-therapy bowen-therapy lomi-lomi balinese-massage ayurvedic-massage indian-head-massage chair-massage
    feldenkrais alexander-technique rolfing active-release muscle-energy-technique neuromuscular-therapy tmj-massage
    oncology-massage scar-massage abdominal-massage geriatric-massage couples-massage ashiatsu soft-tissue-therapy
    back-massage foot-massage facial-massage mobile-massage visceral-osteopathy massage herbal-compress""".split()
)
"""Therapies that make a provider ours; needling, taping, physiotherapy and the like alone do not."""


def decide(site: Site, services: tuple[StatedTerm, ...]) -> tuple[bool, tuple[str, ...]]:
    """In scope or not, with the reasons."""
    ours = [s for s in services if s.status == "stated" and s.id in OUR_FIELD]
    if not ours:
        return False, ("offers no osteopathy, massage or bodywork",)
    return True, (f"offers {', '.join(s.id for s in ours[:3])}",)

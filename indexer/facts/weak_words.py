"""Words of the vocabularies that mean their term in a list or a heading, and in a sentence mostly something else.

"Swelling", under "We help with", is lymphoedema; "reduces swelling" is what any treatment does. Compared with the
words as written, in lower case.
"""

from typing import Final

WEAK: Final = {
    "conditions": frozenset(
        """lumbar|wrist|groin|overuse|sprain|sprains|achilles|clenching|wear and tear|child|childhood|baby|infant|teens
        |teenagers|tendon|tendons|trauma|overwhelm|overwhelmed|stresses|stressful|worry|panic|nervousness|exhausted|exhaustion
        |swelling|reduce swelling|puffiness|lymphatic flow|lymphatic system|scar|scars|scar tissue|scarring|surgery|operations
        |operation|circulation|circulatory|accident|accidents|prostate|senior|seniors|ageing|aging|aged|fall|falls|joint|joints
        |digestion|bowel|breathing|respiratory|cough|stroke|sinus|sinuses|congestion|thoracic spine|tailbone|coccyx|maternity
        |trimester|runners|athletes|dancers|obstetric|pronation|conception|impingement|acl|traction|sleep|heavy legs|sedentary
        |manual handling|spasm|spasms|strains|hamstring|breastfeeding|latching|lactation|adhesions|knots|mid back|upper back
        |fluid retention|water retention|excess fluid|tiredness|age-related|aches|numbness|tingling|allergic|grief|cancer""".replace(
            "\n", ""
        )
        .replace("        ", "")
        .split("|")
    ),
    "features": frozenset(
        """events|event|corporate|festival|festivals|conference|conferences|expo|expos|book now|book an appointment
        |book appointment|book here|book a session|book your session|book your appointment|book your appointment now
        |schedule appointment|schedule an appointment|schedule your appointment|schedule now|book treatment
        |book your treatment|schedule your massage|schedule your session|booking link|walk in|drop in|care plan|care plans|special events
        |sporting events|sporting event|insurance companies|by train|by bus|by tram|to your home|in your home|visa|contactless|vitality|nib
        |hsa|fsa|low income|team building|new client|new patient|minute walk to|minute walk from|gift a massage|voucher|vouchers
        |weekend|weekends|saturdays|sundays|evenings""".replace("\n", "")
        .replace("        ", "")
        .split("|")
    ),
    "therapies": frozenset(
        "stretches|stretching|polarity|tens|ems|articulation|manipulation|mobilisation|mobilization"
        "|traction|facial|facials|nutrition"
        "|remedial|osteopathic|ergonomic|strapping|sauna|rehabilitation|rehab|clinical massage"
        "|medical massage|holistic massage|interferential"
        "|movement assessment|functional assessment|gentle manipulation|manual therapy|strength training"
        "|gym training".split("|")
    ),
}


def is_weak(kind: str, surface: str) -> bool:
    """Whether the words, standing in a sentence, are as likely to mean something else."""
    return " ".join(surface.lower().split()) in WEAK.get(kind, frozenset())

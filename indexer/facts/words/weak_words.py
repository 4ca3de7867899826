"""Words of the vocabularies that mean their term in a list, and in a sentence mostly something else.

"Swelling", under "We help with", is lymphoedema; "reduces swelling" is what any treatment does. Compared with
the words as written, in lower case.
"""

from typing import Final


def _split(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split("|"))


WEAK: Final = {
    "conditions": _split(
        """
        accident | accidents | aches | achilles | acl | adhesions | age-related | aged | ageing | aging |
        allergic | athletes | baby | bowel | breastfeeding | breathing | caesarean | cancer | child |
        childhood |
        circulation | circulatory | clenching | coccyx | conception | congestion | cough | dancers |
        digestion | excess fluid | exhausted | exhaustion | fall | falls | fluid retention | grief | groin |
        hamstring | heavy legs | impingement | infant | joint | joints | knots | lactation | latching |
        lumbar | lymphatic flow | lymphatic system | manual handling | maternity | mid back | nervousness |
        numbness | obstetric | operation | operations | overuse | overwhelm | overwhelmed | panic |
        pronation | prostate | puffiness | reduce swelling | respiratory | runners | scar | scar tissue |
        scarring | scars | sedentary | senior | seniors | sinus | sinuses | sleep | spasm | spasms | sprain
        | sprains | strains | stresses | stressful | stroke | surgery | swelling | tailbone | teenagers |
        teens | tendon | tendons | thoracic spine | tingling | tiredness | traction | trauma | trimester |
        upper back | water retention | wear and tear | worry | wrist
        """
    ),
    "features": _split(
        """
        book a session | book an appointment | book appointment | book here | book now | book treatment |
        book your appointment | book your appointment now | book your session | book your treatment |
        booking link | by bus | by train | by tram | care plan | care plans | conference | conferences |
        contactless | corporate | drop in | evenings | event | events | expo | expos | festival | festivals
        | fsa | gift a massage | hsa | in your home | insurance companies | low income | minute walk from |
        minute walk to | new client | new patient | nib | saturdays | schedule an appointment | schedule
        appointment | schedule now | schedule your appointment | schedule your massage | schedule your
        session | special events | sporting event | sporting events | sundays | team building | to your home
        | visa | vitality | voucher | vouchers | walk in | weekend | weekends
        """
    ),
    "therapies": _split(
        """
        articulation | clinical massage | ems | ergonomic | facial | facials | functional assessment |
        gentle manipulation | gym training | holistic massage | interferential | manipulation | manual
        therapy | medical massage | mobilisation | mobilization | movement assessment | nutrition |
        osteopathic | polarity | rehab | rehabilitation | remedial | sauna | strapping | strength training |
        stretches | stretching | tens | traction
        """
    ),
}


def is_weak(kind: str, surface: str) -> bool:
    """Whether the words, standing in a sentence, are as likely to mean something else."""
    return " ".join(surface.lower().split()) in WEAK.get(kind, frozenset())

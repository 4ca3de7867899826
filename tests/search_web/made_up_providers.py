"""Made-up providers for the site's tests: full, bare, one more, and a hostile one."""

from indexer.model import (
    Credential,
    Evidence,
    Hours,
    Location,
    Practitioner,
    Price,
    Provider,
    SourceRef,
    StatedTerm,
)

SEEN = "2026-11-12T03:04:05Z"


THERAPIES = {
    "osteopathy": "Osteopathy",
    "remedial-massage": "Remedial massage",
    "myotherapy": "Myotherapy",
    "thai-massage": "Thai massage",
    "cupping": "Cupping",
    "deep-tissue-massage": "Deep tissue massage",
    "pregnancy-massage": "Pregnancy massage",
    "tmj-massage": "TMJ massage",
}


def said(quote: str, host: str = "quietriver.example", page: str = "services") -> tuple[Evidence, ...]:
    return (Evidence(quote=quote, url=f"https://{host}/{page}", source="sites", seen_at=SEEN),)


def states(id_: str, quote: str, label: str | None = None, **more: object) -> StatedTerm:
    return StatedTerm(id=id_, label=label or THERAPIES[id_], evidence=said(quote), **more)  # type: ignore[arg-type]


def source(host: str) -> tuple[SourceRef, ...]:
    url = f"https://{host}/"
    return (
        SourceRef(source="sites", source_id=host, url=url, first_seen="2026-10-01T00:00:00Z", last_seen=SEEN),
    )


FULL = Provider(
    id="p-full01",
    name="Quiet River Remedial",
    other_names=("Quiet River Massage & Myotherapy",),
    kind="clinic",
    locations=(
        Location(
            street="Suite 2, 40 Turnham Avenue",
            suburb="Rosanna",
            state="VIC",
            postcode="3084",
            country="AU",
            lat=-37.742,
            lon=145.066,
            precision="suburb",
        ),
    ),
    phones=("+61370105512",),
    emails=("hello@quietriver.example",),
    website="https://quietriver.example/",
    booking_urls=("https://book.example/quietriver",),
    social_urls=("https://social.example/quietriver",),
    services=(
        states("remedial-massage", "Unhurried remedial massage for stiff necks and desk-bound shoulders."),
        states("myotherapy", "Our myotherapists work with runners, dancers and removalists."),
        states("deep-tissue-massage", "Deep tissue sessions are firm, never a contest."),
        states("cupping", "Cupping can be added to any 60 minute session."),
        states("pregnancy-massage", "Side-lying pregnancy massage from the second trimester."),
        states("tmj-massage", "Jaw (TMJ) massage, inside and outside the mouth."),
        StatedTerm(
            id="thai-massage",
            label="Thai massage",
            status="stated_not",
            evidence=said("We do not offer Thai massage."),
        ),
    ),
    conditions=(
        states("low-back-pain", "Many people come to us with a sore lower back.", "Low back pain"),
        states("headache", "Neck tension and headaches are what we see most.", "Headache"),
    ),
    credentials=(
        Credential(
            id="diploma-remedial-massage",
            label="Diploma of Remedial Massage",
            holder="Ida Fernsby",
            number="HLT52021",
            evidence=said("Ida holds the HLT52021 Diploma of Remedial Massage.", page="team"),
        ),
        Credential(
            id="massage-myotherapy-australia",
            label="Member of Massage & Myotherapy Australia",
            evidence=said("Members of M&MA since we opened.", page="team"),
        ),
    ),
    features=(
        states("hicaps", "Claim on the spot with HICAPS.", "HICAPS: claim on the spot"),
        states("ndis", "We are not able to take NDIS plans.", "NDIS", status="stated_not"),
        states("wheelchair-access", "Step-free from the car park to the rooms.", "Wheelchair access"),
    ),
    hours=Hours(
        osm="Mo-Fr 09:00-12:30,13:30-18:00; Th 09:00-20:00; Sa 09:00-13:00; Su off",
        note="Public holidays by appointment",
        evidence=said("Mon to Fri 9 to 6, closed for lunch; Thursdays until 8", page="contact"),
    ),
    prices=(
        Price(
            label="Remedial massage",
            service="remedial-massage",
            minutes=60,
            amount=110,
            currency="AUD",
            audience="standard",
            evidence=said("Remedial massage, 60 min: $110", page="fees"),
        ),
        Price(
            label="Remedial massage",
            service="remedial-massage",
            minutes=30,
            amount=70,
            currency="AUD",
            audience="standard",
            evidence=said("Remedial massage, 30 min: $70", page="fees"),
        ),
        Price(
            label="Remedial massage",
            service="remedial-massage",
            minutes=60,
            amount=99.5,
            currency="AUD",
            audience="concession",
            evidence=said("Concession: 60 min $99.50", page="fees"),
        ),
    ),
    practitioners=(
        Practitioner(
            name="Ida Fernsby",
            role="remedial massage therapist",
            languages=("English", "Italian"),
            evidence=said("Ida Fernsby, remedial massage therapist", page="team"),
        ),
        Practitioner(
            name="Tobias Okell",
            role="myotherapist",
            evidence=said("Tobias Okell (myotherapist)", page="team"),
        ),
    ),
    sources=(
        *source("quietriver.example"),
        SourceRef(
            source="osm",
            source_id="node/1",
            url="https://osm.example/node/1",
            first_seen="2026-09-01T00:00:00Z",
            last_seen=SEEN,
        ),
    ),
    evidence={
        "name": said("Quiet River Remedial", page=""),
        "phone:+61370105512": said("Ring us on 03 7010 5512", page="contact"),
        "email:hello@quietriver.example": said("hello@quietriver.example", page="contact"),
        "location:0": said("Suite 2, 40 Turnham Avenue, Rosanna 3084", page="contact"),
    },
    first_seen="2026-10-01T00:00:00Z",
    last_seen=SEEN,
    changed_at=SEEN,
)

BARE = Provider(
    id="p-bare02",
    name="Bare Facts Bodywork",
    kind="mobile",
    service_areas=("Rosanna", "Viewbank", "Eltham"),
    services=(StatedTerm(id="remedial-massage", label="Remedial massage"),),
    sources=source("barefacts.example"),
    status="unconfirmed",
    first_seen=SEEN,
    last_seen="2026-06-01T00:00:00Z",
    changed_at=SEEN,
)

OSTEO = Provider(
    id="p-osteo3",
    name="Burgundy Street Osteopathy",
    kind="practitioner",
    locations=(
        Location(
            suburb="Heidelberg",
            state="VIC",
            postcode="3084",
            country="AU",
            lat=-37.756,
            lon=145.06,
            precision="suburb",
        ),
    ),
    phones=("+61491570156",),
    services=(states("osteopathy", "Registered osteopath in Heidelberg since 2009."),),
    credentials=(
        Credential(
            id="ahpra-registration",
            label="Ahpra registration",
            number="OST0001234567",
            number_format_valid=True,
            holder="Marit Holloway",
            verify_url="https://register.example/",
            evidence=said("AHPRA OST0001234567"),
        ),
    ),
    prices=(
        Price(
            label="Initial consultation",
            service="osteopathy",
            minutes=45,
            amount=120,
            currency="AUD",
            audience="standard",
            visit="initial",
            evidence=said("Initial (45 min) $120"),
        ),
    ),
    sources=source("burgundystreet.example"),
    first_seen=SEEN,
    last_seen=SEEN,
    changed_at=SEEN,
)

_NASTY = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
_JS = "javascript:alert(3)//https://x.example/"


def hostile() -> Provider:
    """A provider whose every field tries to break out: markup, script links, overlong and invisible text."""
    name = "A" * 4000 + "\x00\u202egnorts\u2066" + _NASTY + "B" * 900
    evidence = (Evidence(quote=_NASTY + "\x00\u202e", url=_JS, source=_NASTY, seen_at=_NASTY),)
    return Provider(
        id="p-nasty4",
        name=name,
        other_names=(_NASTY,),
        kind="clinic",
        locations=(
            Location(
                street=_NASTY, suburb="Rosanna" + _NASTY, state="VIC", country="ZZ", lat=-37.7, lon=145.1
            ),
        ),
        service_areas=(_NASTY,),
        phones=(_NASTY, "+61370105599"),
        emails=(_NASTY, "a@b.example?subject=" + _NASTY),
        website=_JS,
        booking_urls=("data:text/html,<script>alert(4)</script>", "https://user:pass@evil.example/"),
        social_urls=("//evil.example", "vbscript:x"),
        services=(StatedTerm(id="remedial-massage", label=_NASTY, evidence=evidence),),
        conditions=(StatedTerm(id="x", label=_NASTY, evidence=evidence),),
        credentials=(
            Credential(id="y", label=_NASTY, number=_NASTY, holder=_NASTY, verify_url=_JS, evidence=evidence),
        ),
        features=(StatedTerm(id="z", label=_NASTY, status="stated_not", evidence=evidence),),
        hours=Hours(osm=_NASTY, note=_NASTY, evidence=evidence),
        prices=(Price(label=_NASTY, amount=1e15, currency=_NASTY, minutes=60, evidence=evidence),),
        practitioners=(Practitioner(name=_NASTY, role=_NASTY, languages=(_NASTY,), evidence=evidence),),
        sources=(SourceRef(source=_NASTY, source_id=_NASTY, url=_JS, first_seen=_NASTY, last_seen=_NASTY),),
        evidence={"name": evidence, "location:0": evidence},
        first_seen=SEEN,
        last_seen=_NASTY,
        changed_at=SEEN,
    )


INDEXED = (FULL, BARE, OSTEO, hostile().model_copy(update={"last_seen": SEEN}))

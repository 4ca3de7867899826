"""Hosts of online booking systems and social platforms."""

from collections.abc import Collection

BOOKING_HOSTS = frozenset(
    """cliniko.com halaxy.com nookal.com janeapp.com jane.app splose.com corepluspractice.com
    coreplus.com.au zandahealth.com powerdiary.com gettimely.com timelyapp.com hotdoc.com.au
    healthengine.com.au squareup.com square.site square.appointments simplybook.me simplybook.it
    setmore.com acuityscheduling.com as.me mindbodyonline.com mindbody.io healcode.com bookwell.com.au
    calendly.com frontdesk.com.au smartsoft.com.au fresha.com shedul.com treatwell.co.uk treatwell.com
    vagaro.com massagebook.com schedulicity.com genbook.com booksy.com styleseat.com supersaas.com
    noterro.com clinicsense.com mybodywork.com fullslate.com youcanbook.me 10to8.com appointy.com
    picktime.com reservio.com booker.com zenoti.com phorest.com glofox.com punchpass.com
    bookeo.com checkfront.com ovatu.com kitomba.com cal.com tidycal.com zoho.com/bookings doctolib.com
    whatclinic.com semble.io pabau.com pabau.me writeupp.com tm3app.com rushcliff.com pps-hosted.com
    insync.co.nz practicebetter.io simplepractice.com intakeq.com juvonno.com oplacewellness.com
    clinicmaster.com owl.practice.app practiceperfectemr.com abmp.com/booking mylocalsalon.com
    shortcuts.com.au salonlounge.com.au bookedin.com nabooki.com bookitlive.net myappointments.com.au
    1stavailable.com.au cliniko.io snapforms.com.au easyweek.io salonized.com wellnessliving.com
    goldcare.io heydoctor.com.au healthbank.io thryv.com vcita.com dubsado.com honeybook.com flossie.com
    bookmd.com zanda.app practicehub.io smartsoft.com.au goodx.healthcare zocdoc.com doctify.com
    psyquel.com iinsight.biz patientaccess.com mindbody.com carepatron.com power-diary.com
    hubspot.com/meetings microsoft.com/bookings bookwhen.com momence.com gymcatch.com
    timely.com urbanmassage.com urban.co soothe.com blys.com.au getblys.com zeel.com
    timify.com planyo.com koalendar.com trafft.com cituro.com
    calendar.google.com/calendar/appointments outlook.office365.com/owa/calendar
    outlook.office.com/bookwithme book.app bookings.app calendar.app.google""".split()
)
"""Registered domains (or host and first path) of booking systems; a sub-domain of one counts too."""

SOCIAL_HOSTS = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "instagram.com": "instagram",
    "twitter.com": "x", "x.com": "x", "linkedin.com": "linkedin", "youtube.com": "youtube",
    "tiktok.com": "tiktok", "pinterest.com": "pinterest", "pinterest.com.au": "pinterest", "yelp.com": "yelp",
    "yelp.com.au": "yelp", "threads.net": "threads",
}  # fmt: skip
"""Host -> platform."""
SHARING_PATHS = ("/sharer", "/share", "/intent", "/dialog", "/plugins", "/tr", "/pin/create", "/watch",
                 "/embed", "/hashtag", "/search", "/privacy", "/policies", "/legal", "/help")  # fmt: skip
"""First path parts of links that share a page, follow a tag or show a film; nobody's own page."""
TEMPLATE_PATHS = frozenset(
    ("", "/", "/#", "/profile.php", "/yourpage", "/username", "/wix", "/squarespace", "/wordpress",
     "/wordpressdotcom", "/bootstrap", "/templatemo", "/home.php", "/login", "/facebook",
     "/instagram", "/twitter", "/envato",
     "/w3css")
)  # fmt: skip
"""Paths of links that a template left, or that lead to the platform itself."""


RESERVED_END = ".example"
"""RFC 2606: hosts there stand in for real ones: "cliniko.example" is the platform of that name."""


def known(host: str, path: str, hosts: Collection[str]) -> str | None:
    """The entry of `hosts` an address lies on: its host or a parent, with or without path."""
    if host.endswith(RESERVED_END):
        label = host.removesuffix(RESERVED_END).rsplit(".", 1)[-1]
        return min((entry for entry in hosts if entry.startswith(f"{label}.")), default=None)
    first = path.lstrip("/").partition("?")[0]
    parts = first.split("/")
    labels = host.split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        for depth in range(min(3, len(parts)) + 1):
            entry = "/".join([domain, *parts[:depth]])
            if entry in hosts:
                return entry
    return None

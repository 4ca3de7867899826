"""Pages that stand in for others are told by what they say; clinics' pages never are."""

import pytest

from crawler.reading.links import page_root
from crawler.reading.standins import stand_in

MENU = "<ul>" + "<li><a href=/x>Remedial massage for backs and necks</a></li>" * 60 + "</ul>"


def judged(body: str) -> str | None:
    root = page_root(body)
    assert root is not None
    return stand_in(root)


@pytest.mark.parametrize(
    ("outcome", "body"),
    [
        ("parked", "<title>backs.example</title><p>The domain backs.example is for sale. Buy this domain"),
        ("parked", "<h1>backs.example</h1><p>This domain name has expired.<p>Related searches: Massage"),
        ("suspended", "<h1>Account Suspended</h1><p>Contact your hosting provider."),
        ("suspended", "<p>This website has been temporarily suspended"),
        ("suspended", "<h1>Bandwidth Limit Exceeded</h1>"),
        ("unfinished", "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>"),
        ("unfinished", "<h1>Coming soon</h1><p>Our new website"),
        ("error_page", "<h1>Error establishing a database connection</h1>"),
        ("error_page", "<b>Fatal error</b>: Uncaught Error in /srv/index.php on line 12"),
        ("soft_missing", f"<title>Page not found - Backs</title>{MENU}"),
        ("soft_missing", f"<title>Backs</title>{MENU}<h1>Oops! That page can’t be found.</h1>"),
        ("soft_missing", "<h1>404</h1>"),
        ("cookie_wall", "<p>Please enable cookies in your browser to continue."),
        ("cookie_wall", "<h1>We value your privacy</h1><p>Accept all cookies to enter this site</p><button>Accept</button>"),
        ("challenge", "<title>Just a moment...</title><p>Checking your browser before accessing backs.example."),
        ("challenge", "<p>Please complete the captcha so that we know you are no robot"),
    ],
)  # fmt: skip
def test_a_stand_in_is_told_by_its_kind(outcome, body):
    assert judged(body) == outcome


@pytest.mark.parametrize(
    "body",
    [
        "<title>Backs</title><h1>Remedial massage in Rosanna</h1><p>Call 03 7010 0100",
        "<h1>New website coming soon</h1><p>Backs Osteopathy, 12 High Street. Call (03) 7010 0100",
        "<h1>Fees</h1><p>We have suspended home visits for now. 60 minutes $110",
        f"<h1>Massage</h1><p>We use cookies. Accept all cookies to continue.</p>{MENU}",
        f"<title>Lost and not found: why backs hurt</title>{MENU}",
        "<h1>Gift vouchers for sale</h1><p>A name that people trust",
        "<script>var x = 'This account has been suspended. Domain for sale'</script><p>Osteopathy",
        "<h1>Clinic 404</h1><p>Room 404, Level 4. Massage by appointment",
    ],
)
def test_a_clinics_page_is_never_one(body):
    assert judged(body) is None

"""Links to the provider's own social pages."""

from indexer.facts import socials
from tests.indexer.facts.clinic_pages import site


def test_own_pages_are_kept_without_tracking() -> None:
    html = '<a href="https://www.facebook.com/madeupclinic/?fbclid=1">F</a><a href="https://instagram.com/madeup/">I</a>'
    assert socials.find(site(html)) == (
        "https://www.facebook.com/madeupclinic",
        "https://instagram.com/madeup",
    )


def test_sharing_links_and_template_links_are_nobodys_page() -> None:
    html = (
        '<a href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a>'
        '<a href="https://twitter.com/">T</a><a href="https://www.youtube.com/watch?v=abc">Film</a>'
    )
    assert socials.find(site(html)) == ()

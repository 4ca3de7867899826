"""What a robots.txt means, case by case.

The groups follow RFC 9309's sections, its examples, and what Google's published parser is tested for; files
and addresses are our own. `DIFFERENT` holds what we decide otherwise than that parser, each with its reason.
"""

import pytest

from crawler.manners.bounds import ROBOTS_BYTES
from crawler.manners.robots_rules import RobotsRules

HOST = "http://backs.example"
US = "User-agent: Rosanna\n"
CLOSED = US + "Disallow: /\n"

GROUPS = """\
allow: /lost/

user-agent: Rosanna
disallow: /
allow: /a/
user-agent: OtherBot
disallow: /
allow: /b/


allow: /c/
user-agent: ThirdBot

user-agent: Rosanna
allow: /d/
disallow: /
"""

# (name, robots.txt, path, whether we may)
CASES: list[tuple[str, str, str, bool]] = [
    # An empty file, a file without rules for us.
    ("nothing said is allowed", "", "/x", True),
    ("somebody else's group is not ours", "User-agent: OtherBot\nDisallow: /\n", "/x", True),
    ("a whole host may be closed", CLOSED, "/x", False),
    ("robots.txt itself is always allowed", CLOSED, "/robots.txt", True),
    ("unknown keys mean nothing", "agent: Rosanna\nforbid: /\n", "/x", True),
    ("a missing colon is forgiven", "user-agent Rosanna\ndisallow /\n", "/x", False),
    ("a missing colon is forgiven before a path that has one", "user-agent Rosanna\ndisallow /a:b\n", "/a:b", False),
    ("common misspellings are understood", "User-agent: Rosanna\nDissallow: /\n", "/x", False),
    # Grouping: 2.1, 2.2.1
    ("rules of our group hold", GROUPS, "/a/x", True),
    ("groups of one token are one group", GROUPS, "/d/x", True),
    ("rules of another group do not hold", GROUPS, "/b/x", False),
    ("rules before any group are lost", GROUPS, "/lost/", False),
    ("blank lines end no group", "User-agent: Rosanna\n\n\nDisallow: /x\n\nDisallow: /y\n", "/y", False),
    ("several agents share a group", "User-agent: a\nUser-agent: ROSANNA\nUser-agent: b\nDisallow: /\n", "/", False),
    ("a sitemap ends no group", US + "Sitemap: http://backs.example/s.xml\nUser-agent: *\nDisallow: /\n", "/", False),
    ("an unknown record ends no group", US + "Clean-param: x\nUser-agent: *\nDisallow: /\n", "/", False),
    ("a crawl delay ends no group", US + "Crawl-delay: 5\nUser-agent: *\nDisallow: /\n", "/", False),
    ("keys are read without case", "uSeR-AgEnT: rosanna\nDISALLOW: /\naLLoW: /ok\n", "/ok/x", True),
    ("tokens are compared without case", "User-Agent: rOsAnNa\nDisallow: /\n", "/x", False),
    ("a version after the token is left out", "User-agent: Rosanna/1.0\nDisallow: /\n", "/x", False),
    ("words after the token are left out", "User-agent: Rosanna crawler\nDisallow: /\n", "/x", False),
    ("our group comes before that of all", "User-agent: *\nDisallow: /\nUser-agent: Rosanna\nAllow: /x\n", "/y", True),
    ("the group of all holds when none is ours", "User-agent: other\nAllow: /\nUser-agent: *\nDisallow: /\n", "/", False),
    ("groups of all are one group", "User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b\n", "/b", False),
    ("an empty group of ours allows everything", "User-agent: *\nDisallow: /\n\nUser-agent: Rosanna\nDisallow:\n", "/", True),
    ("the beginning of our name is not our name", "User-agent: Ros\nDisallow: /\n", "/x", True),
    ("a longer name is not our name", "User-agent: Rosanna-Images\nDisallow: /\n", "/x", True),
    ("a star inside a name is not everybody", "User-agent: *bot\nDisallow: /\n", "/x", True),
    ("a star and a remark is everybody", "User-agent: * all of you\nDisallow: /\n", "/x", False),
    # Longest match: 2.2.2, 5.2
    ("paths are compared with case", US + "Disallow: /X/\n", "/x/y", True),
    ("the longer allow wins", US + "Disallow: /p/\nAllow: /p/page.html\n", "/p/page.html", True),
    ("the longer disallow wins", US + "Allow: /p/\nDisallow: /p/page.html\n", "/p/page.html", False),
    ("order means nothing", US + "Allow: /p/page.html\nDisallow: /p/\n", "/p/page.html", True),
    ("of equals allow wins", US + "Disallow: /folder\nAllow: /folder\n", "/folder/page", True),
    ("allow wins over a disallow of everything", CLOSED + "Allow: /\n", "/x", True),
    ("empty rules allow", US + "Disallow:\nAllow:\n", "/x", True),
    ("a slash makes a rule longer", US + "Disallow: /x\nAllow: /x/\n", "/x/", True),
    ("and leaves the shorter path to the other", US + "Disallow: /x\nAllow: /x/\n", "/x", False),
    ("a rule is a prefix, not a folder", US + "Disallow: /fish\n", "/fishheads/a.html", False),
    ("a folder is not its file", US + "Disallow: /fish/\n", "/fish", True),
    ("a prefix stands at the beginning", US + "Disallow: /fish\n", "/catfish", True),
    ("a rule reaches into the query", US + "Disallow: /fish\n", "/fish.html?id=1", False),
    ("a pattern's length counts with its star", US + "Allow: /page\nDisallow: /*.htm\n", "/page.htm", False),
    ("a longer plain path beats a pattern", US + "Allow: /x/page.\nDisallow: /*.html\n", "/x/page.html", True),
    ("the RFC's example of the longest match", US + "Allow: /example/page/\nDisallow: /example/page/disallowed.gif\n",
     "/example/page/disallowed.gif", False),
    # Special characters: 2.2.3
    ("a star is any characters", US + "Disallow: /a/*/c\n", "/a/b/b/c", False),
    ("a star is no character too", US + "Disallow: /a*c\n", "/ac", False),
    ("a last star changes nothing", US + "Disallow: /fish*\n", "/fish", False),
    ("a star at the front", US + "Disallow: *.php\n", "/folder/any.php.html", False),
    ("a star reaches into the query", US + "Disallow: /*.php\n", "/index?f=x.php/", False),
    ("a pattern needs all its parts", US + "Disallow: /*.php\n", "/php/", True),
    ("a dollar is the end", US + "Disallow: /*.php$\n", "/x.php", False),
    ("a dollar allows what goes on", US + "Disallow: /*.php$\n", "/x.php?a", True),
    ("only the front page", CLOSED + "Allow: /$\n", "/", True),
    ("and no other page", CLOSED + "Allow: /$\n", "/page.html", False),
    ("many stars cost no time", US + f"Disallow: /{'*a' * 200}b\n", "/" + "a" * 1_900, True),
    ("a number sign begins a remark", US + "# Disallow: /\nDisallow: /quz#qux\n", "/quz", False),
    ("a remark may follow an agent", "User-agent: Rosanna # that one\nDisallow: /\n", "/", False),
    # Percent-encoding: 2.2.2
    ("letters outside ASCII match their encoding", US + "Disallow: /foo/ツ\n", "/foo/%E3%83%84", False),
    ("encodings match", US + "Disallow: /foo/%E3%83%84\n", "/foo/%E3%83%84", False),
    ("encodings match in either case", US + "Disallow: /foo/%e3%83%84\n", "/foo/%E3%83%84", False),
    ("needless encodings match what they stand for", US + "Disallow: /foo/%62%61%7A\n", "/foo/baz", False),
    ("a query with an address in it", CLOSED + "Allow: /foo?a=b&c=http://d.example?e&f\n",
     "/foo?a=b&c=http://d.example?e&f", True),
    ("an encoded slash is no slash", US + "Disallow: /a%2Fb\n", "/a/b", True),
    # The file: 2.3, 2.5
    ("lines may end the Mac's way", "User-agent: Rosanna\rDisallow: /\r", "/x", False),
    ("lines may end the DOS way", "User-agent: Rosanna\r\nDisallow: /\r\n", "/x", False),
    ("the last line may lack its end", "User-agent: Rosanna\nDisallow: /", "/x", False),
    ("a byte order mark is skipped", "\ufeffUser-agent: Rosanna\nDisallow: /\n", "/x", False),
    ("index.html of an allowed folder is the folder", CLOSED + "Allow: /ok/index.html\n", "/ok/", True),
    ("but not the other way round", CLOSED + "Allow: /ok/index.html\n", "/ok/index.htm", False),
]  # fmt: skip

DIFFERENT: list[tuple[str, str, str, bool, str]] = [
    ("an encoded letter outside ASCII equals the letter itself", CLOSED + "Allow: /foo/ツ\n", "/foo/ツ", True,
     "their callers must encode first, ours need not"),
    ("needless encodings in a rule", CLOSED + "Allow: /foo/%62%61%7A\n", "/foo/baz", True,
     "RFC 9309's table says that they match; their parser does not decode"),
    ("a literal dollar at the end of a rule", US + "Disallow: /price$\n", "/price$low", False,
     "Protego reads a last dollar both ways; it costs a page that nearly no site has"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "path", "allowed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_we_may_fetch_what_robots_txt_allows(text, path, allowed):
    assert RobotsRules.parse(text.encode()).allowed(HOST + path) is allowed


@pytest.mark.parametrize(
    ("text", "path", "allowed"), [case[1:4] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT]
)
def test_known_differences_stay_what_they_are(text, path, allowed):
    assert RobotsRules.parse(text.encode()).allowed(HOST + path) is allowed


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"])
def test_a_torn_byte_order_mark_is_skipped(mark):
    assert not RobotsRules.parse(mark + CLOSED.encode()).allowed(HOST + "/x")


@pytest.mark.parametrize(
    "garbage",
    [b"\xef\x11\xbfUser-agent: Rosanna\nDisallow: /\n", bytes(range(256)) * 40, b"<html>Not found</html>"],
)
def test_garbage_forbids_nothing(garbage):
    assert RobotsRules.parse(garbage).allowed(HOST + "/x")


def test_a_mark_in_the_middle_spoils_only_its_line():
    rules = RobotsRules.parse(US.encode() + b"\xef\xbb\xbfDisallow: /a\nDisallow: /b\n")
    assert rules.allowed(HOST + "/a")
    assert not rules.allowed(HOST + "/b")


def test_500_kib_are_read_and_what_follows_is_not():
    remarks = b"# filler\n" * ((500 * 1024) // 9)
    assert not RobotsRules.parse(US.encode() + remarks + b"Disallow: /late\n").allowed(HOST + "/late")
    remarks = b"# filler\n" * (ROBOTS_BYTES // 9 + 1)
    assert RobotsRules.parse(US.encode() + remarks + b"Disallow: /late\n").allowed(HOST + "/late")


def test_a_rule_that_the_cut_tears_is_left_out():
    head = US.encode() + b"Disallow: /a\n"
    body = head + b"#" * (ROBOTS_BYTES - len(head) - len(b"\nDisallow: /")) + b"\nDisallow: /secret\n"
    rules = RobotsRules.parse(body)
    assert rules.allowed(HOST + "/other")
    assert not rules.allowed(HOST + "/a")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("User-agent: *\nCrawl-delay: 10\n", 10), ("User-agent: Rosanna\nCrawl-delay: 2.5\nUser-agent: *\nCrawl-delay: 9\n", 2.5),
     ("User-agent: other\nCrawl-delay: 30\nUser-agent: *\nDisallow: /x\n", None), ("Crawl-delay: 3\n", None),
     ("User-agent: Rosanna\nDisallow: /x\nCrawl-delay: 4\n", 4), ("User-agent: *\nCrawl-delay: soon\n", None),
     ("User-agent: *\nCrawl-delay: -1\nCrawl-delay: inf\nCrawl-delay: nan\n", None), ("User-agent: *\nCrawl-delay: 5\nUser-agent: Rosanna\nDisallow: /x\n", None)],
)  # fmt: skip
def test_the_crawl_delay_is_that_of_our_group(text, seconds):
    assert RobotsRules.parse(text.encode()).crawl_delay() == seconds


def test_sitemaps_may_stand_anywhere():
    text = "Sitemap: http://backs.example/a.xml\nUser-agent: x\nDisallow: /\nSITEMAP:http://backs.example/b.xml\n"
    assert RobotsRules.parse(text.encode()).sitemaps == (
        "http://backs.example/a.xml",
        "http://backs.example/b.xml",
    )


def test_a_group_for_us_by_name_is_told_from_one_for_all():
    assert RobotsRules.parse(CLOSED.encode()).names_us
    assert not RobotsRules.parse(b"User-agent: *\nDisallow: /\n").names_us


@pytest.mark.parametrize(
    "line", [b" " * 400_000 + b"x", b"Disallow: /" + b"a*" * 200_000, b"Disallow: /\n" * 30_000]
)
def test_a_hostile_file_is_read_all_the_same(line):
    rules = RobotsRules.parse(US.encode() + line + b"\nAllow: /\n")
    assert rules.allowed(HOST + "/x" + "a" * 1_900)

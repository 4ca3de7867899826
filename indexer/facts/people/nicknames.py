"""Short forms of given names: "Jo" is "Joanne" where both stand on one site."""

from typing import Final

_FORMS: Final = """
    alex alexander alexandra alexandria | andy andrew | barb barbara | ben benjamin | beth liz
    lizzie elizabeth | bill will william | bob rob robert | cath kath kate katherine catherine
    kathryn kathleen | charlie charles charlotte | chris christopher christine christina | dan danny
    daniel danielle | dave david | deb debbie deborah | di diana diane | ed eddie edward | fran
    frances | gabby gabrielle | gus angus | jack john | jen jenny jennifer | jim jimmy james | joe
    joseph | josh joshua | kim kimberly kimberley | liz elisabeth | maggie margaret | matt matthew |
    mick mike michael | nat natalie natasha nathan | nick nicholas nicola nicole | pam pamela | pat
    patrick patricia | pete peter | rick richard | sally sarah | sam samuel samantha | steph
    stephanie | steve stephen steven | sue susan suzanne | tim timothy | tom thomas | tony anthony |
    trish patricia | vicky victoria | viv vivienne vivian | zac zachary
"""
LEAST: Final = 2
"""Letters a short form has at least where it begins the longer name: "Jo", "Joanne"."""


def is_short_for(short: str, long: str) -> bool:
    """Whether two given names in lower case may be one person's."""
    if short == long or (LEAST <= len(short) <= 5 and long.startswith(short) and len(long) > len(short) + 1):
        return True
    return any(short in form and long in form for form in _SETS)


_SETS: Final = tuple(frozenset(line.split()) for line in _FORMS.split("|"))

"""Words above and beside a timetable, and what they say about whose it is."""

import re

from indexer.prefilter import Rule, Rules

LABELS = Rules(
    (weight, Rule(words, re.IGNORECASE))
    for words, weight in (
        # Names for opening hours as such.
        (
            (
                r"\b(?:open(?:ing)?|business|clinic|office|studio|shop|store|salon|spa|practice"
                r"|trading|operating|operation(?:al)?|working|work|consult(?:ing|ation)"
                r"|treatment|normal|regular|our)[ -]*(?:hours|times)\b"
            ),
            5,
        ),
        (
            (
                r"\bhours(?: of (?:operation|business|opening))?\b(?! (?:of|notice|in|to|before|prior"
                r"|after|per|a|later|drive))"
            ),
            4,
        ),
        (
            (
                r"\bopen\b|\bwhen (?:we(?:'re| are)|i(?:'m| am)|(?:can|do) (?:you|we|i))"
                r" (?:open|here|in|come|work|available)"
            ),
            3,
        ),
        # Words that often introduce them.
        (
            (
                r"\b(?:appointments?|sessions?|clinics?|treatments?) (?:times|are|is|available)\b"
                r"|\bfollowing times\b|\bappointment"
            ),
            2,
        ),
        (r"\b(?:contact|visit|find|location|get in touch|address|where)\b", 1),
        # Other things that happen at set times.
        (r"\breception (?:hours|times|is)\b", -1),  # counts as hours too: only the clinic's own outrank it
        (
            (
                r"\b(?:class(?:es)?|timetable|courses?|workshops?|retreats?|events?|seminars?"
                r"|lectures?|groups?"
                r"|training|meetups?|webinars?)\b|^(?!.*(?:osteo|massage|clinic|therap)).*\b(?:pilates|yoga"
                r"|meditation|tai chi)\b"
            ),
            -5,
        ),
        (r"\b(?:christmas|easter|holiday hours|xmas|new year|covid|lockdown|temporary)\b", -9),
        (r"\b(?:available times|next appointment|select|choose|pick) ?", -3),
        (r"^available\b", -2),
        (
            (
                r"\b(?:book|online|support|chat|text|call|e-?mail|messages?|phone"
                r"|respon[ds]\w*)\b.{0,30}\b24 ?(?:[/x] ?7|hours)"
            ),
            -9,
        ),
        (r"^\W*(?:we(?:'re| are) )?(?:open|available|services?)? ?24 ?[/x] ?7\W*$", 3),
        (r"\b(?:surcharge|specials?|offer|discount|happy hour|off.?peak|deal)\b", -4),
        (
            (
                r"\b(?:parking|train|bus|(?:tele)?phone (?:hours|lines?|is|times)"
                r"|(?:office|booking|enquiry|help) line|calls? (?:are|will|us|me)|by (?:tele)?phone"
                r"|(?:tele)?phones? (?:is |are )?(?:answered|staffed|manned)|respond|reply)\b"
            ),
            -9,
        ),
        (r"\b(?:price|rate|cost|fee)s?\b", -2),
    )
)
"""What the words above and beside a timetable say about whose it is."""
HOURS_AS_SUCH = 4
"""Weight of words that name opening hours, and do not only introduce them."""


def tells_hours(heading: str) -> bool:
    """Whether a heading announces hours as such."""
    return any(words.search(heading) for weight, words in LABELS.able(heading) if weight >= HOURS_AS_SUCH)


def weigh(text: str) -> int:
    """The weightiest good word and the worst bad one."""
    weights = [weight for weight, words in LABELS.able(text) if words.search(text)]
    return max([0, *weights]) + min([0, *weights])

"""Wordings of practical facts of too many forms for a vocabulary: "park in the drive", "tap your card".

Each is compared with text in lower case.
"""

from typing import Final

from indexer.prefilter import Rule, Rules

_NO_CARD: Final = (
    r"(?<!gift )(?<!business )(?<!concession )(?<!care )(?<!medicare )(?<!gold )(?<!white )(?<!loyalty )"
    r"(?<!seniors )(?<!health )(?<!fund )(?<!membership )(?<!punch )(?<!pension )(?<!pensioner )(?<!student )"
)

_WORDINGS: Final = (
    (
        "online-booking",
        Rule(
            r"\b(?:book|schedul|reserv)\w*\b(?: \w+){0,4} on-?line\b"
            r"|^(?:choose|select|pick|preferred)(?: \w+){0,3} (?:date|time slot)\b.{0,12}$"
            r"|^(?:see|view|check|find)? ?(?:all |our |my )?(?:available|open|free) (?:times|appointments"
            r"|slots)$"
            r"|\b(?:book|bookings?|booked|schedule)\b(?: \w+){0,5} (?:through|via|on|from) (?:the|our|my"
            r"|this)"
            r" (?:web ?site|web ?page|booking (?:page|link|system|button|calendar)|link|app|button"
            r"|calendar)\b"
            r"|\b(?:online|web) (?:diary|calendar|booker|booking)\b|\bon-?line(?:,)? (?:any ?time|24/7"
            r"|day or night)"
        ),
    ),
    (
        "parking",
        Rule(
            r"(?:^|[.;:!,–—] ?|\b(?:can|may|please|to|and|always|easily|also) )park (?:your car |right "
            r"|free |easily "
            r"|for free |safely )?(?:in|on|at|outside|out|behind|beside|opposite|under|free|right|nearby"
            r"|across|along"
            r"|anywhere|round|around|next|off|directly)\b"
            r"|\b(?:visitors?|car|off-street|angle|street|client|reserved|dedicated|disabled"
            r"|accessible) (?:spaces?|bays?)\b"
            r"|\b(?:spaces?|bays?|spots?|room) (?:for (?:\w+ ){0,2}cars?|to park)\b"
        ),
    ),
    (
        "public-transport",
        Rule(
            r"\b(?:trams?|bus(?:es)?|trains?|ferry|ferries|tube|metro|light rail|luas|dart|streetcar"
            r"|subway)\b"
            r"[^.!?\n]{0,40}\b(?:stops?|outside|nearby|(?:to|at) (?:the|our|my) door|minutes?|walk|metres"
            r"|yards|passes|pass)\b"
            r"|\b(?:stop|station)\b[^.!?\n]{0,25}\b(?:outside|opposite|across|round the corner"
            r"|around the corner|metres|"
            r"minutes|nearby|at the (?:door|corner|end))\b"
            r"|\b(?:routes?|trams?|bus(?:es)?"
            r"|number)(?: no\.?)? \d{1,3}[a-z]?\b(?=[^.!?\n]{0,50}\b(?:stops?|tram|bus|outside|route|line)\b)"
            r"|\b(?:near|from|to|opposite|beside|behind|by|off|past) (?:the )?(?!police|fire|petrol"
            r"|service|gas|work|radio)"
            r"[a-z]+(?: [a-z]+)? station\b"
        ),
    ),
    (
        "wheelchair-access",
        Rule(
            r"\b(?:level|step-?free|flat|ramped|ramp|wheelchair) (?:entry|access|entrance|way in)\b"
            r"|\bautomatic doors?\b|\b(?:accessible|disabled) (?:washroom|bathroom|toilet|entrance|entry"
            r"|parking)"
            r"|\bwheelchair (?:into|to|from|ramp)\b|\bwheelchair[- ](?:accessible|friendly)\b"
            r"|\breached by wheelchair\b"
            r"|\bno steps?\b|\bramps? (?:at|to|from|on|in)\b"
            r"|\bstep-free\b|\b(?:there is|there['’]s|has|have|with|by|via|up) (?:a |the )?(?:gentle "
            r"|portable )?(?:ramp|lift)\b(?! your)"
            r"|\bwheelchairs? (?:is|are|can|and|users?|fits?|welcome)\b|\bground[- ]floor (?:room|rooms"
            r"|clinic|studio|"
            r"treatment|consulting|access|practice|premises|entry)\b|\b(?:on|is on) the ground floor\b"
            r"|\ball (?:on )?(?:one|the same) level\b|\b(?:lift|elevator) (?:to|up to) (?:the|our|level)\b"
        ),
    ),
    (
        "card-payment",
        Rule(
            r"\b(?:(?:take|takes|accept|accepts|pay|payment)(?: \w+){0,2} (?:by )?|by |with |tap (?:your "
            r"|a )?|"
            rf"(?:all )?(?:major|bank) ){_NO_CARD}cards?\b(?! (?:details|holder|number))"
            r"|^\W*cards?(?:,| and| or| &)? (?:cash|phone|bank|transfer|hicaps|eftpos)\b|\bcash(?:,| and"
            r"| or| &) cards?\b|"
            r"\bcards?(?:,| and| or| &) (?:cash|eftpos|transfer|bank|checks?|cheques?|venmo|paypal)\b"
            r"|\btap (?:and|&|to|or) (?:go|pay|chip|swipe)\b|"
            rf"^pay(?:ment)?s?\b[^.!?\n]{{0,40}}(?:,|\bor|\band|&) (?:by |with )?{_NO_CARD}cards?\b|"
            r"\b(?:debit|credit)(?:,| and| or| &|/) ?(?:credit|debit|cash)\b|"
            r"\beftpos\b|\bcard (?:machine|terminal|reader)\b"
        ),
    ),
    (
        "gift-vouchers",
        Rule(
            r"\b(?:i|we) (?:do|have|can do|also do) vouchers\b|\bvouchers?\b (?:may|can|are|from|for any"
            r"|for all|available|make|on sale|sold)\b|\b(?:buy"
            r"|sell|purchase|order|"
            r"offer|send)(?: \w+){0,2} vouchers?\b|\bgive (?:someone|a friend|somebody|the gift)\b"
        ),
    ),
    (
        "home-visits",
        Rule(
            r"\b(?:come|travel|drive|visit)s?(?: out)? (?:to|you (?:at|in)|people (?:at|in)) (?:you\b"
            r"|your |their |(?:the )?homes?\b)"
            r"|\b(?:sessions?|treatments?|massages?|appointments?)(?:['’]s)?"
            r"(?: (?:are|is|take|place|done|held|given|provided|carried out)){1,3} (?:in|at)"
            r" (?:your|the|their) (?:(?:client|patient|customer)s?['’]?s? )?(?:own )?homes?\b"
            r"|\b(?:visit|see|treat)s? (?:you|people|clients|patients) (?:at|in) (?:your"
            r"|their) (?:own )?homes?\b"
        ),
    ),
    (
        "outdoor-or-corporate",
        Rule(
            r"\b(?:offices?|workplaces?),? (?:and|or|&) events?\b"
            r"|\bevents?,? (?:and|or|&) (?:offices?|workplaces?)\b"
            r"|^\W*available for (?:\w+ )?events\b"
        ),
    ),
    (
        "walk-ins",
        Rule(
            r"\bwalk[- ]?ins? (?:is |are |clients |customers |guests )*(?:always |very )?welcome\b"
            r"|\b(?:walk|drop|pop) (?:straight |right )?in (?:any ?time|if|when|without|and (?:see|ask)"
            r"|off the street)\b"
            r"|\bno (?:need to book|booking needed|appointment)\b|\bjust (?:turn|walk|drop|pop) (?:up|in)\b"
        ),
    ),
    (
        "health-fund-rebates",
        Rule(
            r"\bextras(?: cover)?\b[^.!?\n]{0,60}\b(?:rebate|claim|cover|receipt|fund)|\b(?:claim|rebate"
            r"|receipt)s?\b"
            r"[^.!?\n]{0,40}\b(?:your|private|health) (?:health )?(?:fund|funds|extras)\b"
            r"|\bprovider numbers?\b[^.!?\n]{0,30}\bfunds?\b|\bfunds?\b[^.!?\n]{0,30}\b(?:rebate|claim)"
        ),
    ),
    (
        "concession",
        Rule(
            r"\b(?:pensioners?|(?:students?|seniors?)(?! (?:remedial|massage|expert|therap|osteo|physio"
            r"|myo|pract|clinic|consult))"
            r"|oaps?|pension card|card holders|cardholders"
            r"|health care cards?|concessions?)\b"
            r"[^.!?\n]{0,40}(?:[$£€]\s?\d|\d+ ?%|\b(?:off|less|discount|cheaper)\b)"
        ),
    ),
)
WORDINGS: Final = Rules(_WORDINGS)
"""Feature id -> its wordings."""

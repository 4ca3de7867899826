"""Signs by which a site shows what it is: a provider, or a shop, a paper, a school, a trade of another kind.

Every rule reads text in lower case, a block a line.
"""

from typing import Final

from indexer.prefilter import Rule, Rules

_Sign = tuple[tuple[str, float], Rule]


def _sign(name: str, weight: float, words: str) -> _Sign:
    return (name, weight), Rule(rf"\b(?:{words})")


_FOR: Final = (
    _sign(
        "speaks of its own team",
        1.0,
        (
            r"our (?:\w+ ){0,3}(?:clinic|practice|team|therapists?|osteopaths?|practitioners?|studio|rooms?"
            r"|centre|spa|services|treatments)\b"
        ),
    ),
    _sign(
        "offers in its own name", 1.0, r"(?:we|i) (?:\w+ )?(?:offer|provide|speciali[sz]e|treat|use|tailor)\b"
    ),
    _sign(
        "introduces a therapist",
        1.0,
        (
            r"(?:i am|i['’]m|is|as) an? (?:\w+[ ,-]+){0,6}(?:osteopath|(?:massage|myo|body|remedial"
            r"|sports) ?\w*therapist|practitioner|bodyworker|masseuse)\b"
        ),
    ),
    _sign(
        "speaks as one who treats",
        0.75,
        (
            r"(?:i am|i['’]m|i have|i['’]ve|i trained|i work|i see|i treat|i come|i travel|i visit|i give"
            r"|i studied|my name is)\b"
            r"|my (?:own )?(?:room|clinic|practice|studio|treatments?|sessions?|clients|patients|hands"
            r"|training)\b"
            r"|we (?:see|give|work|treat|massage|look after|have been)\b"
        ),
    ),
    _sign(
        "states rebates or standing",
        0.5,
        (
            r"hicaps|health funds?\b|rebates?\b|members? (?:of|,)|registered (?:with|osteopath|massage)"
            r"|fully insured|provider number"
            r"|first aid\b|diploma (?:of|in)\b"
        ),
    ),
    _sign(
        "names a practitioner with standing",
        1.0,
        (
            r"[a-z] \(osteopath\)|(?:massage therapist|myotherapist|osteopath) \([a-z]{2,}"
            r"|gosc[ :#.a-z]{0,6}\d|m\.?ost\b"
            r"|[a-z], (?:\w+ ){0,2}(?:osteopath|massage therapist|myotherapist|rmt|lmt)\b|(?:hlt\d{5}"
            r"|ost\d{10})\b"
        ),
    ),
    _sign(
        "treats people besides animals",
        4.0,
        (
            r"(?:people|humans?|riders?)(?:,| and| &)[^\n]{0,20}(?:horses?|dogs?|animals?|pets?)\b"
            r"|(?:horses?|dogs?|animals?|pets?)(?:,| and| &)[^\n]{0,20}(?:people|humans?|riders?)\b"
        ),
    ),
    _sign(
        "takes bookings",
        1.0,
        (
            r"(?:book|make|schedule) (?:an?|your|online|now|in)\b|appointments? (?:only|available|call|by)"
            r"|to book\b|bookings?\b|(?:ring|call|text|phone|e-?mail) (?:us|me|or|first|for an? app)\b"
            r"|walk[- ]ins?\b|request an appointment|book a (?:spot|place|time)|walk in,"
        ),
    ),
    _sign("names a telephone", 0.5, r"(?:phone|tel|call|mobile|text|ph)\b[^\n]{0,20}\d{3}"),
    _sign(
        "states opening hours",
        0.5,
        r"(?:opening hours|hours of operation|mon(?:day)?s?\b.{0,25}\d\s?(?:am|pm|:))",
    ),
)
FOR: Final = Rules(_FOR)
"""Signs of a provider, with weights; each counts once."""

ADULT: Final = "advertises adult services"
REFUSED: Final = Rule(
    r"\b(?:we|i|this|it|they|and|our \w+) (?:do|does|are|is|am|will)(?: not|n['’]t)\b|\bnot an? (?:adult"
    r"|sexual"
    r"|escort|erotic|massage parlou?r|brothel)|\bno (?:sexual|erotic|adult|happy|sensual|escorts?|extras"
    r"|funny business|inappropriate)|\bnon[- ]?sexual|strictly (?:no\b|non|professional|therapeutic)"
    r"|\b(?:will be|be) (?:asked to leave|ended|terminated|reported|refused|hung up|declined|charged in full)"
    r"|do(?: not|n['’]t) (?:ask|offer|provide)"
)
"""A line that says what is not to be had there."""
_AGAINST: Final = (
    _sign(
        "is a guide or a review",
        1.5,
        (
            r"(?:this|our|my) (?:web ?site|site|blog|guide|review|page)s? (?:\w+ ){0,3}(?:about|reviews?"
            r"|introduces|recommends?|based on|aims|guides?|was (?:made|created))\b"
        ),
    ),
    _sign(
        "is a piece of study",
        3.5,
        (
            r"as an? (?:exchange|international|university|college|it|web) student\b|(?:university|school"
            r"|college|class|course) (?:project|assignment)\b|assignment \d|student (?:id|number)\b"
        ),
    ),
    _sign("serves food", 1.0, r"restaurants?\b|cuisine\b"),
    _sign(
        "teaches students",
        2.0,
        (
            r"enrol(?:l|ment|lment|ments)?\b|our (?:students|graduates|campus|trainers)\b|course (?:fees?"
            r"|dates|outline|structure)\b|student clinic\b|rto (?:code|no|number|\d)"
            r"|nationally (?:recognised"
            r"|accredited) (?:training|course)|intakes?\b|prospectus\b|tuition\b"
        ),
    ),
    _sign(
        "sells goods",
        2.0,
        (
            r"add to (?:cart|basket|bag)\b|free (?:shipping|delivery)\b|in stock\b|out of stock\b|sku\b"
            r"|shipping (?:policy|costs?)\b|proceed to checkout\b"
        ),
    ),
    _sign(
        "is parked",
        4.0,
        (
            r"(?:this |the )?domain (?:name )?(?:is|may be|might be)(?: \w+)? (?:for sale|parked|available)"
            r"|buy this domain|parked (?:free|page|domain)|domain (?:is )?parked|domain has expired"
            r"|website is (?:coming soon|under construction)|default web ?page|related searches\b"
        ),
    ),
    _sign(
        "advertises a job",
        2.0,
        (
            r"apply now\b|(?:attractive |competitive )?(?:salary|remuneration)\b|job (?:description|type"
            r"|title)\b|send (?:your|us your) (?:resume|cv)\b|cover letter\b|full[- ]time position"
        ),
    ),
    _sign(
        "lists other businesses",
        2.0,
        (
            r"(?:list|add|claim) your (?:business|practice|clinic|listing)\b|find an? (?:therapist"
            r"|osteopath"
            r"|practitioner|massage therapist) near you|top \d+ \w+|best \w+ (?:massage|osteopaths?) in\b"
            r"|browse (?:by|all) \w+"
        ),
    ),
    _sign(
        ADULT,
        8.0,
        (
            r"escorts?\b|nuru\b|erotic\b|happy ending|sensual (?:massage|touch)|body[- ]to[- ]body"
            r"|b2b massage"
            r"|body ?slides?\b|fbsm\b|lingam\b|yoni\b|adult (?:services|entertainment|massage)"
            r"|full service massage|(?:hot|sexy|young) (?:girls|ladies|babes)"
        ),
    ),
    _sign(
        "is a shop of things",
        2.5,
        (
            r"cart \(?\d|\bcart 0 items|your cart\b|track my order|returns (?:&|and) refunds|warranty\b"
            r"|showrooms?\b"
            r"|wholesale\b|\brrp\b|buy now\b|afterpay available|shop (?:now|all|chairs|the range)\b"
            r"|trade accounts?\b"
            r"|free returns\b|\d+ ?(?:ml|kg|g|cm|l|pieces)(?: \w+)?[^\n]{0,20}(?:\n|[ |/-]+)[$£€]"
            r"|shipping\b|our range of (?:tables|chairs|oils)"
            r"|(?:tables|chairs|oils|balms|pools|spas) (?:made|for (?:sale|massage therapists))\b"
            r"|starter kits?\b|join my team\b"
            r"|(?:spa pools?|swim spas?)\b"
        ),
    ),
    _sign(
        "is a newspaper, a magazine or a blog",
        2.5,
        (
            r"\d+ min(?:ute)? read\b|(?m:^subscribe$)|(?m:^advertisement$)|(?m:^share$)"
            r"|by [a-z'-]+ [a-z'-]+(?: [·|,-]|,) ?(?:updated )?\d|(?m:^by [a-z'-]+ [a-z'-]+$)"
            r"|posted on \d|posted (?:on|by)\b"
            r"|(?m:^newsletter$)|(?m:^opinion$)|classifieds\b|police said\b|\bthe (?:herald|paper"
            r"|guide) (?:has|is|was)\b|(?m:^start here$)"
            r"|(?m:^comments?$)|price guide\b|best for:|our guest\b|transcript\b|(?m:^episodes$)"
            r"|(?m:^recipes$)|podcast\b|hardback\b"
            r"|earn (?:a )?commissions?\b|through our links\b|affiliate links?\b"
            r"|author of\b|weekly$|we (?:asked|reviewed|tested|lay face)\b"
        ),
    ),
    _sign(
        "is an encyclopaedia",
        2.5,
        (
            r"(?m:^view history$)|(?m:^random article$)|(?m:^main page$)|(?m:^see also$)"
            r"|(?m:^references$)|\[\d\]|\[edit\]"
            r"|\b(?:1[5-9]\d\d)\b[^\n]{0,200}\b(?:18|19)\d\d\b|antiquity\b|(?m:^talk$)|(?m:^edit$)"
        ),
    ),
    _sign(
        "is an association or a conference",
        2.5,
        (
            r"(?m:^(?:join|join us|members|members area|membership|advocacy|exhibitors?|speakers|sponsors"
            r"|tickets|delegates)$)"
            r"|(?:president|treasurer|secretary): ?[a-z]|annual general meeting|our members\b"
            r"|representing [\d,]+|find a therapist\b"
            r"|keynote\b|early bird\b|exhibitors\b|call for (?:papers|abstracts)|trade (?:show"
            r"|tickets?)\b|[\d,]+ members\b|\bcpd (?:each|points|hours)\b"
        ),
    ),
    _sign(
        "is software or a template",
        3.0,
        (
            r"free trial\b|book a demo\b|soap notes\b|(?m:^integrations$)"
            r"|\$\d+(?:\.\d\d)? ?(?:/|a |per )mo(?:nth)?\b|changelog\b"
            r"|(?:html|wordpress|website) (?:template|theme)\b|purchase theme\b|buy this (?:template"
            r"|theme)|template features\b|lorem ipsum"
            r"|ut enim ad minim|download (?:the app|on the)|spreadsheets?\b|dashboards?\b"
            r"|data\b[^\n]{0,30}\b(?:pipelines|warehouse|analytics)"
        ),
    ),
    _sign(
        "treats animals",
        2.5,
        (
            r"canine\b|equine\b|dogs?\b[^\n]{0,30}\b(?:massage|osteopathy|hips|therapy|treat\w*)"
            r"|\bfor (?:dogs|horses|pets|animals)\b|vets?\b"
            r"|veterinar\w+|horses?\b|stables\b|saddles?\b|(?:animal|small animal|horse|dog) (?:massage"
            r"|osteopath\w*|physio\w*|therap\w+)"
        ),
    ),
    _sign(
        "lists work, rooms or businesses of others",
        3.5,
        (
            r"(?m:^(?:jobs|companies|salaries|vacancies|candidates|agents|lease|sold|categories"
            r"|add business|browse|post|list your business)$)"
            r"|\b\d+ (?:massage|osteopath)[^\n]{0,20} jobs\b|\$\d+ ?(?:-|to) ?\$?\d+ an hour"
            r"|\ban hour\b[^\n]{0,40}\bcommission|per annum\b|% commission\b|salary\b"
            r"|(?:how to apply|to apply,? (?:send|please|e-?mail|call))\b|applicants?\b"
            r"|we are (?:looking for|seeking)\b|(?:associate|locum|therapist"
            r"|osteopath) (?:wanted|required|needed)\b|vacanc(?:y|ies)\b"
            r"|room (?:for|to) rent\b|rooms? in \w+ (?:for|to) rent|for lease\b|leasing agent|listed by\b"
            r"|listings? from\b|showing \d+ ?(?:-|to|–)"
            r"|\d+ results\b|sponsored listings?|nearby$|board index\b|(?m:^re: )|moderator\b|franchis\w+"
            r"|territor(?:y|ies) (?:open|available)"
            r"|(?:plus|\+) super\b|per hour plus\b|quick apply\b|search jobs\b|similar jobs\b"
            r"|about the role\b|super(?:annuation)? (?:included|paid)|abn (?:required|holders?)|job (?:id"
            r"|ref)"
        ),
    ),
    _sign(
        "is a school, an insurer or an authority",
        2.5,
        (
            r"atar\b|undergraduate\b|semesters?\b|prerequisites?\b|subject code|course code\b"
            r"|credit points?|(?m:^faculty$)|(?m:^degrees$)|(?m:^handbook home$)"
            r"|students? (?:will|compare|read|learn)\b|you will (?:learn|study)\b|campus\b|(?:our"
            r"|the) policy\b|premiums\b|policy ?holders?|product disclosure|underwrit\w+"
            r"|waiting periods?\b|annual limits?\b|get (?:a|an instant) quote|claims history"
            r"|per year cover|sum insured|indemnity (?:of|up to|from|insurance for)"
            r"|(?m:^(?:council|residents|roads|shire)$)|planning permit\b|shire of\b|inspectors?\b"
            r"|permit\b[^\n]{0,30}(?:council|premises)"
            r"|(?:extras|hospital) cover\b[^\n]{0,40}(?:join|switch)|(?m:^(?:join|switch|get a quote)$)"
            r"|recognised providers\b|members can claim"
        ),
    ),
    _sign(
        "has ended",
        3.0,
        (
            r"(?:have|has|i|we|am|is) (?:now )?(?:retired|moved (?:to|overseas|abroad|back to|home to)"
            r"|left (?:the country|australia))\b"
            r"|no longer (?:see|seeing|take|taking|practis\w+|practic\w+|accept\w*) (?:clients|patients"
            r"|bookings|appointments)?"
            r"|tak(?:e|es|ing) no (?:more )?(?:clients|patients|bookings)|(?:practice|clinic"
            r"|rooms) (?:has|have|is|are) (?:now )?closed\b"
            r"|(?:patient |clinical |your )?records? (?:are|is|were) (?:kept|held|stored)\b|farewell\b"
            r"|goodbye\b"
        ),
    ),
    _sign(
        "is of another trade",
        3.0,
        (
            r"(?:hair|beard|skin fade|scissor) ?cuts?\b|skin fade\b|beards?\b|barber\w*|our dentists?\b"
            r"|dental (?:practice|clinic|surgery)\b|teeth\b[^\n]{0,20}whiten|night guards?|vaccin\w+"
            r"|(?:annual|sports) physicals\b"
            r"|prescribe medication\b|our physicians?|family medicine|smash repairs?|dents?\b"
            r"|panel (?:beat\w*|shop)"
            r"|suspension\b|motel\b|queen room|\d nights?\b"
            r"|gigs?\b|guitar\b|drums\b|tribute\b|novelist\b|simmer\b|serves \d|(?m:^(?:recipes|pantry"
            r"|rooms|gigs|band|books)$)|our podiatrists?\b|general foot care\b|nail surgery\b|orthodont\w+"
            r"|index of /|parent directory|linen (?:hire|service)|laundry\b|eyelash"
            r"|acrylics?\b|manicures? (?:from|\$)"
        ),
    ),
)
AGAINST: Final = Rules(_AGAINST)
"""Signs of other sites, with weights. A sign counts by the share of the pages that bear it, doubled: a clinic
may have a shop or a course beside its rooms, a school speaks of little else."""
TITLED: Final = Rule(
    r"\b(?:jobs?|vacanc(?:y|ies)|wanted|insurance|software|apps?|template|courses?"
    r"|cpd|degrees?"
    r"|bachelor of|diploma of|college|school|academy|university|department of|expo|conference|summit"
    r"|(?:for|to) (?:sale|lease|rent|hire)"
    r"|canine|equine|dogs?|horses?|podcast|ep\.? \d+|the \d+ (?:best|top)|\d+ (?:best|types|ways"
    r"|reasons"
    r"|results|jobs)"
    r"|history of|encyclop\w+|\w+pedia|recipes?|novelist|franchis\w+|tribute|forum|message board"
    r"|handbook"
    r"|dental|dentists?"
    r"|wholesale|retailer|shop|store|suspended|index of|society of|guild of|association of"
    r"|federation of"
    r"|weekly|herald|diary)\b"
)
"""Words of a home page's title or top heading that name another kind of site."""
TITLED_WEIGHT: Final = 3.0

ONCE_ENOUGH: Final = frozenset(["is a piece of study", "is parked", ADULT])
"""Signs that count in full wherever they stand."""

"""Ways in which clinics lay out prices, second half: name, country, page, (minutes, amount) pairs."""

Prices = set[tuple[int | None, float]]
LAYOUTS: list[tuple[str, str, str, Prices]] = [
    (
        "wix services",
        "AU",
        (
            "<ul><li><h3>Remedial Massage</h3><p>Read More</p><p>1 hr</p><p>110 Australian dollars</p><p>$110</p><button>Book Now</button></li><li><h3>Cupping</h3><p>30 min</p><p>65 Australian dollars</p><p>$65</p></li></ul>"
        ),
        {(30, 65), (60, 110)},
    ),
    (
        "squarespace acuity",
        "AU",
        (
            "<p>Swedish Massage</p><p>1 hour @ $90.00</p><p>90 Minute Swedish</p><p>1 hour 30 minutes @ $130.00</p>"
        ),
        {(60, 90), (90, 130)},
    ),
    (
        "godaddy",
        "AU",
        (
            "<h4>Swedish massage</h4><p>$90</p><p>1 hr</p><p>Light.</p><h4>Deep</h4><p>$100</p><p>1 hr</p><p>Deep.</p>"
        ),
        {(60, 90), (60, 100)},
    ),
    ("eur", "IE", ("<p>Deep Tissue Massage 60 mins €70</p>"), {(60, 70)}),
    (
        "medicare gap",
        "AU",
        ("<p>Standard consult 30 mins $98. Medicare rebate $61.80, out of pocket $36.20.</p>"),
        {(30, 98)},
    ),
    (
        "table notes col",
        "AU",
        (
            "<table><tr><th>Service</th><th>Fee</th><th>Rebate</th><th>Gap</th></tr><tr><td>Standard (30 min)</td><td>$98</td><td>$61.80</td><td>$36.20</td></tr></table>"
        ),
        {(30, 98)},
    ),
    ("hidden tab", "AU", ('<div style="display:none"><h3>Massage</h3><p>60 min $90</p></div>'), {(60, 90)}),
    ("reiki no min", "AU", ("<h3>Reiki</h3><p>$70</p>"), {(None, 70)}),
    (
        "therapies list no min",
        "GB",
        ("<ul><li>Indian head massage £35</li><li>Reflexology - £40</li></ul>"),
        {(None, 35), (None, 40)},
    ),
    ("duration colon price colon", "AU", ("<h3>Bowen</h3><p>Time: 45 mins | Cost: $90</p>"), {(45, 90)}),
    ("emoji", "AU", ("<h3>Massage</h3><p>⏱ 60 min 💰 $90</p>"), {(60, 90)}),
    (
        "approx",
        "AU",
        (
            "<p>Initial osteopathic consultation (approx. 60 mins) $140</p><p>Standard (approx 30-40 mins) $105</p>"
        ),
        {(30, 105), (60, 140)},
    ),
    ("up to", "AU", ("<p>Initial consultation (up to 60 minutes): $140</p>"), {(60, 140)}),
    (
        "includes consult",
        "AU",
        ("<p>90 minute massage, includes 15 minute consultation: $140</p>"),
        {(90, 140)},
    ),
    (
        "first col bare figures",
        "AU",
        ("<h2>Fees</h2><ul><li>Initial consult – 130</li><li>Follow up – 95</li></ul>"),
        {(None, 95), (None, 130)},
    ),
    (
        "cost per column headings of h4",
        "AU",
        (
            "<div><h4>30 min</h4><p>$60</p></div><div><h4>60 min</h4><p>$100</p></div><div><h4>90 min</h4><p>$140</p></div>"
        ),
        {(30, 60), (60, 100), (90, 140)},
    ),
    (
        "div tables",
        "AU",
        (
            '<div class="row"><div>Treatment</div><div>30 min</div><div>60 min</div></div><div class="row"><div>Swedish massage</div><div>$50</div><div>$85</div></div><div class="row"><div>Deep tissue</div><div>$55</div><div>$95</div></div>'
        ),
        {(30, 50), (30, 55), (60, 85), (60, 95)},
    ),
    (
        "30min alone last",
        "AU",
        ("<h3>Massage</h3><p>$60 30min<br>$100 60min<br>$140 90min</p>"),
        {(30, 60), (60, 100), (90, 140)},
    ),
    ("hourly", "AU", ("<h3>Corporate massage</h3><p>$120 p/h</p>"), {(60, 120)}),
    ("hr rate2", "AU", ("<h3>Massage</h3><p>Rate: $120 an hour</p>"), {(60, 120)}),
    (
        "half-hour",
        "AU",
        ("<p>Half-hour massage $50, one-hour massage $90, ninety-minute massage $130</p>"),
        {(30, 50), (60, 90), (90, 130)},
    ),
    ("sixty words", "AU", ("<p>Sixty minute massage $90</p>"), {(60, 90)}),
    ("price valid from", "AU", ("<h3>Prices from 1 July 2026</h3><p>Massage 60 min $90</p>"), {(60, 90)}),
    ("price increases", "AU", ("<p>From 1 January 60 min massage $100 (previously $90)</p>"), {(60, 100)}),
    (
        "group class",
        "AU",
        (
            "<h3>Massage</h3><p>60 min $90</p><h3>Cancellation policy</h3><p>Less than 24 hours notice: 50% fee. No show: $90 fee</p>"
        ),
        {(60, 90)},
    ),
    (
        "options dup",
        "AU",
        ("<select><option>30 min - $60</option></select><h3>Massage</h3><p>60 min $100</p>"),
        {(60, 100)},
    ),
    ("NDIS", "AU", ("<p>NDIS massage 60 min $193.99 per hour</p>"), {(60, 193.99)}),
    (
        "tablepress sub-head",
        "AU",
        (
            "<h2>Fees</h2><table><thead><tr><th>Service</th><th>Length</th><th>Price</th></tr></thead><tbody><tr><td>Initial consult</td><td>1 hr</td><td>$165</td></tr><tr><td>Follow-up</td><td>45 mins</td><td>$125</td></tr><tr><td>Follow-up (short)</td><td>30 mins</td><td>$95</td></tr></tbody></table>"
        ),
        {(30, 95), (45, 125), (60, 165)},
    ),
    (
        "min in price cell",
        "AU",
        (
            "<table><tr><td>Swedish</td><td>60min $85<br>90min $120</td></tr><tr><td>Thai</td><td>60min $90<br>90min $130</td></tr></table>"
        ),
        {(60, 85), (60, 90), (90, 120), (90, 130)},
    ),
    (
        "two cells per row pairs",
        "AU",
        ("<table><tr><td>30 min</td><td>$50</td><td>60 min</td><td>$90</td></tr></table><p>Massage</p>"),
        {(30, 50), (60, 90)},
    ),
    (
        "durations col amounts row",
        "AU",
        (
            "<table><tr><th>Duration</th><td>30 min</td><td>45 min</td><td>60 min</td></tr><tr><th>Massage</th><td>$50</td><td>$70</td><td>$90</td></tr></table>"
        ),
        {(30, 50), (45, 70), (60, 90)},
    ),
    (
        "name $ / $",
        "AU",
        ("<h3>Massage 30 / 60 / 90 min</h3><p>Swedish $50 / $90 / $130</p><p>Deep $55 / $95 / $135</p>"),
        {(30, 50), (30, 55), (60, 90), (60, 95), (90, 130), (90, 135)},
    ),
    ("with apostrophes", "AU", ("<p>Swedish massage 60' $90, 90' $130</p>"), {(60, 90), (90, 130)}),
    (
        "p for amount",
        "GB",
        ("<p>Full body massage – £45 for one hour, £60 for 90 minutes</p>"),
        {(60, 45), (90, 60)},
    ),
    (
        "ea",
        "AU",
        ("<p>Kids osteopathy (under 12) $75</p><p>Adult osteopathy $95</p>"),
        {(None, 75), (None, 95)},
    ),
    (
        "new vs existing",
        "AU",
        ("<h3>Osteopathy fees</h3><p>New patients: $130 (45 min)</p><p>Existing patients: $100 (30 min)</p>"),
        {(30, 100), (45, 130)},
    ),
    (
        "card desc after price",
        "AU",
        (
            '<div class="c"><h3>The Reset</h3><span>75 min</span><span>$145</span>'
            "<p>Our signature massage: 15 minutes of scalp work and 60 minutes of full body.</p></div>"
        ),
        {(75, 145)},
    ),
    (
        "list of extras",
        "AU",
        (
            "<h3>Massage</h3><ul><li>60 min $100</li></ul><h3>Add-ons</h3><ul><li>Cupping 15 min $20</li><li>Hot stones $25</li></ul>"
        ),
        {(60, 100)},
    ),
    (
        "gift voucher section",
        "AU",
        (
            "<h3>Massage</h3><p>60 min $100</p><h3>Gift vouchers</h3><p>60 min massage $100</p><p>Any amount from $50</p>"
        ),
        {(60, 100)},
    ),
    (
        "cancellation line",
        "AU",
        ("<p>60 min massage $100. Cancellations within 24 hours incur a $50 fee.</p>"),
        {(60, 100)},
    ),
    ("travel", "AU", ("<p>Mobile massage 60 min $140, travel over 10km $1/km</p>"), {(60, 140)}),
    ("quick 15 chair", "AU", ("<p>Chair massage: 15 min $25 | 30 min $45</p>"), {(15, 25), (30, 45)}),
    ("price from range", "AU", ("<p>60 min massage: $90-$110 depending on therapist</p>"), {(60, 90)}),
    (
        "tier per practitioner",
        "AU",
        (
            "<table><tr><th></th><th>Senior</th><th>Associate</th></tr><tr><td>Initial 60 min</td><td>$160</td><td>$140</td></tr></table>"
        ),
        {(60, 140), (60, 160)},
    ),
    (
        "uk table min",
        "GB",
        (
            "<table><tr><td>Initial consultation &amp; treatment</td><td>1 hour</td><td>£65.00</td></tr><tr><td>Subsequent treatments</td><td>30 - 40 mins</td><td>£50.00</td></tr><tr><td>Children under 16</td><td>30 mins</td><td>£40.00</td></tr></table>"
        ),
        {(30, 40), (30, 50), (60, 65)},
    ),
    ("comma decimals", "IE", ("<p>Massage 60 min 75,00 €</p>"), {(60, 75)}),
    ("dollar after", "AU", ("<p>Massage 60 min 90$</p>"), {(60, 90)}),
    ("hidden currency code", "CA", ("<h3>Swedish</h3><p>60 min · CA$95</p>"), {(60, 95)}),
    (
        "phorest",
        "IE",
        (
            "<div>Swedish Massage</div><div>55 mins</div><div>€75.00</div><div>Book</div><div>Hot Stone</div><div>85 mins</div><div>€105.00</div>"
        ),
        {(55, 75), (85, 105)},
    ),
    (
        "mindbody",
        "US",
        (
            "<p>60 Minute Therapeutic Massage</p><p>$120.00</p><p>90 Minute Therapeutic Massage</p><p>$165.00</p>"
        ),
        {(60, 120), (90, 165)},
    ),
    (
        "vagaro",
        "US",
        ("<p>Therapeutic Massage</p><p>$120 · 60 min</p><p>Therapeutic Massage</p><p>$165 · 90 min</p>"),
        {(60, 120), (90, 165)},
    ),
    (
        "janeapp",
        "CA",
        (
            "<li><strong>60 minute Massage Therapy</strong> 60 minutes | $110</li><li><strong>Initial Visit</strong> 75 minutes | $130</li>"
        ),
        {(60, 110), (75, 130)},
    ),
    (
        "sentence each",
        "GB",
        ("<p>I charge £50 for an hour and £70 for an hour and a half massage.</p>"),
        {(60, 50), (90, 70)},
    ),
    (
        "bold names",
        "GB",
        (
            "<p><strong>Hot Stone Massage</strong><br>90 mins – £75<br>60 mins – £55</p><p><strong>Swedish</strong><br>60 mins – £45</p>"
        ),
        {(60, 45), (60, 55), (90, 75)},
    ),
    (
        "price heading level",
        "AU",
        ("<h2>$95</h2><h3>60 minute massage</h3><h2>$135</h2><h3>90 minute massage</h3>"),
        {(60, 95), (90, 135)},
    ),
    ("free", "AU", ("<p>Free 15 minute phone consultation</p><p>60 minute massage $95</p>"), {(60, 95)}),
    (
        "community clinic",
        "AU",
        ("<p>Sliding scale: $60–$110 for a 75 minute acupuncture session</p>"),
        {(75, 60)},
    ),
    ("student clinic", "AU", ("<p>Student clinic: $30 per 45 minute osteopathy treatment</p>"), {(45, 30)}),
    ("dual currency", "AU", ("<p>Massage 60 min $95 AUD</p>"), {(60, 95)}),
    ("wcb", "CA", ("<p>Massage 60 min $110 (ICBC/WCB no fee)</p>"), {(60, 110)}),
    ("several behind", "NZ", ("<h3>Massage</h3><p>60 mins - $90 - 3 for $240</p>"), {(60, 90)}),
    (
        "packs by number and minutes",
        "US",
        (
            "<h3>Massage</h3><p>60 minute service: $135</p><h3>Series</h3><p>Save $25 ($5 per massage)!</p><p>5 - 60 min massages – $650</p><p>5 - 90 min massages – $690</p>"
        ),
        {(60, 135)},
    ),
    (
        "what a package holds",
        "GB",
        (
            "<h3>Reflexology</h3><p>1 hour - £40</p><h3>Mother-to-be reflexology package</h3><p>Duration varies - £200</p><ul><li>4 x 1 hour treatments</li><li>1 x 1.5 hour treatment</li></ul><p>Separately these would cost £260.</p>"
        ),
        {(60, 40)},
    ),
    (
        "late pregnancy",
        "GB",
        ("<h3>Reflexology</h3><p>1.5 hour late pregnancy (37+ weeks) treatment - £60</p>"),
        {(90, 60)},
    ),
    (
        "or more minutes",
        "GB",
        ("<h3>Reflexology</h3><p>30+ minute children's treatment - £30</p>"),
        {(30, 30)},
    ),
    (
        "add-on below",
        "US",
        (
            "<div><p>Massage</p><p>$90</p><p>Unhurried · 60 min</p></div><div><p>Light therapy</p><p>from $60</p><p>Gentle light · add-on</p></div>"
        ),
        {(60, 90)},
    ),
    (
        "a beautician's list",
        "GB",
        (
            "<h3>Hands & Feet Therapies</h3><p>Reflexology — £36</p><p>Pedicure — £35</p><p>Shellac manicure — £34</p><p>Removal with new polish — £5</p>"
        ),
        {(None, 36)},
    ),
    (
        "pages of an article",
        "GB",
        ("<h3>Reflexology in labour</h3><p>Journal of Midwifery 15 (Dec) p302-310</p>"),
        set(),
    ),
    (
        "amount, then a range of minutes",
        "GB",
        ("<h3>Osteopathy</h3><p>£65 / 45–60 min</p><p>£50 / 30–40 min</p>"),
        {(45, 65), (30, 50)},
    ),
    (
        "cards headed by minutes",
        "GB",
        (
            "<div><h4>30 Minutes</h4><div><h1>£30</h1><ul><li>Smaller aches</li></ul><a href='#'>Buy Gift Voucher</a></div></div><div><h4>45 Minutes</h4><div><h1>£40</h1><ul><li>More room</li></ul></div></div>"
        ),
        {(30, 30), (45, 40)},
    ),
    (
        "parts of a session",
        "US",
        "<h3>Foot Massage</h3><p>60 min — $45 (45 min foot + 15 min back)</p><p>90 min — $70</p>",
        {(60, 45), (90, 70)},
    ),
    (
        "less on the first visit",
        "US",
        "<h3>Massage</h3><p>60 min · $75</p><p>This is my first visit (−$20)</p>",
        {(60, 75)},
    ),
]

"""Ways in which clinics lay out prices, first half: name, country, page, (minutes, amount) pairs."""

Prices = set[tuple[int | None, float]]
LAYOUTS: list[tuple[str, str, str, Prices]] = [
    (
        "accordion details",
        "AU",
        (
            "<details><summary>Remedial Massage</summary><p>30 mins $65</p><p>60 mins $110</p></details><details><summary>Hot Stone</summary><p>75 mins $140</p></details>"
        ),
        {(30, 65), (60, 110), (75, 140)},
    ),
    (
        "pricing card /session",
        "AU",
        (
            '<div class="card"><h3>Sports Massage</h3><div class="price"><sup>$</sup>95'
            "<span>/session</span></div><ul><li>60 minutes</li><li>Oils included</li></ul><a>Book</a></div>"
        ),
        {(60, 95)},
    ),
    (
        "card sup cents",
        "AU",
        (
            '<div class="card"><h3>Swedish massage</h3><p><span>$</span><span>85</span>'
            "<sup>.00</sup></p><p>60 min</p></div>"
        ),
        {(60, 85)},
    ),
    (
        "1hr £55",
        "GB",
        ("<h3>Swedish</h3><p>1hr £55</p><p>1½hr £75</p><p>½hr £35</p>"),
        {(30, 35), (60, 55), (90, 75)},
    ),
    ("£55/1hr", "GB", ("<h3>Swedish</h3><p>£55/1hr, £35/30mins</p>"), {(30, 35), (60, 55)}),
    ("60min/$90", "AU", ("<h3>Massage</h3><p>60min/$90</p><p>90min/$130</p>"), {(60, 90), (90, 130)}),
    ("90 — 75min", "AU", ("<h3>Massage</h3><p>$90 — 75min</p><p>$120 — 90min</p>"), {(75, 90), (90, 120)}),
    (
        "bare dash under price heading",
        "AU",
        ("<h2>Prices</h2><h3>Relaxation massage</h3><p>30min - 50</p><p>60min - 85</p><p>90min - 120</p>"),
        {(30, 50), (60, 85), (90, 120)},
    ),
    ("$1 per minute", "AU", ("<h3>Massage</h3><p>$1 per minute, minimum 30 minutes</p>"), set()),
    (
        "fresha menu",
        "AU",
        (
            "<div><p>Remedial Massage</p><p>1h 15min</p><p>$120</p><button>Book</button></div><div><p>Relaxation Massage</p><p>1h</p><p>from $95</p><button>Book</button></div><div><p>Foot Reflexology</p><p>45min</p><p>$75</p><button>Book</button></div>"
        ),
        {(45, 75), (60, 95), (75, 120)},
    ),
    ("was now", "AU", ("<h3>Hot stone massage 75 min</h3><p>Was $140 now $120</p>"), {(75, 120)}),
    (
        "member column",
        "AU",
        (
            "<table><tr><th>Treatment</th><th>Standard</th><th>Member</th></tr><tr><td>60 min massage</td><td>$110</td><td>$95</td></tr></table>"
        ),
        {(60, 95), (60, 110)},
    ),
    (
        "merged cells",
        "AU",
        (
            "<table><tr><th rowspan=2>Remedial</th><td>30 min</td><td>$60</td></tr><tr><td>60 min</td><td>$100</td></tr><tr><th rowspan=2>Pregnancy</th><td>60 min</td><td>$110</td></tr><tr><td>90 min</td><td>$150</td></tr></table>"
        ),
        {(30, 60), (60, 100), (60, 110), (90, 150)},
    ),
    (
        "colspan sections",
        "GB",
        (
            "<table><tr><td colspan=2><b>Swedish Massage</b></td></tr><tr><td>30 mins</td><td>£35</td></tr><tr><td>60 mins</td><td>£55</td></tr><tr><td colspan=2><b>Hot Stones</b></td></tr><tr><td>75 mins</td><td>£70</td></tr></table>"
        ),
        {(30, 35), (60, 55), (75, 70)},
    ),
    (
        "head 30/60/90 bare",
        "AU",
        (
            "<table><tr><th>Treatment</th><th>30</th><th>60</th><th>90</th></tr><tr><td>Remedial</td><td>$60</td><td>$100</td><td>$145</td></tr></table>"
        ),
        {(30, 60), (60, 100), (90, 145)},
    ),
    (
        "head 30/60/90 bare no sign",
        "AU",
        (
            "<h2>Prices</h2><table><tr><th>Treatment</th><th>30 min</th><th>60 min</th><th>90 min</th></tr><tr><td>Remedial</td><td>60</td><td>100</td><td>145</td></tr></table>"
        ),
        {(30, 60), (60, 100), (90, 145)},
    ),
    (
        "dollar head",
        "AU",
        (
            "<table><tr><th>Massage</th><th>Minutes</th><th>$</th></tr><tr><td>Swedish</td><td>60</td><td>75</td></tr><tr><td>Swedish</td><td>90</td><td>105</td></tr></table>"
        ),
        {(60, 75), (90, 105)},
    ),
    (
        "price col first",
        "AU",
        (
            "<table><tr><th>Price</th><th>Time</th><th>Massage</th></tr><tr><td>$75</td><td>60 min</td><td>Swedish</td></tr></table>"
        ),
        {(60, 75)},
    ),
    (
        "br lines pipe",
        "AU",
        (
            "<p>Initial appointment (60 minutes) | $150<br>Standard appointment (30 minutes) | $95<br>Extended appointment (45 minutes) | $125</p>"
        ),
        {(30, 95), (45, 125), (60, 150)},
    ),
    (
        "dotted leaders",
        "AU",
        ("<p>Swedish massage 60 min .......... $90</p><p>Deep tissue 60 min ........ $100</p>"),
        {(60, 90), (60, 100)},
    ),
    (
        "leaders bare",
        "AU",
        ("<h2>Price list</h2><p>Swedish massage 60 min ........ 90</p><p>Deep tissue 60 min ....... 100</p>"),
        {(60, 90), (60, 100)},
    ),
    (
        "flex columns",
        "AU",
        (
            "<h3>Massage</h3><div><div>30 min</div><div>$55</div></div><div><div>60 min</div><div>$95</div></div>"
        ),
        {(30, 55), (60, 95)},
    ),
    (
        "amount block above name",
        "AU",
        (
            "<div><p>$95</p><h4>Swedish massage</h4><p>60 minutes</p></div><div><p>$115</p><h4>Deep tissue</h4><p>60 minutes</p></div><div><p>$150</p><h4>Hot stone</h4><p>90 minutes</p></div>"
        ),
        {(60, 95), (60, 115), (90, 150)},
    ),
    (
        "heading with all",
        "AU",
        ("<h4>60 Minute Swedish - $95</h4><p>Relaxing.</p><h4>90 Minute Swedish - $135</h4>"),
        {(60, 95), (90, 135)},
    ),
    (
        "AUD suffix",
        "AU",
        ("<h3>Massage</h3><p>60 min: 95 AUD</p><p>90 min: AUD 135</p>"),
        {(60, 95), (90, 135)},
    ),
    ("no space", "AU", ("<h3>Massage</h3><p>$95/60min $135/90min</p>"), {(60, 95), (90, 135)}),
    ("per 60", "AU", ("<h3>Massage</h3><p>$95 per 60 minutes</p>"), {(60, 95)}),
    (
        "en dash hours",
        "AU",
        ("<h3>Massage</h3><p>1 hour – $95</p><p>1.5 hours – $135</p><p>2 hours – $175</p>"),
        {(60, 95), (90, 135), (120, 175)},
    ),
    ("gst", "AU", ("<h3>Massage</h3><p>60 min $95 + GST</p>"), {(60, 95)}),
    (
        "US plus tax tip",
        "US",
        ("<h3>Swedish Massage</h3><p>60 min session — $95 (tip not included)</p>"),
        {(60, 95)},
    ),
    (
        "CA HST",
        "CA",
        (
            "<h3>RMT Massage</h3><ul><li>30 minutes - $75 (incl. HST)</li><li>45 minutes - $95 (incl. HST)</li></ul>"
        ),
        {(30, 75), (45, 95)},
    ),
    (
        "initial followup cards",
        "GB",
        (
            "<div><h3>Initial Consultation</h3><p>45 mins</p><p>£60</p></div><div><h3>Follow Up</h3><p>30 mins</p><p>£48</p></div>"
        ),
        {(30, 48), (45, 60)},
    ),
    (
        "osteo para",
        "GB",
        (
            "<p>Your first appointment will last about 45 minutes and costs £60. Follow-up treatments last 30 minutes and cost £48.</p>"
        ),
        {(30, 48), (45, 60)},
    ),
    (
        "shared duration",
        "GB",
        (
            "<h3>Osteopathy</h3><p>All follow-up treatments are 30 minutes: Adults £48, Children £38, Concessions £42</p>"
        ),
        {(30, 38), (30, 42), (30, 48)},
    ),
    (
        "intro offer",
        "AU",
        ("<h3>Massage 60 min</h3><p>$99</p><p>First visit special $79</p>"),
        {(60, 79), (60, 99)},
    ),
    (
        "packs next to singles",
        "AU",
        (
            "<h3>Massage</h3><p>60 min $100</p><p>3 pack 60 min $270</p><p>Pack of 5 $450</p><p>Buy 5 get 1 free $500</p>"
        ),
        {(60, 100)},
    ),
    ("4 hands", "AU", ("<p>Four hands massage 60 min $180</p>"), {(60, 180)}),
    (
        "2 hour",
        "AU",
        ("<h3>Massage</h3><p>2hr $180</p><p>1hr15 $110</p><p>1h30m $130</p><p>1:30 hr $131</p>"),
        {(75, 110), (90, 130), (90, 131), (120, 180)},
    ),
    ("h:mm", "AU", ("<h3>Massage</h3><p>0:30 - $50</p><p>1:00 - $90</p>"), {(30, 50), (60, 90)}),
    ("qtr hour", "AU", ("<h3>Massage</h3><p>¾ hr $70</p><p>1¼ hours $100</p>"), {(45, 70), (75, 100)}),
    (
        "60 mins in paren",
        "AU",
        ("<h3>Massage</h3><p>Full Body (60) $90</p><p>Full Body (90) $130</p>"),
        {(60, 90), (90, 130)},
    ),
    (
        "60/90 slash",
        "AU",
        ("<h3>Thai massage</h3><p>60/90/120 mins – $80/$115/$150</p>"),
        {(60, 80), (90, 115), (120, 150)},
    ),
    (
        "60|90 pipes",
        "AU",
        ("<h3>Thai massage</h3><p>60 | 90 | 120 min</p><p>$80 | $115 | $150</p>"),
        {(60, 80), (90, 115), (120, 150)},
    ),
    ("60 or 90", "AU", ("<p>Thai massage 60 or 90 minutes $80 or $115</p>"), {(60, 80), (90, 115)}),
    (
        "ul nested",
        "AU",
        (
            "<ul><li>Remedial massage<ul><li>30 minutes: $60</li><li>60 minutes: $100</li></ul></li><li>Cupping<ul><li>30 minutes: $65</li></ul></li></ul>"
        ),
        {(30, 60), (30, 65), (60, 100)},
    ),
    (
        "dl",
        "AU",
        ("<dl><dt>30 minutes</dt><dd>$60</dd><dt>60 minutes</dt><dd>$100</dd></dl>"),
        {(30, 60), (60, 100)},
    ),
    (
        "dl multi dd",
        "AU",
        (
            "<dl><dt>Remedial massage</dt><dd>60 minutes</dd><dd>$100</dd><dt>Cupping</dt><dd>30 minutes</dd><dd>$60</dd></dl>"
        ),
        {(30, 60), (60, 100)},
    ),
    (
        "NZ ACC",
        "NZ",
        (
            "<table><tr><th></th><th>ACC</th><th>Private</th></tr><tr><td>Initial (45 min)</td><td>$70</td><td>$130</td></tr><tr><td>Follow up (30 min)</td><td>$60</td><td>$110</td></tr></table>"
        ),
        {(30, 60), (30, 110), (45, 70), (45, 130)},
    ),
    (
        "price columns 30 60 lines",
        "AU",
        (
            "<h3>Massage</h3><p>Swedish: 30min $50 / 60min $85 / 90min $120</p><p>Remedial: 30min $55 / 60min $95 / 90min $135</p>"
        ),
        {(30, 50), (30, 55), (60, 85), (60, 95), (90, 120), (90, 135)},
    ),
    ("mobile surcharge", "AU", ("<h3>Mobile massage</h3><p>60 min $140 (plus $20 travel)</p>"), {(60, 140)}),
    (
        "weekend price",
        "AU",
        ("<h3>Massage</h3><p>60 min: $100 weekdays, $115 weekends</p>"),
        {(60, 100), (60, 115)},
    ),
    ("couple", "AU", ("<p>Couples massage 60 min $220 per couple</p>"), {(60, 220)}),
    (
        "square appointments",
        "AU",
        ("<div><h4>Massage (60 min)</h4><p>$100.00 ・ 1 hr</p></div>"),
        {(60, 100)},
    ),
]

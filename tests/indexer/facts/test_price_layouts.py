"""Layouts of price lists as site builders and hands make them, each with the prices it states."""

import datetime as dt

import pytest

from indexer.facts import prices
from indexer.page import Site
from indexer.parse import parse

NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

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
]


@pytest.mark.parametrize(("name", "country", "html", "expected"), LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_prices_are_read_from(name: str, country: str, html: str, expected: Prices) -> None:
    page = parse("<h1>Willow Rooms</h1>" + html, "http://clinic.example/", None, NOW)
    found = prices.find(Site((page,), url="http://clinic.example/"), country)
    assert {(price.minutes, price.amount) for price in found} == expected


LABELS = [
    ("<h3>Prices</h3><p>60 min $130</p>", "60 min"),
    ("<h3>What it costs</h3><p>60 min $130</p>", "60 min"),
    ("<h3>How much is a massage?</h3><p>60 min $130</p>", "60 min"),
    ("<h3>Remedial massage</h3><p>60 min $110</p>", "Remedial massage, 60 min"),
    ("<p>Remedial massage 60 min from $110</p>", "Remedial massage, 60 min from"),
    ("<h2>Massage &amp; prices</h2><p>60 min $110</p>", "Massage, 60 min"),
    (
        "<p>Pregnancy massage is one price: $120 for 60 minutes, pillows included.</p>",
        "Pregnancy massage, 60 min",
    ),
    ("<p>Your first appointment lasts 45 minutes and costs $60.</p>", "First appointment, 45 min"),
    (
        (
            "<table><tr><th>Osteopathy</th><th>Time</th><th>Concession</th></tr>"
            "<tr><td>First consultation</td><td>45 min</td><td>$120</td></tr></table>"
        ),
        "Osteopathy, First consultation, Concession, 45 min",
    ),
    (
        "<table><tr><td><b>Thai oil massage</b><br>Long strokes, warm oil.</td><td>60 min</td><td>$80</td></tr></table>",
        "Thai oil massage, 60 min",
    ),
    ("<h1>Willow Rooms Centre</h1><p>Follow-up, 30 min: $95</p>", "Follow-up, 30 min"),
]


@pytest.mark.parametrize(("html", "label"), LABELS)
def test_a_price_is_labelled_by_the_words_that_name_what_is_bought(html: str, label: str) -> None:
    page = parse(html, "http://clinic.example/", None, NOW)
    assert [p.label for p in prices.find(Site((page,)), "AU")] == [label]


def test_each_price_of_a_line_is_labelled_by_its_own_words() -> None:
    html = "<p>All follow-up treatments are 30 minutes: Adults £48, Children £38</p>"
    found = prices.find(Site((parse(html, "http://clinic.example/", None, NOW),)), "GB")
    assert [price.label for price in found] == [
        "Follow-up treatments Adults, 30 min",
        "Follow-up treatments Children, 30 min",
    ]


OTHERS: list[tuple[str, Prices]] = [
    ("<p>Five sports massages, 60 min $550</p><p>Sports massage 60 min $120</p>", {(60, 120)}),
    ("<p>Rolfing practitioners charge around $160 a session.</p>", set()),
    ("<p>Massage 60 min $100</p><p>Late changes cost $50.</p>", {(60, 100)}),
    ("<p>Osteopathy, child under 14, 30 min $70</p>", {(30, 70)}),
    (
        (
            "<table><tr><th></th><th>ACC surcharge</th><th>Private</th></tr>"
            "<tr><td>Osteopathy, 30 min</td><td>$55</td><td>$98</td></tr></table>"
        ),
        {(30, 55), (30, 98)},
    ),
    (
        "<table><tr><td>Home<br>Articles</td><td><p>" + "Zen shiatsu on the futon. " * 20 + "</p>"
        "<p>Bowen 45 min $85. Craniosacral 60 min $105.</p></td></tr></table>",
        {(45, 85), (60, 105)},
    ),
]


@pytest.mark.parametrize(("html", "expected"), OTHERS)
def test_what_is_no_session_of_this_price_is_left_out(html: str, expected: Prices) -> None:
    found = prices.find(Site((parse(html, "http://clinic.example/", None, NOW),)), "AU")
    assert {(price.minutes, price.amount) for price in found} == expected


def test_articles_give_way_to_price_pages() -> None:
    own = parse("<p>Massage 60 min $95</p>", "http://clinic.example/", None, NOW)
    post = parse("<p>Others do cupping for $40.</p>", "http://clinic.example/blog/cupping", None, NOW)
    assert [price.amount for price in prices.find(Site((own, post)), "AU")] == [95]


CATALOGUE = """<script type="application/ld+json">{"@type": "HealthAndBeautyBusiness", "hasOfferCatalog":
{"@type": "OfferCatalog", "itemListElement": [{"@type": "Offer", "name": "Myotherapy", "description": "60 min",
"price": "125.00", "priceCurrency": "AUD"}, {"@type": "Offer", "price": "many"},
{"@type": "Product", "name": "Balm", "offers": {"@type": "Offer", "price": 20}}]}}</script>"""


def test_offers_in_structured_data_count_where_no_page_shows_prices() -> None:
    shown = "<h2>Myotherapy</h2><p>60 min $130</p>"
    for html, amount in ((CATALOGUE, 125.0), (CATALOGUE + shown, 130.0)):
        page = parse(html, "http://clinic.example/", None, NOW)
        assert [(p.minutes, p.amount) for p in prices.find(Site((page,)), "AU")] == [(60, amount)]


def test_prices_in_noscript_count_where_a_script_builds_the_page() -> None:
    shell = "<noscript><ul><li>Massage 60 min $90</li></ul></noscript><div id='root'></div>"
    shown = "<p>" + "Words of a page that needs no script. " * 10 + "</p>"
    for html, count in ((shell, 1), (shown + shell, 0)):
        page = parse(html, "http://clinic.example/", None, NOW)
        assert len(prices.find(Site((page,)), "AU")) == count

"""Ways in which clinics lay out their hours: name, page, OSM value."""

HEAD = "<h3>Opening hours</h3>"
LAYOUTS: list[tuple[str, str, str | None]] = [
    ("24h dash", HEAD + ("<p>Mo–Fr 08–18</p>"), "Mo-Fr 08:00-18:00"),
    ("24h dots", HEAD + ("<p>Mon - Fri 08.00 - 17.30</p>"), "Mo-Fr 08:00-17:30"),
    ("4 digits", HEAD + ("<p>Mon-Fri 0830-1730hrs</p>"), "Mo-Fr 08:30-17:30"),
    (
        "no ampm",
        HEAD + ("<p>Monday 9-5<br>Tuesday 9-7<br>Wednesday Closed</p>"),
        "Mo 09:00-17:00; Tu 09:00-19:00; We off",
    ),
    (
        "table cols open close",
        (
            "<table><tr><th>Day</th><th>Open</th><th>Close</th></tr><tr><td>Monday</td><td>9:00 am</td><td>5:00 pm</td></tr><tr><td>Tuesday</td><td>9:00 am</td><td>7:00 pm</td></tr><tr><td>Sunday</td><td>-</td><td>-</td></tr></table>"
        ),
        "Mo 09:00-17:00; Tu 09:00-19:00; Su off",
    ),
    (
        "table am pm cols",
        (
            "<h2>Hours</h2><table><tr><th></th><th>Morning</th><th>Afternoon</th></tr><tr><td>Mon</td><td>9-12</td><td>1-5</td></tr><tr><td>Tue</td><td>9-12</td><td>closed</td></tr></table>"
        ),
        "Mo 09:00-12:00,13:00-17:00; Tu 09:00-12:00",
    ),
    (
        "day head row",
        (
            "<h2>Hours</h2><table><tr><th>Mon</th><th>Tue</th><th>Wed</th></tr><tr><td>9-5</td><td>9-5</td><td>12-8</td></tr></table>"
        ),
        "Mo-Tu 09:00-17:00; We 12:00-20:00",
    ),
    (
        "day head row closed",
        (
            "<h2>Hours</h2><table><tr><th>Mon</th><th>Tue</th><th>Wed</th><th>Thu</th></tr><tr><td>9am-5pm</td><td>Closed</td><td>12pm-8pm</td><td>9am-5pm</td></tr></table>"
        ),
        "Mo,Th 09:00-17:00; We 12:00-20:00; Tu off",
    ),
    ("lunch", HEAD + ("<p>Mon-Fri: 9am-5pm (closed 1pm-2pm for lunch)</p>"), "Mo-Fr 09:00-17:00"),
    ("split &", HEAD + ("<p>Mon: 9am - 1pm & 3pm - 7pm</p>"), "Mo 09:00-13:00,15:00-19:00"),
    (
        "dl",
        HEAD
        + (
            "<dl><dt>Monday</dt><dd>9am – 5pm</dd><dt>Tuesday</dt><dd>9am – 7pm</dd><dt>Sunday</dt><dd>Closed</dd></dl>"
        ),
        "Mo 09:00-17:00; Tu 09:00-19:00; Su off",
    ),
    (
        "spans",
        HEAD
        + (
            "<ul><li><span>Monday</span><span>9:00 AM - 5:00 PM</span></li><li><span>Tuesday</span><span>9:00 AM - 5:00 PM</span></li></ul>"
        ),
        "Mo-Tu 09:00-17:00",
    ),
    (
        "godaddy",
        HEAD
        + (
            "<div><p>Mon</p><p>09:00 am – 05:00 pm</p><p>Tue</p><p>09:00 am – 05:00 pm</p><p>Sun</p><p>Closed</p></div>"
        ),
        "Mo-Tu 09:00-17:00; Su off",
    ),
    ("godaddy open today", ("<h4>Hours</h4><p>Open today</p><p>09:00 am – 05:00 pm</p>"), None),
    (
        "wix lines",
        (
            "<h2>Opening Hours</h2><p>Mon - Fri: 7am - 10pm</p><p>\u200b\u200bSaturday: 8am - 10pm</p><p>\u200bSunday: 8am - 11pm</p>"
        ),
        "Mo-Fr 07:00-22:00; Sa 08:00-22:00; Su 08:00-23:00",
    ),
    (
        "inline sentence",
        ("<p>We are open Monday to Friday from 9am to 6pm and Saturdays from 9am to 1pm.</p>"),
        "Mo-Fr 09:00-18:00; Sa 09:00-13:00",
    ),
    ("label below", ("<div><p>Mon-Fri 9am-5pm</p><p>Opening hours</p></div>"), "Mo-Fr 09:00-17:00"),
    (
        "two column blocks",
        (
            "<h3>Hours</h3><div><p>Monday<br>Tuesday<br>Wednesday</p></div><div><p>9am-5pm<br>9am-7pm<br>Closed</p></div>"
        ),
        "Mo 09:00-17:00; Tu 09:00-19:00; We off",
    ),
    (
        "special day",
        HEAD + ("<p>Mon-Fri 9am-5pm</p><h3>Christmas hours</h3><p>Tuesday 24 December 9am-12pm</p>"),
        "Mo-Fr 09:00-17:00",
    ),
    (
        "phone hours",
        ("<h3>Clinic hours</h3><p>Mon-Sat 8am-8pm</p><h3>Phone hours</h3><p>Mon-Fri 9am-12pm</p>"),
        "Mo-Sa 08:00-20:00",
    ),
    (
        "reception hours",
        ("<h3>Reception hours</h3><p>Mon-Fri 9am-5pm</p><h3>Opening hours</h3><p>Mon-Sat 8am-8pm</p>"),
        "Mo-Sa 08:00-20:00",
    ),
    (
        "glued",
        HEAD + ("<p><b>Monday</b>8-5<br><b>Tues</b>8-5<br><b>Weds</b>10-7</p>"),
        "Mo-Tu 08:00-17:00; We 10:00-19:00",
    ),
    (
        "letters",
        HEAD + ("<p>M 9-5, T 9-5, W 9-7, Th 9-7, F 9-3</p>"),
        "Mo-Tu 09:00-17:00; We-Th 09:00-19:00; Fr 09:00-15:00",
    ),
    ("o'clock", HEAD + ("<p>Monday to Friday from ten o’clock until five</p>"), "Mo-Fr 10:00-17:00"),
    (
        "every second sat",
        HEAD + ("<p>Mon-Fri 9am-5pm</p><p>Every second Saturday 9am-1pm</p>"),
        "Mo-Fr 09:00-17:00; Sa 09:00-13:00",
    ),
    ("by appt sat", HEAD + ("<p>Mon-Fri 9am-5pm<br>Saturday by appointment</p>"), "Mo-Fr 09:00-17:00"),
    (
        "late thursdays",
        HEAD + ("<p>Mon - Fri 9am - 5pm (late night Thursday until 8pm)</p>"),
        "Mo-We,Fr 09:00-17:00; Th 09:00-20:00",
    ),
    (
        "comma ranges",
        HEAD + ("<p>Mon, Tues, Thurs: 9:00-17:30; Wed: 12:00-20:00; Fri: 9:00-15:00</p>"),
        "Mo-Tu,Th 09:00-17:30; We 12:00-20:00; Fr 09:00-15:00",
    ),
    ("slashes", HEAD + ("<p>Mon/Wed/Fri 9am-5pm</p>"), "Mo,We,Fr 09:00-17:00"),
    (
        "open until",
        HEAD + ("<p>Monday: 9am until 5.30pm</p><p>Tuesday: 9am until late</p>"),
        "Mo 09:00-17:30; Tu 09:00+",
    ),
    (
        "time before day",
        HEAD + ("<p>9am - 5pm: Monday - Friday</p><p>9am - 1pm: Saturday</p>"),
        "Mo-Fr 09:00-17:00; Sa 09:00-13:00",
    ),
    (
        "time block above day",
        HEAD
        + ("<div><p>9am - 5pm</p><p>Monday - Friday</p></div><div><p>9am - 1pm</p><p>Saturday</p></div>"),
        "Mo-Fr 09:00-17:00; Sa 09:00-13:00",
    ),
    ("footer only", ("<footer><p>Open Mon–Sat 9–6 | Call 03 7010 1199</p></footer>"), "Mo-Sa 09:00-18:00"),
    (
        "topbar",
        ('<div class="topbar"><span>Mon - Sat: 9:00 - 18:00</span> <span>12 High St</span></div>'),
        "Mo-Sa 09:00-18:00",
    ),
    (
        "classes sep",
        HEAD + ("<p>Tue-Sat 10am-6pm</p><h3>Yoga classes</h3><p>Mon 6pm-7pm<br>Wed 6pm-7pm</p>"),
        "Tu-Sa 10:00-18:00",
    ),
    ("ampm glued", HEAD + ("<p>MON-FRI 9AM-5PM</p><p>SAT 9AM-1PM</p>"), "Mo-Fr 09:00-17:00; Sa 09:00-13:00"),
    ("7 days", HEAD + ("<p>7 days a week 9am to 9pm</p>"), "Mo-Su 09:00-21:00"),
    ("mon to sun", HEAD + ("<p>Open Monday to Sunday, 10:00 - 22:00</p>"), "Mo-Su 10:00-22:00"),
    ("ph hours", HEAD + ("<p>Mon-Fri 9am-5pm</p><p>Public holidays 10am-2pm</p>"), "Mo-Fr 09:00-17:00"),
    ("last appointment", HEAD + ("<p>Mon-Fri 9am-6pm (last appointment 5pm)</p>"), "Mo-Fr 09:00-18:00"),
    ("last appt line", HEAD + ("<p>Mon-Fri 9am-6pm</p><p>Last appointment 5pm</p>"), "Mo-Fr 09:00-18:00"),
    ("noon", HEAD + ("<p>Sat 8.30am - 12.30pm</p><p>Fri 9am – noon</p>"), "Fr 09:00-12:00; Sa 08:30-12:30"),
    ("hours with unicode", HEAD + ("<p>Mon – Fri │ 9 AM – 6 PM</p>"), "Mo-Fr 09:00-18:00"),
    ("emoji", HEAD + ("<p>🕘 Mon-Fri: 9am-6pm</p>"), "Mo-Fr 09:00-18:00"),
    (
        "two locations",
        ("<h3>Northcote</h3><p>Mon-Fri 9am-5pm</p><h3>Thornbury</h3><p>Tue, Thu 9am-6pm</p>"),
        "Mo-Fr 09:00-17:00",
    ),
    (
        "two loc hours heading",
        (
            "<h2>Opening hours</h2><h3>Northcote</h3><p>Mon-Fri 9am-5pm</p><h3>Thornbury</h3><p>Sat 9am-6pm</p>"
        ),
        "Mo-Fr 09:00-17:00",
    ),
    (
        "sub headings",
        (
            "<h2>Opening hours</h2><h3>Weekdays</h3><p>9am-5pm</p><h3>Saturday</h3><p>9am-1pm</p><h3>Sunday</h3><p>Closed</p>"
        ),
        "Mo-Fr 09:00-17:00; Sa 09:00-13:00; Su off",
    ),
    (
        "elementor icon list",
        (
            "<div><h2>Working Hours</h2><ul><li><span>Mon - Wed</span></li><li><span>9:00 am - 6:00 pm</span></li><li><span>Thu - Fri</span></li><li><span>9:00 am - 8:00 pm</span></li></ul></div>"
        ),
        "Mo-We 09:00-18:00; Th-Fr 09:00-20:00",
    ),
    (
        "h:mm-h:mmpm",
        HEAD + ("<p>Tuesday 9:30-6:00pm</p><p>Wednesday 2:00-8:00pm</p>"),
        "Tu 09:30-18:00; We 14:00-20:00",
    ),
    (
        "closed list",
        HEAD + ("<p>Tues-Sat 10am-6pm</p><p>Closed Sundays, Mondays and public holidays</p>"),
        "Tu-Sa 10:00-18:00; Mo,Su off; PH off",
    ),
    (
        "pipe line",
        HEAD + ("<p>Mon 9-5 | Tue 9-5 | Wed 9-8 | Thu Closed | Fri 9-3</p>"),
        "Mo-Tu 09:00-17:00; We 09:00-20:00; Fr 09:00-15:00; Th off",
    ),
    (
        "hours in dt heading",
        ("<dl><dt>Hours</dt><dd>Mon–Fri, 8am–6pm</dd><dt>Phone</dt><dd>03 7010 1199</dd></dl>"),
        "Mo-Fr 08:00-18:00",
    ),
    (
        "evenings",
        HEAD + ("<p>Monday to Friday 9am to 5pm, with evening appointments on Wednesday until 8pm</p>"),
        "Mo-Tu,Th-Fr 09:00-17:00; We 09:00-20:00",
    ),
    (
        "json ld",
        (
            '<script type="application/ld+json">{"@type":"LocalBusiness","openingHours":["Mo-Fr 09:00-17:00","Sa 09:00-13:00"]}</script><p>Hi</p>'
        ),
        "Mo-Fr 09:00-17:00; Sa 09:00-13:00",
    ),
    ("open 24 7", ("<p>Book online 24/7</p>"), None),
    ("email within", ("<p>We reply to emails Monday to Friday 9am to 5pm.</p>"), None),
    (
        "time element",
        HEAD
        + (
            "<p>Monday <time>09:00</time> <time>17:00</time></p><p>Tuesday <time>09:00</time> <time>17:00</time></p>"
        ),
        "Mo-Tu 09:00-17:00",
    ),
    (
        "day with dots",
        HEAD + ("<p>Monday ........ 9am - 5pm</p><p>Tuesday ........ 9am - 7pm</p>"),
        "Mo 09:00-17:00; Tu 09:00-19:00",
    ),
    (
        "h4 day p hours",
        ("<h3>Hours</h3><h4>Monday</h4><p>9am-5pm</p><h4>Tuesday</h4><p>9am-7pm</p>"),
        "Mo 09:00-17:00; Tu 09:00-19:00",
    ),
    (
        "bare under hours no day",
        HEAD + ("<p>9am - 5pm, Monday, Wednesday, Friday</p>"),
        "Mo,We,Fr 09:00-17:00",
    ),
    (
        "weekends closed",
        HEAD + ("<p>Weekdays 8am-6pm</p><p>Weekends closed</p>"),
        "Mo-Fr 08:00-18:00; Sa-Su off",
    ),
    (
        "tue to sat",
        HEAD + ("<p>Open Tue to Sat 10am to 5pm. Closed Sun and Mon.</p>"),
        "Tu-Sa 10:00-17:00; Mo,Su off",
    ),
    (
        "all days row",
        HEAD
        + (
            "<table><tr><td>Mon</td><td>Tue</td><td>Wed</td><td>Thu</td><td>Fri</td><td>Sat</td><td>Sun</td></tr><tr><td>9-5</td><td>9-5</td><td>9-8</td><td>9-8</td><td>9-3</td><td>Closed</td><td>Closed</td></tr></table>"
        ),
        "Mo-Tu 09:00-17:00; We-Th 09:00-20:00; Fr 09:00-15:00; Sa-Su off",
    ),
    (
        "dots leaders",
        HEAD + ("<p>Mon–Thu . . . . 9am–7pm<br>Fri . . . . . 9am–5pm</p>"),
        "Mo-Th 09:00-19:00; Fr 09:00-17:00",
    ),
    (
        "phone and fax near",
        ("<h4>Contact</h4><p>Ph: 03 7010 1199</p><p>Hours: Mon-Fri 9am-5pm</p>"),
        "Mo-Fr 09:00-17:00",
    ),
    ("am pm separated", HEAD + ("<p>Monday 9 am to 1 pm and 2 pm to 6 pm</p>"), "Mo 09:00-13:00,14:00-18:00"),
    (
        "early late",
        HEAD + ("<p>Early mornings from 7am Tuesday and Thursday</p><p>Mon-Fri 9am-5pm</p>"),
        "Mo-Fr 09:00-17:00",
    ),
    ("french style", HEAD + ("<p>Mon-Fri: 9h00 - 17h00</p>"), "Mo-Fr 09:00-17:00"),
    (
        "closing word",
        HEAD + ("<p>Monday: 9am to close</p><p>Tuesday: 9am to 6pm</p>"),
        "Mo 09:00+; Tu 09:00-18:00",
    ),
    (
        "tbc",
        HEAD + ("<p>Monday: 9am - 5pm<br>Tuesday: N/A<br>Wednesday: By appointment only</p>"),
        "Mo 09:00-17:00; Tu off",
    ),
    (
        "ordinal weeks",
        HEAD + ("<p>Mon-Fri 9am-5pm, 1st Saturday of the month 9am-12pm</p>"),
        "Mo-Fr 09:00-17:00; Sa 09:00-12:00",
    ),
    ("abbr days", HEAD + ("<p>Mo Tu We: 9–5; Th: 12–8</p>"), "Mo-We 09:00-17:00; Th 12:00-20:00"),
    (
        "day then br time",
        HEAD + ("<p>Monday<br>9am - 5pm<br>Tuesday<br>9am - 7pm<br>Wednesday<br>Closed</p>"),
        "Mo 09:00-17:00; Tu 09:00-19:00; We off",
    ),
    (
        "strong days",
        (
            "<p><strong>Opening Hours:</strong> <strong>Mon:</strong> 10-6 <strong>Tue:</strong> 10-6 <strong>Wed:</strong> Closed</p>"
        ),
        "Mo-Tu 10:00-18:00; We off",
    ),
    (
        "us",
        (
            "<p>Office Hours</p><p>Monday-Thursday: 8:00AM-6:00PM</p><p>Friday: 8:00AM-12:00PM</p><p>Saturday-Sunday: Closed</p>"
        ),
        "Mo-Th 08:00-18:00; Fr 08:00-12:00; Sa-Su off",
    ),
    (
        "by shift",
        ("<h3>Clinic Hours</h3><p>Mon 8:00-12:00 / 13:30-18:00<br>Tue 8:00-12:00 / 13:30-18:00</p>"),
        "Mo-Tu 08:00-12:00,13:30-18:00",
    ),
    (
        "mothers",
        ("<h3>Book</h3><p>Online bookings available 24/7. Clinic open Mon-Sat from 8am to 7pm.</p>"),
        "Mo-Sa 08:00-19:00",
    ),
    (
        "table with practitioner",
        HEAD
        + (
            "<table><tr><td>Monday</td><td>8am - 6pm</td><td>Dana</td></tr><tr><td>Tuesday</td><td>8am - 8pm</td><td>Lee</td></tr></table>"
        ),
        "Mo 08:00-18:00; Tu 08:00-20:00",
    ),
    (
        "thursdays until",
        ("<p>Hours: 9am–5pm Monday–Friday, till 8pm Thursdays</p>"),
        "Mo-We,Fr 09:00-17:00; Th 09:00-20:00",
    ),
    (
        "evening slot",
        ("<p>Open Mon-Fri 9am-5pm, Wed evenings 6pm-9pm, Sat 9am-1pm</p>"),
        "Mo-Tu,Th-Fr 09:00-17:00; We 09:00-17:00,18:00-21:00; Sa 09:00-13:00",
    ),
    (
        "square: ranges first",
        ("<h4>Hours</h4><p>9:00am–5:00pm Mon–Wed</p><p>9:00am–8:00pm Thu & Fri</p>"),
        "Mo-We 09:00-17:00; Th-Fr 09:00-20:00",
    ),
    (
        "header icons",
        ("<header><div>Mon - Fri 09:00 - 18:00</div><div>hello@willow.example</div></header>"),
        "Mo-Fr 09:00-18:00",
    ),
    (
        "table with a column of places",
        HEAD
        + (
            "<table><tr><th>Days</th><th>Times</th><th>Where</th></tr><tr><td>Mon</td><td>9am - 11.30am<br>6pm - 9pm</td><td>At your home</td></tr><tr><td>Wed</td><td>7pm - 9pm</td><td>The Barn, Elm Farm</td></tr><tr><td>Sun</td><td>N/A</td><td>-</td></tr></table>"
        ),
        "Mo 09:00-11:30,18:00-21:00; We 19:00-21:00; Su off",
    ),
    (
        "place between day and times",
        (
            "<div><h2>Monday</h2><p>Home studio:</p><p>10:00-14:00</p><p>19:00-21:00</p></div><div><h2>Thursday</h2><p>Home studio:</p><p>10:00-14:00</p></div>"
        ),
        "Mo 10:00-14:00,19:00-21:00; Th 10:00-14:00",
    ),
    ("to the last minute", HEAD + "<p>Mon-Fri 6pm - 11:59pm</p>", "Mo-Fr 18:00-24:00"),
    ("bookings round the clock", "<h3>Ready to book?</h3><p>Secure • 24/7 Available</p>", None),
]

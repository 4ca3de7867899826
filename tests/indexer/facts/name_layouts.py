"""Ways in which clinics title, head and sign their home pages: the page, its name."""

MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/about.html'>About</a></li></ul></nav>"
PAGES: list[tuple[str, str]] = [
    (
        "<title>Home</title><header><a href='/'>Quiet Hands</a></header><h1>Massage that listens</h1>",
        "Quiet Hands",
    ),
    (
        "<title>Osteopath in Kew | Quiet Hands Osteopathy</title><h1>Your local osteopath</h1>",
        "Quiet Hands Osteopathy",
    ),
    (
        "<title>Massage Therapy Portland OR - Jane Fenwick LMT</title><h1>Jane Fenwick, LMT</h1>",
        "Jane Fenwick LMT",
    ),
    (
        "<title>Quiet Hands Massage Therapy - Massage in Eltham, Remedial Massage, Deep Tissue</title><h1>Remedial massage in Eltham</h1>",
        "Quiet Hands Massage Therapy",
    ),
    (
        "<title>Best Massage in Kew</title><h1>Quiet Hands</h1><footer>Copyright © 2024 · All Rights Reserved · Quiet Hands Massage</footer>",
        "Quiet Hands",
    ),
    (
        "<title>index</title><h1>Relax and unwind</h1><footer>© Quiet Hands Massage Therapy 2020</footer>",
        "Quiet Hands Massage Therapy",
    ),
    ("<title>Jane Fenwick Osteopath</title><h1>Helping you move</h1>", "Jane Fenwick Osteopath"),
    (
        "<title>Untitled Document</title><h1>Welcome to Quiet Hands Remedial Massage</h1>",
        "Quiet Hands Remedial Massage",
    ),
    (
        "<title>React App</title><header><img src='logo.png' alt='Quiet Hands'></header><h1>Feel human again</h1>",
        "Quiet Hands",
    ),
    ("<title>Quiet Hands: massage that listens</title><h1>Massage that listens</h1>", "Quiet Hands"),
    ("<title>Massage Therapist Jane Fenwick</title><h1>Jane Fenwick</h1>", "Jane Fenwick"),
    ("<title>Massage by Jane</title><h1>Massage by Jane</h1>", "Massage by Jane"),
    (
        "<title>The Quiet Hands Clinic | Osteopaths in Bath | Cranial</title><h1>Osteopaths in Bath</h1>",
        "The Quiet Hands Clinic",
    ),
    (
        "<title>Home</title><h1>Osteopathy in Hove</h1><footer>Quiet Hands Clinic Ltd. Registered in England 1234567. Website by Pixel Farm</footer>",
        "Quiet Hands Clinic",
    ),
    (
        "<title>Osteopathy, Massage & Pilates – Kew – Quiet Hands</title><h1>Osteopathy, Massage & Pilates</h1>",
        "Quiet Hands",
    ),
    (
        "<title>Quiet Hands</title><meta name='author' content='HTML5 UP'><meta property='og:site_name' content='My Site'><h1>Welcome</h1>",
        "Quiet Hands",
    ),
    (
        "<title>Massage Eltham</title><meta name=author content='Start Bootstrap'><nav><a class='navbar-brand' href='#'>Quiet Hands Massage</a><a href='#a'>About</a></nav><header><h1>Your body deserves it</h1></header><footer>Copyright © Your Website 2021</footer>",
        "Quiet Hands Massage",
    ),
    (
        "<title>Eltham Osteopathic Clinic - Osteopath Eltham, Research, Montmorency</title><h1>Osteopathy for the whole family</h1>",
        "Eltham Osteopathic Clinic",
    ),
    (
        "<title>Osteopath Eltham | Eltham Osteopathic Clinic</title><h1>Osteopathy for the whole family</h1>",
        "Eltham Osteopathic Clinic",
    ),
    ("<title>Home | Hands On</title><h1>Hands On</h1><p>At Hands On, we care.</p>", "Hands On"),
    (
        "<title>QUIET HANDS | Massage &amp; Bodywork | Austin, TX</title><h1>austin's calmest hour</h1>",
        "QUIET HANDS",
    ),
    (
        "<title>Massage Therapy | Deep Tissue | Sports Massage | Bend OR</title><header><h2>Quiet River Bodywork</h2><p>Massage in Bend</p></header><footer>Quiet River Bodywork, LLC</footer>",
        "Quiet River Bodywork",
    ),
    ("<title>Quiet Hands – Osteopathie &amp; Massage</title><h1>Hello</h1>", "Quiet Hands"),
    (
        "<title>Osteopathy | Mary O'Dell DO | Truro</title><h1>Mary O'Dell, Registered Osteopath</h1><footer>© 2023 Mary O'Dell</footer>",
        "Mary O'Dell",
    ),
    (
        "<title>Our Services</title><h1>Our services</h1><p>Here at Quiet Hands Massage we love backs. Quiet Hands Massage is open six days.</p><p>To book with Quiet Hands Massage call 0491 570 006</p>",
        "Quiet Hands Massage",
    ),
    ("<title>Quiet Hands Massage - Home</title><h1>Massage, simply.</h1>", "Quiet Hands Massage"),
    ("<title>Thai Massage Kew ~ Baan Sabai ~ Book now</title><h1>Sawasdee!</h1>", "Baan Sabai"),
    (
        "<title>Massage Truro Cornwall | Sports Massage | Deep Tissue Massage</title><h1>Tamar Touch</h1>",
        "Tamar Touch",
    ),
    ("<title>Home page</title><h1><img alt='Tamar Touch Massage' src=a.png></h1>", "Tamar Touch Massage"),
    ("<title>Tamar Touch | Home of good massage</title><h1>T</h1>", "Tamar Touch"),
    (
        "<title>Deep tissue massage, sports massage and more at Tamar Touch in Truro</title><h1>Looking after backs</h1>",
        "Tamar Touch",
    ),
    ("<title>Massage at the Mill</title><h1>Massage at the Mill</h1>", "Massage at the Mill"),
    (
        "<title>Welcome | My Website</title><h1>Kneading Calm</h1><p>Therapeutic massage in Boise</p>",
        "Kneading Calm",
    ),
    (
        "<title>Sophie Bright | Massage Therapist | London SE22</title><h1>Sophie Bright</h1><h2>Massage Therapist</h2>",
        "Sophie Bright",
    ),
    (
        "<title>SB Massage Therapy | Deep Tissue &amp; Pregnancy | London SE22</title><h1>Massage for busy people</h1><p>I'm Sophie Bright</p>",
        "SB Massage Therapy",
    ),
    (
        "<title>Massage & Beauty Treatments in Ludlow | Hazel Lane Massage and Beauty</title><nav><a href='/'>Home</a><a href='/massage.html'>Massage</a><a href='/beauty.html'>Beauty</a></nav><h1>Massage & Beauty Treatments in Ludlow</h1>",
        "Hazel Lane Massage and Beauty",
    ),
    (
        "<title>Mo's Kind Hands :: Licensed Massage Therapist in Elk Bend, Washington</title><h1>Mo's Kind Hands</h1>",
        "Mo's Kind Hands",
    ),
    (
        "<title>Massage in Motion</title><footer>© 2024 Massage in Motion</footer>",
        "Massage in Motion",
    ),
    ("<title>Reflexology with Odette</title><h1>Where rest turns into ease.</h1>", "Reflexology with Odette"),
]

"""The word pools that made-up providers are named from. Nobody and nothing here is real."""

FIRST_NAMES = tuple(
    """
    Aaron Abdul Adele Ahmed Aiko Alana Alejandro Alice Alina Amara Amelia Amir Ana Andrea Angus Anh Anita
    Anna Anthony Antonio Arjun Ashleigh Ayesha Beatrice Ben Bianca Bodhi Bridget Bruno Callum Carlos Carmen
    Caroline Cassandra Catherine Chen Chloe Christos Clare Connor Daisuke Damien Daniel Daphne David Deepika
    Dimitra Dominic Elena Eleni Elias Elizabeth Ella Emeka Emily Erin Esther Ethan Fatima Felix Fiona
    Francesca Gareth Georgia Giulia Grace Greta Hannah Harriet Hassan Heidi Helen Hiroshi Hugh Ian Imogen
    Ingrid Isaac Ivana Jack James Jane Jasmine Jennifer Jing Joanna Jonathan Jorge Joseph Joshua Julia Kaito
    Karen Katherine Kavita Keiko Kenneth Kim Kirra Kylie Lachlan Lara Laura Leila Liam Lila Linh Lorenzo
    Louise Lucas Lucy Luka Mahmoud Malia Marco Margaret Maria Marlon Matilda Matthew Mei Mercy Mia Michael
    Miguel Mina Mohini Monique Nadia Naomi Natalie Nathan Neha Nerida Nicholas Niamh Nikolai Noor Oliver
    Olivia Omar Oscar Paolo Patrick Pedro Penelope Peter Philippa Phuong Pilar Piotr Priya Quentin Rachel
    Rahul Ravi Rebecca Renata Rhys Robert Robyn Rosa Ruby Ryan Saanvi Sakura Samantha Samuel Sandra Sara
    Sean Sergei Shanti Siobhan Sofia Somchai Stefan Stephanie Suki Susan Tahlia Tamara Tarun Teresa Thanh
    Theo Thomas Tia Timothy Tran Uma Valentina Vanessa Veronica Victor Vikram Violet Wendy William Xavier
    Xin Yasmin Yolanda Yuki Yusuf Zara Zoe
    """.split()
)

LAST_NAMES = tuple(
    """
    Abbott Ablett Acheampong Adeyemi Aitken Akhtar Albrecht Allanson Alvarez Anand Andersen Antoniou Arden
    Armitage Ashworth Atkins Baldwin Banerjee Barros Bassett Bauer Beaumont Becker Belmonte Bennett Bhatt
    Bianchi Blackwood Boland Bonner Borg Bradshaw Brandt Brennan Brodie Bui Burgess Byrne Calloway Cameron
    Campisi Cardoso Carmody Cassar Castellano Chau Chaudhry Cheung Christou Clancy Clifford Coleman Connelly
    Corrigan Costa Crawford Croft Cruz Cullen Dalgleish Dang Darcy Davenport Delaney Demir Denholm Devlin
    Dimitriou Dinh Donato Donovan Doyle Duggan Dunstan Dutta Eastwood Eklund Ellery Eriksen Espinoza
    Fairweather Farrugia Faulkner Ferrante Fielding Finch Fitzroy Flanagan Fong Forsyth Fraser Fujita
    Gallagher Galvin Garland Georgiou Ghosh Gilchrist Giordano Goddard Gonzalez Gorman Grech Greenhalgh
    Grimshaw Guerra Gupta Haddad Hale Halloran Hammond Hansen Hargreaves Hartley Hayashi Heffernan Hinton
    Hoang Holloway Hooper Horvat Huang Hussain Hyland Iqbal Ingram Ishikawa Iyer Jacobsen Jankovic Jarvis
    Jovanovic Kapoor Karlsson Kavanagh Keating Kelleher Kerr Khalil Kimura Kingsley Kirby Kovac Kowalski
    Kruger Kumar Laidlaw Lambert Larkin Lau Leclerc Ledger Leung Lindqvist Lockhart Lombardi Lopez Luong
    Lynch Macalister Maddox Mahoney Mansour Marchetti Marlow Matsuda Mbeki McAuley McBride McCrae McEwan
    McGlynn McLeish Mehta Mendes Mercer Milosevic Mitchell Mori Morrissey Moult Muller Murphy Nakamura
    Napier Nassar Ngo Nguyen Nolan Norris Novak Oakley O'Brien Okafor O'Keefe Oliveira O'Malley Ortega
    Osborne Pacheco Palmer Papadakis Park Pascoe Patel Pedersen Pham Phelan Pillay Popov Prendergast Quigley
    Quinlan Raman Ramirez Rasmussen Reardon Redfern Reilly Renshaw Rivera Romano Rossi Rowntree Russo Sadler
    Saito Salib Santos Sato Schmidt Seymour Shapiro Sharma Sheehan Silva Simic Sinclair Singh Smith Soares
    Sorensen Spiteri Stanhope Stavros Sullivan Sutherland Suzuki Swain Takeda Tanner Tavares Thorne Tierney
    Tong Tran Trevelyan Tsang Turnbull Upton Vance Vasquez Vella Verma Vidal Vo Volkov Wakefield Walsh
    Watanabe Webster Whelan Whitlock Winslow Wong Woodhouse Wu Yamada Yilmaz Young Zammit Zhang Zielinski
    """.split()
)

PROFESSIONS: dict[str, tuple[str, ...]] = {
    "osteopath": ("Osteopathy", "Osteopathic Clinic", "Osteopathy Clinic", "Osteopaths"),
    "remedial massage therapist": (
        "Remedial Massage",
        "Massage Therapy",
        "Massage & Bodywork",
        "Remedial Therapies",
    ),
    "myotherapist": ("Myotherapy", "Myotherapy Clinic", "Myotherapy and Massage"),
    "massage therapist": ("Massage", "Massage Therapy", "Therapeutic Massage", "Massage Centre"),
    "physiotherapist": ("Physiotherapy", "Physio", "Physiotherapy & Sports Injury Centre"),
    "acupuncturist": ("Acupuncture", "Chinese Medicine", "Acupuncture & Chinese Massage"),
}
"""How a person of the trade is called, and how such a practice is called."""

SERVICES: dict[str, tuple[str, ...]] = {
    "osteopath": ("osteopathy", "cranial osteopathy", "dry needling"),
    "remedial massage therapist": ("remedial massage", "deep tissue massage", "cupping"),
    "myotherapist": ("myotherapy", "dry needling", "trigger point therapy"),
    "massage therapist": ("massage", "relaxation massage", "hot stone massage"),
    "physiotherapist": ("physiotherapy", "clinical pilates", "sports massage"),
    "acupuncturist": ("acupuncture", "tui na", "cupping"),
}

COMMON_TRADE_NAMES = (
    "Body in Balance",
    "Healing Hands",
    "Back in Motion Bodywork",
    "The Healing Room",
    "Back to Health",
    "Total Body Care",
    "Pure Wellness",
    "Hands On Health",
    "The Massage Room",
    "Inner Harmony",
    "Body Works",
    "Align Health",
    "Natural Balance",
    "Serenity Now Massage",
    "In Touch Therapies",
    "The Wellness Centre",
    "Active Health",
    "Knead Relief",
    "Spine and Body",
    "Mind Body Connection",
    "Back on Track",
    "Essential Wellbeing",
    "Touch of Health",
    "Kneaded Bliss",
    "Optimal Bodies",
)

TRADE_FIRST_WORDS = tuple(
    """
    Acacia Alpine Amber Anchor Arbour Aspen Banksia Bayview Bellbird Birch Blue Boronia Bottlebrush Breeze
    Brolga Bushland Cascade Cedar Clover Coastal Copper Coral Correa Crane Currawong Dandelion Driftwood
    Eastside Echo Ember Emu Fern Fig Gecko Golden Grevillea Gumnut Hakea Harbour Haven Hazel Heron Hillside
    Ibis Indigo Iris Ironbark Ivory Jacaranda Jade Jarrah Juniper Kestrel Kookaburra Lagoon Lavender Lilly
    Lotus Lyrebird Magnolia Magpie Mallee Maple Marigold Meadow Melaleuca Mulberry Myrtle Northside Oak
    Olive Opal Orchid Osprey Pandanus Pebble Peppermint Pinnacle Plover Quandong Quoll Redgum Ridge River
    Rosella Saffron Sage Saltbush Sandstone Seabreeze Silver Southside Spiral Spring Stillwater Summit
    Sunrise Tallow Tamarind Tea Terrace Tern Thistle Tide Topaz Verbena Waratah Wattle Westside Wildflower
    Willow Wombat Wren Yarrow Zephyr
    """.split()
)

TRADE_SECOND_WORDS = tuple(
    """
    Body Bodies Grove Healing Health House Hands Lane Life Path Place Point Rooms Space Tree Wellbeing
    Wellness Works
    """.split()
)

CHAIN_WORDS = (
    "Muscle Mechanics",
    "Bodyfix",
    "Knead Now",
    "Backwise",
    "Stretchworks",
    "Moveright",
    "Joint Effort",
    "Press Point",
    "Urban Unwind",
    "Endurance",
)

STREET_NAMES = tuple(
    """
    Acheron Albion Alma Anderson Argyle Arthur Banksia Barkly Beach Bell Boundary Bourke Bridge Burke
    Cambridge Canning Charles Church Clarence Collins Cook Creek Cumberland Darling Davey Denham Derby
    Dunlop Durham East Edward Elgin Elizabeth Esplanade Fitzgerald Flinders Forest Francis Franklin George
    Glen Gordon Grange Grey Hampton Hastings Henry High Hope Hunter Huntingdon James John Kent King Lake
    Lonsdale Lower Macquarie Main Malvern Margaret Marine Mary Mitchell Moore Mount Murray Napier Nelson
    Nicholson North Oak Ocean Orchard Park Parker Pine Plenty Princes Queen Railway Raleigh Regent River
    Robinson Rose Russell Rutherford Ryrie Scott Separation Smith South Spring Station Sturt Swan Sydney
    Tennyson Thomas Timor Union Upper Victoria Walker Warrigal Waterdale Wellington West William Wilson York
    Young
    """.split()
)

STREET_TYPES = (
    "Street",
    "Street",
    "Street",
    "Road",
    "Road",
    "Avenue",
    "Parade",
    "Drive",
    "Crescent",
    "Highway",
    "Lane",
    "Court",
)

SHORT_FORMS: dict[str, tuple[str, ...]] = {
    "Street": ("St", "St.", "Str"),
    "Road": ("Rd", "Rd."),
    "Avenue": ("Ave", "Av"),
    "Parade": ("Pde",),
    "Drive": ("Dr",),
    "Crescent": ("Cres",),
    "Highway": ("Hwy",),
    "Lane": ("Ln",),
    "Court": ("Ct",),
    "Mount": ("Mt", "Mt."),
    "Saint": ("St",),
    "North": ("Nth",),
    "South": ("Sth",),
    "Point": ("Pt",),
    "Port": ("Pt",),
    "Osteopathy": ("Osteo",),
    "Osteopathic": ("Osteo",),
    "Physiotherapy": ("Physio",),
    "Therapies": ("Therapy",),
    "Myotherapy": ("Myo",),
    "Centre": ("Ctr", "Center"),
    "Clinic": ("Clinic", "Clinics"),
    "Remedial": ("Rem.",),
    "and": ("&",),
    "&": ("and", "+"),
}
"""Short forms of street types, place words and trade words, as listings write them."""

NICKNAMES: dict[str, str] = {
    "Elizabeth": "Liz",
    "Katherine": "Kate",
    "Catherine": "Cath",
    "Michael": "Mick",
    "Robert": "Rob",
    "William": "Bill",
    "Jennifer": "Jen",
    "Samantha": "Sam",
    "Samuel": "Sam",
    "Nicholas": "Nick",
    "Stephanie": "Steph",
    "Margaret": "Maggie",
    "Timothy": "Tim",
    "Thomas": "Tom",
    "Jonathan": "Jon",
    "Rebecca": "Bec",
    "Matthew": "Matt",
    "Anthony": "Tony",
    "Natalie": "Nat",
    "Susan": "Sue",
    "Daniel": "Dan",
    "Joseph": "Joe",
    "Joshua": "Josh",
    "Philippa": "Pip",
}

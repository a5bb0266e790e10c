"""Hellmann Antriebe: two plants, eight departments, two hundred people who do not exist.

Owns names, roles and routing words. Every call gives the same people in the same order; numbers follow
from the place in the list. Never reads or changes anything. The telephone
numbers are from the block that is kept free for films.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date

from ideas.demo import Absence, Department, Language, Person, Reviewer, TopicSlug

EMAIL_DOMAIN = "hellmann-antriebe.example"

# Every name: "en:" reads English (the others German), "*" has no e-mail address. In each department
# the head comes first, then two coordinators, the reviewers, the team leads and everybody else.
NAMES: dict[str, str] = {
    "office": """
        Katharina Hellmann, Beate Wolters, en:Daniel Asante, Renate Kühn, en:Philip Marsh,
        Joanna Wiśniewska, Ole Petersen, en:Sunita Rao
    """,
    "production": """
        Jürgen Brandt, Sabine Thoma, Emre Aydın, Marek Kowalski, Uwe Schröter, Nadine Pohl,
        en:Vikram Iyer, en:Łukasz Zieliński, Ralf Steinke, Gülcan Öztürk, Manfred Roth, en:Neil Cooper,
        *Hans-Peter Wirtz, Zeynep Kara, en:Tomasz Lewandowski, *Ingo Schäfer, en:Deepak Sharma,
        Mandy Kretschmer, Yusuf Polat, Anna-Lena Fischer, *en:Grzegorz Pawlak, Dennis Hölscher,
        en:Samuel Osei, *en:Elif Doğan, en:Marco Rinaldi, Björn Tiedemann, *en:Stanisław Górski,
        Kevin Brüning, en:Chloe Adams, Ahmet Yılmaz, *Doris Quandt, en:Arjun Patel, Silke Maurer,
        *Mirosław Dudek, Patrick Heinen, en:Nguyen Thi Lan, *Horst Kämmerer, en:Liam O'Brien, Derya Aksoy,
        *Jonas Wegener, en:Kateryna Bondar, *Mehmet Erdem, Petra Sievers, en:Rohan Kulkarni,
        *en:Bogdan Ionescu, Lisa Theis
    """,
    "assembly": """
        Andrea Vogt, Holger Lindemann, en:Grace Owusu, Ayşe Yıldırım, en:Piotr Nowicki, Stefan Grube,
        en:Meera Nair, Karin Hoppe, Hüseyin Tekin, en:Gareth Lloyd, Dorota Sikora, Monika Engels,
        *Fatih Güneş, Sandra Wilke, en:Rahul Verma, *en:Krzysztof Wrona, Nicole Bäcker, en:Amara Diallo,
        *Siegfried Löhr, Hatice Bulut, Oliver Krahn, en:Maria Santos, *en:Zofia Kaczmarek, Jannik Ott,
        en:Sean Murphy, *Cemal Aktaş, Ute Rademacher, en:Kavita Joshi, en:Paweł Adamczyk, *Gisela Nolte,
        Marvin Steffens, Esra Yavuz, *en:Jerzy Baran, en:Hannah Clarke, Sven Dittrich, en:Thu Ha Pham,
        *Ramazan Çetin, Christa Wiemers, en:Isaac Mensah, Julia Förster, *Tadeusz Król, Linda Köster,
        en:Suresh Pillai, *Andrzej Sobczak
    """,
    "logistics": """
        Rolf Esser, Claudia Baumgart, en:Adam Brzeziński, Kemal Şahin, Heike Jansen, en:Tom Whitaker,
        en:Anil Deshmukh, Detlef Brinkmann, Sibel Uçar, en:Mark Hollis, en:Nadia Benali, *Werner Pütz,
        en:Onur Taş, en:Beata Jankowska, *Volker Hamacher, en:Chris Ndlovu, Melanie Strauß, Serkan Bayram,
        *en:Ryszard Kubiak, en:Joyce Mwangi, Tobias Kern, en:Ewa Malinowska, *Özlem Kılıç, Dirk Vormann,
        en:Aditya Singh, *Waldemar Schmitz, en:Rosa Martínez, Lukas Eberl, Gökhan Er, *Helga Brandenburg,
        en:Jack Robson, en:Milena Petrova, Sascha Reimann, en:Ibrahim Sesay
    """,
    "it": """
        Florian Reuter, en:Priya Menon, Jens Overbeck, Lars Hinrichs, en:Oksana Kovalenko,
        en:Rajesh Gupta, Tim Börner, Matthias Krüger, en:Sneha Reddy, Niklas Ahrens, en:Ewan McLeod,
        Canan Özdemir, en:Jakub Szymański, Verena Holz
    """,
    "people": """
        Susanne Albers, Fatma Koç, en:Helen Carter, Martin Dreyer, Agnieszka Wójcik, en:Laura Bennett,
        Cornelia Behrens, en:Aisha Khan, Tobias Lamprecht, en:Marta Zawadzka, Gabriele Frank, Sinem Acar
    """,
    "facilities": """
        Dietmar Krause, Yvonne Matthes, Burak Çelik, Thorsten Hagen, Simone Keßler, en:Ian Gallagher,
        en:Wojciech Mazur, Norbert Stahl, *Mustafa Keskin, Elke Sommerfeld, en:Peter Novák, *Franz Oberle,
        en:Kamil Rutkowski, *Lale Demirci, en:David Boateng, Rainer Wöhrle
    """,
    "sales": """
        Caroline Ferber, Michael Stratmann, en:Anjali Kapoor, Björn Lücke, en:Emily Turner, Selin Arslan,
        en:Carlos Mendes, en:Henrik Sörensen, Alexander Ritter, en:Victoria Hughes, Maren Clausen,
        Arne Wulf, en:Divya Krishnan, Tuğba Şimşek, en:Oscar Lindqvist, Sarah Blum, en:George Palmerston,
        en:Katarzyna Maj, Benedikt Rau, Yasemin Toprak, Nina Hartwig, en:Matteo Conti, Leonie Faßbender,
        en:Amit Banerjee, en:Rebecca Stone, Jörg Ahlers
    """,
}

# How many team leads follow the reviewers; everybody after them reports to one of them in turn.
TEAM_LEADS = {
    "office": 0,
    "production": 4,
    "assembly": 4,
    "logistics": 3,
    "it": 1,
    "people": 1,
    "facilities": 1,
    "sales": 2,
}

EXPERTISE: dict[str, list[list[TopicSlug]]] = {
    "office": [["company"], ["processes", "services"], ["company", "products"]],
    "production": [
        ["processes"],
        ["products", "processes"],
        ["company", "processes"],
        ["products"],
        ["processes"],
    ],
    "assembly": [["processes", "company"], ["products"], ["processes", "products"], ["company"]],
    "logistics": [["processes"], ["services", "processes"], ["services"], ["company", "products"]],
    "it": [["processes"], ["services"], ["processes", "products"], ["company", "services"]],
    "people": [["company"], ["company", "services"], ["processes", "company"]],
    "facilities": [["company"], ["company", "processes"], ["processes"], ["services", "company"]],
    "sales": [["products"], ["services"], ["services", "processes"], ["products", "services"], ["company"]],
}

DEPARTMENT_NAMES: list[tuple[str, str, str | None]] = [
    ("office", "Idea office", None),
    ("production", "Production", "office"),
    ("assembly", "Assembly", "production"),
    ("logistics", "Packing and Logistics", "production"),
    ("it", "IT", "office"),
    ("people", "People", "office"),
    ("facilities", "Facilities and Safety", "office"),
    ("sales", "Sales and Service", "office"),
]

REGIONS = {"assembly": "DE-BY"}
"""Whose public holidays are kept: the second plant, where all is put together, is in Bavaria, the rest in Cologne."""
REGION, STRICTEST = "DE-NW", "DE-BY"
"""Everybody else's; and the one with every holiday of both, so that nobody is at work on any of them."""
SHUT = ((12, 24, "Heiligabend"), (12, 31, "Silvester"))
"""Days of every year on which all of it is shut."""

TOPICS: dict[str, list[TopicSlug]] = {"office": ["company"], "sales": ["products", "services"]}

WORDS_DE = {
    "office": "Unternehmen Geschäftsführung Vorstand Leitbild Spende Ideenmanagement Prämie Strategie",
    "production": (
        "Fräsen Drehen CNC Maschine Rüsten Härterei Verzahnung Späne Kühlschmierstoff Werkzeug "
        "Laufkarte Fertigung Schleifen Rohling Entgraten Zahnrad Gehäuse Werkzeugausgabe"
    ),
    "assembly": (
        "Montage Montagelinie Schrauber Drehmoment Prüfbank Prüfstand Vormontage Taktzeit "
        "Getriebemotor Dichtring Arbeitsplatz Vorrichtung Schraube Kugellager"
    ),
    "logistics": (
        "Verpackung Karton Palette Versand Wareneingang Stapler Lkw Lieferschein Etikett Spedition "
        "Leergut Kommissionierung Scanner Rampe Gitterbox Hochregal"
    ),
    "it": (
        "Computer Rechner Passwort Software ERP WLAN Drucker Bildschirm Laptop Datei Intranet "
        "Telefonanlage Anmeldung"
    ),
    "people": (
        "Urlaub Schicht Ausbildung Azubi Weiterbildung Gehalt Homeoffice Sprachkurs Bewerbung "
        "Einarbeitung Elternzeit Zeiterfassung Betriebssport Lohnabrechnung"
    ),
    "facilities": (
        "Licht Heizung Toilette Parkplatz Fahrrad Lüftung Kantine Umkleide Spind Feuerlöscher "
        "Treppe Reinigung Wasser Ladesäule Dach Sicherheit Fluchtweg Gehörschutz Werkstor"
    ),
    "sales": (
        "Kunde Angebot Reklamation Ersatzteil Katalog Messe Vertrieb Kundendienst Betriebsanleitung "
        "Hotline Preisliste Typenschild Retoure Inbetriebnahme"
    ),
}

WORDS_EN = {
    "office": "company donation mission strategy management award",
    "production": (
        "milling turning CNC machine set-up hardening gear swarf coolant tool grinding blank "
        "deburring housing machining fixture spindle"
    ),
    "assembly": (
        "assembly screwdriver torque bench cycle seal bearing workstation jig gearmotor sub- assembly screw"
    ),
    "logistics": (
        "packing carton pallet shipping warehouse goods-in forklift lorry truck label carrier "
        "empties picking scanner ramp crate dispatch"
    ),
    "it": "computer password software ERP wifi printer screen laptop file intranet login phone system",
    "people": (
        "holiday leave shift apprentice training salary payslip onboarding language course "
        "recruiting parental timesheet remote"
    ),
    "facilities": (
        "heating toilet parking bicycle bike ventilation canteen changing locker extinguisher "
        "stairs gate cleaning water charging roof safety escape hearing lamp lighting"
    ),
    "sales": (
        "customer quote complaint spare part catalogue trade fair sales service manual hotline "
        "price list nameplate commissioning"
    ),
}

ADMINS = ("Beate Wolters", "Daniel Asante")
OBSERVERS = ("Manfred Roth", "Gabriele Frank")  # works council
LEFT_WEEKS_AGO = {"Patrick Heinen": 9}

# Whom a visitor may sign in as, and the roles they show.
PERSONAS = {
    "submitter": "Monika Engels",
    "submitter_en": "Sean Murphy",
    "reviewer": "Ayşe Yıldırım",
    "coordinator": "Holger Lindemann",
    "coordinator_en": "Grace Owusu",
    "decider": "Dietmar Krause",
    "admin": "Beate Wolters",
    "admin_en": "Daniel Asante",
    "observer": "Gabriele Frank",
}

ABSENT: list[tuple[str, int, int, str | None]] = [
    ("Uwe Schröter", -3, 11, "Nadine Pohl"),
    ("Heike Jansen", 5, 19, "Kemal Şahin"),
    ("Laura Bennett", -10, 4, "Agnieszka Wójcik"),
    ("Henrik Sörensen", 12, 26, "Emily Turner"),
    ("Piotr Nowicki", -60, -40, "Stefan Grube"),
    ("Thorsten Hagen", 26, 47, None),
]

# Letters that do not fall apart into a plain one and an accent, or that German spells with two.
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ö": "Oe", "ß": "ss", "ł": "l", "Ł": "L", "ı": "i"})


def people() -> list[Person]:
    """All two hundred, always the same and in the same order."""
    entries = [(key, entry) for key, _, _ in DEPARTMENT_NAMES for entry in _entries(key)]
    index = {_name(entry): place for place, (_, entry) in enumerate(entries)}
    return [_person(place, key, entry, index) for place, (key, entry) in enumerate(entries)]


def departments() -> list[Department]:
    """The eight departments, parents before children, with the indices of the people in charge."""
    index = _index()
    return [_department(key, name, parent, index) for key, name, parent in DEPARTMENT_NAMES]


def days_off(years: Iterable[int]) -> dict[date, str]:
    """The days of these years on which the whole company is shut."""
    return {date(year, month, day): name for year in years for month, day, name in SHUT}


def absences() -> list[Absence]:
    """Who is, was or will be away, in days from today."""
    index = _index()
    return [
        {"person": index[who], "first_day": first, "last_day": last, "substitute": index[by] if by else None}
        for who, first, last, by in ABSENT
    ]


def _index() -> dict[str, int]:
    return {person["name"]: person["index"] for person in people()}


def _entries(key: str) -> list[str]:
    return [entry.strip() for entry in NAMES[key].split(",")]


def _name(entry: str) -> str:
    return entry.removeprefix("*").removeprefix("en:")


def _person(place: int, key: str, entry: str, index: dict[str, int]) -> Person:
    name = _name(entry)
    return {
        "index": place,
        "name": name,
        "email": None if entry.startswith("*") else f"{_spelled(name)}@{EMAIL_DOMAIN}",
        "personnel_number": f"{10417 + 37 * place}",
        "language": _language(entry),
        "phone": f"0221 4710 {300 + 3 * place}",
        "department": key,
        "line_manager": _line_manager(name, key, index),
        "is_admin": name in ADMINS,
        "is_observer": name in OBSERVERS,
        "left_weeks_ago": LEFT_WEEKS_AGO.get(name),
    }


def _language(entry: str) -> Language:
    return "en" if "en:" in entry else "de"


def _spelled(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(SPELLED)).encode("ascii", "ignore").decode()
    return plain.lower().replace("'", "").replace(" ", ".")


def _line_manager(name: str, key: str, index: dict[str, int]) -> int | None:
    """Heads report to the managing director, people in charge and team leads to the head, others to a lead."""
    names = [_name(entry) for entry in _entries(key)]
    place = names.index(name)
    if place == 0:
        return None if key == "office" else 0
    first_lead = 3 + len(EXPERTISE[key])
    leads = names[first_lead : first_lead + TEAM_LEADS[key]]
    if not leads or place < first_lead + len(leads):
        return index[names[0]]
    return index[leads[place % len(leads)]]


def _department(key: str, name: str, parent: str | None, index: dict[str, int]) -> Department:
    first = index[_name(_entries(key)[0])]
    return {
        "key": key,
        "name": name,
        "parent": parent,
        "is_office": parent is None,
        "takes_ideas": True,
        "region": REGIONS.get(key, REGION),
        "decider": first,
        "coordinators": [first + 1, first + 2],
        "reviewers": [Reviewer(first + 3 + at, topics) for at, topics in enumerate(EXPERTISE[key])],
        "words": {"de": WORDS_DE[key].split(), "en": WORDS_EN[key].split()},
        "topics": TOPICS.get(key, []),
    }

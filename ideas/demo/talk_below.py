"""What colleagues of the demo company say below some ideas, as plain data. Never reads or changes anything.

Owns the words, who says them, and how many working days after the line before.
"""

from typing import NamedTuple


class Line(NamedTuple):
    """A comment; perhaps somebody reported it, perhaps a coordinator removed it with a reason."""

    days: int
    name: str
    text: str
    reported: tuple[str, str] = ("", "")
    removed: str = ""


SAID: dict[str, list[Line]] = {
    "klemmenkasten-federklemmen": [
        Line(
            0,
            "Oliver Krahn",
            "An der Linie 2 haben wir ein Muster mit Federklemmen liegen. Hält auch auf dem Rütteltisch. "
            "Ich bringe es gern vorbei.",
        ),
        Line(
            0,
            "Hatice Bulut",
            "Wichtig wäre mir, dass man die Litze ohne Werkzeug *wieder herausbekommt*. Bei den alten ging "
            "das nur mit Gewalt.",
        ),
        Line(
            1,
            "Monika Engels",
            "@Oliver Krahn gern, morgen vor der Frühbesprechung? @Hatice Bulut die neuen haben einen "
            "Hebel, geht mit dem Daumen.",
        ),
        Line(
            0,
            "Sven Dittrich",
            "Wer so etwas vorschlägt, hat noch nie bei uns verdrahtet. Typisch.",
            reported=(
                "Esra Yavuz",
                "Das ist unfreundlich und stimmt nicht: Monika verdrahtet seit elf Jahren.",
            ),
        ),
        Line(
            1,
            "Gareth Lloyd",
            "Our customers in Leeds ask for spring clamps by name. Happy to send photos of the boxes they like.",
        ),
    ],
    "weekend-compressor-off": [
        Line(
            0,
            "Suresh Pillai",
            "Line 4 hisses too, behind the second press. That makes 15.",
        ),
        Line(
            1,
            "Isaac Mensah",
            "The paint shop needs air on Saturdays until 18:00. Could the ring be split there? There is a valve "
            "by the stairs:\n\n- close it at 18:00\n- open it on Monday with the rest",
        ),
        Line(
            1,
            "Sean Murphy",
            "Good point, @Isaac Mensah. I will walk the pipe with you on Friday and mark the valves on my list.",
        ),
        Line(2, "Kavita Joshi", "We have a leak detector in quality. You can borrow it for a shift."),
    ],
    "kitting-for-specials": [
        Line(
            0,
            "Maria Santos",
            "Yes please. Yesterday I had the wrong shaft key in my hand twice because the boxes look alike.",
        ),
        Line(
            1,
            "Zofia Kaczmarek",
            "For the big ones a trolley would be better than a box. I can draw what I mean.",
        ),
        Line(
            0,
            "Jerzy Baran",
            "The man in the store is too lazy for that, everybody knows who I mean.",
            removed="It speaks of a colleague, not of the idea. Please say again what hinders it, without him.",
        ),
        Line(1, "Krzysztof Wrona", "@Zofia Kaczmarek a drawing would help, I add it to the idea."),
    ],
    "swap-shifts-in-a-chat": [
        Line(0, "Hannah Clarke", "My last swap took nine days. By then the shift was over."),
        Line(
            0,
            "Mehmet Erdem",
            "Bitte auch für die Fertigung. Wichtig: Ruhezeiten muss das System prüfen, nicht der Meister im Kopf.",
        ),
        Line(1, "Suresh Pillai", "@Mehmet Erdem agreed, the portal knows the rest hours already."),
    ],
    "licht-am-hinterausgang": [
        Line(
            0,
            "Gisela Nolte",
            "Ich nehme seit Wochen die Handylampe. Im Winter geht das mit Handschuhen nicht.",
        ),
        Line(
            0,
            "Marvin Steffens",
            "Bis zur Entscheidung: in der Werkstatt stehen zwei Baustrahler, die keiner braucht.",
        ),
        Line(1, "Ramazan Çetin", "danke @Marvin Steffens, einer würde schon reichen"),
    ],
    "ersatzteilpreise-online": [
        Line(
            0,
            "Linda Köster",
            "Bei zwei Wettbewerbern sieht man Listenpreise, beim dritten nicht. Unsere Kunden nennen mir die Zahlen.",
        ),
        Line(
            1,
            "Nadia Benali",
            "If prices are public, please show stock as well. Half of my calls are about that.",
        ),
    ],
    "battery-swap-agv": [
        Line(0, "Tom Whitaker", "I moved the charging by hand on Tuesday. They made it until 13:50."),
        Line(1, "Anil Deshmukh", "@Tom Whitaker did you note the level at the start? Then we can compare."),
    ],
    "eyebolt-torque-label": [
        Line(1, "Piotr Nowicki", "The laser is free after 15:00. Ten seconds a screw, I timed it."),
        Line(2, "Paweł Adamczyk", "Please not on the painted side. Engraving there starts rust."),
    ],
    "service-van-kit": [
        Line(1, "Rahul Verma", "Add a hook for the torque wrench. It rolls around in all five."),
        Line(3, "Amara Diallo", "Could the plan hang inside the door? Then new people see it at once."),
    ],
    "besprechung-45-minuten": [
        Line(0, "Julia Förster", "Machen wir im Team seit Januar. Es bleibt tatsächlich bei 45."),
        Line(2, "Philip Marsh", "Works for customer calls too. Nobody has complained yet."),
        Line(1, "Christa Wiemers", "Und bitte kein Termin vor 7.30 Uhr."),
    ],
    "pendelverkehr-abends": [
        Line(
            1,
            "Heike Jansen",
            "Um 21 Uhr steht die Rampe in Werk 2 leer. Wir brauchen nur jemanden zum Abladen.",
        ),
        Line(1, "Tadeusz Król", "Ich würde das übernehmen, wenn die Stunde zählt."),
    ],
    "inbetriebnahme-checkliste": [
        Line(
            1,
            "Ute Rademacher",
            "Bilder statt Text ist genau richtig. Ich habe Fotos von den drei häufigsten Fehlern.",
        ),
        Line(2, "Meera Nair", "Please leave room for a QR code, the film is coming anyway."),
    ],
    "lackstift-beilegen": [
        Line(2, "Karin Hoppe", "Schade um die Stifte, die keiner benutzt. Vielleicht nur auf Wunsch?"),
    ],
}
"""Key of an idea -> what is said below it, in its order. What would be said later than today is not said."""

"""Owns the German ideas about services, part 2. Never reads or changes anything."""

from ideas.demo import Idea, Review

IDEAS: list[Idea] = [
    {
        "key": "anleitungen-nur-digital",
        "lang": "de",
        "title": "Anleitungen nicht mehr drucken",
        "text": (
            "Jedem Motor liegt ein Heft mit 64 Seiten in 12 Sprachen bei, gelesen werden fünf davon: die zur "
            "Inbetriebnahme, mit Drehrichtung und Entlüftung. Nur noch QR Code, fertig. Wir würden eine Palette "
            "Papier im Monat sparen."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 95,  # Linda Köster
        "week": 27,
        "end": "closed",
        "outcome": "declined",
        "supports": 16,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "decline",
                (
                    "Die Sicherheitshinweise müssen bei unvollständigen Maschinen in der Sprache "
                    "des Landes beiliegen. Ganz ohne Papier verlieren wir die Konformität."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 1, "customers": 4},
            ),
            Review(
                "adopt_in_part",
                (
                    "Machbar ist ein Blatt mit den Sicherheitshinweisen und der Rest digital. Das "
                    "würde ich sofort unterstützen."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 4},
            ),
        ],
        "consensus": (
            "Das einzelne Blatt ist schon beschlossen und kommt mit der nächsten Auflage, dafür "
            "braucht es keine Entscheidung mehr. Übrig bleibt der völlige Verzicht auf Papier, "
            "und den halten beide derzeit für unzulässig."
        ),
        "reason_code": "safety_or_law",
        "reason_text": (
            "Ganz auf Papier verzichten dürfen wir nicht: Die Sicherheitshinweise müssen gedruckt "
            "dabei sein, bis die neue Maschinenverordnung gilt."
        ),
        "would_change": "Ab dann ist Ihr Vorschlag erlaubt, und wir nehmen ihn wieder auf.",
        "alternative": "Schon beschlossen ist ein dünneres Heft mit den drei Sprachen des Lieferlands.",
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Linda kannte die Verordnung nicht und ist einverstanden, solange das Datum nicht untergeht."
            ),
            "agreed": "Wiedervorlage zum Stichtag, Linda steht auf dem Verteiler.",
            "thanks": "Danke, Linda. Statt zwölf Sprachen stehen jetzt drei im Heft.",
            "next_step": "Wiedervorlage zum Stichtag der Verordnung",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "kundenschulung-online",
        "lang": "de",
        "title": "Schulungen für Kunden auch online",
        "text": (
            "Unsere Kundenschulungen finden nur hier statt, Anreise oft ein ganzer Tag. Die "
            "Grundlagen könnte man per Video machen."
        ),
        "department": "people",
        "topic": "services",
        "submitter": 154,  # Tobias Lamprecht
        "week": 12,
        "end": "closed",
        "outcome": "exists_already",
        "supports": 2,
        "cosubmitters": 0,
        "reviews": [],
        "where": "Akademie auf der Kundenseite, Rubrik „Grundkurse“ (seit dem Frühjahr, sechs Kurse)",
        "reason_code": "already_exists",
        "reason_text": (
            "Sechs Grundkurse gibt es seit dem Frühjahr in der Akademie auf der Kundenseite. Sie "
            "waren von innen schlecht zu finden, deshalb verweist das Intranet jetzt darauf, und "
            "Sie haben einen Zugang zum Ausprobieren."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Herr Lamprecht hat sich einen Kurs angesehen und zwei Fehler gefunden, die schon "
                "korrigiert sind."
            ),
            "agreed": "Er sieht die Aufbaukurse vor der Veröffentlichung durch.",
            "thanks": "Danke, Herr Lamprecht, für den Blick von außen.",
            "next_step": "Entwürfe der Aufbaukurse zuschicken",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "beschwerde-spedition",
        "lang": "de",
        "title": "Spedition lädt beim Kunden einfach ab",
        "text": (
            "Kunde in Ulm: Fahrer hat drei Motoren im Regen vor das Tor gestellt und ist "
            "gefahren. Das war jetzt das dritte Mal. Man müsste die Speditionen besser auswählen."
        ),
        "department": "logistics",
        "topic": "services",
        "submitter": 193,  # Yasemin Toprak
        "week": 10,
        "end": "closed",
        "outcome": "passed_on",
        "supports": 3,
        "cosubmitters": 0,
        "reviews": [],
        "passed_to": "Versandleitung, Reklamationen der Spediteure",
        "reason_code": "not_our_task",
        "reason_text": (
            "Das ist eine Beschwerde über drei konkrete Lieferungen, und die braucht heute "
            "jemanden, der mit der Spedition spricht. Die Versandleitung hat sie angenommen und "
            "die drei Motoren ersetzt; das Ergebnis des Gesprächs erfahren Sie von dort."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": "Frau Toprak hat die drei Frachtnummern nachgereicht. Der Kunde in Ulm ist versöhnt.",
            "agreed": "Die Versandleitung meldet sich nach dem Gespräch mit der Spedition.",
            "thanks": "Danke, Frau Toprak, dass Sie es nicht beim dritten Mal belassen haben.",
            "next_step": "Rückmeldung der Versandleitung",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "inbetriebnahme-checkliste",
        "lang": "de",
        "title": "Checkliste für die Inbetriebnahme als Faltkarte",
        "text": (
            "Ich bekomme die Rückläufer auf den Tisch. Neun von zehn sind gar nicht kaputt, nur "
            "falsch in Betrieb genommen: Drehrichtung, Entlüftung, Bremse. Eine laminierte "
            "Faltkarte am Motor, nur Bilder, keine Sprache."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 65,  # Monika Engels
        "week": 5,
        "end": "confirming",
        "outcome": "adopted_in_part",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Bilder ohne Worte sparen uns zwölf Übersetzungen. Drehrichtung und Bremse "
                    "sind tatsächlich die Hälfte aller Anrufe in der ersten Woche."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 4, "customers": 5},
            ),
            Review(
                "adopt_in_part",
                (
                    "Als Karte am Motor ja, aber aus Recyclingkarton statt laminiert. Am warmen "
                    "Gehäuse löst sich die Folie und landet im Lüfter."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 5},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Die Bildkarte kommt, mit sechs Schritten und ohne ein einziges Wort. Laminieren geht "
            "nicht: Die Folie löst sich ab 60 Grad und kann in den Lüfter geraten. Karton mit "
            "Draht hält bis zur Inbetriebnahme."
        ),
        "implementation": {
            "state": "planned",
            "next_step": "Zeichnungen der sechs Bilder, Test mit zwei Kunden.",
            "next_news_weeks": 4,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Monika findet Karton gut genug. Der Schritt mit der Bremse soll auf die Vorderseite.",
            "agreed": "Sie zeigt den Entwurf zwei Monteuren, die unsere Sprache nicht sprechen.",
            "thanks": "Danke, Monika. Eine Karte ohne Worte sagt mehr als 64 Seiten.",
            "next_step": "Entwurf bis Mitte Dezember",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "ersatzteilpreise-online",
        "lang": "de",
        "title": "Ersatzteilpreise im Netz zeigen",
        "text": (
            "Für jeden Preis müssen Kunden eine Mail schreiben. 70 Mails am Tag, Antwort im "
            "Schnitt nach einem Tag. Listenpreise könnte man einfach anzeigen, Rabatte gibt es ja "
            "erst nach Anmeldung."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 196,  # Leonie Faßbender
        "week": 2,
        "end": "discussion",
        "outcome": "",
        "supports": 8,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Die Preise liegen in der Datenbank, und 70 Mails am Tag sind anderthalb "
                    "Stellen. Der Kunde bekommt sofort, was er braucht."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "decline",
                (
                    "Offene Listenpreise spielen den Nachbauern in die Hände, die unterbieten uns "
                    "dann gezielt bei Dichtungen und Lagern. Erst hinter der Anmeldung wäre es "
                    "vertretbar."
                ),
                {"benefit": 2, "effort": 3, "feasibility": 4, "customers": 3},
                "Zwei Händler haben vertraglich das Recht, Preise zuerst zu bekommen.",
            ),
        ],
    },
    {
        "key": "dolmetscher-app-service",
        "lang": "de",
        "title": "Übersetzer für Serviceanrufe",
        "text": (
            "Am Telefon scheitert es oft an der Sprache, gestern ein Betrieb aus Portugal. Gibt "
            "es ein Programm, das live untertitelt? Es muss ja nicht perfekt sein."
        ),
        "department": "it",
        "topic": "services",
        "submitter": 185,  # Arne Wulf
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "paketshop-im-werk",
        "lang": "de",
        "title": "Private Pakete ans Werk schicken lassen",
        "text": (
            "bin nie zuhause wenn der bote kommt. eine packstation auf dem parkplatz wäre klasse, "
            "die stellt die post doch kostenlos auf oder??"
        ),
        "department": "facilities",
        "topic": "services",
        "submitter": 73,  # Hatice Bulut
        "week": 0,
        "end": "triage",
        "outcome": "",
        "supports": 13,
        "cosubmitters": 0,
        "reviews": [],
    },
]

"""Owns the German ideas about processes, part 3. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "spaetschichtzuschlag-fehlt",
        "lang": "de",
        "title": "Zuschlag stimmt nicht",
        "text": (
            "Auf der Abrechnung von Juli fehlt mir der Spätschicht Zuschlag für 6 Tage, bei "
            "Kollegen auch. Es sollte ein System geben wo man das sieht."
        ),
        "department": "people",
        "topic": "processes",
        "submitter": 66,  # Fatih Güneş
        "week": 13,
        "end": "closed",
        "outcome": "passed_on",
        "supports": 2,
        "cosubmitters": 0,
        "reviews": [],
        "passed_to": "Lohnabrechnung (Durchwahl 467)",
        "reason_code": "not_our_task",
        "reason_text": (
            "Fehlender Lohn ist ein Anspruch und keine Idee, er soll nicht in der Prüfung warten. "
            "Die Lohnabrechnung hat Ihre sechs Tage und die von vier weiteren Kollegen "
            "nachgerechnet; das Geld kommt mit der nächsten Abrechnung."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Fatih bestätigt, dass der Betrag stimmt. Er wünscht sich, Zuschläge vor der "
                "Abrechnung sehen zu können."
            ),
            "agreed": "Dafür gibt er eine eigene Idee ab, wir helfen beim Aufschreiben.",
            "thanks": "Danke, Fatih, du hast vier Kollegen mitgeholfen.",
            "next_step": "Nachzahlung mit der nächsten Abrechnung",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "spaene-pressen",
        "lang": "de",
        "title": "Späne pressen und Öl zurückgewinnen",
        "text": (
            "Wir verkaufen unsere Späne nass und lose. Gepresst zu Briketts bekommt man laut "
            "Händler 30 Prozent mehr, und das Schneidöl läuft zurück in den Tank statt auf den "
            "Hof."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 33,  # Björn Tiedemann
        "week": 19,
        "end": "deferred",
        "outcome": "deferred",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "defer",
                (
                    "Rechnen tut es sich, aber der Platz neben dem Späneförderer wird erst frei, "
                    "wenn im Frühjahr die alte Waschanlage abgebaut ist. Dann passt die Presse "
                    "genau hin."
                ),
                {"benefit": 5, "effort": 3, "feasibility": 2, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Etwa 4.000 Liter Öl im Jahr zurück und kein Tropfen mehr auf dem Hof. "
                    "Notfalls sollten wir dafür Fläche mieten."
                ),
                {"benefit": 5, "effort": 3, "feasibility": 3},
            ),
        ],
        "reason_code": "timing",
        "reason_text": (
            "Die Presse braucht zwölf Quadratmeter neben dem Förderer, und die gibt erst der "
            "Abbau der Waschanlage im Frühjahr frei. Die Angebote holen wir vorher ein, damit "
            "dann sofort entschieden werden kann."
        ),
        "defer_weeks": 30,
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Björn hat den Händler noch einmal angerufen, das Angebot gilt bis Jahresende.",
            "agreed": "Er ist beim Termin mit dem Pressenhersteller dabei.",
            "thanks": "Danke, Björn. So gründlich rechnet sonst nur der Einkauf.",
            "next_step": "Angebote bis Februar, neue Entscheidung im Frühjahr",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "kuehlschmierstoff-riecht",
        "lang": "de",
        "title": "Kühlschmierstoff montags früher umwälzen",
        "text": (
            "Montags riecht es an den Drehmaschinen wie Keller. Die Brühe steht zwei Tage. Wenn "
            "die Pumpen sonntags um 20 Uhr per Zeitschaltuhr eine Stunde laufen würden, wäre das "
            "weg, denke ich. Hautprobleme hatten wir auch schon."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 40,  # Silke Maurer
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "zeitfenster-wareneingang",
        "lang": "de",
        "title": "Lkw-Zeitfenster im Wareneingang buchen",
        "text": (
            "Montags zwischen 7 und 9 stehen acht Lkw, mittags keiner. Ein Kalender, in dem die "
            "Speditionen selbst ein Fenster buchen. Drei unserer größten Lieferanten machen das "
            "bei anderen Kunden längst."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 121,  # Dirk Vormann
        "week": 3,
        "end": "deciding",
        "outcome": "",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Wir haben zwei Wochen gezählt: 58 Prozent der Anlieferungen fallen in vier "
                    "Stunden. Mit Fenstern kommen wir mit einem Stapler weniger aus."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 3, "customers": 5},
            ),
            Review(
                "adopt_in_part",
                (
                    "Für die zwanzig größten Lieferanten ja. Kleine Paketfahrer kommen, wenn sie "
                    "kommen, die würden den Kalender nur verstopfen."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 3},
                "Software 390 Euro im Monat, Kündigung vierteljährlich.",
            ),
        ],
    },
    {
        "key": "pendelverkehr-abends",
        "lang": "de",
        "title": "Pendel-Lkw abends noch einmal fahren",
        "text": (
            "Der letzte Pendler von Werk 1 nach 2 geht um 16.30. Was danach fertig wird, fehlt "
            "der Frühschicht in der Montage bis 8 Uhr. Eine Fahrt um 21 Uhr!"
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 123,  # Waldemar Schmitz
        "week": 3,
        "end": "discussion",
        "outcome": "",
        "supports": 10,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "adopt",
                (
                    "An drei von fünf Tagen wartet die Linie morgens auf Gehäuse, im Schnitt 50 "
                    "Minuten. Eine Fahrt um 21 Uhr schließt die Lücke."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 3, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "Ein Fahrer bis 22 Uhr kostet 31.000 Euro im Jahr, und nachts dürfen wir an "
                    "Werk 2 wegen der Anwohner nicht entladen. Besser wäre ein Puffer von einem "
                    "Tag."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 2},
            ),
        ],
        "questions": [
            Question(
                "Was fehlt der Frühschicht morgens am meisten?",
                "Gehäuse Größe 90 und 112. Wellen sind meistens genug da.",
            ),
        ],
    },
    {
        "key": "lieferschein-maske",
        "lang": "de",
        "title": "Im SAP den Lieferschein auf eine Seite",
        "text": (
            "Um einen Lieferschein zu drucken, gehe ich durch fünf Masken, obwohl ich nur in "
            "dreien was ändere. 60 Lieferscheine am Tag. Man könnte die zwei leeren überspringen."
        ),
        "department": "it",
        "topic": "processes",
        "submitter": 125,  # Lukas Eberl
        "week": 5,
        "end": "conversation",
        "outcome": "adopted",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Die zwei Masken lassen sich per Einstellung überspringen, solange kein "
                    "Gefahrgut dabei ist. Aufwand etwa drei Tage mit Test."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Ich habe danebengesessen und gestoppt: 38 Sekunden je Schein, gut eine halbe "
                    "Stunde am Tag. Machen."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "talk": "booked",
        "reason_text": (
            "Die beiden leeren Masken fallen weg, außer bei Gefahrgut. Das spart rund 38 Minuten "
            "am Tag und ist in drei Tagen gemacht."
        ),
        "implementation": {
            "state": "planned",
            "next_step": "Einstellung im Testsystem, Probelauf mit dem Versand.",
            "next_news_weeks": 3,
        },
    },
    {
        "key": "besprechung-45-minuten",
        "lang": "de",
        "title": "Besprechungen auf 45 Minuten begrenzen",
        "text": (
            "Alle Termine sind 60 Minuten, weil der Kalender das so vorschlägt. Dann rennt man "
            "zum nächsten. Voreinstellung 45 und alle haben Zeit für einen Kaffee oder den Weg "
            "zwischen den Häusern."
        ),
        "department": "office",
        "topic": "processes",
        "submitter": 145,  # Verena Holz
        "week": 6,
        "end": "confirming",
        "outcome": "adopted",
        "supports": 17,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Die Voreinstellung ist ein Klick in der Verwaltung, und wer 60 Minuten "
                    "braucht, stellt sie ein. In meinem Bereich machen wir es seit einem Jahr so."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Zwischen den Gebäuden braucht man acht Minuten, die fehlen heute in jedem "
                    "zweiten Termin. Auch für den Rücken eine gute Idee."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "Der Kalender schlägt ab Dezember 45 Minuten vor, bei kurzen Terminen 25. Länger darf "
            "jeder, aber dann ist es eine Entscheidung und keine Gewohnheit."
        ),
        "implementation": {
            "state": "planned",
            "next_step": "Umstellung am ersten Dezember, dazu eine kurze Nachricht im Intranet.",
            "next_news_weeks": 2,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Frau Holz wünscht sich, dass die Leitung mitmacht, sonst bleibt alles beim "
                "Alten. Die Geschäftsführung stellt ihre eigenen Serientermine um."
            ),
            "agreed": "Alle Serientermine der Leitung werden bis zum Start gekürzt.",
            "thanks": "Danke, Frau Holz, für fünfzehn Minuten am Stück, die sonst niemand hätte.",
            "next_step": "Umstellung am ersten Dezember",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "scanner-akkus",
        "lang": "de",
        "title": "Scanner Akkus sind Nachmittags leer",
        "text": (
            "Die Scanner halten bis 14 Uhr dann sind alle leer und wir schreiben auf Papier. "
            "Vielleicht zweite Akkus kaufen oder Ladestation an jedem Packtisch"
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 120,  # Özlem Kılıç
        "week": 0,
        "end": "triage",
        "outcome": "",
        "supports": 4,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "wartung-im-kalender",
        "lang": "de",
        "title": "Wartungen im Schichtplan sichtbar machen",
        "text": (
            "Die Instandhaltung kommt meistens dann, wenn wir gerade einen Eilauftrag fahren. "
            "Wenn die Wartung im Schichtplan stünde, könnten wir drumherum planen."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 37,  # Ahmet Yılmaz
        "week": 2,
        "end": "clarification",
        "outcome": "",
        "supports": 3,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Unsere Wartungstermine stehen acht Wochen im Voraus fest. Sie in den "
                    "Schichtplan zu übernehmen, ist eine Schnittstelle und etwas Disziplin."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "questions": [
            Question(
                (
                    "Welche Maschinen betrifft es bei Ihnen am häufigsten, und wie weit vorher "
                    "müssten Sie den Termin kennen, damit er noch hilft?"
                ),
            ),
        ],
    },
    {
        "key": "schichtbuch-digital",
        "lang": "de",
        "title": "Digitales Schichtbuch",
        "text": (
            "Das Schichtbuch aus Papier abschaffen und am Tablet führen. Suchen kann man im Papier nicht."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 53,  # Lisa Theis
        "week": 4,
        "end": "withdrawn",
        "outcome": "",
        "supports": 1,
        "cosubmitters": 0,
        "reviews": [],
        "why_withdrawn": (
            "Hat sich erledigt: Unser Meister probiert ab nächster Woche genau das aus, ich "
            "wusste es nur nicht."
        ),
    },
    {
        "key": "messmittel-regal",
        "lang": "de",
        "title": "Messmittel mit Namen statt mit Nummern",
        "text": (
            "Im Messraum sind alle Bügelmessschrauben gleich und die Nummer steht hinten drauf. "
            "Große Schilder am Fach (0–25, 25–50) und einen Haken, wo man sein Kärtchen hinhängt, "
            "wenn man eine hat. Dann weiß man, bei wem man fragen muss."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 25,  # Mandy Kretschmer
        "week": 2,
        "end": "in_review",
        "outcome": "",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [],
    },
]

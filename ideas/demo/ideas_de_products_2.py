"""Owns the German ideas about products, part 2. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "verpackung-ohne-folie",
        "lang": "de",
        "title": "Ersatzteile ohne Plastikfolie verschicken",
        "text": (
            "Jeder Dichtring kommt in einer Folie, die Folie in einer Tüte, die Tüte im Karton. "
            "Papier würde reichen."
        ),
        "department": "logistics",
        "topic": "products",
        "submitter": 118,  # Tobias Kern
        "week": 20,
        "end": "closed",
        "outcome": "declined",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Dichtringe aus NBR werden durch Licht und Luft spröde, die Folie hält Ozon "
                    "ab. Ohne sie verfällt die Gewährleistung des Herstellers."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 2, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "Die äußere Tüte ist tatsächlich überflüssig und fällt schon weg. Für die "
                    "innere habe ich kein Papier gefunden, das Ozon abhält."
                ),
                {"benefit": 3, "effort": 3, "feasibility": 4},
                ("Bei Metallteilen könnten wir sofort auf Papier gehen, bitte als eigene Idee anregen."),
            ),
        ],
        "reason_code": "not_feasible",
        "reason_text": (
            "Die innere Folie schützt das Gummi vor Ozon, ohne sie hält der Ring statt sieben nur "
            "zwei Jahre. Die äußere Tüte lassen wir schon jetzt weg."
        ),
        "would_change": (
            "Papier mit Ozonsperre ist beim Hersteller in Erprobung; kommt es auf den Markt, stellen wir um."
        ),
        "record": {
            "kind": "held_unconfirmed",
            "channel": "phone",
            "said": "Tobias ist zufrieden, dass wenigstens eine Schicht wegfällt.",
            "agreed": "Er bekommt ein Muster des neuen Papiers, sobald es da ist.",
            "thanks": "Danke, Tobias, die zweite Tüte hatte niemand mehr bemerkt.",
            "next_step": "nichts mehr zu tun",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "eigene-steuerung",
        "lang": "de",
        "title": "Eigene Steuerung statt Zukauf",
        "text": (
            "Wir kaufen jedes Jahr für zwei Millionen Umrichter. Die könnten wir selbst "
            "entwickeln, zwei gute Elektroniker und ein Jahr."
        ),
        "department": "production",
        "topic": "products",
        "submitter": 35,  # Kevin Brüning
        "week": 45,
        "end": "closed",
        "outcome": "out_of_scope",
        "supports": 4,
        "cosubmitters": 0,
        "reviews": [],
        "reason_code": "not_our_task",
        "reason_text": (
            "Ob wir in die Elektronik einsteigen, ist eine Frage der Unternehmensstrategie und "
            "der Gesellschafter, hier können wir sie nicht entscheiden. Ihr Text liegt der "
            "Geschäftsführung für die Klausur im Mai vor; von dort bekommen Sie eine Antwort, "
            "auch wenn sie Nein lautet."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Kevin wollte wissen, ob das überhaupt jemand liest. Die Geschäftsführung hat ihn "
                "zu einer halben Stunde eingeladen."
            ),
            "agreed": "Kevin bringt seine Rechnung zum Gespräch mit.",
            "thanks": "Danke, Kevin, groß gedacht ist nicht verboten.",
            "next_step": "Gespräch mit der Geschäftsführung im Mai",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "code-fuer-ersatzteile",
        "lang": "de",
        "title": "Barcode am Motor für Ersatzteile",
        "text": (
            "Vorschlag: Strichcode am Motor, damit der Kunde gleich das richtige Ersatzteil "
            "findet. Momentan schickt mir jeder ein unscharfes Foto."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 184,  # Maren Clausen
        "week": 9,
        "end": "closed",
        "outcome": "duplicate",
        "supports": 1,
        "cosubmitters": 0,
        "reviews": [],
        "duplicate_of": "qr-auf-typenschild",
        "reason_code": "already_exists",
        "reason_text": (
            "Genau das trägt jeder Motor seit dem Sommer: den Code auf dem Typenschild, von Tuğba "
            "Şimşek vorgeschlagen. Für ältere Motoren ist Ihr Hinweis wichtig, deshalb sind Sie "
            "jetzt an der Idee beteiligt und bekommen die Nachrichten zur Nachrüstung."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "written",
            "said": "Frau Clausen betreut vor allem ältere Anlagen, darum kannte sie den Code nicht.",
            "agreed": "Aufkleber zum Nachrüsten werden mit ihr geprüft.",
            "thanks": "Danke, Frau Clausen, die alten Motoren hatten wir vergessen.",
            "next_step": "Muster der Aufkleber in vier Wochen",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "leiser-luefter",
        "lang": "de",
        "title": "Leiserer Lüfter für Theater und Krankenhaus",
        "text": (
            "Mein Schwager baut Bühnentechnik. Unsere Motoren sind ihm zu laut, er kauft "
            "woanders. Das Lüfterrad mit weniger geraden Flügeln wäre leiser."
        ),
        "department": "production",
        "topic": "products",
        "submitter": 38,  # Doris Quandt
        "week": 15,
        "end": "closed",
        "outcome": "declined",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Im Prüfstand brachte das geschwungene Rad 3 Dezibel, aber der Motor wurde 11 "
                    "Grad wärmer und fiel aus der Effizienzklasse. Das dürfen wir nicht "
                    "verkaufen."
                ),
                {"benefit": 3, "effort": 3, "feasibility": 2, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "Der Markt dafür liegt bei etwa 150 Motoren im Jahr, das Werkzeug kostet "
                    "38.000 Euro. Für die Bühne gibt es unsere Baureihe ohne Lüfter."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 3},
            ),
        ],
        "reason_code": "no_benefit",
        "reason_text": (
            "Das Rad wurde gedruckt und gemessen: drei Dezibel leiser, aber 11 Grad wärmer, damit "
            "verfehlt der Motor die Effizienzklasse IE4."
        ),
        "would_change": (
            "Mit einem sparsameren Wickelpaket, das die Entwicklung 2028 plant, messen wir neu."
        ),
        "alternative": "Für Bühnen gibt es bereits die lüfterlose Baureihe L.",
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Doris hat den gedruckten Lüfter in der Hand gehabt und die Messkurve gesehen. "
                "Sie nimmt den Prospekt der Baureihe L mit."
            ),
            "agreed": "Ihr Schwager bekommt einen Motor der Baureihe L zur Probe.",
            "thanks": (
                "Danke, Doris. Dass wir dafür einen Lüfter gedruckt haben, zeigt, wie ernst wir "
                "es genommen haben."
            ),
            "next_step": "Probemotor an den Schwager, erledigt",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "klemmenkasten-federklemmen",
        "lang": "de",
        "title": "Federklemmen statt Schrauben im Klemmenkasten",
        "text": (
            "Schraubklemmen müssen wir mit Drehmoment anziehen und mit Lack sichern, der Kunde "
            "zieht sie dann nach, weil er sie nicht traut. Federklemmen halten von selbst, auch "
            "bei Vibration.\n\n- spart pro Motor ca. 2 Minuten\n- kein Lack mehr\n- weniger "
            "Reklamationen wegen loser Adern"
        ),
        "department": "assembly",
        "topic": "products",
        "submitter": 65,  # Monika Engels
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 12,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Bei den Größen bis 2,5 Quadratmillimeter ist das ausgereift, und zwei "
                    "Wettbewerber liefern nur noch so. Die Mehrkosten von 1,10 Euro holt die "
                    "Montagezeit wieder herein."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4, "customers": 4},
            ),
        ],
    },
    {
        "key": "lackstift-beilegen",
        "lang": "de",
        "title": "Lackstift zu jedem Motor legen",
        "text": (
            "Beim Auspacken gibt es fast immer einen Kratzer. Ein Lackstift in unserer Farbe "
            "kostet 80 Cent und der Kunde ruft nicht an."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 193,  # Yasemin Toprak
        "week": 4,
        "end": "conversation",
        "outcome": "declined",
        "supports": 4,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Kratzer an Motoren meldeten im letzten Jahr 0,4 Prozent der Kunden. Wir "
                    "würden 99 Stifte verschenken, damit einer gebraucht wird."
                ),
                {"benefit": 2, "effort": 4, "feasibility": 3, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "Lack ist Gefahrgut, jede Sendung bräuchte einen Aufkleber und ein Papier "
                    "mehr. Besser ist die Kantenpappe, die gerade getestet wird."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 4},
            ),
        ],
        "talk": "to_book",
        "reason_code": "no_benefit",
        "reason_text": (
            "Nur vier von tausend Kunden melden einen Kratzer, und jeder Stift macht das Paket "
            "zum Gefahrgut mit eigenem Papier."
        ),
        "would_change": (
            "Steigen die Meldungen trotz der neuen Kantenpappe über zwei Prozent, rechnen wir neu."
        ),
        "alternative": "Der Kundendienst schickt auf Anruf kostenlos einen Stift.",
        "point": "Ein kleiner Kratzer beim Einbau soll niemanden zum Hörer greifen lassen.",
        "questions": [
            Question(
                "Wo sitzen die Kratzer meistens?",
                "An den Kanten vom Fuß, da wo der Motor auf der Palette steht.",
            ),
        ],
    },
    {
        "key": "adapterflansch",
        "lang": "de",
        "title": "Ein Adapterflansch für die alten Baureihen",
        "text": (
            "Kunden mit Anlagen von 1995 können unsere neuen Motoren nicht anschrauben. Ein "
            "Zwischenflansch, 20 mm dick, würde reichen. Die Fertigung könnte ihn aus Reststücken "
            "drehen."
        ),
        "department": "production",
        "topic": "products",
        "submitter": 65,  # Monika Engels
        "week": 2,
        "end": "clarification",
        "outcome": "",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [],
        "questions": [
            Question(
                (
                    "Um welche alten Baureihen geht es vor allem, und haben Sie eine Zeichnung "
                    "oder ein Foto des Lochbilds?"
                ),
            ),
        ],
    },
]

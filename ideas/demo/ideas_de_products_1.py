"""Owns the German ideas about products, part 1. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "qr-auf-typenschild",
        "lang": "de",
        "title": "QR-Code auf das Typenschild",
        "text": (
            "Monteure beim Kunden fotografieren das Typenschild und rufen mich an, damit ich die "
            "Anleitung suche. Ein QR-Code auf dem Schild, der zu Anleitung und Ersatzteilliste "
            "genau dieses Motors führt. Die Seriennummer haben wir doch."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 187,  # Tuğba Şimşek
        "week": 46,
        "end": "closed",
        "outcome": "adopted",
        "supports": 21,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "adopt",
                (
                    "Von den Anrufen im Dezember drehte sich jeder dritte um Unterlagen, die es "
                    "längst gibt. Der Laser für die Schilder kann Codes, es fehlt nur die Seite "
                    "dahinter."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Die Seite lässt sich aus der Auftragsdatenbank erzeugen, ohne dass jemand "
                    "etwas pflegt. Bitte in sechs Sprachen."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Auf dem Schild ist Platz für acht mal acht Millimeter, das reicht auch "
                    "ölverschmiert noch zum Lesen. Wir haben es mit Fett getestet."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_text": (
            "Ab dem Sommer trägt jeder neue Motor einen Code, der zu seinen eigenen Unterlagen "
            "führt. Jeder dritte Anruf wäre damit unnötig."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "6.800 Motoren tragen den Code, Anrufe nach Unterlagen sind um 41 Prozent gesunken.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Frau Şimşek hat schon drei Kunden, die darauf warten. Sie fragt nach alten "
                "Motoren: Dort hilft die Suche mit der Seriennummer."
            ),
            "agreed": "Die drei Kunden bekommen die ersten Motoren mit Code.",
            "thanks": "Danke, Frau Şimşek. Sie haben einem ganzen Kundendienst das Telefon leiser gestellt.",
            "next_step": "Probeschilder im Mai",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "transportoese-m8",
        "lang": "de",
        "title": "Transportöse auch an den kleinen Motoren",
        "text": (
            "Motoren ab Größe 63 haben keine Öse. 19 kg, glatt, und man hebt sie 60 mal am tag "
            "aus der Kiste. Gewinde M8 ist im Gehäuse schon drin, nur keine Öse."
        ),
        "department": "assembly",
        "topic": "products",
        "submitter": 79,  # Cemal Aktaş
        "week": 38,
        "end": "closed",
        "outcome": "adopted",
        "supports": 15,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Das Gewinde ist für die Prüfung ohnehin da, eine Ringschraube kostet 42 "
                    "Cent. Auch der Monteur beim Kunden hat etwas davon."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "19 Kilo sechzigmal am Tag liegt nach unserer Rechnung im roten Bereich. Öse "
                    "und ein Hebezeug an der Kiste lösen das."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "Ab Größe 63 kommt eine Ringschraube dran, ab Werk und für alle Kunden. An den Kisten "
            "der Linie 1 wird ein Balancer aufgehängt."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Serie seit August, der Balancer hängt an Linie 1.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Cemal hat die Öse mitgebracht und am Motor gezeigt. Der Haken muss von oben "
                "zugänglich sein, nicht von der Seite."
            ),
            "agreed": "Die Einbaulage wird in der Zeichnung festgelegt.",
            "thanks": "Danke, Cemal. 42 Cent, und sechzigmal am Tag ein besserer Rücken.",
            "next_step": "Zeichnungsänderung, dann Bestellung",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "An welchem Platz heben Sie die Motoren, und gibt es dort schon ein Hebezeug?",
                (
                    "Linie 1, Platz 3. Ein Kran ist da, aber ohne Öse kann man nichts einhängen. "
                    "Darum heben wir mit den Armen."
                ),
            ),
        ],
    },
    {
        "key": "oelstand-schauglas",
        "lang": "de",
        "title": "Schauglas für den Ölstand am Getriebe",
        "text": (
            "Beim Kunden sieht keiner ob Öl drin ist. Er muss Schraube auf machen. Schauglas an "
            "der Seite, dann sieht man es."
        ),
        "department": "production",
        "topic": "products",
        "submitter": 41,  # Mirosław Dudek
        "week": 42,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 8,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt_in_part",
                (
                    "Bei Getrieben ab Baugröße 80 ist Wandstärke genug für ein Glas. Bei den "
                    "kleinen wird es an der Dichtfläche zu dünn."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 3, "customers": 3},
            ),
            Review(
                "adopt",
                (
                    "Im Kundendienst haben wir jedes Jahr etwa zwölf Schäden durch Ölmangel. Ein "
                    "Glas kostet 6 Euro, ein Schaden 2.000."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 3, "customers": 5},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Ab Baugröße 80 gibt es das Schauglas auf Wunsch, ab Baugröße 112 serienmäßig. "
            "Darunter bleibt nach der Bohrung weniger als vier Millimeter Wand, das reißt beim "
            "Anziehen."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Im Katalog seit Herbst, ein Drittel der Kunden bestellt es mit.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Mirosław versteht die Wandstärke, er fräst die Gehäuse selbst. Er schlägt für "
                "die kleinen einen Peilstab vor."
            ),
            "agreed": "Der Peilstab wird als eigene Idee aufgenommen.",
            "thanks": "Danke, Mirosław. Wer das Gehäuse fräst, weiß, wo noch Platz ist.",
            "next_step": "Katalogseite und Muster",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "motoren-in-bunt",
        "lang": "de",
        "title": "Motoren in Wunschfarbe ohne Aufpreis",
        "text": (
            "Alle unsere Motoren sind grau. Kunden bauen sie in bunte Maschinen ein und lackieren "
            "nach. Wunschfarbe gratis wäre ein starkes Verkaufsargument."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 196,  # Leonie Faßbender
        "week": 29,
        "end": "closed",
        "outcome": "declined",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Jeder Farbwechsel legt die Lackieranlage 45 Minuten still und kostet 4 Kilo "
                    "Reiniger. Bei Einzelstücken wird das teurer als der Motor."
                ),
                {"benefit": 3, "effort": 1, "feasibility": 2, "customers": 5},
            ),
            Review(
                "decline",
                (
                    "Gegen Aufpreis bieten wir 14 Farben an, gefragt wurden sie im Jahr 60 Mal. "
                    "Gratis würde die Kalkulation der Standardmotoren treffen."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 3},
            ),
        ],
        "reason_code": "too_costly",
        "reason_text": (
            "Ein Farbwechsel kostet rund 180 Euro, verschenken können wir ihn nicht. Ab zehn "
            "gleichen Motoren verteilt sich das; dort dürfen Sie die Farbe ab sofort im Angebot "
            "nachlassen."
        ),
        "would_change": "Eine Pulveranlage mit Schnellwechsel würde die Antwort ändern.",
        "point": "Eine Farbe, die zum Kunden passt, kostet uns wenig und freut ihn jeden Tag.",
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": "Frau Faßbender kann mit dem Nachlass ab zehn Stück gut arbeiten.",
            "agreed": "Der Nachlass steht im Kalkulationsblatt.",
            "thanks": "Danke, Frau Faßbender, die zehn Stück haben wir erst durch Sie entdeckt.",
            "next_step": "Kalkulationsblatt ändern, erledigt",
            "answer": "agree",
            "answer_words": "",
        },
    },
]

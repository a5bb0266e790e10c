"""Owns the German ideas about the company as a place to work, part 1. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "wasserspender-halle-3",
        "lang": "de",
        "title": "Wasserspender in Halle 3",
        "text": (
            "In Halle 3 gibt es kein Trinkwasser, der nächste Hahn ist in der Kantine, hin und "
            "zurück elf Minuten. Im Sommer schleppen die meisten Sechserpacks von zu Hause mit. "
            "Ein Spender am Stützpfeiler C7 würde reichen, da liegt schon eine Leitung für die "
            "alte Waschrinne."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 65,  # Monika Engels
        "week": 44,
        "end": "closed",
        "outcome": "adopted",
        "supports": 25,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "adopt",
                (
                    "Die Leitung am Pfeiler C7 ist noch in Betrieb und als Trinkwasser geprüft. "
                    "Ein fest angeschlossener Spender kostet im Jahr weniger als das Wasser, das "
                    "wir heute für Besprechungen kaufen."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Bei über 26 Grad sind wir ohnehin verpflichtet, Getränke zu stellen. Mit dem "
                    "Spender erledigt sich das ohne Kistenschleppen."
                ),
                {"benefit": 5, "effort": 4},
                "Wartungsvertrag mit Werk 2 zusammenlegen, dann fällt die zweite Anfahrt weg.",
            ),
        ],
        "reason_text": (
            "Halle 3 bekommt einen Spender am Pfeiler C7, gekühlt und mit Sprudel. Die vorhandene "
            "Leitung macht es einfach, und elf Minuten Weg für ein Glas Wasser will niemand "
            "verteidigen."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": (
                "Der Spender läuft seit März, im Juli wurden 2.900 Liter gezapft. Halle 1 hat "
                "inzwischen auch einen bestellt."
            ),
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Monika freut sich und fragt, wer die Filter wechselt. Das macht der Hersteller "
                "alle drei Monate."
            ),
            "agreed": "Die Becher fallen weg, jede und jeder in Halle 3 bekommt eine Trinkflasche.",
            "thanks": (
                "Danke, Monika. Du hast nicht nur Durst gemeldet, sondern gleich die Leitung gefunden."
            ),
            "next_step": "Aufbau durch die Haustechnik in der zweiten Märzwoche",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "spinde-umkleide-werk-2",
        "lang": "de",
        "title": "Größere Spinde in der Umkleide Werk 2",
        "text": (
            "Spinde in Werk 2 sind 25 cm breit. Winterjacke + Helm + Sicherheitsschuhe passen "
            "nicht rein, die Jacken liegen dann auf der Bank oder am Boden. Bitte breitere Spinde "
            "oder wenigstens Haken an der Wand."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 97,  # Andrzej Sobczak
        "week": 39,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 19,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt_in_part",
                (
                    "Wir haben nachgemessen: Ein Helm passt tatsächlich nur hochkant hinein. Für "
                    "40-cm-Spinde fehlt in der Umkleide aber die Wandlänge, Haken und Helmborde "
                    "gehen sofort."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 3, "customers": 4},
            ),
            Review(
                "adopt_in_part",
                (
                    "Nasse Jacken auf dem Boden sind auch ein Hygienethema. Eine Hakenleiste mit "
                    "Lüftung löst den größten Teil davon."
                ),
                {"benefit": 3, "effort": 5, "feasibility": 4},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Haken und ein Helmbord über jedem Spind kommen in diesem Quartal. Breitere Spinde "
            "gehen nicht: 112 Stück mit 40 cm brauchen elf Meter Wand mehr, als der Raum hat. Mit "
            "dem Umbau der Sanitärräume 2028 planen wir sie von Anfang an ein."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Hakenleisten und Helmborde hängen seit Mai.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Wir standen zusammen in der Umkleide und haben die Wand ausgemessen. Andrzej "
                "sieht, dass elf Meter fehlen."
            ),
            "agreed": "Die Haken kommen auf Schulterhöhe, nicht höher, damit auch Kleinere drankommen.",
            "thanks": "Danke, Andrzej, auch für den Zollstock.",
            "next_step": "Die Haustechnik montiert im Mai, Reihe für Reihe",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                ("Würde Ihnen ein Haken neben dem Spind reichen, oder geht es vor allem um den Helm?"),
                "Haken für die Jacke reicht. Helm muss auch irgendwo hin, sonst fällt er runter.",
            ),
        ],
    },
    {
        "key": "warmes-essen-nachtschicht",
        "lang": "de",
        "title": "Warmes Essen für die Nachtschicht",
        "text": (
            "Die Frühschicht hat die Kantine, die Spätschicht hat die Kantine, wir haben einen "
            "Automaten mit Schokoriegeln. Warum nicht einfach zwei Gerichte vorkochen und in "
            "einen Kühlschrank mit Mikrowelle stellen?"
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 26,  # Yusuf Polat
        "week": 33,
        "end": "closed",
        "outcome": "declined",
        "supports": 23,
        "cosubmitters": 2,
        "reviews": [
            Review(
                "decline",
                (
                    "Die Kantine schließt um 20 Uhr, und eine Ausgabe ohne Aufsicht erlaubt unser "
                    "Pächtervertrag nicht. Nachts wären es im Schnitt 34 Essen, dafür lohnt keine "
                    "zweite Küchenschicht."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 2, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "Vorgekochtes muss lückenlos gekühlt und protokolliert werden, das kann "
                    "nachts niemand übernehmen. Der Wunsch selbst ist völlig berechtigt."
                ),
                {"benefit": 4, "effort": 2, "feasibility": 2},
                (
                    "Vielleicht einen Automaten für Frischgerichte prüfen? Nicht Teil der Idee, "
                    "aber naheliegend."
                ),
            ),
        ],
        "reason_code": "too_costly",
        "reason_text": (
            "Eine Küchenkraft bis 23 Uhr kostet rund 46.000 Euro im Jahr für etwa 34 Essen pro "
            "Nacht, und ohne Aufsicht darf unser Pächter keine offenen Speisen ausgeben."
        ),
        "would_change": (
            "Ab 80 Essen pro Nacht oder mit einer Lösung ohne Personal sähe die Rechnung anders aus."
        ),
        "point": "Auch wer nachts arbeitet, soll in der Pause etwas Warmes bekommen.",
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Yusuf versteht die Zahlen, findet aber, dass wir nur eine einzige Lösung "
                "durchgerechnet haben."
            ),
            "agreed": "Er bekommt die Berechnung schriftlich.",
            "thanks": "Danke, dass du für die ganze Nachtschicht sprichst, Yusuf.",
            "next_step": "Berechnung zuschicken, erledigt am selben Tag",
            "answer": "disagree",
            "answer_words": (
                "Ich habe nie eine zweite Küchenschicht verlangt. Es gibt Automaten mit frischem "
                "Essen, die hat das Krankenhaus auch."
            ),
        },
        "appeal": {
            "words": (
                "Bitte noch einmal prüfen, diesmal mit einem Automaten für gekühlte "
                "Fertiggerichte statt mit Küchenpersonal. Das Krankenhaus in der Nachbarschaft "
                "hat zwei davon, der Betreiber füllt sie jeden Nachmittag auf."
            ),
            "after_days": 12,
            "reviews": [
                Review(
                    "adopt_in_part",
                    (
                        "Der Betreiber aus dem Krankenhaus beliefert auch Firmen ab 25 Essen am "
                        "Tag. Er trägt Kühlung und Protokolle selbst, damit entfällt der "
                        "Haupteinwand der ersten Runde."
                    ),
                    {"benefit": 4, "effort": 4, "feasibility": 4, "customers": 4},
                ),
                Review(
                    "adopt",
                    (
                        "Wir brauchen nur Strom, drei Quadratmeter und zwei Mikrowellen. Das kann "
                        "bis zum Herbst stehen."
                    ),
                    {"benefit": 5, "effort": 5, "feasibility": 5},
                ),
            ],
            "outcome": "adopted_in_part",
            "reason_code": "other_solution",
            "reason_text": (
                "Die erste Entscheidung hat nur die Kantine betrachtet, das war zu eng. Wir "
                "stellen im Pausenraum Halle 2 einen Automaten mit sechs warmen Gerichten auf, "
                "zunächst für ein Jahr. Die Kantine selbst bleibt nachts geschlossen."
            ),
            "implementation": {
                "state": "in_work",
                "next_step": "Der Automat steht, im Probejahr zählen wir die verkauften Essen je Nacht.",
                "next_news_weeks": 9,
            },
            "record": {
                "kind": "held_confirmed",
                "channel": "in_person",
                "said": (
                    "Yusuf hat die Speisekarte des Betreibers schon dabei und möchte mindestens "
                    "ein Gericht ohne Schwein und eines ohne Fleisch."
                ),
                "agreed": (
                    "Beides steht im Vertrag. Die Nachtschicht bewertet die Gerichte nach vier Wochen."
                ),
                "thanks": "Danke, dass du nicht lockergelassen hast. Die zweite Lösung ist die bessere.",
                "next_step": "Aufstellung im Pausenraum Halle 2",
                "answer": "agree",
                "answer_words": "",
            },
        },
    },
    {
        "key": "fahrraeder-ueberdacht",
        "lang": "de",
        "title": "Überdachung für die Fahrräder an Werk 2",
        "text": (
            "Vor Werk 2 stehen jeden Tag 40 bis 50 Räder im Regen. Wer ein E-Bike für 3000 Euro "
            "hat, kommt lieber mit dem Auto. Dach drüber und ein paar Bügel, an denen man den "
            "Rahmen anschließen kann, nicht nur das Vorderrad."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 170,  # Kamil Rutkowski
        "week": 47,
        "end": "closed",
        "outcome": "adopted",
        "supports": 18,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Die Fläche neben Tor 3 ist frei und gepflastert. Ein Systemdach für 60 Räder "
                    "braucht keine Baugenehmigung, nur eine Anzeige."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Die Stadt fördert Abstellanlagen bis 40 Prozent, der Antrag läuft bis Ende "
                    "März. Anlehnbügel statt Felgenklemmen sind genau richtig."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_text": (
            "Neben Tor 3 entsteht ein Dach für 60 Räder mit Anlehnbügeln. Mit der Förderung der "
            "Stadt tragen wir noch 11.400 Euro."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Das Dach steht seit September, eine Luftpumpe hängt auch.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": (
                "Kamil hat eine Skizze mitgebracht, wo das Wasser vom Dach hinlaufen soll. Die "
                "geht an den Planer."
            ),
            "agreed": "Sechs Plätze bekommen eine Steckdose.",
            "thanks": "Danke, Kamil, die Skizze war besser als unser erster Plan.",
            "next_step": "Förderantrag bis Ende März",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "plaetze-fuer-fahrgemeinschaften",
        "lang": "de",
        "title": "Die besten Parkplätze für Fahrgemeinschaften",
        "text": (
            "Wir fahren zu viert aus Bergheim. Alle vier könnten auch allein fahren. Wenn die 12 "
            "Plätze direkt am Werkstor für Autos mit drei oder mehr Leuten reserviert wären, "
            "hätten wir Mitfahrer genug und die anderen mehr Platz."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 46,  # Derya Aksoy
        "week": 20,
        "end": "closed",
        "outcome": "adopted",
        "supports": 14,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Zwölf Plätze umzuwidmen kostet Farbe und zwei Schilder. Nach unserer Zählung "
                    "kommen heute 91 Prozent der Autos mit einer Person."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Ich würde mit acht Plätzen anfangen und nach drei Monaten zählen. Die "
                    "Kontrolle übernimmt der Pförtner mit einer Karte hinter der Scheibe."
                ),
                {"benefit": 3, "effort": 5, "feasibility": 5},
                "Zwei der zwölf sind heute Behindertenparkplätze, die bleiben.",
            ),
        ],
        "reason_text": (
            "Acht Plätze am Werkstor gehören ab Oktober Autos mit mindestens drei Leuten. Nach "
            "drei Monaten zählen wir und stocken auf zwölf auf, wenn sie bis sechs Uhr voll sind."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "Die Markierung ist fertig, gezählt wird bis Jahresende.",
            "next_news_weeks": 6,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Derya findet acht für den Anfang in Ordnung. Sie schlägt vor, die Mitfahrbörse "
                "im Intranet danebenzustellen."
            ),
            "agreed": "Eine Seite im Intranet, auf der man Mitfahrer findet.",
            "thanks": "Danke, Derya, auch im Namen derer, die jetzt nicht mehr kreisen.",
            "next_step": "Karten liegen ab 1. Oktober beim Pförtner",
            "answer": "agree",
            "answer_words": "",
        },
    },
]

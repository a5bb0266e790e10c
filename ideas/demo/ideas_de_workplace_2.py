"""Owns the German ideas about the company as a place to work, part 2. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "schichtplaner-zu-hause",
        "lang": "de",
        "title": "Schichtplanung auch von zu Hause",
        "text": (
            "Freitags sitze ich allein im Büro und schiebe Namen in einer Tabelle herum. Das geht "
            "genauso gut am Küchentisch, ich wäre telefonisch erreichbar. Ein Tag in der Woche "
            "würde mir 80 Kilometer Fahrt sparen."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 50,  # Petra Sievers
        "week": 29,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Die Planung läuft vollständig im System, der Zugriff von außen ist "
                    "geschützt. Gegen einen festen Tag spricht aus unserer Sicht nichts."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "Am Freitag kommen die meisten Krankmeldungen für das Wochenende, da brauchen "
                    "die Meister jemanden vor Ort. So wie vorgeschlagen kann ich es nicht "
                    "mittragen, mit einem anderen Tag schon."
                ),
                {"benefit": 3, "effort": 4, "feasibility": 4},
            ),
        ],
        "consensus": (
            "Beide halten einen Tag für richtig. Der Freitag fällt aus, weil dann kurzfristig "
            "umgeplant und mit den Leuten an der Maschine gesprochen wird; Mittwoch ist der "
            "ruhigste Tag."
        ),
        "reason_code": "covered_in_part",
        "reason_text": (
            "Ein Tag in der Woche von zu Hause ist in Ordnung, aber nicht der Freitag: Dort "
            "fallen 60 Prozent aller kurzfristigen Umplanungen an, und die klären Sie mit den "
            "Meistern an der Maschine. Mittwoch ist vereinbart, vorerst für ein halbes Jahr."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "Läuft seit Juni, die Meister haben nichts vermisst. Die Regelung bleibt.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": "Frau Sievers hätte lieber den Freitag gehabt, sieht aber die Umplanungen ein.",
            "agreed": "Mittwoch zu Hause, an Tagen mit Betriebsversammlung nicht.",
            "thanks": "Vielen Dank, dass Sie das offen vorgeschlagen haben statt es nebenbei zu regeln.",
            "next_step": "Vereinbarung unterschreiben",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "radio-in-halle-2",
        "lang": "de",
        "title": "Radio in Halle 2 wieder erlauben",
        "text": (
            "früher hatten wir musik, seit dem umbau ist es verboten. die arbeit ist eintönig und "
            "mit musik vergeht die zeit besser. leise reicht."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 49,  # Mehmet Erdem
        "week": 36,
        "end": "closed",
        "outcome": "declined",
        "supports": 21,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "In Halle 2 fahren seit dem Umbau fahrerlose Wagen, deren Warnton gehört "
                    "werden muss. Mit Musik lag er bei der Messung unter dem geforderten Abstand."
                ),
                {"benefit": 2, "effort": 3, "feasibility": 1, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "Der Grundpegel liegt bei 79 Dezibel, jede Beschallung hebt uns über die "
                    "Grenze zur Gehörschutzpflicht. Ich hätte selbst gern Musik, aber so nicht."
                ),
                {"benefit": 2, "effort": 3, "feasibility": 1},
                "Gehörschutz mit Funk prüfen? Wäre eine eigene Idee wert.",
            ),
        ],
        "reason_code": "safety_or_law",
        "reason_text": (
            "Der Warnton der fahrerlosen Wagen muss 15 Dezibel über allem anderen liegen; mit "
            "Radio blieben bei der Messung nur neun."
        ),
        "would_change": (
            "Wenn die Wagen im nächsten Jahr zusätzlich mit Lichtwarnung auf den Boden leuchten, "
            "messen wir neu und laden Sie dazu ein."
        ),
        "point": "Acht Stunden ohne Musik sind lang, und früher ging es mit Radio auch.",
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Mehmet war bei der Messung dabei und hat den Wagen mit Musik selbst nicht "
                "gehört. Er findet es trotzdem schade."
            ),
            "agreed": "Nach dem Einbau der Bodenlichter wird neu gemessen, Mehmet ist dabei.",
            "thanks": "Danke, Mehmet, dass du mitgemessen hast.",
            "next_step": "Neue Messung nach dem Einbau der Bodenlichter",
            "answer": "agree",
            "answer_words": "ok. aber bitte wirklich noch mal messen",
        },
        "questions": [
            Question(
                "Wären Sie bereit, bei einer Messung mit laufendem Radio dabei zu sein?",
                "ja klar, am besten in der spätschicht da ist es am lautesten",
            ),
        ],
    },
    {
        "key": "vier-tage-woche",
        "lang": "de",
        "title": "Vier Tage arbeiten, drei Tage frei",
        "text": (
            "36 statt 38 Stunden, dafür an vier Tagen, bei gleichem Lohn. Andere Firmen machen es "
            "vor, die Leute sind seltener krank. Ich würde sofort mitmachen und viele aus der "
            "Montage auch."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 84,  # Marvin Steffens
        "week": 41,
        "end": "closed",
        "outcome": "out_of_scope",
        "supports": 24,
        "cosubmitters": 1,
        "reviews": [],
        "reason_code": "not_our_task",
        "reason_text": (
            "Wochenarbeitszeit und Lohn regelt bei uns der Tarifvertrag, das können wir im "
            "Ideenmanagement nicht entscheiden, auch nicht als Versuch. Verhandelt wird im "
            "kommenden Frühjahr; Ihr Betriebsrat nimmt Vorschläge bis Ende Januar auf und hat "
            "Ihren Text mit Ihrem Einverständnis bekommen."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": ("Marvin hatte damit gerechnet. Er wollte vor allem, dass es einmal jemand aufschreibt."),
            "agreed": "Der Text geht mit seinem Namen an den Betriebsrat.",
            "thanks": "Danke, Marvin. 24 Leute haben sich angeschlossen, das steht jetzt auch im Schreiben.",
            "next_step": "Der Betriebsrat meldet sich vor der Tarifrunde",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "spuelung-werk-2",
        "lang": "de",
        "title": "Damentoilette Werk 2 Erdgeschoss: Spülung läuft durch",
        "text": (
            "In der mittleren Kabine läuft das Wasser seit drei Wochen ununterbrochen. Ich habe "
            "es schon zwei mal gesagt. Das ist Verschwendung und wahrscheinlich teuer."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 83,  # Gisela Nolte
        "week": 23,
        "end": "closed",
        "outcome": "passed_on",
        "supports": 3,
        "cosubmitters": 0,
        "reviews": [],
        "passed_to": "Haustechnik, Störungsannahme (Durchwahl 512)",
        "reason_code": "not_our_task",
        "reason_text": (
            "Das ist ein Defekt, kein Vorschlag, der geprüft werden muss, und soll nicht dreißig "
            "Tage auf Fachleute warten. Die Haustechnik hat ihn am selben Tag übernommen und den "
            "Spülkasten getauscht."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Gisela ist froh, dass es erledigt ist. Sie wusste nicht, dass es eine Störungsnummer gibt."
            ),
            "agreed": "Die Nummer 512 hängt jetzt in allen Waschräumen.",
            "thanks": "Danke, Gisela: drei Wochen laufendes Wasser waren rund 60 Kubikmeter.",
            "next_step": "nichts mehr zu tun",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "betriebssport-zuschuss",
        "lang": "de",
        "title": "Zuschuss zum Fitnessstudio",
        "text": (
            "Ein Rückenkurs oder Studio, 20 Euro im Monat von der Firma. In der Montage haben wir "
            "fast alle Rücken. Weniger Ausfalltage zahlen das doppelt zurück, glaube ich."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 85,  # Esra Yavuz
        "week": 31,
        "end": "deferred",
        "outcome": "deferred",
        "supports": 16,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "defer",
                (
                    "Der Gedanke ist gut, die Zahlen fehlen uns noch: Der Gesundheitsbericht der "
                    "Krankenkasse kommt im Dezember. Danach wissen wir, ob Rückenkurse im Werk "
                    "mehr bringen als Studios."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 3},
            ),
            Review(
                "adopt",
                (
                    "Bis 50 Euro im Monat sind solche Zuschüsse steuerfrei, die Abwicklung ist "
                    "Routine. Ich würde sie anbieten."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_code": "timing",
        "reason_text": (
            "Das Budget für Gesundheit wird im Dezember neu verteilt, und dann liegt auch der "
            "Bericht der Krankenkasse vor. Bis dahin stellen wir Ihre Idee zurück; sie kommt von "
            "selbst wieder auf den Tisch, Sie müssen nichts tun."
        ),
        "defer_weeks": 30,
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Esra fragt, ob Zurückstellen nicht ein höfliches Nein ist. Nein: Das Datum steht "
                "fest und die Stellungnahmen bleiben gültig."
            ),
            "agreed": "Der Bericht wird Esra im Dezember gezeigt.",
            "thanks": "Danke, Esra, für die ehrliche Frage.",
            "next_step": "Neue Entscheidung im Dezember",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "paten-fuer-neue",
        "lang": "de",
        "title": "Patinnen und Paten für neue Kolleginnen und Kollegen",
        "text": (
            "Mein erster Tag: niemand wusste, dass ich komme. Kein Spind, keine Schuhe, drei "
            "Stunden in der Kantine gesessen. Jede neue Person sollte eine Patin haben, die "
            "vorher anruft, sie am Tor abholt und die erste Woche mit ihr isst."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 70,  # Nicole Bäcker
        "week": 49,
        "end": "closed",
        "outcome": "adopted",
        "supports": 22,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Von 31 Neuen im letzten Jahr haben fünf in der Probezeit gekündigt, drei "
                    "davon nannten den Start als Grund. Eine Patin kostet pro Person etwa vier "
                    "Stunden."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5},
            ),
            Review(
                "adopt",
                (
                    "Wichtig ist, dass es freiwillig bleibt und in der Arbeitszeit liegt. Eine "
                    "Liste mit zehn Punkten für die erste Woche schreibe ich gern mit."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 4},
            ),
        ],
        "reason_text": (
            "Ab April hat jede neue Person vom Vertrag bis zum Ende der dritten Woche eine Patin "
            "oder einen Paten. Die vier Stunden werden geschrieben wie jede andere Arbeit."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "28 Patenschaften bisher, in der Probezeit hat seither eine Person gekündigt.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Nicole erzählt noch einmal von ihrem ersten Tag, wir haben uns entschuldigt. Sie "
                "will selbst Patin werden."
            ),
            "agreed": "Nicole schreibt die Liste für die erste Woche mit.",
            "thanks": "Danke, Nicole. Aus einem schlechten Tag hast du 28 bessere gemacht.",
            "next_step": "Start mit den Eintritten im April",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "deutschkurs-in-der-schicht",
        "lang": "de",
        "title": "Deutschkurs während der Schicht",
        "text": (
            "Bei mir in der Gruppe sprechen sechs von vierzehn kaum Deutsch. Der Abendkurs liegt "
            "so, dass keiner mit Wechselschicht hin kann. Zwei mal die Woche 45 Minuten in der "
            "Schicht, mit Wörtern aus der Montage (Drehmoment, Dichtung, Nacharbeit), das würde "
            "Fehler sparen."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 62,  # Hüseyin Tekin
        "week": 26,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 12,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Fünf der letzten neun Nacharbeiten gingen auf eine falsch verstandene "
                    "Anweisung zurück. Ein Kurs mit unseren eigenen Wörtern ist besser als jeder "
                    "Abendkurs."
                ),
                {"benefit": 5, "effort": 3, "feasibility": 4, "customers": 4},
            ),
            Review(
                "adopt_in_part",
                (
                    "Zwei Termine in der Woche reißen ein Loch von zehn Stunden in jede Gruppe. "
                    "Einer in der Schicht und einer am Übergang, bezahlt, ist machbar."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 4},
                "Lehrkraft: die Volkshochschule hat eine mit Metallerfahrung.",
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Ein Termin liegt in der Schicht, der zweite am Schichtwechsel und wird als "
            "Überstunde bezahlt. Zwei Termine mitten in der Schicht gehen nicht: Die Linie "
            "braucht mindestens zwölf Leute, um zu laufen."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "Der erste Kurs mit elf Teilnehmenden läuft bis Februar, danach gibt es eine Prüfung.",
            "next_news_weeks": 10,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Hüseyin hat die Liste der Wörter schon angefangen, sie hat 140 Einträge.",
            "agreed": "Die Wörterliste wird zum Lehrbuch des Kurses.",
            "thanks": "Danke, Hüseyin, besonders für die 140 Wörter.",
            "next_step": "Kursbeginn nach den Sommerferien",
            "answer": "agree",
            "answer_words": "",
        },
    },
]

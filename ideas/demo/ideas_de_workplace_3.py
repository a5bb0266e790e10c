"""Owns the German ideas about the company as a place to work, part 3. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "ruheraum-werk-1",
        "lang": "de",
        "title": "Ein Raum zum Runterkommen",
        "text": (
            "Es gibt keinen einzigen Ort in Werk 1, an dem man zehn Minuten seine Ruhe hat. Ich "
            "denke an Migräne, an Schwangere, an Leute die beten möchten. Das alte Kopierzimmer "
            "neben der Lehrwerkstatt steht seit dem Sommer leer."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 27,  # Anna-Lena Fischer
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 11,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Das Kopierzimmer hat ein Fenster, eine Heizung und ist mit 14 Quadratmetern "
                    "groß genug. Liege, Vorhang und eine Lampe, mehr braucht es nicht."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5, "customers": 4},
            ),
        ],
    },
    {
        "key": "ladepunkte-fuer-e-autos",
        "lang": "de",
        "title": "Ladepunkte für E-Autos auf dem Parkplatz",
        "text": (
            "Inzwischen zähle ich 17 Elektroautos. Zuhause laden kann nicht jeder, ich wohne zur "
            "Miete im vierten Stock. Vier Ladepunkte mit 11 kW, bezahlt nach Verbrauch, wären ein "
            "Anfang."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 130,  # Sascha Reimann
        "week": 28,
        "end": "deferred",
        "outcome": "deferred",
        "supports": 20,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "defer",
                (
                    "Unser Hausanschluss ist im Winter zu 94 Prozent ausgelastet, wenn die "
                    "Härteöfen anfahren. Der neue Trafo kommt im Frühjahr, vorher wäre es "
                    "leichtsinnig."
                ),
                {"benefit": 4, "effort": 2, "feasibility": 2, "customers": 4},
            ),
            Review(
                "defer",
                (
                    "Abrechnung und Fundament sind einfach, der Strom ist es nicht. Nach dem "
                    "Trafotausch können wir gleich acht Punkte setzen statt vier."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 2},
            ),
        ],
        "reason_code": "timing",
        "reason_text": (
            "Ohne den neuen Trafo fällt im Winter die Härterei aus, wenn vier Autos gleichzeitig "
            "laden. Er wird im Frühjahr gesetzt; dann entscheiden wir neu, und die Fachleute "
            "raten schon jetzt zu acht statt vier Punkten."
        ),
        "defer_weeks": 40,
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": (
                "Sascha kennt den Trafo und hat Verständnis. Er möchte wissen, ob Schuko-Laden "
                "bis dahin erlaubt ist: leider nein, Brandschutz."
            ),
            "agreed": "Sascha ist beim Ortstermin mit dem Versorger dabei.",
            "thanks": "Danke, Sascha, fürs Zählen und für die Geduld.",
            "next_step": "Neue Entscheidung nach dem Trafotausch",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "e-tankstelle",
        "lang": "de",
        "title": "E-Tankstelle für Mitarbeiter",
        "text": (
            "Kunden dürfen vorne am Empfang ihr Auto laden, wir nicht. Fände es fair, wenn es "
            "hinten auch ein paar Säulen gäbe."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 77,  # Jannik Ott
        "week": 11,
        "end": "closed",
        "outcome": "duplicate",
        "supports": 4,
        "cosubmitters": 0,
        "reviews": [],
        "duplicate_of": "ladepunkte-fuer-e-autos",
        "reason_code": "already_exists",
        "reason_text": (
            "Sascha Reimann hat im Frühjahr dasselbe vorgeschlagen; die Idee wartet auf den neuen "
            "Trafo und wird dann wieder entschieden. Sie gehören ab jetzt dazu und bekommen jede "
            "Nachricht, Ihr Hinweis auf die Gästesäulen steht mit dabei."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": "Kurz telefoniert: Jannik ist einverstanden und wartet mit auf den Trafo.",
            "agreed": "Er bekommt dieselben Nachrichten wie Sascha.",
            "thanks": "Danke, Jannik, der Vergleich mit den Gästesäulen war ein neuer Punkt.",
            "next_step": "Neue Entscheidung nach dem Trafotausch",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "klimaanlage-zweites-og",
        "lang": "de",
        "title": "Klimaanlage im zweiten Obergeschoss",
        "text": (
            "Im Juli hatten wir an neun Tagen über 31 Grad am Schreibtisch. Um 15 Uhr kann "
            "niemand mehr denken. Bitte kühlen!"
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 184,  # Maren Clausen
        "week": 18,
        "end": "closed",
        "outcome": "declined",
        "supports": 15,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Eine Anlage für das Stockwerk kostet 190.000 Euro, und die Decke trägt die "
                    "Geräte nicht ohne Verstärkung. Außenliegender Sonnenschutz brächte etwa fünf "
                    "Grad."
                ),
                {"benefit": 4, "effort": 1, "feasibility": 2, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "Messungen bestätigen die 31 Grad, das ist nicht zumutbar. Sonnenschutz und "
                    "Nachtlüftung helfen schneller und ohne Statik."
                ),
                {"benefit": 4, "effort": 2, "feasibility": 3},
                "Sonnenschutz gehört in den Investitionsplan, ich melde ihn an.",
            ),
        ],
        "reason_code": "too_costly",
        "reason_text": (
            "190.000 Euro für neun bis fünfzehn Tage im Jahr sind uns zu viel, zumal die Decke "
            "verstärkt werden müsste."
        ),
        "would_change": (
            "Wird das Dach wie geplant 2029 erneuert, gehört die Kühlung in dieselbe Baustelle."
        ),
        "alternative": "Unabhängig davon hat die Haustechnik Außenjalousien für die Südseite angemeldet.",
        "point": "Im zweiten Obergeschoss wird es im Sommer so heiß, dass niemand mehr gut arbeitet.",
        "record": {
            "kind": "held_unconfirmed",
            "channel": "in_person",
            "said": (
                "Maren ist enttäuscht, findet die Jalousien aber sinnvoll. An heißen Tagen möchte "
                "die Gruppe früher anfangen."
            ),
            "agreed": "Ab 30 Grad Innentemperatur darf der Vertriebsinnendienst um sechs beginnen.",
            "thanks": "Danke für die Temperaturliste, sie hat uns die eigene Messung gespart.",
            "next_step": "Jalousien im Investitionsplan, Bescheid im Februar",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "hund-im-buero",
        "lang": "de",
        "title": "Bürohunde erlauben",
        "text": (
            "Mein Hund schläft den ganzen Tag unter dem Tisch. Studien zeigen weniger Stress bei "
            "allen im Raum. Mit klaren Regeln (nur wer niemanden stört, nicht in die Halle) geht "
            "das."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 189,  # Sarah Blum
        "week": 14,
        "end": "closed",
        "outcome": "declined",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "In Ihrem Bereich arbeiten zwei Personen mit ärztlich bestätigter Allergie, "
                    "und die Räume hängen an einer gemeinsamen Lüftung. Das lässt sich durch "
                    "Regeln nicht lösen."
                ),
                {"benefit": 2, "effort": 3, "feasibility": 2, "customers": 2},
            ),
            Review(
                "decline",
                (
                    "Für Werke mit Metallspänen auf den Wegen sehe ich auch für die Hunde ein "
                    "Risiko. In einem eigenen Gebäude würde ich anders denken."
                ),
                {"benefit": 2, "effort": 3, "feasibility": 2},
            ),
        ],
        "reason_code": "safety_or_law",
        "reason_text": (
            "Zwei Kolleginnen auf der Etage haben eine Allergie, und die Lüftung verteilt Haare "
            "in alle Räume; ihr Schutz geht vor."
        ),
        "would_change": (
            "In einem Gebäude mit getrennter Lüftung, etwa dem geplanten Anbau, kann die Frage "
            "neu gestellt werden."
        ),
        "record": {
            "kind": "declined",
            "channel": "written",
            "said": "Sarah wollte kein Gespräch, sie hat die Gründe gelesen und verstanden.",
            "agreed": "nichts",
            "thanks": "Danke, Sarah, und einen Gruß an den Hund.",
            "next_step": "nichts mehr zu tun",
            "answer": "",
            "answer_words": "",
        },
        "questions": [
            Question(
                "In welchem Raum sitzen Sie, und mit wie vielen?",
                "Zweite Etage, Raum 2.14, zu sechst. Alle sechs sind einverstanden.",
            ),
        ],
    },
    {
        "key": "vornamen-auf-schildern",
        "lang": "de",
        "title": "Vornamen groß auf die Namensschilder",
        "text": (
            "Auf unseren Ausweisen steht der Nachname groß und der Vorname mit der Lupe. In der "
            "Halle duzen sich alle. Dreht es doch einfach um, beim nächsten Druck."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 42,  # Patrick Heinen
        "week": 16,
        "end": "closed",
        "outcome": "adopted",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Die Vorlage lässt sich in einer Stunde ändern, gedruckt wird ohnehin bei "
                    "jedem Eintritt. Für alte Ausweise reicht der Umtausch beim nächsten "
                    "Verlängern."
                ),
                {"benefit": 3, "effort": 5, "feasibility": 5},
            ),
            Review(
                "adopt",
                ("Für Besucher bleibt der Nachname lesbar, nur kleiner. Mehr Nähe ohne Kosten, gern."),
                {"benefit": 3, "effort": 5},
            ),
        ],
        "reason_text": (
            "Neue Ausweise zeigen ab Oktober den Vornamen groß und den Nachnamen darunter. Wer "
            "möchte, tauscht seinen alten beim Empfang."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Die Vorlage ist umgestellt, 61 Ausweise sind getauscht.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "leaver",
            "channel": "written",
            "said": (
                "Herr Heinen hat das Unternehmen verlassen, bevor das Gespräch stattfinden "
                "konnte. Das Ergebnis und die Gründe haben wir ihm mit einem Brief geschickt."
            ),
            "agreed": "Seine Idee wird umgesetzt, das steht im Brief.",
            "thanks": (
                "Danke, Patrick, und alles Gute am neuen Ort. Deine Idee tragen jetzt zweihundert "
                "Leute um den Hals."
            ),
            "next_step": "Brief ist verschickt",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "licht-am-hinterausgang",
        "lang": "de",
        "title": "Hinterausgang Werk 2 ist stockdunkel",
        "text": (
            "nach der spätschicht gehen wir durch den hinterausgang zum parkplatz, da brennt "
            "keine lampe. zwei stufen. letzte woche ist eine kollegin gestolpert, zum glück "
            "nichts passiert"
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 90,  # Ramazan Çetin
        "week": 2,
        "end": "deciding",
        "outcome": "",
        "supports": 8,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Ich war um 22 Uhr dort und habe an den Stufen zwei Lux gemessen, gefordert "
                    "sind dreißig. Eine Leuchte mit Bewegungsmelder kann an den vorhandenen "
                    "Stromkreis."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Bis die Leuchte hängt, haben wir leuchtendes Band auf die Stufenkanten "
                    "geklebt. Die Leuchte sollte trotzdem schnell kommen."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5},
                "Band wurde am Montag geklebt.",
            ),
        ],
    },
    {
        "key": "obstkorb",
        "lang": "de",
        "title": "Obst statt Kekse in Besprechungen",
        "text": "Bei jeder Besprechung liegen die gleichen Kekse. Ein Obstkorb vom Bauern um die Ecke",
        "department": "office",
        "topic": "company",
        "submitter": 91,  # Christa Wiemers
        "week": 0,
        "end": "draft",
        "outcome": "",
        "supports": 0,
        "cosubmitters": 0,
        "reviews": [],
    },
]

"""Owns the German ideas about processes, part 2. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "bestellungen-unter-hundert",
        "lang": "de",
        "title": "Kleine Bestellungen ohne drei Unterschriften",
        "text": (
            "Ich brauchte einen Satz Inbusschlüssel, 38 Euro. Drei Unterschriften, elf Tage. In "
            "der Zeit haben wir dreimal bei der Montage geliehen. Bis 100 Euro soll der "
            "Teamleiter einfach kaufen dürfen."
        ),
        "department": "office",
        "topic": "processes",
        "submitter": 126,  # Gökhan Er
        "week": 30,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 20,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "61 Prozent unserer Bestellungen liegen unter 100 Euro und machen 2 Prozent "
                    "der Ausgaben aus. Die Prüfung kostet mehr als sie schützt."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5},
            ),
            Review(
                "adopt_in_part",
                (
                    "Ja für Werkzeug und Verbrauch, aber über den Rahmenlieferanten. Software und "
                    "Chemie brauchen weiter eine Prüfung, egal wie billig."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Teamleitungen bestellen bis 100 Euro allein im Katalog des Rahmenlieferanten. "
            "Ausgenommen sind Gefahrstoffe und Software: Dort muss jemand vor dem Kauf auf "
            "Sicherheit schauen, auch bei fünf Euro."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Der Katalog ist seit Juli offen, eine Lieferung braucht im Schnitt zwei Tage.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_unconfirmed",
            "channel": "in_person",
            "said": (
                "Gökhan hat gelacht, weil der Inbusschlüssel inzwischen da ist. Er findet die "
                "Ausnahmen vernünftig."
            ),
            "agreed": "Der Katalog zeigt rot an, was nicht geht, damit niemand raten muss.",
            "thanks": (
                "Danke, Gökhan. Elf Tage für 38 Euro standen wörtlich in der Vorlage für die "
                "Geschäftsführung."
            ),
            "next_step": "Freischaltung im Juli",
            "answer": "",
            "answer_words": "",
        },
        "questions": [
            Question(
                "Wie viele solche Bestellungen hat Ihr Team im Jahr ungefähr?",
                "Letztes Jahr 43, ich habe die Zettel noch. Die teuerste war 96 Euro.",
            ),
        ],
    },
    {
        "key": "werkzeugausgabe-nachts",
        "lang": "de",
        "title": "Werkzeugausgabe auch nachts besetzen",
        "text": (
            "Nachts ist die Ausgabe zu. Bricht ein Fräser, steht die Maschine bis 6 Uhr. Das kam "
            "bei mir seit Januar vier Mal vor. Bitte jemanden einteilen."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 47,  # Jonas Wegener
        "week": 35,
        "end": "closed",
        "outcome": "declined",
        "supports": 12,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Wir haben die Buchungen ausgewertet: In der Nacht fehlen im Schnitt 1,3 "
                    "Werkzeuge. Dafür eine Person einzuteilen kostet 58.000 Euro im Jahr."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 2, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "Ein Ausgabeautomat für die 40 häufigsten Werkzeuge wäre günstiger und rund "
                    "um die Uhr da. Die Besetzung selbst halte ich nicht für richtig."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 5},
            ),
        ],
        "reason_code": "other_solution",
        "reason_text": (
            "Für 1,3 Werkzeuge pro Nacht lohnt keine besetzte Stelle. Stattdessen kommt ein "
            "kleiner Vorrat der 40 häufigsten Fräser in den Schrank des Schichtführers."
        ),
        "would_change": (
            "Sollten danach im Quartal mehr als drei Maschinen nachts auf Werkzeug warten, prüfen "
            "wir einen Automaten."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Jonas findet den Schrank gut, fragt aber, wer ihn nachfüllt: die Frühschicht der "
                "Ausgabe, jeden Morgen."
            ),
            "agreed": "Jonas schreibt die Liste der 40 Werkzeuge mit.",
            "thanks": "Danke, Jonas. Die vier Stillstände haben uns den Blick auf die Nacht gegeben.",
            "next_step": "Schrank wird bis Monatsende eingerichtet",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "doppelte-pruefung",
        "lang": "de",
        "title": "Doppelte Endprüfung abschaffen",
        "text": (
            "Jeder Getriebemotor wird am Ende der Linie geprüft und dann im Versand noch mal. "
            "Seit zwei Jahren hat die zweite Prüfung genau zwei Fehler gefunden, beide waren "
            "Kratzer. Das sind 6 Minuten pro Stück."
        ),
        "department": "assembly",
        "topic": "processes",
        "submitter": 88,  # Sven Dittrich
        "week": 32,
        "end": "closed",
        "outcome": "declined",
        "supports": 13,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Für den Bahnkunden ist die zweite, unabhängige Prüfung im Liefervertrag "
                    "festgeschrieben. Wir verlieren sonst die Zulassung."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 1, "customers": 1},
            ),
            Review(
                "decline",
                (
                    "Die Fehlerstatistik spricht für Ihren Vorschlag, der Vertrag dagegen. Bei "
                    "allen anderen Kunden machen wir schon heute nur eine Stichprobe."
                ),
                {"benefit": 4, "effort": 2, "feasibility": 1},
            ),
        ],
        "reason_code": "safety_or_law",
        "reason_text": (
            "Die zweite Prüfung verlangt der Bahnvertrag, und zwar durch eine andere Person als "
            "am Linienende. Ohne sie verlieren wir die Zulassung."
        ),
        "would_change": (
            "Der Vertrag wird 2028 neu verhandelt; wenn der Kunde eine Stichprobe annimmt, entfällt sie."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Sven kannte den Vertrag nicht. Er meint trotzdem, dass es bei den "
                "Nicht-Bahn-Motoren nicht bei der Stichprobe bleibt."
            ),
            "agreed": "Wir prüfen, wie oft Nicht-Bahn-Motoren wirklich doppelt laufen.",
            "thanks": "Danke, Sven, die Zahlen waren sauber.",
            "next_step": "Auswertung bis Ende des Monats",
            "answer": "disagree",
            "answer_words": (
                "Bei uns laufen alle doppelt durch, nicht nur die für die Bahn. Das steht so "
                "nicht in der Begründung."
            ),
        },
        "appeal": {
            "words": (
                "Ich bitte um eine zweite Prüfung nur für die Motoren, die nicht an die Bahn "
                "gehen. An Linie 2 sind das 70 Prozent, und ich habe gezählt: Jeder davon wird im "
                "Versand noch mal geprüft."
            ),
            "after_days": 9,
            "reviews": [
                Review(
                    "decline",
                    (
                        "Ich habe zwei Wochen mitgezählt: Die Doppelprüfung der übrigen Motoren "
                        "kam aus einem falsch gesetzten Haken im Auftrag und ist seit Montag "
                        "abgestellt. Damit bleibt nur die vertragliche übrig."
                    ),
                    {"benefit": 3, "effort": 3, "feasibility": 5, "customers": 5},
                ),
                Review(
                    "decline",
                    (
                        "Ihr Einwand stimmte in der Sache und ist als Fehler behoben. Zu "
                        "entscheiden ist nur noch der Bahnvertrag, und der lässt uns keine Wahl."
                    ),
                    {"benefit": 3, "effort": 3, "feasibility": 5},
                ),
            ],
            "outcome": "declined",
            "reason_code": "safety_or_law",
            "reason_text": (
                "Sie hatten recht: Alle Motoren wurden doppelt geprüft, weil im Auftrag ein Haken "
                "falsch saß. Das ist seit Montag behoben. Für die Bahnmotoren bleibt es bei der "
                "zweiten Prüfung, sie ist Vertragspflicht."
            ),
            "would_change": (
                "Anfang 2028 nehmen wir die Stichprobe in die Verhandlung mit; stimmt der Kunde zu, "
                "entfällt die zweite Prüfung auch bei den Bahnmotoren."
            ),
            "record": {
                "kind": "held_confirmed",
                "channel": "in_person",
                "said": (
                    "Sven hat sich den geänderten Auftrag zeigen lassen. Für ihn ist das "
                    "Wesentliche erreicht."
                ),
                "agreed": "Vor der Vertragsverhandlung wird er um seine Zählung gebeten.",
                "thanks": (
                    "Danke, Sven. Abgelehnt heißt es auf dem Papier, gespart sind trotzdem sechs "
                    "Minuten bei sieben von zehn Motoren."
                ),
                "next_step": "Zählung für die Verhandlung aufheben",
                "answer": "agree",
                "answer_words": "So passt es. Hauptsache die sechs Minuten sind weg.",
            },
        },
        "questions": [
            Question(
                "Woher stammen die zwei gefundenen Fehler in zwei Jahren?",
                (
                    "Aus dem Prüfbuch im Versand, Seite für Seite durchgezählt. Es waren rund "
                    "11.000 Prüfungen."
                ),
            ),
        ],
    },
    {
        "key": "etiketten-zweiseitig",
        "lang": "de",
        "title": "Etiketten beidseitig bedrucken",
        "text": (
            "Wir kleben zwei Etiketten auf jeden Karton, eins mit Adresse, eins mit Inhalt. Man "
            "könnte doch eines nehmen, das um die Ecke geht."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 114,  # Melanie Strauß
        "week": 27,
        "end": "closed",
        "outcome": "declined",
        "supports": 3,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Die Spedition liest nur Etiketten, die ganz auf einer Fläche liegen; um die "
                    "Ecke geklebt wird der Karton aussortiert. Wir haben es mit 30 Kartons "
                    "getestet."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 4, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "Ein größeres Etikett auf einer Seite ginge, passt aber auf 40 Prozent "
                    "unserer Kartons nicht. Gespart wären 600 Euro im Jahr."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 3},
            ),
        ],
        "reason_code": "not_feasible",
        "reason_text": (
            "Im Test hat die Sortieranlage der Spedition 27 von 30 über Eck geklebten Etiketten "
            "nicht gelesen."
        ),
        "would_change": (
            "Führen wir eines Tages nur noch drei Kartongrößen, passt ein großes Etikett auf "
            "alle, und die Idee lohnt sich."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Melanie war beim Test dabei und hat die 27 Kartons selbst wieder eingesammelt.",
            "agreed": "Bei der Kartonauswahl im nächsten Jahr wird sie gefragt.",
            "thanks": "Danke, Melanie, auch für die Rückholaktion.",
            "next_step": "Einladung zur Kartonauswahl",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "mailfreier-freitag",
        "lang": "de",
        "title": "Freitag ohne interne E-Mails",
        "text": (
            "Freitags keine internen Mails, Server stellt sie erst Montag zu. Wer etwas will, "
            "ruft an oder kommt vorbei. Ihr werdet sehen, wie ruhig das wird."
        ),
        "department": "it",
        "topic": "processes",
        "submitter": 199,  # Jörg Ahlers
        "week": 25,
        "end": "closed",
        "outcome": "declined",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Freitags gehen die Freigaben für die Wochenendschicht per Mail heraus, die "
                    "dürfen nicht bis Montag liegen. Eine technische Sperre trifft auch diese."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 1, "customers": 2},
            ),
            Review(
                "decline",
                (
                    "Den Wunsch nach Ruhe teile ich. Er gelingt eher als Absprache im Team als "
                    "durch einen Server, der Nachrichten zurückhält."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 2},
            ),
        ],
        "reason_code": "not_feasible",
        "reason_text": (
            "Die Zustellung anzuhalten würde auch die Freigaben für die Wochenendschicht treffen, "
            "rund 70 Nachrichten jeden Freitag."
        ),
        "would_change": (
            "Ein Bereich, der es ohne Sperre als Absprache probieren will, bekommt von uns "
            "Unterstützung; gute Erfahrungen ändern unsere Antwort."
        ),
        "point": "Ein Tag in der Woche soll für Arbeit da sein, die keine Unterbrechung verträgt.",
        "record": {
            "kind": "unreachable",
            "channel": "written",
            "said": (
                "Wir haben Herrn Ahlers am 3., 5. und 9. Tag nach der Entscheidung angerufen, "
                "gemailt und einen Zettel in sein Fach gelegt, ohne Antwort. Die Begründung liegt "
                "ihm schriftlich vor: Die Sperre träfe die Freigaben fürs Wochenende, eine "
                "Absprache im Team ist jederzeit möglich."
            ),
            "agreed": "Meldet er sich später, holen wir das Gespräch gern nach.",
            "thanks": "Danke für den Mut, an eine heilige Kuh zu gehen.",
            "next_step": "nichts mehr zu tun",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "urlaub-am-handy",
        "lang": "de",
        "title": "Urlaub am Handy beantragen",
        "text": (
            "Für einen Urlaubstag muss ich an den Rechner im Meisterbüro, da steht immer einer. "
            "Bitte eine App."
        ),
        "department": "people",
        "topic": "processes",
        "submitter": 118,  # Tobias Kern
        "week": 22,
        "end": "closed",
        "outcome": "exists_already",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [],
        "where": "Zeitportal am Handy: QR-Code an der Stechuhr, Menü „Abwesenheit“",
        "reason_code": "already_exists",
        "reason_text": (
            "Das geht seit Februar: QR-Code neben der Stechuhr abfotografieren, anmelden, "
            "„Abwesenheit“ wählen. Dass es in der Logistik niemand wusste, ist unser Versäumnis; "
            "jetzt hängt an jeder Stechuhr ein Zettel mit vier Bildern."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Tobias hat den Antrag während des Gesprächs am eigenen Handy gestellt, er war in "
                "40 Sekunden fertig."
            ),
            "agreed": "Der Zettel hängt auch in der Umkleide.",
            "thanks": "Danke, Tobias. Ohne dich wüsste es die halbe Logistik immer noch nicht.",
            "next_step": "nichts mehr zu tun",
            "answer": "agree",
            "answer_words": "",
        },
    },
]

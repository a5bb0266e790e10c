"""Owns the German ideas about processes, part 1. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "ruestwagen-dmu",
        "lang": "de",
        "title": "Rüstwagen für die DMU 65 und 80",
        "text": (
            "Beim Rüsten laufe ich im Schnitt neun Mal zum Schrank: Spannpratzen, Kantentaster, "
            "Parallelen, Schlüssel. Vorschlag: ein Wagen je Maschine, mit Schaumeinlagen, damit "
            "man sofort sieht was fehlt. Ich habe es eine Woche gestoppt, 14 Minuten je "
            "Rüstvorgang gehen fürs Holen drauf."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 21,  # Zeynep Kara
        "week": 48,
        "end": "closed",
        "outcome": "adopted",
        "supports": 17,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "adopt",
                (
                    "Bei sechs Rüstvorgängen am Tag sind das 84 Minuten Maschinenzeit. Zwei Wagen "
                    "kosten 3.100 Euro und sind nach fünf Wochen bezahlt."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Schaumeinlagen schneiden wir auf der eigenen Wasserstrahlanlage. Bitte die "
                    "Spannmittel auf beiden Wagen doppelt anschaffen, sonst wandern sie."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "Beide Maschinen bekommen einen Wagen mit eigenen Spannmitteln. Ihre Messung ist "
            "eindeutig: 84 Minuten am Tag, die bisher im Gang verloren gehen."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "Rüsten dauert jetzt 22 statt 35 Minuten, drei weitere Maschinen folgen.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Zeynep hat den Wagen schon auf Papier gezeichnet, mit der Schublade für die "
                "Taster oben rechts."
            ),
            "agreed": "Sie bestimmt, was in welche Schublade kommt.",
            "thanks": "Danke, Zeynep. Neun Wege weniger bei jedem Rüsten, und du hast sie gezählt.",
            "next_step": "Wagen bestellen, Einlagen schneiden, Start in drei Wochen",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                (
                    "Gilt Ihre Messung für beide Maschinen, und waren auch Rüstvorgänge mit "
                    "Schraubstock dabei?"
                ),
                (
                    "Beide, 31 Vorgänge in einer Woche. Mit Schraubstock waren es 9 davon, da "
                    "sind es eher 10 Minuten statt 14."
                ),
            ),
        ],
    },
    {
        "key": "werkzeugwagen-fraesen",
        "lang": "de",
        "title": "Werkzeugwagen beim Fräsen",
        "text": ("Immer das Gerenne zum Schrank. Ein Rollwagen pro Fräse mit dem nötigsten drin wäre super."),
        "department": "production",
        "topic": "processes",
        "submitter": 29,  # Dennis Hölscher
        "week": 21,
        "end": "closed",
        "outcome": "duplicate",
        "supports": 2,
        "cosubmitters": 0,
        "reviews": [],
        "duplicate_of": "ruestwagen-dmu",
        "reason_code": "already_exists",
        "reason_text": (
            "Zeynep Kara hat das für die beiden großen Fräsmaschinen vorgeschlagen, die ersten "
            "Wagen stehen schon. Ihre drei Maschinen sind als Nächstes dran, und Sie gehören "
            "jetzt zu dieser Idee."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Dennis kannte die Wagen nicht, weil er in der anderen Halle arbeitet. Er hat sie "
                "sich angesehen."
            ),
            "agreed": "Seine Maschinen bekommen die nächsten drei Wagen, Dennis stellt den Inhalt zusammen.",
            "thanks": "Danke, Dennis. Jetzt wissen wir, wohin die nächsten Wagen gehören.",
            "next_step": "Inhalt mit Zeynep abstimmen",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "laufkarten-farbig",
        "lang": "de",
        "title": "Farbige Laufkarten für Eilaufträge",
        "text": (
            "Ein Eilauftrag sieht aus wie jeder andere. Der Zettel liegt im Stapel, und abends "
            "sucht der Meister. Rotes Papier für eilig, gelb für Muster, weiß für alles andere. "
            "Kostet nichts."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 44,  # Horst Kämmerer
        "week": 43,
        "end": "closed",
        "outcome": "adopted",
        "supports": 13,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Im letzten Quartal lagen 19 Eilaufträge länger als eine Schicht unerkannt im "
                    "Stapel. Farbiges Papier ist billiger als jede Software."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Nur rot und weiß, sonst verwässert es. Und höchstens fünf rote Karten "
                    "gleichzeitig, damit eilig auch eilig bleibt."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "Rote Laufkarten gibt es ab sofort für Eilaufträge, nie mehr als fünf gleichzeitig. "
            "Gelb lassen wir weg, damit die Farbe etwas bedeutet."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "Eilaufträge liegen im Schnitt noch 50 Minuten statt fünf Stunden.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Horst ist mit nur einer Farbe einverstanden. Er schlägt vor, dass der Meister "
                "die rote Karte persönlich bringt."
            ),
            "agreed": "So machen wir es: Rot wird übergeben, nicht abgelegt.",
            "thanks": "Danke, Horst. Die einfachste Idee des Jahres, und sie wirkt.",
            "next_step": "Rotes Papier liegt beim Meister",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "stellplaetze-markieren",
        "lang": "de",
        "title": "Palettenplätze auf den Boden malen",
        "text": (
            "Im Versand stellt jeder seine Palette hin, wo gerade Luft ist. Mal ist der Fluchtweg "
            "zu, mal steht die Ware für Schweden hinter der für Spanien. Linien auf den Boden, "
            "Nummern dran, und im Scanner steht dann Platz 14."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 115,  # Serkan Bayram
        "week": 37,
        "end": "closed",
        "outcome": "adopted",
        "supports": 11,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "48 Plätze lassen sich markieren, ohne dass Fläche verloren geht. Die Nummer "
                    "im Scanner ist ein Feld, das es schon gibt und das keiner nutzt."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Drei Mal stand im letzten Jahr bei der Begehung der Fluchtweg zu. Feste "
                    "Plätze lösen das besser als Ermahnungen."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "Der Versand bekommt 48 nummerierte Plätze, die Nummer steht im Scanner. Der "
            "Fluchtweg wird rot schraffiert."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Markiert seit Juni, gesucht wird kaum noch.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": (
                "Serkan fragt, was an Tagen mit mehr als 48 Paletten passiert. Dafür gibt es die "
                "Fläche an Rampe 2."
            ),
            "agreed": "Rampe 2 bekommt zwölf Reserveplätze mit dem Buchstaben R.",
            "thanks": "Danke, Serkan. Der Fluchtweg ist seitdem frei geblieben.",
            "next_step": "Bodenmarkierung am letzten Maiwochenende",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "passwort-neunzig-tage",
        "lang": "de",
        "title": "Passwort nicht mehr alle 90 Tage ändern",
        "text": (
            "Alle drei Monate neues Passwort. Ergebnis: bei der Hälfte klebt es am Bildschirm, "
            "hinten steht die Nummer vom Quartal. Das ist doch unsicherer als ein gutes, das "
            "bleibt."
        ),
        "department": "it",
        "topic": "processes",
        "submitter": 80,  # Ute Rademacher
        "week": 34,
        "end": "closed",
        "outcome": "adopted",
        "supports": 25,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Das entspricht dem heutigen Stand der Technik: Ein langes Passwort mit "
                    "zweitem Faktor ist sicherer als ein häufig gewechseltes. Wir sparen dazu "
                    "etwa 40 Anrufe im Monat."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Voraussetzung ist der zweite Faktor auch an den gemeinsamen Rechnern in der "
                    "Halle. Dafür nehmen wir die Ausweiskarte."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
                "Versicherer hat zugestimmt, Mail liegt bei mir.",
            ),
        ],
        "reason_text": (
            "Der Zwang zum Wechsel entfällt, sobald Ihr Bereich den zweiten Faktor hat. In der "
            "Montage ist das im November der Fall, in der Fertigung im Januar."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "Büros und Montage sind umgestellt, die Fertigung folgt im Januar.",
            "next_news_weeks": 7,
        },
        "taken_up": {
            "why_withdrawn": (
                "Mein Sohn sagt, das sei bestimmt gesetzlich vorgeschrieben. Dann brauche ich "
                "euch nicht zu beschäftigen."
            ),
            "withdrawn_after_days": 4,
            "again_after_days": 17,
            "words": (
                "Ist doch nicht vorgeschrieben, ich habe nachgelesen: Das Bundesamt rät seit 2020 "
                "selbst davon ab. Also bitte doch prüfen."
            ),
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Ute freut sich vor allem, dass sie recht hatte. Sie fragt, was mit den Zetteln "
                "passiert: die dürfen jetzt in den Schredder."
            ),
            "agreed": "Ute probiert die Ausweiskarte als Erste an Linie 2 aus.",
            "thanks": (
                "Danke, Ute, auch fürs Wiederkommen. Ohne Ihren zweiten Anlauf klebten die Zettel noch."
            ),
            "next_step": "Umstellung der Montage im November",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "reisekosten-per-foto",
        "lang": "de",
        "title": "Reisebelege abfotografieren statt aufkleben",
        "text": (
            "Ich bin im Außendienst, 130 Nächte im Jahr. Jeden Monat klebe ich Belege auf A4, "
            "scanne sie, schicke sie per Hauspost. Warum reicht nicht ein Foto direkt an der "
            "Tankstelle?"
        ),
        "department": "it",
        "topic": "processes",
        "submitter": 192,  # Benedikt Rau
        "week": 24,
        "end": "closed",
        "outcome": "adopted",
        "supports": 16,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Unser Reisesystem kann Belege per Handy annehmen, das Modul ist gekauft und "
                    "nie eingeschaltet worden. Zwei Wochen Arbeit."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Die Steuer erkennt Fotos an, wenn sie unveränderbar gespeichert werden, und "
                    "das ist hier der Fall. Die Originale müssen dann nicht mehr aufgehoben "
                    "werden."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "Die Foto-Funktion wird eingeschaltet, zuerst für den Außendienst, ab Januar für "
            "alle. Kleben muss niemand mehr."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "32 Leute im Außendienst nutzen es, offen ist noch die Kilometerabrechnung.",
            "next_news_weeks": 4,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Herr Rau möchte wissen, ob er die Originale sofort wegwerfen darf. Nach der "
                "Bestätigung am Handy: ja."
            ),
            "agreed": "Er testet zwei Wochen und meldet, was hakt.",
            "thanks": "Danke, Herr Rau. Sie haben ein Modul gefunden, das wir längst bezahlen.",
            "next_step": "Freischaltung am Monatsersten",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "kanban-schrauben",
        "lang": "de",
        "title": "Schrauben selbst nachbestellen mit Zwei-Kisten-System",
        "text": (
            "Schrauben M8 sind jede Woche einmal aus. Zwei Kisten hintereinander: ist die vordere "
            "leer, kommt sie auf den Wagen und wird gefüllt. Das kenne ich von meiner alten "
            "Firma. Man könnte das für alle Kleinteile so machen, Dichtringe auch."
        ),
        "department": "assembly",
        "topic": "processes",
        "submitter": 73,  # Hatice Bulut
        "week": 40,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 10,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Für Normteile ist das der Standard, und unser Lieferant füllt auf Wunsch "
                    "selbst auf. Stillstand wegen fehlender Schrauben kostete uns im Januar vier "
                    "Stunden."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt_in_part",
                (
                    "Für Schrauben, Scheiben und Muttern ja. Dichtringe altern und müssen nach "
                    "Charge verbraucht werden, das geht mit zwei Kisten nicht."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 3},
                "Chargenpflicht nur bei FKM, NBR könnte man später dazunehmen.",
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "212 Normteile laufen ab Juli über zwei Kisten, der Lieferant füllt dienstags und "
            "freitags. Dichtringe bleiben beim Lager: Sie haben ein Verfallsdatum je Charge, und "
            "zwei Kisten mischen die Chargen."
        ),
        "implementation": {
            "state": "done",
            "next_step": (
                "Alle vier Linien sind umgestellt, seit August gab es keinen Stillstand wegen Schrauben."
            ),
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Hatice hat das mit den Chargen nicht gewusst und findet es logisch.",
            "agreed": "Sie zeigt den anderen Linien, wie man die Kisten richtig herum stellt.",
            "thanks": "Danke, Hatice. Manchmal ist die alte Firma ein guter Ratgeber.",
            "next_step": "Umstellung Linie für Linie, Linie 3 zuerst",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "Welche Kleinteile fehlen an Ihrer Linie am häufigsten?",
                (
                    "M8x20 und M8x30 fast jede Woche, Scheiben manchmal. Dichtringe selten, aber "
                    "dann steht alles."
                ),
            ),
        ],
    },
]

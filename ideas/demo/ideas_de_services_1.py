"""Owns the German ideas about services, part 1. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "rueckruf-statt-warteschleife",
        "lang": "de",
        "title": "Rückruf statt Warteschleife",
        "text": (
            "Wer bei der Hotline nach drei Minuten keinen erreicht, soll die 1 drücken und "
            "zurückgerufen werden. Ich höre jeden Montag dieselben genervten Leute, und sie haben "
            "recht."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 194,  # Nina Hartwig
        "week": 50,
        "end": "closed",
        "outcome": "adopted",
        "supports": 18,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Montags legen 28 Prozent der Anrufer auf, bevor jemand abnimmt. Die "
                    "Telefonanlage kann Rückrufe, es muss nur jemand die Liste abarbeiten."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Mit einer Zusage von zwei Stunden und zwei Leuten am Nachmittag ist das zu "
                    "halten. Bitte keine Zusage, die wir nicht halten können."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 3, "customers": 5},
            ),
        ],
        "reason_text": (
            "Wer länger als drei Minuten wartet, wird auf Wunsch binnen zwei Stunden "
            "zurückgerufen. Montags verstärken zwei Kolleginnen aus dem Innendienst."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "Nur noch 7 Prozent legen auf, 96 Prozent der Rückrufe kamen pünktlich.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Nina fragt, was passiert, wenn zwei Stunden nicht reichen. Dann ruft jemand an "
                "und sagt, wann es klappt."
            ),
            "agreed": "Nina betreut die Liste in den ersten vier Wochen.",
            "thanks": "Danke, Nina. Du hast zugehört, wo andere nur abgenommen haben.",
            "next_step": "Start am ersten Montag im Januar",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "foto-bei-reklamation",
        "lang": "de",
        "title": "Reklamation mit drei Fotos",
        "text": (
            "Reklamationen kommen als Text: „Motor macht Geräusche“. Wenn das Formular drei Fotos "
            "und ein kurzes Video verlangt, sparen wir uns eine Runde Rückfragen. Bei mir sind "
            "das im Schnitt vier Tage pro Fall."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 185,  # Arne Wulf
        "week": 36,
        "end": "closed",
        "outcome": "adopted",
        "supports": 10,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Von 40 geprüften Fällen ließen sich 26 mit Bildern sofort entscheiden. Das "
                    "Formular muss am Handy funktionieren, sonst macht es keiner."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Technisch ein Tag Arbeit, der Speicherplatz ist da. Wir sollten Bilder nach "
                    "zwei Jahren löschen."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "Das Formular bittet ab Juni um drei Fotos und auf Wunsch ein Video. Verlangen wollen "
            "wir es nicht: Wer keine hat, kommt trotzdem durch."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Seit Juni in Betrieb, acht von zehn Reklamationen kommen mit Bildern.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Arne wollte Pflicht, versteht aber, dass ein Kunde mit stehender Anlage nicht "
                "fotografieren will."
            ),
            "agreed": "Nach einem halben Jahr schauen wir auf die Quote.",
            "thanks": "Danke, Arne, vier Tage weniger sind für den Kunden eine Ewigkeit.",
            "next_step": "Formular wird im Juni umgestellt",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "Haben Ihre Kunden an der Maschine überhaupt Empfang, um ein Foto zu schicken?",
                "Fast alle. Zwei Papierfabriken nicht, die könnten es vom Büro aus nachreichen.",
            ),
        ],
    },
    {
        "key": "leihmotor-im-notfall",
        "lang": "de",
        "title": "Leihmotoren für Notfälle",
        "text": (
            "Steht beim Kunden die Anlage, dauert ein neuer Motor 10 Tage. Ein kleiner Bestand "
            "Leihmotoren in den acht gängigsten Größen, am selben Tag verschickt, gegen Miete. "
            "Dafür zahlen die Leute gern."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 192,  # Benedikt Rau
        "week": 31,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 14,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt_in_part",
                (
                    "Vier der acht Größen machen 80 Prozent der Notfälle aus. Mit zwei Stück je "
                    "Größe binden wir 9.000 Euro statt 31.000."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 3, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Am selben Tag verschicken können wir bis 15 Uhr. Die Miete sollte auf den "
                    "Neukauf angerechnet werden."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 3, "customers": 5},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Wir beginnen mit vier Größen und je zwei Motoren, das deckt vier von fünf Notfällen. "
            "Für die übrigen vier Größen kam im letzten Jahr je eine einzige Anfrage; zählt der "
            "Kundendienst mehr als fünf im Jahr, kommt die Größe dazu."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "Die acht Motoren liegen bereit, neun Mal waren sie schon unterwegs.",
            "next_news_weeks": 5,
        },
        "record": {
            "kind": "held_unconfirmed",
            "channel": "phone",
            "said": "Herr Rau hätte gern alle acht Größen, kann mit vier aber anfangen.",
            "agreed": "Jede Anfrage nach einer anderen Größe wird mitgezählt.",
            "thanks": "Danke, Herr Rau. Der erste Leihmotor stand nach 19 Stunden beim Kunden.",
            "next_step": "Motoren bauen und einlagern",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "hotline-rund-um-die-uhr",
        "lang": "de",
        "title": "Hotline rund um die Uhr",
        "text": (
            "Unsere Kunden fahren drei Schichten, wir eine. Wer nachts um zwei steht, erreicht "
            "den Anrufbeantworter."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 184,  # Maren Clausen
        "week": 40,
        "end": "closed",
        "outcome": "declined",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Nachts zählten wir in acht Wochen 14 Anrufe auf dem Band. Fünf Leute im "
                    "Wechsel dafür kosten 210.000 Euro im Jahr."
                ),
                {"benefit": 3, "effort": 1, "feasibility": 1, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "Eine Rufbereitschaft für Kunden mit Vertrag wäre denkbar, eine volle Hotline "
                    "nicht. Die meisten Nachtanrufe drehten sich um Fehlercodes."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 3},
            ),
        ],
        "reason_code": "too_costly",
        "reason_text": (
            "Zwei Anrufe pro Woche rechtfertigen keine fünf Stellen. Eine Liste der Fehlercodes "
            "in sechs Sprachen steht jetzt auf der Ansage und im Netz."
        ),
        "would_change": (
            "Ab 15 nächtlichen Anrufen im Monat oder mit drei zahlenden Vertragskunden rechnen "
            "wir eine Rufbereitschaft durch."
        ),
        "point": (
            "Wer nachts vor einer stehenden Maschine steht, soll nicht bis zum Morgen auf Rat warten müssen."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "written",
            "said": "Frau Clausen hatte mehr Anrufe vermutet und akzeptiert die Zählung.",
            "agreed": "Das Band wird weiter ausgezählt, die Zahl steht monatlich im Bericht.",
            "thanks": "Danke, Frau Clausen. Die Fehlerliste gäbe es ohne Sie nicht.",
            "next_step": "nichts mehr zu tun",
            "answer": "agree",
            "answer_words": "",
        },
    },
]

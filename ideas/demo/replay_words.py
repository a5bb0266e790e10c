"""What people of the demo say beside their ideas: why a review is passed on, that work has begun, and the like.

Owns these sentences in both languages and nothing else; the words of each idea are in the catalogue.
"""

from ideas.demo import Language

NOT_FOR_REVIEW: dict[Language, list[str]] = {
    "de": [
        "Das lässt sich ohne Gutachten beantworten, die Begründung folgt.",
        "Dafür brauche ich keine Fachleute, ich kläre es direkt.",
        "Hier muss niemand prüfen, nur jemand handeln.",
    ],
    "en": [
        "This can be answered without a review, the reasons follow.",
        "No expert needs to spend time on this one, I settle it directly.",
        "Nobody has to assess this, somebody has to act.",
    ],
}
"""Why a coordinator takes the review off the experts before answering at triage."""

WRONG_FIELD: dict[Language, list[str]] = {
    "de": [
        "Nicht das passende Fachgebiet, wir haben telefoniert.",
        "Wir suchen jemanden, der die Zahlen kennt.",
    ],
    "en": [
        "Not their field, they told me on the phone.",
        "They cannot judge this, I look for somebody else.",
    ],
}
"""Why nobody has the review yet."""

ILL_FOR_LONGER: dict[Language, str] = {
    "de": "Längere Zeit krank, jemand anderes übernimmt.",
    "en": "Ill for some time, somebody else takes it.",
}

HAND_OVER: dict[Language, list[str]] = {
    "de": [
        "Du hast die Anlage eingerichtet und kennst die Zahlen.",
        "Das ist eher dein Fach, und ich bin nächste Woche auf Montage.",
        "Bei dir liegt schon etwas Ähnliches, dann bleibt es in einer Hand.",
    ],
    "en": [
        "You set the line up and know the figures.",
        "More your field than mine, and I am away next week.",
        "You have something similar already, so it stays in one hand.",
    ],
}
NO_TIME: dict[Language, str] = {
    "de": "Diese Woche schaffe ich es nicht, tut mir leid.",
    "en": "I cannot manage it this week, sorry.",
}

MORE_TIME: dict[Language, str] = {
    "de": "Ein Angebot steht noch aus, ohne das wäre die Antwort geraten.",
    "en": "One quotation is still missing, without it the answer would be a guess.",
}
"""Why a promise is moved."""

BEGUN: dict[Language, list[str]] = {
    "de": [
        "Die Arbeit hat begonnen, das Material ist bestellt.",
        "Der Auftrag ist vergeben, der Anfang ist gemacht.",
        "Ein erster Versuch läuft, bisher ohne Überraschungen.",
    ],
    "en": [
        "Work has begun, the material is ordered.",
        "The order is placed and a start is made.",
        "A first trial is running, without surprises so far.",
    ],
}
FINISHED: dict[Language, list[str]] = {
    "de": [
        "Umgesetzt. In einigen Wochen schauen wir, ob es wirkt.",
        "Fertig und in Betrieb. Ob es hält, was wir hoffen, prüfen wir noch.",
    ],
    "en": [
        "Carried out. In some weeks we look whether it has the effect.",
        "Done and in use. Whether it does what we hope is still to be checked.",
    ],
}

CALLED: dict[Language, list[str]] = {
    "de": ["Nicht ans Telefon gegangen.", "E-Mail mit drei Terminen geschickt.", "Zettel ins Fach gelegt."],
    "en": [
        "No answer on the phone.",
        "Wrote with three times to choose from.",
        "Left a note in the mail box.",
    ],
}
"""What an attempt to reach somebody was."""

PLACES: dict[Language, list[str]] = {
    "de": ["Besprechungsraum 2.04", "Meisterbüro Halle 2", "Pausenraum Halle 1", "am Arbeitsplatz"],
    "en": ["Meeting room 2.04", "Foreman's office, hall 2", "Break room, hall 1", "at the workplace"],
}

BACK_TO_EXPERTS: dict[Language, str] = {
    "de": "Die Frage von damals ist geklärt, die Fachleute sehen es sich jetzt an.",
    "en": "The question of that time is settled, the experts look at it now.",
}
"""Why an idea taken up again goes to the experts."""

NO_TALK_WANTED: dict[Language, list[str]] = {
    "de": ["Danke, die Begründung reicht mir.", "Alles klar, dafür brauchen wir keinen Termin."],
    "en": ["Thanks, the reasons are clear to me.", "Fine with me, no need to meet."],
}
NOT_CONVINCED: dict[Language, list[str]] = {
    "de": ["Verstanden, aber ich sehe es anders.", "Die Gründe überzeugen mich noch nicht."],
    "en": ["I follow the reasons but see it differently.", "Understood, though I am not convinced."],
}
IN_WRITING: dict[Language, str] = {
    "de": "Schriftlich ist mir lieber, ich bin viel unterwegs.",
    "en": "In writing, please, I am on the road a lot.",
}

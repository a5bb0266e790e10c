"""Phrases that say nothing, words that hurt, and abbreviations that everybody knows: German and English.

Data alone, kept in one place so that a company can read and change it; what is said about them is in `reasons`.
"""

MONEY, PEOPLE, FIT, ABLE, TIME, GENERAL = "money", "people", "fit", "able", "time", "general"

EMPTY: dict[str, tuple[str, ...]] = {
    MONEY: (
        *(
            "aus Kostengründen",
            "zu teuer",
            "zu kostspielig",
            "kostet zu viel",
            "kein Budget",
            "Budgetgründen",
        ),
        *("nicht wirtschaftlich", "unwirtschaftlich", "wirtschaftlich nicht", "rechnet sich nicht"),
        *("Kosten-Nutzen-Verhältnis", "Aufwand und Nutzen", "Kosten und Nutzen"),
        *("for cost reasons", "cost reasons", "too expensive", "costs too much", "no budget"),
        *("not economical", "not cost-effective", "cost-benefit ratio", "does not pay off"),
    ),
    PEOPLE: (
        *(
            "keine Kapazität",
            "keine Kapazitäten",
            "Kapazitätsgründen",
            "mangels Kapazität",
            "mangels Kapazitäten",
        ),
        *(
            "keine Ressourcen",
            "fehlende Ressourcen",
            "mangels Ressourcen",
            "Personalmangel",
            "personell nicht",
        ),
        *("no capacity", "lack of capacity", "no resources", "lack of resources", "limited resources"),
        *("not enough staff", "too busy"),
    ),
    FIT: (
        *("passt nicht", "passt leider nicht", "nicht passend", "nicht zielführend", "nicht im Fokus"),
        *("strategisch nicht", "nicht strategisch", "unsere Strategie", "kein Bedarf", "keine Priorität"),
        *("andere Prioritäten", "nicht relevant"),
        *("not a good fit", "does not fit", "doesn't fit", "not in scope", "not in focus", "not strategic"),
        *(
            "our strategy",
            "no need for it",
            "no priority",
            "not a priority",
            "other priorities",
            "not relevant",
        ),
    ),
    ABLE: (
        *(
            "nicht möglich",
            "leider nicht",
            "nicht machbar",
            "nicht umsetzbar",
            "geht nicht",
            "nicht realisierbar",
        ),
        *("technischen Gründen", "rechtlichen Gründen", "organisatorischen Gründen", "Datenschutzgründen"),
        *("Sicherheitsgründen", "verschiedenen Gründen", "diversen Gründen", "internen Gründen"),
        *("not possible", "not feasible", "cannot be done", "can't be done", "unfortunately not"),
        *("technical reasons", "legal reasons", "organisational reasons", "organizational reasons"),
        *("privacy reasons", "safety reasons", "various reasons", "several reasons", "internal reasons"),
    ),
    TIME: (
        *("derzeit nicht", "zurzeit nicht", "zur Zeit nicht", "momentan nicht", "im Moment nicht"),
        *("zeitlichen Gründen", "Zeitgründen", "keine Zeit", "zu gegebener Zeit", "noch zu früh"),
        *("not at present", "not at the moment", "not right now", "not now", "no time", "in due course"),
        *("at this point in time", "too early"),
    ),
    GENERAL: (
        *(
            "nach eingehender Prüfung",
            "nach sorgfältiger Prüfung",
            "wurde geprüft",
            "wir bitten um Verständnis",
        ),
        *("schon immer so gemacht", "hat sich bewährt", "haben uns entschieden", "zur Kenntnis genommen"),
        *("after careful consideration", "after thorough review", "has been examined", "thank you for your"),
        *("understanding in this matter", "always done it this way", "we have decided", "proven itself"),
    ),
}
"""What is asked back -> phrases that leave it open."""

HURTING = (
    *("offensichtlich", "selbstverständlich", "bekanntlich", "wie jeder weiß", "natürlich nicht", "Unsinn"),
    *("unsinnig", "sinnlos", "lächerlich", "naiv", "unrealistisch", "nicht zu Ende gedacht", "Sie übersehen"),
    *("haben Sie übersehen", "wie Sie wissen sollten", "du übersiehst", "einfach nur", "absurd"),
    *("obviously", "needless to say", "as everybody knows", "as everyone knows", "of course not", "nonsense"),
    *("pointless", "ridiculous", "naive", "unrealistic", "not thought through", "you overlook", "you failed"),
    *("as you should know", "you should have", "silly"),
)
"""Words that put somebody down who only meant well."""

NOTHING = (
    *("nichts", "gar nichts", "keine", "nein", "entfällt", "unbekannt", "weiß nicht", "k. A.", "k.A."),
    *("nothing", "nothing at all", "none", "no", "unknown", "n/a", "not applicable", "don't know"),
)
"""Answers to what would change a no that close the door."""

KNOWN = frozenset(
    (
        *("AG", "GmbH", "IT", "EDV", "PC", "PDF", "USB", "LED", "TV", "EU", "UN", "USA", "UK", "DIN", "ISO"),
        *("CO2", "WLAN", "WC", "QR", "SMS", "GPS", "ID", "OK", "LKW", "PKW", "KFZ", "TÜV", "NR", "ES", "AM"),
        *("WE", "IS", "IT", "NO", "AN", "DIE", "DER", "DAS", "UND", "ODER", "THE", "AND", "NOT", "NICHT"),
    )
)
"""Abbreviations that need no explanation, and short words that somebody wrote large."""

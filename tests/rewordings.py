"""Ideas of the demo as a colleague who does not know them would write them down once more: by their key, in other
words. Nobody looked at what is found when these were written; one that is not found stays."""

GERMAN = {
    "wasserspender-halle-3": (
        "Wir brauchen in der Halle 3 einen Spender für Trinkwasser. Bis zum Hahn in der Kantine läuft man "
        "ewig."
    ),
    "warmes-essen-nachtschicht": (
        "Auch die Nachtschicht möchte etwas Warmes essen. Stellt uns bitte eine Mikrowelle und fertige "
        "Gerichte hin, die Kantine hat ja zu."
    ),
    "plaetze-fuer-fahrgemeinschaften": (
        "Wer zu dritt oder viert in einem Auto kommt, soll vorn am Werkstor parken dürfen: reservierte Plätze "
        "für Fahrgemeinschaften."
    ),
    "radio-in-halle-2": (
        "Bitte erlaubt uns in Halle 2 wieder ein Radio. Mit leiser Musik ist die eintönige Arbeit leichter."
    ),
    "spuelung-werk-2": (
        "Auf der Damentoilette im Erdgeschoss von Werk 2 läuft die Spülung Tag und Nacht, das kostet doch "
        "Wasser."
    ),
    "paten-fuer-neue": (
        "Neue Kollegen stehen am ersten Tag allein da. Gebt jedem eine Patin oder einen Paten, der sie am Tor "
        "empfängt."
    ),
    "ruheraum-werk-1": (
        "In Werk 1 fehlt ein Ruheraum, etwa für Schwangere oder bei Migräne. Das leere Kopierzimmer wäre "
        "ideal."
    ),
    "e-tankstelle": (
        "Ladesäulen für die Autos von uns Mitarbeitern, nicht nur für Kunden am Empfang, damit man das E-Auto "
        "während der Arbeit laden kann."
    ),
    "hund-im-buero": (
        "Ich würde gern meinen Hund mit ins Büro bringen. Mit Regeln stört das niemanden, und alle haben "
        "weniger Stress."
    ),
    "licht-am-hinterausgang": (
        "Am Hinterausgang von Werk 2 braucht es eine Lampe, nach der Spätschicht stolpert man dort im Dunkeln "
        "über die Stufen zum Parkplatz."
    ),
    "ruestwagen-dmu": (
        "Für jede DMU einen Wagen mit Spannpratzen und Schlüsseln: beim Rüsten renne ich ständig zum Schrank."
    ),
    "laufkarten-farbig": (
        "Eilaufträge sollte man an der Farbe der Laufkarte erkennen, rotes Papier zum Beispiel. Heute "
        "verschwinden sie im Stapel."
    ),
    "passwort-neunzig-tage": (
        "Schafft ab, dass man sein Passwort alle drei Monate ändern muss. Die Leute schreiben es nur auf "
        "Zettel am Bildschirm."
    ),
    "kanban-schrauben": (
        "Ständig fehlen Schrauben M8. Mit zwei Kisten, von denen die leere nachgefüllt wird, wäre immer etwas "
        "da, auch bei Dichtringen."
    ),
    "werkzeugausgabe-nachts": (
        "Nachts ist niemand in der Werkzeugausgabe. Wenn dann ein Fräser bricht, steht die Maschine bis zum "
        "Morgen."
    ),
    "etiketten-zweiseitig": (
        "Warum kleben wir auf jeden Karton zwei Etiketten? Adresse und Inhalt passen auf eines."
    ),
    "urlaub-am-handy": (
        "Einen Urlaubstag möchte ich mit dem Handy beantragen können und nicht am Rechner im Meisterbüro "
        "anstehen."
    ),
    "spaene-pressen": (
        "Unsere nassen Späne könnten wir zu Briketts pressen lassen: der Händler zahlt mehr, und das "
        "Schneidöl bleibt im Haus."
    ),
    "zeitfenster-wareneingang": (
        "Die Lkw stauen sich montags am Wareneingang. Speditionen sollten ein Zeitfenster buchen müssen."
    ),
    "lieferschein-maske": (
        "Für einen Lieferschein klicke ich mich im SAP durch fünf Masken, zwei davon sind immer leer."
    ),
    "scanner-akkus": (
        "Am Nachmittag gehen den Scannern die Akkus aus, bitte Ladestationen an die Packtische."
    ),
    "schichtbuch-digital": (
        "Das Schichtbuch gehört aufs Tablet: in dem aus Papier findet man nichts wieder."
    ),
    "qr-auf-typenschild": (
        "Auf dem Typenschild könnte ein QR-Code zur Anleitung und zur Ersatzteilliste des Motors führen, dann "
        "müssten die Monteure nicht anrufen."
    ),
    "oelstand-schauglas": ("Baut ein Schauglas ans Getriebe, damit man den Ölstand von außen sieht."),
    "verpackung-ohne-folie": (
        "Dichtringe und andere Ersatzteile sind dreifach in Plastikfolie verpackt, eine Tüte aus Papier täte "
        "es auch."
    ),
    "code-fuer-ersatzteile": (
        "Ein Strichcode auf jedem Motor, über den der Kunde das passende Ersatzteil bestellt, statt uns "
        "unscharfe Fotos zu schicken."
    ),
    "klemmenkasten-federklemmen": (
        "Im Klemmenkasten sollten wir auf Federklemmen umsteigen. Das spart den Lack und das Anziehen mit "
        "Drehmoment."
    ),
    "adapterflansch": (
        "Für Anlagen aus den Neunzigern brauchen die Kunden einen Zwischenflansch, sonst passen unsere neuen "
        "Motoren nicht dran."
    ),
    "foto-bei-reklamation": (
        "Bei jeder Reklamation sollten Fotos oder ein Video Pflicht sein, dann müsste ich nicht ständig "
        "Rückfragen stellen."
    ),
    "hotline-rund-um-die-uhr": (
        "Nachts erreicht ein Kunde bei uns nur den Anrufbeantworter. Die Hotline muss rund um die Uhr besetzt "
        "sein."
    ),
    "kundenschulung-online": (
        "Kundenschulungen sollten wir online anbieten, die Grundlagen per Video: niemand müsste dafür "
        "anreisen."
    ),
    "inbetriebnahme-checkliste": (
        "Legt dem Motor eine Karte mit Bildern für die Inbetriebnahme bei. Viele Rückläufer sind nur mit "
        "falscher Drehrichtung angeschlossen worden."
    ),
    "dolmetscher-app-service": (
        "Wenn Kunden am Telefon kein Deutsch können, wäre ein Programm gut, das live übersetzt oder "
        "untertitelt."
    ),
}
ENGLISH = {
    "defibrillator-plant-2": (
        "There is no defibrillator in plant 2. Running to reception in plant 1 takes far too long when "
        "somebody's heart stops."
    ),
    "lockers-for-phones": (
        "Could we get small lockers with chargers near line 4? Our phones lie in the changing room and in the "
        "break nobody can call home."
    ),
    "quiet-hours-open-office": (
        "The open office is too loud to write quotes. Let us have quiet hours in the morning, without calls "
        "at the desk."
    ),
    "name-the-halls": (
        "Visitors cannot find hall 1a or hall 1 new. Give the halls real names, of rivers for instance."
    ),
    "bike-leasing": (
        "Please offer leasing of bikes out of gross salary, as my last employer did, with the insurance."
    ),
    "forklift-speeding": (
        "The forklifts come round the corner at gate 6 much too fast. Put a mirror there before somebody is "
        "hit."
    ),
    "swap-shifts-in-a-chat": (
        "Swapping shifts should work in the time portal: two people agree and the foreman confirms, no paper "
        "form with signatures."
    ),
    "plants-in-the-office": ("More plants in the office, green walls even: they lower the noise."),
    "first-part-photo": (
        "Keep a photo of the first part with the job card, so that the next person knows how it was clamped."
    ),
    "one-start-page-for-shift": (
        "Four passwords at one terminal! Let us sign in once, for Windows, quality and the time portal alike."
    ),
    "reuse-inner-boxes": (
        "We throw away the small boxes that bearings are delivered in, and buy nearly the same ones for spare "
        "parts."
    ),
    "no-work-orders-on-monday": (
        "If the work orders were printed and released on Friday already, nobody would have to queue at the "
        "printer on Monday morning."
    ),
    "photo-of-clamping": (
        "I would like to see a picture of the last set-up of a part; drawings on the back of job cards get "
        "shredded."
    ),
    "missing-tool-invoice": (
        "Our supplier of tools delivers wrong carbide inserts again and again. Should we not look for "
        "another?"
    ),
    "defect-tags-colour": (
        "On a defect tag one should tick what the fault is, leak or noise or torque, so that repair need not "
        "search."
    ),
    "kitting-for-specials": (
        "Special motors need parts from many shelves. The store could put them into one box as a kit "
        "beforehand."
    ),
    "handover-ten-minutes": (
        "One shift ends when the next begins. Ten paid minutes of overlap would let us hand over without "
        "shouting."
    ),
    "spare-seal-kit-bag": (
        "Put a spare shaft seal in a bag into each gearbox: it fails first, and the customer waits a week for "
        "it."
    ),
    "motor-in-aluminium-box": ("Large motors could travel in aluminium cases that we rent out and get back."),
    "smart-sensor-in-motor": (
        "We could build a SIM card into each motor and sell its running hours as data."
    ),
    "eyebolt-torque-label": (
        "The torque for tightening should be lasered beside each screw. Fitters keep asking for it."
    ),
    "cad-models-with-lifting-points": (
        "Our CAD models lack weight and lifting points, customers ask about where to lift all the time."
    ),
    "delivery-text-message": (
        "Send customers a text message shortly before the lorry arrives, so they need not wait the whole "
        "morning for a delivery."
    ),
    "same-day-quotes": (
        "Whoever does not get a quote from us within a day should get a discount of two percent."
    ),
    "remote-glasses": ("Give fitters glasses with a camera, and an expert could help remotely from here."),
    "parcel-lockers-for-fitters": (
        "Fitters lose hours driving to the plant for spare parts; a parcel locker near their home, filled "
        "overnight, would do."
    ),
    "manuals-read-aloud": (
        "Customers connect motors wrong and return them as broken. A short film on star and delta would be "
        "better than the manual."
    ),
    "parents-room": (
        "There is no room for mothers who pump milk. A chair, a socket and a fridge behind a door that can be "
        "locked, no more."
    ),
    "four-languages-on-signs": (
        "Safety signs at the press are only in German. Pictures would be understood by those who speak Polish "
        "or Turkish."
    ),
    "summer-start-at-five": (
        "In hot weeks the early shift should start at five, because hall 1 is unbearable in the afternoon."
    ),
    "day-off-for-volunteers": (
        "Give everybody one paid day a year for volunteering, with the fire brigade or a food bank."
    ),
    "share-in-profits": (
        "Employees who own shares of the company would care more about costs, such as switching off lights."
    ),
    "shuttle-from-station": (
        "From the station it is a long dark road on foot. A minibus when shifts change would help."
    ),
}

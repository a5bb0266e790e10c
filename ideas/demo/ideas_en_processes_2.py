"""Owns the English ideas about processes, part 2. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "drone-stocktaking",
        "lang": "en",
        "title": "Count the stock with a drone",
        "text": (
            "My nephew has a drone with a camera that reads barcodes. Annual stocktaking takes us "
            "a whole weekend, 40 people. A drone could do the high racks overnight."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 128,  # Jack Robson
        "week": 16,
        "end": "closed",
        "outcome": "declined",
        "supports": 11,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "A supplier flew it for us: in our narrow aisles it read 71 percent of the "
                    "labels, and the rest had to be counted by hand anyway. The rental is 14,000 "
                    "euros a weekend."
                ),
                {"benefit": 3, "effort": 1, "feasibility": 2, "customers": 5},
            ),
            Review(
                "decline",
                (
                    "Flying indoors above people is forbidden, so the hall must be empty, which a "
                    "weekend is. The reading rate is the real obstacle."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 3},
                (
                    "Permanent counting with every pick would make the weekend superfluous, on "
                    "our list for next year."
                ),
            ),
        ],
        "reason_code": "not_feasible",
        "reason_text": (
            "In the trial the drone read 71 of 100 labels, because ours face the aisle at an angle."
        ),
        "would_change": (
            "With labels on the front edge and a reading rate above 97 percent a drone would be welcome."
        ),
        "alternative": (
            "From next year each picker counts the bin that was emptied, which should make the "
            "weekend unnecessary altogether."
        ),
        "point": "Nobody should spend a weekend on ladders to count boxes.",
        "record": {
            "kind": "unreachable",
            "channel": "written",
            "said": (
                "Three calls, two letters and a message to the team lead over nine working days "
                "reached nobody, Jack was on a long assignment abroad and then on leave without a "
                "return date known to us. The reasons were sent to him in writing with the film "
                "of the trial flight."
            ),
            "agreed": "If he comes back to us, we gladly talk.",
            "thanks": (
                "Thank you, Jack, and thanks to your nephew. The trial flight was the best "
                "attended event of the summer."
            ),
            "next_step": "Nothing more to do",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "photo-of-clamping",
        "lang": "en",
        "title": "Keep pictures of set-ups",
        "text": (
            "It would help to have a picture of how a part was set up last time. I draw it on the "
            "back of the job card but the cards are shredded."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 30,  # Samuel Osei
        "week": 18,
        "end": "closed",
        "outcome": "duplicate",
        "supports": 1,
        "cosubmitters": 0,
        "reviews": [],
        "duplicate_of": "first-part-photo",
        "reason_code": "already_exists",
        "reason_text": (
            "Arjun Patel proposed this last winter, and the tablets that came of it have not "
            "reached your group yet. You are part of that idea now, and your drawings show that "
            "the turning machines need it as much as the milling ones."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Samuel had seen the tablets in the next hall but thought they were for quality only.",
            "agreed": "His group gets its tablet next week, six drawings are photographed as a start.",
            "thanks": "Thank you, Samuel. Your drawings were too good for the shredder.",
            "next_step": "Tablet next week",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "order-status-for-all",
        "lang": "en",
        "title": "See where an order is without phoning around",
        "text": (
            "To learn whether an order is through hardening I phone three people. There must be a "
            "way to see it on a screen."
        ),
        "department": "it",
        "topic": "processes",
        "submitter": 87,  # Hannah Clarke
        "week": 14,
        "end": "closed",
        "outcome": "exists_already",
        "supports": 3,
        "cosubmitters": 0,
        "reviews": [],
        "where": "Job system, button “Track” on the order page; also on the big screen in hall 3",
        "reason_code": "already_exists",
        "reason_text": (
            "The button “Track” on the order page shows the last scan of every step, for all of "
            "us since January. It hides behind a symbol that looks like a printer, which is our "
            "fault; the symbol becomes a word with the next update."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": (
                "Hannah found the button after a hint and timed it: eleven seconds instead of three calls."
            ),
            "agreed": "The word “Track” replaces the symbol, Hannah sees it first.",
            "thanks": "Thank you, Hannah. A feature nobody finds is not a feature.",
            "next_step": "Update in December",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "missing-tool-invoice",
        "lang": "en",
        "title": "Tool supplier sends the wrong inserts",
        "text": (
            "Third box this month with the wrong carbide inserts. We cannot use them. Maybe a "
            "better supplier?"
        ),
        "department": "office",
        "topic": "processes",
        "submitter": 52,  # Bogdan Ionescu
        "week": 7,
        "end": "closed",
        "outcome": "passed_on",
        "supports": 1,
        "cosubmitters": 0,
        "reviews": [],
        "passed_to": "Purchasing, supplier complaints",
        "reason_code": "not_our_task",
        "reason_text": (
            "Three wrong boxes are a complaint against a running contract, which has deadlines of "
            "its own. Purchasing confirmed it the next morning, had the boxes collected and asks "
            "the supplier for a cause in writing. A change of supplier is decided there, with "
            "your count as evidence."
        ),
        "record": {
            "kind": "declined",
            "channel": "written",
            "said": "Bogdan wanted no talk, the right inserts had arrived and that was what he needed.",
            "agreed": "nothing further",
            "thanks": "Thank you, Bogdan, also for keeping the boxes unopened.",
            "next_step": "Nothing more to do",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "battery-swap-agv",
        "lang": "en",
        "title": "Charge the driverless carts during the break",
        "text": (
            "Both carts go to charge at 10:40, right in the morning peak. If they charged from "
            "9:00 to 9:20 while we have break anyway, they would last until two."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 119,  # Ewa Malinowska
        "week": 2,
        "end": "in_review",
        "outcome": "",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "The charging window is one setting in the fleet software, and the log "
                    "confirms the dip at 10:40. I would try it for two weeks."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
    },
    {
        "key": "defect-tags-colour",
        "lang": "en",
        "title": "Say what is wrong on the defect tag",
        "text": (
            "Defect tags say NOT OK and a date. Repair then searches for the fault. Four tick "
            "boxes (leak, noise, torque, optics) would do."
        ),
        "department": "assembly",
        "topic": "processes",
        "submitter": 78,  # Sean Murphy
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 4,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "weekend-compressor-off",
        "lang": "en",
        "title": "Switch the compressor off at the weekend",
        "text": (
            "On my Saturday shift I heard air hissing everywhere and the compressor running for "
            "nobody. I wrote down 14 leaks with place. Off from Saturday 14:00 to Monday 4:00 "
            "would save a lot, I think."
        ),
        "department": "facilities",
        "topic": "processes",
        "submitter": 78,  # Sean Murphy
        "week": 3,
        "end": "deciding",
        "outcome": "",
        "supports": 10,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "The meter shows 61 kW for 38 hours each weekend, about 26,000 euros a year. "
                    "A timer costs 400, and your list of leaks is being worked through."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt_in_part",
                (
                    "The hardening furnaces need air for their flaps at all times. With a small "
                    "compressor for that hall the rest can go off."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 3},
                "Small compressor from the old lab would do, 5 kW.",
            ),
        ],
        "questions": [
            Question(
                "May we have your list of the 14 leaks?",
                ("I gave it to the foreman on Monday, with a drawing. Nine are on the old side of hall 1."),
            ),
        ],
    },
    {
        "key": "kitting-for-specials",
        "lang": "en",
        "title": "Kits for special orders",
        "text": (
            "For special motors I collect parts from 6 shelves, walk maybe 400 m. Somebody in "
            "store could put all parts in one box before. For normal motors not needed."
        ),
        "department": "assembly",
        "topic": "processes",
        "submitter": 69,  # Krzysztof Wrona
        "week": 2,
        "end": "clarification",
        "outcome": "",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "I followed two special orders and counted 410 and 380 metres of walking. A "
                    "kit would take the store ten minutes and save the line thirty."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "questions": [
            Question(
                (
                    "How many special motors do you build in a usual week, and would a kit the "
                    "evening before be early enough?"
                ),
            ),
        ],
    },
    {
        "key": "print-on-demand-labels",
        "lang": "en",
        "title": "Print labels at the packing table",
        "text": (
            "Labels come from one printer by the office, I walk there 50 times a shift. Two small "
            "printers at the tables would do. I would rather pack than walk."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 108,  # Nadia Benali
        "week": 4,
        "end": "conversation",
        "outcome": "adopted_in_part",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt_in_part",
                (
                    "Tables 3 to 8 print nine tenths of all labels, there it pays within seven "
                    "weeks. Tables 1 and 2 handle hazardous goods and need the big format from "
                    "the office."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Network sockets are there and the small printers run with the paper we have. "
                    "We can install four in a morning."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "talk": "to_record",
        "reason_code": "covered_in_part",
        "reason_text": (
            "Four small printers serve tables 3 to 8 from December. Tables 1 and 2 stay with the "
            "large printer, because hazardous goods need a label format that the small ones "
            "cannot print."
        ),
        "implementation": {
            "state": "planned",
            "next_step": "Order the printers, installation on a Saturday in December.",
            "next_news_weeks": 3,
        },
    },
    {
        "key": "handover-ten-minutes",
        "lang": "en",
        "title": "Pay ten minutes for handing over the shift",
        "text": (
            "Shift ends 14:00, next shift begins 14:00. So we shout across the hall. If overlap "
            "was 10 minutes and paid, the machine would not stop and nobody would forget the "
            "loose chuck like last Tuesday."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 22,  # Tomasz Lewandowski
        "week": 5,
        "end": "confirming",
        "outcome": "declined",
        "supports": 15,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Ten minutes for 140 people on three shifts cost 165,000 euros a year. A "
                    "start of the next shift staggered by group gives the same overlap for "
                    "nothing."
                ),
                {"benefit": 4, "effort": 1, "feasibility": 2, "customers": 5},
            ),
            Review(
                "decline",
                (
                    "The need is real, the loose chuck was a near miss. I support the staggered "
                    "start and a fixed place for three points to hand over."
                ),
                {"benefit": 4, "effort": 2, "feasibility": 4},
            ),
        ],
        "reason_code": "too_costly",
        "reason_text": (
            "Paid overlap for everyone costs 165,000 euros a year. Instead, from January setters "
            "start ten minutes before and leave ten minutes before the others, so that each "
            "machine is handed over in person."
        ),
        "would_change": (
            "If stops at shift change have not halved by summer, we calculate the paid overlap again."
        ),
        "point": (
            "Whoever comes should hear from whoever goes what the machine did, and not in their own time."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Tomasz thinks that setters only is not enough for the lathes, where operators "
                "set up themselves. We add the lathes to the staggered group."
            ),
            "agreed": "The lathes are included from the start.",
            "thanks": "Thank you, Tomasz, also for reporting the chuck the same day.",
            "next_step": "Staggered start in January",
            "answer": "",
            "answer_words": "",
        },
        "questions": [
            Question(
                "Was anybody near the machine when the chuck was loose last Tuesday?",
                (
                    "I was. I saw it before start because I always touch it. The next one might "
                    "not touch it. I reported it the same evening."
                ),
            ),
        ],
    },
    {
        "key": "gloves-dispenser",
        "lang": "en",
        "title": "Glove dispensers that count",
        "text": (
            "We run out of size 8 every Thursday and have a full wall of size 11. A list on the "
            "box where you make a mark when you take the last pair would be a start :)"
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 36,  # Chloe Adams
        "week": 0,
        "end": "triage",
        "outcome": "",
        "supports": 2,
        "cosubmitters": 0,
        "reviews": [],
    },
]

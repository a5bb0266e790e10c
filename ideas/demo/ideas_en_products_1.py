"""Owns the English ideas about products and services, part 1. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "spare-seal-kit-bag",
        "lang": "en",
        "title": "A seal kit with every gearbox",
        "text": (
            "I build them, so I know: the shaft seal is the first thing to go and the customer "
            "then waits a week for a 3 euro part. Put one in a bag inside the terminal box. There "
            "is room."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 87,  # Hannah Clarke
        "week": 40,
        "end": "closed",
        "outcome": "adopted",
        "supports": 13,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Seal orders make up 22 percent of small spare-part orders and each costs us "
                    "18 euros to handle. One in the box is cheaper than one by post."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "There is room in all but two sizes. The bag must be labelled with its use-by "
                    "date, because rubber ages."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_text": (
            "Every gearbox from size 80 upwards leaves with a dated seal in its terminal box. A "
            "seal by post costs us six times as much as one in the box, and the customer a week."
        ),
        "implementation": {
            "state": "done",
            "next_step": "In all orders since June, small spare-part orders fell by 15 percent.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Hannah asked whether fitters will find it. A small orange tag at the cable gland "
                "points to it."
            ),
            "agreed": "Hannah packs the first hundred and tells us how long it takes.",
            "thanks": "Thank you, Hannah. You build them, and now you help repair them too.",
            "next_step": "From the June orders onwards",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "In which sizes does the bag not fit into the terminal box?",
                "63 and 71. I tried them all on a Friday.",
            ),
        ],
    },
    {
        "key": "hollow-shaft-plastic-cap",
        "lang": "en",
        "title": "Cap for hollow shafts without tools",
        "text": (
            "Plastic cap on hollow shaft goes on with hammer, and every tenth breaks. With three "
            "slots it would click in by hand. I made one with scissors and it holds."
        ),
        "department": "assembly",
        "topic": "products",
        "submitter": 76,  # Zofia Kaczmarek
        "week": 32,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "We printed your slots and pushed 200 caps in by hand: none broke, none fell "
                    "off at 3 g vibration. The change to the mould costs 1,200 euros."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt_in_part",
                (
                    "For caps up to 60 millimetres. The larger ones hold grease back under "
                    "pressure and would leak through slots."
                ),
                {"benefit": 3, "effort": 4, "feasibility": 3},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Caps up to 60 mm get your three slots with the next change of mould, which is four "
            "fifths of all we fit. Larger caps also seal against grease pressure, and slots would "
            "let it out."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "The mould is being changed, first caps in January.",
            "next_news_weeks": 9,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Zofia brought the cap she cut with scissors. It hangs in a frame at line 1 now.",
            "agreed": "She tests the first caps from the new mould.",
            "thanks": "Thank you, Zofia. Two hundred caps in, and not one broken.",
            "next_step": "First caps from the changed mould in January",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "motor-in-aluminium-box",
        "lang": "en",
        "title": "Return transport box as a rental product",
        "text": (
            "Ship large motors in aluminium cases that customers send back. Rent them out. It looks premium."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 195,  # Matteo Conti
        "week": 22,
        "end": "closed",
        "outcome": "declined",
        "supports": 3,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "A case costs 740 euros, and from our experience with rental pallets one in "
                    "five never returns. At 400 shipments a year that is a loss of about 60,000."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 2, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "Customers outside the EU would have to handle temporary import papers for an "
                    "empty case. I asked four of them and none was interested."
                ),
                {"benefit": 2, "effort": 1, "feasibility": 2},
            ),
        ],
        "reason_code": "no_benefit",
        "reason_text": (
            "One in five cases would not come back, and none of the four customers we asked wants "
            "to return empties through customs."
        ),
        "would_change": (
            "For the three domestic customers with weekly deliveries it could work; if two of "
            "them ask for it, we set up a trial."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Matteo will ask the three domestic customers himself. He had thought of the "
                "premium look more than the way back."
            ),
            "agreed": "He reports what the three say.",
            "thanks": "Thank you, Matteo, for letting us ask your customers so openly.",
            "next_step": "Answers of the three customers by spring",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "gearbox-oil-vegetable",
        "lang": "en",
        "title": "Plant-based oil as the standard filling",
        "text": (
            "Plant oil does not harm water when it leaks. My brother works at a sewage plant, "
            "they only buy gearboxes with it."
        ),
        "department": "production",
        "topic": "products",
        "submitter": 31,  # Elif Doğan
        "week": 11,
        "end": "closed",
        "outcome": "declined",
        "supports": 8,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "As a standard it ages twice as fast above 80 degrees, so the oil change "
                    "every 20,000 hours would become one every 8,000. Most customers run hotter "
                    "than that."
                ),
                {"benefit": 3, "effort": 3, "feasibility": 2, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "As an option for water works it already has a market, we filled 70 last year "
                    "on request. It should be easier to find in the catalogue."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 5},
            ),
        ],
        "reason_code": "not_feasible",
        "reason_text": (
            "Above 80 degrees plant oil lasts 8,000 hours and not 20,000, and two thirds of our "
            "gearboxes run hotter."
        ),
        "would_change": "An ester that lasts 15,000 hours hot would make it the standard.",
        "alternative": (
            "As an option it gets its own line in the catalogue, so that water works like your "
            "brother's find it."
        ),
        "record": {
            "kind": "held_unconfirmed",
            "channel": "phone",
            "said": (
                "Elif is pleased about the line in the catalogue. Her brother's plant is named as "
                "a reference, with its permission."
            ),
            "agreed": "Oils are compared again when the supplier brings out its new ester.",
            "thanks": "Thank you, Elif, and thanks to your brother.",
            "next_step": "New catalogue in February",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "smart-sensor-in-motor",
        "lang": "en",
        "title": "Sell the data of our motors",
        "text": (
            "Put a SIM card into every motor and sell the running hours to insurers. Data is the new oil."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 197,  # Amit Banerjee
        "week": 24,
        "end": "closed",
        "outcome": "out_of_scope",
        "supports": 1,
        "cosubmitters": 0,
        "reviews": [],
        "reason_code": "not_our_task",
        "reason_text": (
            "Selling customers' data to third parties touches contracts, data protection and what "
            "the company wants to be; neither an expert nor a department may decide that. The "
            "management has your text and has already said that a service with the customer's "
            "consent is being studied for next year's strategy."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": "Amit agrees that consent comes first. He would like to work on the study.",
            "agreed": "His name is passed to the project, with his consent.",
            "thanks": "Thank you, Amit, for thinking beyond the shaft end.",
            "next_step": "The project gets in touch in January",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "colour-code-cables",
        "lang": "en",
        "title": "Colour-coded brake cables",
        "text": (
            "Brake cable and encoder cable are both black and both fit both plugs. I have seen "
            "the smoke. One in orange please."
        ),
        "department": "assembly",
        "topic": "products",
        "submitter": 75,  # Maria Santos
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 14,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "adopt",
                (
                    "Four brakes were burnt in the test field this year for exactly this reason, "
                    "at 210 euros each. Orange cable costs the same per metre."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 5},
            ),
        ],
        "questions": [
            Question(
                "Have you seen mix-ups only in the test field, or at customers as well?",
                (
                    "Four times in the test field since January. One customer from Denmark sent a "
                    "photo, same thing."
                ),
            ),
        ],
    },
    {
        "key": "eyebolt-torque-label",
        "lang": "en",
        "title": "Print the tightening torque beside every screw",
        "text": (
            "Fitters ask me for torque values daily. Laser them next to the hole, we have the laser anyway."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 198,  # Rebecca Stone
        "week": 4,
        "end": "discussion",
        "outcome": "",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "The laser adds four seconds a housing and the values never change for a "
                    "given thread. It would be the most helpful number on the whole motor."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "decline",
                (
                    "The value depends on the screw's strength, and customers use their own. A "
                    "number in the metal that is wrong for their screw makes us liable."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 3},
                "Print “8.8” beside the value? Then only the class we ship is covered.",
            ),
        ],
    },
    {
        "key": "mini-gearbox-kit",
        "lang": "en",
        "title": "A build-it-yourself gearbox for schools",
        "text": (
            "A small gearbox of plastic that pupils put together in an hour. Our apprentices "
            "could design it. Good for trade fairs as well."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 188,  # Oscar Lindqvist
        "week": 9,
        "end": "withdrawn",
        "outcome": "",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [],
        "why_withdrawn": (
            "The apprentices' workshop has taken it as their yearly project after I told them "
            "about it. That is the quicker road, so I take it back here."
        ),
    },
    {
        "key": "cad-models-with-lifting-points",
        "lang": "en",
        "title": "CAD models with weight and lifting points",
        "text": (
            "Customers download our models and ask where to lift and how heavy. Put the centre of "
            "mass and the eyebolts into the file."
        ),
        "department": "sales",
        "topic": "products",
        "submitter": 191,  # Katarzyna Maj
        "week": 14,
        "end": "deferred",
        "outcome": "deferred",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "defer",
                (
                    "Our model portal is being replaced in the spring, and the old one cannot "
                    "hold extra data per size. In the new one it is a field we only have to fill."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 3, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Centre of mass is known for every size from the drawing. It would save me "
                    "about five mails a week."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4, "customers": 5},
            ),
        ],
        "reason_code": "timing",
        "reason_text": (
            "The portal that would show it is switched off in spring, and work on it would be "
            "thrown away. The new one has the field; your idea comes back for decision when it "
            "goes live, with both views kept."
        ),
        "defer_weeks": 26,
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Katarzyna would have liked it sooner, but not twice. Until then she has a table "
                "with the weights of all sizes."
            ),
            "agreed": "She gets the table now and tests the new portal in March.",
            "thanks": "Thank you, Katarzyna. Your five mails a week are the test case for the new portal.",
            "next_step": "Decision when the new portal is live",
            "answer": "agree",
            "answer_words": "",
        },
    },
]

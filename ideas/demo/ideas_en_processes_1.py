"""Owns the English ideas about processes, part 1. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "first-part-photo",
        "lang": "en",
        "title": "Photo of the first good part at the machine",
        "text": (
            "When a job comes back after six months nobody remembers how the part was clamped. I "
            "take a photo on my own phone, but that stays with me. Put a photo on the job card "
            "and the next person saves an hour of guessing."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 39,  # Arjun Patel
        "week": 51,
        "end": "closed",
        "outcome": "adopted",
        "supports": 15,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "We re-clamped 22 repeat jobs last quarter because the first set-up was "
                    "forgotten. A tablet per machine group and a field in the job are enough."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "Storage is no problem and the field exists in our system. Please take photos "
                    "with company devices only, customers' drawings are visible on them."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_text": (
            "Each machine group gets a tablet, and the photo belongs to the job from now on. You "
            "showed that one picture saves the next person an hour."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "1,140 photos so far; repeat jobs are set up 48 minutes faster on average.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Arjun brought twelve of his own photos, which we moved over and deleted from his "
                "phone. He wants a second photo of the tool list."
            ),
            "agreed": "Two photos are asked for: clamping and tools.",
            "thanks": "Thank you, Arjun. What was on one phone now helps forty people.",
            "next_step": "Tablets in the first two groups within a month",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "torque-wrench-return",
        "lang": "en",
        "title": "Shadow board for the torque wrenches",
        "text": (
            "Nine wrenches, eleven people. Every morning the same question: who has the 40 Nm? "
            "With a board where each one has its outline and a name tag you see it from the door."
        ),
        "department": "assembly",
        "topic": "processes",
        "submitter": 82,  # Paweł Adamczyk
        "week": 46,
        "end": "closed",
        "outcome": "adopted",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "I looked for wrenches for two mornings and lost 19 minutes each. The board "
                    "can be cut from leftovers in the workshop."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5, "customers": 3},
            ),
            Review(
                "adopt",
                (
                    "Good for calibration too: a missing wrench is noticed on the same day. I "
                    "would buy two more of the 40 Nm."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "The board hangs at the entrance of line 3 from Monday, and two more wrenches of 40 "
            "Nm are ordered. Nineteen minutes of searching every morning is reason enough."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "No wrench missing at the last two calibrations.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Paweł cut the first outlines himself and asked for magnets in place of hooks.",
            "agreed": "Magnets it is. He shows lines 1 and 2 how it is done.",
            "thanks": "Thank you, Paweł, from everyone who no longer asks who has the 40.",
            "next_step": "Boards for lines 1 and 2 by the end of the month",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "one-start-page-for-shift",
        "lang": "en",
        "title": "One login at the shared terminals",
        "text": (
            "At the terminal I sign in to Windows, then the job system, then quality, then the "
            "time portal. Four passwords, with gloves. By then the queue behind me is angry."
        ),
        "department": "it",
        "topic": "processes",
        "submitter": 92,  # Isaac Mensah
        "week": 38,
        "end": "closed",
        "outcome": "adopted",
        "supports": 22,
        "cosubmitters": 2,
        "reviews": [
            Review(
                "adopt",
                (
                    "With the staff card as key all four can share one sign-in. Three of the "
                    "systems support it today, the quality system after its update in May."
                ),
                {"benefit": 5, "effort": 3, "feasibility": 4, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "We measured 95 seconds a sign-in and 410 sign-ins a day in plant 2. Card "
                    "readers cost 36 euros each."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 5},
            ),
            Review(
                "adopt",
                (
                    "From the security side a card and a short PIN is better than four notes "
                    "under the keyboard. Screens must lock when the card is pulled."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_text": (
            "One card, one PIN, four systems: the shared terminals change line by line until "
            "July. At 410 sign-ins a day your 95 seconds add up to almost eleven hours."
        ),
        "implementation": {
            "state": "done",
            "next_step": "All 26 terminals are changed; a sign-in takes eight seconds.",
            "next_news_weeks": None,
        },
        "taken_up": {
            "why_withdrawn": (
                "A colleague says IT has had this on the list for years, so it will not change anything."
            ),
            "withdrawn_after_days": 6,
            "again_after_days": 21,
            "words": "I asked IT myself: it is on no list. So please, let it be looked at properly.",
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Isaac tried the reader with gloves on and it works. He asked what happens when a "
                "card is left at home: a day card from the foreman."
            ),
            "agreed": "Line 2 starts, because Isaac works there and will say what hurts.",
            "thanks": (
                "Thank you, Isaac, for coming back with it. Eleven hours a day were lying on the floor."
            ),
            "next_step": "Line 2 in May, the rest until July",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "Which of the four systems do you open most often in a shift?",
                (
                    "Jobs about 30 times, quality 20, time portal twice. Windows only because it "
                    "locks after five minutes."
                ),
            ),
        ],
    },
    {
        "key": "pallet-weight-on-screen",
        "lang": "en",
        "title": "Show the pallet's weight while packing",
        "text": (
            "We learn that a pallet is over 900 kg at the weighbridge, after wrapping. Then "
            "unwrap, take off, wrap again. The weights of all parts are in the system. Just add "
            "them up on the packing screen and turn it red at 880."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 122,  # Aditya Singh
        "week": 25,
        "end": "closed",
        "outcome": "adopted",
        "supports": 8,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Six pallets a week are unwrapped again, at 35 minutes each. The sum needs no "
                    "scale, only the weights we already keep."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "A day of work on our side. About 4 percent of parts have no weight yet, I "
                    "can list them for packing."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 4},
            ),
        ],
        "reason_text": (
            "The packing screen adds up the weight and turns red at 880 kg from September. The "
            "missing four percent of weights are being filled in by the people who have the parts "
            "in their hands."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "Live since September; 60 of 310 missing weights are still to be entered.",
            "next_news_weeks": 5,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Aditya offered to weigh the missing parts in quiet hours. He asked for a sound "
                "as well as the colour."
            ),
            "agreed": "A short tone at 880 kg, which can be switched off.",
            "thanks": "Thank you, Aditya. Nobody enjoys unwrapping their own work.",
            "next_step": "Missing weights until the end of the year",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "reuse-inner-boxes",
        "lang": "en",
        "title": "Use the suppliers' inner boxes again",
        "text": (
            "The bearings come in strong little boxes that we flatten and throw away, about 500 a "
            "day. They fit our spare parts perfectly. We buy nearly the same box for 31 cents."
        ),
        "department": "logistics",
        "topic": "processes",
        "submitter": 124,  # Rosa Martínez
        "week": 31,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 14,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "I packed 40 orders in used boxes and none came back damaged. Even with "
                    "sorting we save about 20,000 euros a year."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 4},
            ),
            Review(
                "adopt_in_part",
                (
                    "For internal transport and dealers, yes. A box with another maker's name "
                    "must not reach end customers, the trade-mark owner has objected before."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 3},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Used boxes go to plant 2 and to our dealers, about 300 of the 500 a day. End "
            "customers get neutral boxes, since the maker's name on a used one infringes its "
            "trade mark; a letter from their lawyers is in our files."
        ),
        "implementation": {
            "state": "done",
            "next_step": "300 boxes a day are used again since July.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Rosa suggested a sticker over the name. The maker's lawyers do not accept that "
                "either, we asked."
            ),
            "agreed": "She chooses the spot for the sorting rack.",
            "thanks": "Thank you, Rosa. Three hundred boxes a day have a second life.",
            "next_step": "Rack at goods-in in the second week of July",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "What happens now with boxes that are dented?",
                "About 1 in 20 is dented, those we would still throw away. You see it at once.",
            ),
        ],
    },
    {
        "key": "skip-cleaning-before-paint",
        "lang": "en",
        "title": "Skip the second wash before painting",
        "text": (
            "Housings are washed after milling and again before paint, although they only travel "
            "40 metres on a covered trolley. One wash is enough. Saves hot water and half a day "
            "of lead time."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 32,  # Marco Rinaldi
        "week": 29,
        "end": "closed",
        "outcome": "declined",
        "supports": 4,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "We painted 60 housings without the second wash: on 14 the paint peeled in "
                    "the salt spray test. Skin oil from handling is the reason."
                ),
                {"benefit": 4, "effort": 2, "feasibility": 1, "customers": 5},
            ),
            Review(
                "decline",
                (
                    "With the robot handling planned for 2028 nobody touches the parts any more "
                    "and the test should be repeated. Today it would cost us the coating "
                    "guarantee."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 2},
            ),
        ],
        "reason_code": "not_feasible",
        "reason_text": (
            "On 14 of 60 test housings the paint peeled after 480 hours of salt spray; hands "
            "leave oil on the surface between the two washes."
        ),
        "would_change": "When the robot takes over the transfer in 2028, we repeat the test with you.",
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Marco saw the peeled housings. He wonders about gloves, but 200 changes a day "
                "make that unlikely to hold."
            ),
            "agreed": "We repeat the test with the robot.",
            "thanks": "Thank you, Marco. The test taught the paint shop something it had only assumed.",
            "next_step": "Test with the robot in 2028",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "no-work-orders-on-monday",
        "lang": "en",
        "title": "Release work orders on Fridays",
        "text": (
            "Every Monday at six the printer spits out 120 orders at once and we queue. If they "
            "were released on Friday noon, we could sort them for the whole week."
        ),
        "department": "production",
        "topic": "processes",
        "submitter": 24,  # Deepak Sharma
        "week": 21,
        "end": "closed",
        "outcome": "declined",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Planning runs on Sunday night with the latest customer dates; of the 120 "
                    "orders about 30 would be wrong if we froze them on Friday. We would sort "
                    "twice."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 2, "customers": 2},
            ),
            Review(
                "decline",
                (
                    "The queue at the printer is avoidable without moving the release. Printing "
                    "by machine group from five o'clock takes an hour of work."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 5},
            ),
        ],
        "reason_code": "other_solution",
        "reason_text": (
            "A quarter of Friday's orders would already be outdated on Monday, as customers move "
            "dates over the weekend."
        ),
        "would_change": "Should planning ever run daily, a release on Fridays is worth another look.",
        "alternative": (
            "Instead the orders print by machine group from five o'clock, so they lie sorted when you come."
        ),
        "record": {
            "kind": "held_unconfirmed",
            "channel": "in_person",
            "said": "Deepak tried the sorted stacks for two Mondays and is content: no queue, no sorting.",
            "agreed": "Groups 3 and 4 share a tray, he separates them with a sheet.",
            "thanks": "Thank you, Deepak. You had the right problem, and that was the main thing.",
            "next_step": "Nothing more to do",
            "answer": "",
            "answer_words": "",
        },
    },
]

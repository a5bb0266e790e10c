"""Owns the English ideas about the company as a place to work, part 2. Never reads or changes anything."""

from ideas.demo import Idea, Review

IDEAS: list[Idea] = [
    {
        "key": "day-off-for-volunteers",
        "lang": "en",
        "title": "A paid day for volunteering",
        "text": (
            "One day a year each, for a food bank, a school, the fire brigade. We print that we "
            "care about the region in every brochure. It would also be a nice day out as a team."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 117,  # Joyce Mwangi
        "week": 42,
        "end": "closed",
        "outcome": "declined",
        "supports": 13,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "decline",
                (
                    "Two hundred days a year equal one full position, and at present we are short "
                    "of five people in production. Volunteers of the fire brigade are already "
                    "released for every call-out."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 3, "customers": 4},
            ),
            Review(
                "decline",
                (
                    "I like it and would start smaller: a shared day per department, every second "
                    "year. As it stands we cannot staff the shifts."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 3},
            ),
        ],
        "reason_code": "timing",
        "reason_text": (
            "A day for everyone equals one full position, and production has five open ones that "
            "already cost us overtime."
        ),
        "would_change": (
            "Once three of them are filled, we would look at one shared day for each department, "
            "every second year."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Joyce understands the shortage but thinks the office could begin without "
                "production. We said that two classes of colleagues would do harm."
            ),
            "agreed": "She gets the staffing figures each quarter.",
            "thanks": "Thank you, Joyce. The question of what our brochures promise was a good one.",
            "next_step": "Figures each quarter",
            "answer": "disagree",
            "answer_words": (
                "The office has no shortage. Letting nobody do it because some cannot is a "
                "strange kind of fairness."
            ),
        },
        "appeal": {
            "words": (
                "Please check again whether departments without open positions could begin. Mine "
                "has none, and we would cover for each other. A colleague from People offered to "
                "organise it."
            ),
            "after_days": 20,
            "reviews": [
                Review(
                    "decline",
                    (
                        "I asked all eight heads: four departments could spare the day, four "
                        "could not, and both plants share one agreement on leave. Under it we may "
                        "not grant paid leave to some departments only."
                    ),
                    {"benefit": 3, "effort": 2, "feasibility": 4},
                ),
                Review(
                    "decline",
                    (
                        "The works council would not agree to a rule for half of the staff, and I "
                        "follow its reasons. Unpaid leave for volunteering is possible at once "
                        "and needs only a form."
                    ),
                    {"benefit": 3, "effort": 2},
                ),
            ],
            "outcome": "declined",
            "reason_code": "safety_or_law",
            "reason_text": (
                "We looked at it again with other experts. Four departments could start, but our "
                "works agreement treats leave alike for all, so a paid day for some would breach it."
            ),
            "would_change": (
                "When three of the five positions in production are filled, we take up the paid day "
                "for everyone."
            ),
            "alternative": "Unpaid volunteer days are possible from now on with a short form.",
            "record": {
                "kind": "held_confirmed",
                "channel": "in_person",
                "said": (
                    "Joyce read the agreement with us, paragraph 9 is clear. She will use the "
                    "unpaid day herself and tell us how the form works."
                ),
                "agreed": "People shortens the form to half a page.",
                "thanks": "Thank you, Joyce, for asking twice and for reading the small print with us.",
                "next_step": "We tell Joyce when the third position is filled",
                "answer": "agree",
                "answer_words": "I still hope for the paid day, but now I know what it hangs on.",
            },
        },
    },
    {
        "key": "bike-leasing",
        "lang": "en",
        "title": "Bike leasing through the payslip",
        "text": (
            "My last employer had it: choose a bike, pay for it out of gross salary, insurance "
            "included. Why don't we?"
        ),
        "department": "people",
        "topic": "company",
        "submitter": 195,  # Matteo Conti
        "week": 19,
        "end": "closed",
        "outcome": "exists_already",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [],
        "where": "Intranet, People, Benefits, “Bike leasing”; order windows in March and September",
        "reason_code": "already_exists",
        "reason_text": (
            "We do, since last year: Intranet, People, Benefits. The page was only in German and "
            "open for orders in March and September, so it is easy to miss. It now has an English "
            "version, and you get a reminder before the September window."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": "Matteo found the page while we talked and is choosing between two bikes.",
            "agreed": "Benefits are mentioned on the first day of onboarding from now on.",
            "thanks": "Thank you, Matteo. The English page was overdue.",
            "next_step": "Reminder in August",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "share-in-profits",
        "lang": "en",
        "title": "Give shares to employees",
        "text": (
            "If all of us owned one percent of the company, we would switch the lights off "
            "without being told."
        ),
        "department": "office",
        "topic": "company",
        "submitter": 51,  # Rohan Kulkarni
        "week": 28,
        "end": "closed",
        "outcome": "out_of_scope",
        "supports": 20,
        "cosubmitters": 0,
        "reviews": [],
        "reason_code": "not_our_task",
        "reason_text": (
            "Whether staff may own a part of the company is for the shareholders alone to decide, "
            "and neither the experts nor the management can do it for them. Your text is on the "
            "list for the family's meeting in June, and the chair has promised a written answer "
            "to you by name."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": "Rohan did not expect a yes. He asked that the answer be public, whatever it says.",
            "agreed": "The answer will be posted where this idea stands.",
            "thanks": "Thank you, Rohan. It is the most supported sentence of the year.",
            "next_step": "Written answer after the June meeting",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "forklift-speeding",
        "lang": "en",
        "title": "Forklifts cut the corner at gate 6",
        "text": (
            "Twice this week a forklift came round gate 6 so fast that I jumped. It is always on "
            "second shift. We need a mirror or a speed bump."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 113,  # Chris Ndlovu
        "week": 8,
        "end": "closed",
        "outcome": "passed_on",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [],
        "passed_to": "Safety officer, near-miss register",
        "reason_code": "not_our_task",
        "reason_text": (
            "Two near misses in a week must not wait for a review. The safety officer took it "
            "over within the hour, spoke with second shift the same evening and entered both "
            "cases in the near-miss register. A mirror is up and you hear from him about the "
            "bump."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Chris says it has been better since that evening. He did not know there was a "
                "near-miss register."
            ),
            "agreed": "The card with the safety number is in every locker now.",
            "thanks": "Thank you, Chris. Reporting it made the corner safer the same day.",
            "next_step": "Word from the safety officer about the speed bump",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "shuttle-from-station",
        "lang": "en",
        "title": "Shuttle bus from the station",
        "text": (
            "Last train connection is 25 minutes on foot on a road with no pavement. In the dark "
            "I do not feel safe. A minibus at 5:35, 13:35 and 21:35 would help some 30 of us."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 89,  # Thu Ha Pham
        "week": 33,
        "end": "closed",
        "outcome": "declined",
        "supports": 17,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Three runs a day cost 88,000 euros a year, and our survey found 11 regular "
                    "riders. The city has agreed to extend line 7 to our gate instead."
                ),
                {"benefit": 4, "effort": 1, "feasibility": 2, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "The road without a pavement is a real danger, I walked it at night. I would "
                    "run the shuttle until the bus line is certain."
                ),
                {"benefit": 4, "effort": 2, "feasibility": 3},
                "City council vote is public since last week.",
            ),
        ],
        "dissent": (
            "One of us would run the shuttle until the bus is certain, the other finds a taxi "
            "enough for those months. Both agree that the bus line is the better answer in the "
            "end."
        ),
        "reason_code": "other_solution",
        "reason_text": (
            "A shuttle for eleven regular riders costs 8,000 euros a person each year. The city "
            "extends bus line 7 to our gate from December, timed to the three shifts, and we pay "
            "for the night run."
        ),
        "would_change": "If line 7 is cancelled or does not serve the late shift, this idea comes back.",
        "point": "The way from the station is unsafe on foot, above all after the late shift.",
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Thu Ha is relieved about the line. Until December the evening run is covered by "
                "a taxi that four people share."
            ),
            "agreed": "Taxi at 21:35 until the bus runs, paid by the company.",
            "thanks": "Thank you, Thu Ha. Your walk in the dark was read out to the city council.",
            "next_step": "Line 7 from the December timetable",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "swap-shifts-in-a-chat",
        "lang": "en",
        "title": "Swap shifts without paper",
        "text": (
            "To swap a shift I need a form with two signatures and then the planner types it in "
            "again. Sometimes the planner is on holiday and the swap never happens. Let us agree "
            "in the time portal, and the foreman only clicks yes."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 96,  # Suresh Pillai
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "monthly-town-hall",
        "lang": "en",
        "title": "A monthly question hour with the board",
        "text": (
            "Half an hour, any question, no slides. And the answers written down for those on the "
            "other shift."
        ),
        "department": "office",
        "topic": "company",
        "submitter": 197,  # Amit Banerjee
        "week": 13,
        "end": "withdrawn",
        "outcome": "",
        "supports": 6,
        "cosubmitters": 0,
        "reviews": [],
        "why_withdrawn": (
            "I learned that Ms Hellmann is starting exactly this in January, with the notes. "
            "Nothing left for me to ask."
        ),
    },
    {
        "key": "plants-in-the-office",
        "lang": "en",
        "title": "Green walls",
        "text": ("Some studies say plants lower noise. Need to find out who waters them before I send this."),
        "department": "facilities",
        "topic": "company",
        "submitter": 198,  # Rebecca Stone
        "week": 3,
        "end": "draft",
        "outcome": "",
        "supports": 0,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "prayer-times-breaks",
        "lang": "en",
        "title": "Move a break for Friday prayer",
        "text": (
            "On Fridays the break is 12:00 to 12:30, prayer is at 13:15 in winter. Some of us "
            "take leave for it. Could those who want move their break by an hour? I asked my "
            "line, they would cover."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 131,  # Ibrahim Sesay
        "week": 5,
        "end": "conversation",
        "outcome": "adopted",
        "supports": 8,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "The packing lines can stagger breaks as long as four people stay, and eleven "
                    "have asked for it. It costs nothing but a note in the plan."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
            Review(
                "adopt",
                (
                    "It should hold for any reason, school runs too, so nobody has to explain a "
                    "faith. I would write it down as a rule for all."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "talk": "to_invite",
        "manager": True,
        "reason_text": (
            "From next month anyone on the packing lines may move the break by up to an hour, for "
            "whatever reason, as long as four people stay at the line. You need no leave for it "
            "and no explanation."
        ),
        "implementation": {
            "state": "planned",
            "next_step": "The rule goes into the shift plan for December.",
            "next_news_weeks": 2,
        },
    },
]

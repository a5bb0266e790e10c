"""Owns the English ideas about products and services, part 2. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "paint-free-option",
        "lang": "en",
        "title": "Motors without paint on request",
        "text": "Some customers blast our paint off and use their own. We could just leave",
        "department": "production",
        "topic": "products",
        "submitter": 51,  # Rohan Kulkarni
        "week": 2,
        "end": "withdrawn",
        "outcome": "",
        "supports": 0,
        "cosubmitters": 0,
        "reviews": [],
        "why_withdrawn": (
            "Sent too early by mistake, and I found the option “primed only” in the price list meanwhile."
        ),
    },
    {
        "key": "delivery-text-message",
        "lang": "en",
        "title": "Text message before delivery",
        "text": (
            "Customers take a morning off to wait for our lorry. A message half an hour before "
            "would be enough, my pizza can do that."
        ),
        "department": "logistics",
        "topic": "services",
        "submitter": 190,  # George Palmerston
        "week": 35,
        "end": "closed",
        "outcome": "exists_already",
        "supports": 4,
        "cosubmitters": 0,
        "reviews": [],
        "where": "Carrier portal: tick “notify recipient” in the shipping order",
        "reason_code": "already_exists",
        "reason_text": (
            "Two of our three carriers send it when “notify recipient” is ticked in the shipping "
            "order; sales simply was never told. The tick is set by default from this week, and "
            "the third carrier follows in April."
        ),
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": "George tried it with his next two deliveries and both customers were notified.",
            "agreed": "The default is set for everybody, not only for those who know.",
            "thanks": "Thank you, George. Your pizza was the best argument of the quarter.",
            "next_step": "Third carrier in April",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "english-hotline-menu",
        "lang": "en",
        "title": "English in the phone menu of the hotline",
        "text": (
            "Press 1, drücken Sie 2. Half of our callers are not from Germany and the menu is "
            "German only. My cousin at a customer in Pune hung up twice."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 7,  # Sunita Rao
        "week": 20,
        "end": "closed",
        "outcome": "duplicate",
        "supports": 2,
        "cosubmitters": 0,
        "reviews": [],
        "duplicate_of": "rueckruf-statt-warteschleife",
        "reason_code": "already_exists",
        "reason_text": (
            "The call-back idea by Nina Hartwig rebuilt the whole phone menu, and English is a "
            "part of it since February: press 9 at any time. Your cousin called before that. You "
            "belong to that idea now and hear about the next languages."
        ),
        "record": {
            "kind": "declined",
            "channel": "written",
            "said": (
                "Sunita wrote that she needs no talk: she called, pressed 9 and it worked. "
                "Spanish is next in line."
            ),
            "agreed": "Her cousin tries the menu from India and tells us how long it rings.",
            "thanks": "Thank you, Sunita, and regards to Pune.",
            "next_step": "Spanish in the spring",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "same-day-quotes",
        "lang": "en",
        "title": "Quotes on the same day or a discount",
        "text": (
            "If a quote takes us longer than a day, the customer gets 2 percent off. That will make us fast."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 186,  # Divya Krishnan
        "week": 28,
        "end": "closed",
        "outcome": "declined",
        "supports": 2,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Standard quotes take four hours on average already, and special ones wait "
                    "for the design office, which the sales team cannot speed up. The discount "
                    "would have cost 140,000 euros last year."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 2, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "I would rather promise a date with every enquiry and keep it. Penalties make "
                    "people send half-checked quotes."
                ),
                {"benefit": 3, "effort": 2, "feasibility": 3},
            ),
        ],
        "reason_code": "too_costly",
        "reason_text": (
            "On last year's figures the discount would have cost 140,000 euros, nearly all for "
            "special motors that wait for design."
        ),
        "would_change": (
            "When 95 percent of those dates are kept for half a year, a guarantee with money "
            "behind it is worth discussing."
        ),
        "alternative": "Each enquiry now gets a date within two hours instead.",
        "point": "Customers buy from whoever answers first, and we answer late.",
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Divya says her aim was to be taken seriously by design, not the discount. We "
                "agreed to show the waiting time by step."
            ),
            "agreed": "Waiting time by step is on the board of both teams.",
            "thanks": "Thank you, Divya, for a provocation with a point.",
            "next_step": "First figures in the spring",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "service-van-kit",
        "lang": "en",
        "title": "Same shelves in every service van",
        "text": (
            "I repair the vans. Each one is stuffed differently, and every time someone borrows "
            "one he phones to ask where the crimper is. One plan for all five."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 168,  # Peter Novák
        "week": 5,
        "end": "conversation",
        "outcome": "adopted",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "Five vans, five systems, and we lend them to each other twice a week. One "
                    "plan costs a weekend and a few shelves."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 5, "customers": 3},
            ),
            Review(
                "adopt",
                (
                    "I drove two of them and can confirm it. Heavy parts must go low and behind "
                    "the axle, I will draw that."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 4},
            ),
        ],
        "talk": "booked",
        "reason_text": (
            "All five vans are fitted to one plan over the winter, heavy parts low and small "
            "parts by the side door. You and two fitters draw it, because you know what rattles."
        ),
        "implementation": {
            "state": "planned",
            "next_step": "Draw the plan with two fitters, first van in January.",
            "next_news_weeks": 6,
        },
    },
    {
        "key": "remote-glasses",
        "lang": "en",
        "title": "Camera glasses for remote help",
        "text": (
            "A fitter on site wears glasses with a camera, an expert here sees what he sees. Last "
            "month Henrik flew to Norway to turn one screw."
        ),
        "department": "it",
        "topic": "services",
        "submitter": 188,  # Oscar Lindqvist
        "week": 3,
        "end": "deciding",
        "outcome": "",
        "supports": 9,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "We had 17 trips last year that ended after less than an hour on site. Two "
                    "pairs of glasses cost less than two of those trips."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4, "customers": 5},
            ),
            Review(
                "defer",
                (
                    "Good idea, but three of our largest customers forbid cameras in their halls. "
                    "I would ask them first and begin with those who agree."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 4},
            ),
        ],
        "questions": [
            Question(
                "How many of last year's trips would a camera have replaced, roughly?",
                "I went through mine: 6 of 11. Two were a wrong parameter, four a cable.",
            ),
        ],
    },
    {
        "key": "feedback-after-repair",
        "lang": "en",
        "title": "Ask the customer a week after a repair",
        "text": (
            "We repair, send the invoice and never hear again, unless it breaks. One short call a "
            "week later: does it run? Takes two minutes."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 193,  # Yasemin Toprak
        "week": 6,
        "end": "confirming",
        "outcome": "adopted",
        "supports": 8,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "We repair eleven motors a week, so it is 25 minutes of phoning. Two of the "
                    "three complaints last month would have shown up in such a call."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 5},
            ),
            Review(
                "adopt",
                (
                    "It should be the person who repaired it who calls. I tried it with five "
                    "customers and all of them were surprised in a good way."
                ),
                {"benefit": 4, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "From January whoever repaired the motor calls a week later. It costs 25 minutes a "
            "week, and we hear of trouble before it turns into a complaint."
        ),
        "implementation": {
            "state": "planned",
            "next_step": "A reminder in the repair order, start with the first repairs of January.",
            "next_news_weeks": 6,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "phone",
            "said": (
                "Ms Toprak wants the answers written down somewhere. They go into the repair "
                "order, one line each."
            ),
            "agreed": "One line a call, read together once a month.",
            "thanks": "Thank you, Ms Toprak. Two minutes that nobody else in our trade takes.",
            "next_step": "Reminder in the repair order before Christmas",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "parcel-lockers-for-fitters",
        "lang": "en",
        "title": "Spare parts overnight to a locker near the fitter",
        "text": (
            "Fitters drive to the plant for parts, on average 60 km. Send them overnight to a "
            "parcel locker near their home instead."
        ),
        "department": "logistics",
        "topic": "services",
        "submitter": 172,  # David Boateng
        "week": 1,
        "end": "clarification",
        "outcome": "",
        "supports": 3,
        "cosubmitters": 0,
        "reviews": [],
        "questions": [
            Question(
                (
                    "Which parts do fitters fetch most often, and are there some above 30 kg that "
                    "a locker could not take?"
                ),
            ),
        ],
    },
    {
        "key": "trade-fair-shared-car",
        "lang": "en",
        "title": "Fewer people, more days at the trade fair",
        "text": (
            "Twelve of us go for two days, stand around, and on day three the interesting "
            "visitors come when we are gone. Send six people for four days."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 195,  # Matteo Conti
        "week": 0,
        "end": "triage",
        "outcome": "",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "manuals-read-aloud",
        "lang": "en",
        "title": "Short films instead of manual chapters",
        "text": (
            "Return shipments from customers often are not broken, just connected wrong. A 60 "
            "second film how to connect star or delta, link on the box lid. I see maybe 5 returns "
            "a week like this."
        ),
        "department": "sales",
        "topic": "services",
        "submitter": 108,  # Nadia Benali
        "week": 1,
        "end": "in_review",
        "outcome": "",
        "supports": 7,
        "cosubmitters": 0,
        "reviews": [],
    },
    {
        "key": "chat-for-dealers",
        "lang": "en",
        "title": "Chat for our dealers",
        "text": (
            "Dealers write to five different mailboxes. One chat where whoever is free answers? "
            "Check with Tim first which tool."
        ),
        "department": "it",
        "topic": "services",
        "submitter": 191,  # Katarzyna Maj
        "week": 3,
        "end": "draft",
        "outcome": "",
        "supports": 0,
        "cosubmitters": 0,
        "reviews": [],
    },
]

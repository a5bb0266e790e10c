"""Owns the English ideas about the company as a place to work, part 1. Never reads or changes anything."""

from ideas.demo import Idea, Question, Review

IDEAS: list[Idea] = [
    {
        "key": "defibrillator-plant-2",
        "lang": "en",
        "title": "A defibrillator in plant 2",
        "text": (
            "The only defibrillator hangs at reception in plant 1. From our line that is a seven "
            "minute run, I timed it on my break. Survival drops by about ten percent every "
            "minute, so please put one in plant 2, next to the first-aid room and not inside it, "
            "because the room is locked at night."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 81,  # Kavita Joshi
        "week": 45,
        "end": "closed",
        "outcome": "adopted",
        "supports": 24,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "adopt",
                (
                    "Seven minutes is far beyond what any guideline accepts. A device with a "
                    "cabinet and alarm costs 1,900 euros, and our first-aiders are already "
                    "trained on the model."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Hanging it outside the locked room is the important part of this idea. I "
                    "would add a second one for the weighbridge."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5},
                "Weighbridge is 400 m from either plant, same problem.",
            ),
        ],
        "reason_text": (
            "Plant 2 gets one outside the first-aid room and the weighbridge gets another. You "
            "measured what we should have measured: seven minutes is too long."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "Both hang in place since March; 22 more people took the course in the spring.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Kavita asked how people will find it in a panic. A green light above the cabinet "
                "and a line on the floor will lead there."
            ),
            "agreed": "Kavita walks the route with a visitor who has never been in the building.",
            "thanks": "Thank you, Kavita. We hope nobody ever needs it, and we are glad you ran.",
            "next_step": "Installed within three weeks",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "Which way did you run, and were the doors open?",
                (
                    "Through hall 3 and past the canteen. The side door needs a card after six, I "
                    "had to go round, that is in the seven minutes."
                ),
            ),
        ],
    },
    {
        "key": "parents-room",
        "lang": "en",
        "title": "A room for parents coming back early",
        "text": (
            "I came back to work when my son was five months old and pumped milk in the server "
            "cupboard, sitting on a toner box. There are at least four of us every year. A "
            "lockable room with a chair, a socket and a small fridge is all I ask."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 71,  # Amara Diallo
        "week": 37,
        "end": "closed",
        "outcome": "adopted",
        "supports": 16,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt",
                (
                    "We owe nursing parents time and a suitable place by law, and a cupboard is "
                    "not one. The interview room next to the medical office stands empty three "
                    "days a week."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5},
            ),
            Review(
                "adopt",
                (
                    "A lock, a blind, an armchair and a fridge come to 640 euros. Booking should "
                    "be private, so no names on the door."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "The small interview room by the medical office is yours from the first of next "
            "month, with a lock, an armchair and a fridge. You should never have had to sit on a "
            "toner box, and we are sorry."
        ),
        "implementation": {
            "state": "done",
            "next_step": "In use since summer by three parents.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "video",
            "said": (
                "Amara was glad to be asked about the details. She wants the key without having "
                "to explain to reception why."
            ),
            "agreed": "Keys come from the medical office, no questions asked.",
            "thanks": (
                "Thank you, Amara. It took courage to write this down, and three people already use the room."
            ),
            "next_step": "Furnish the room by the end of the month",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "lockers-for-phones",
        "lang": "en",
        "title": "Charging lockers for phones at the line",
        "text": (
            "We must not carry phones on line 4, which is fair enough. So they lie in the "
            "changing room, 300 metres away, and on breaks nobody can reach home without running. "
            "Small lockers with a charger at the entrance of the hall would fix that."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 78,  # Sean Murphy
        "week": 34,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 12,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt_in_part",
                (
                    "Lockers at the hall entrance are easy and cheap. Charging inside a closed "
                    "metal box is a fire risk that our insurer will not accept."
                ),
                {"benefit": 4, "effort": 4, "feasibility": 4},
            ),
            Review(
                "adopt",
                (
                    "Three parents told me they keep their phone in a boot because the school "
                    "might call. This is worth doing quickly."
                ),
                {"benefit": 5, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Thirty lockers will stand at the entrance of hall 2, without chargers. Charging "
            "batteries in closed boxes is excluded by our fire insurance; a shelf with sockets in "
            "the open break room, where somebody always sits, does the same job."
        ),
        "implementation": {
            "state": "done",
            "next_step": "Lockers and the shelf with sockets are in place since August.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Sean thinks lockers are the main thing and can live with the shelf. He asked for "
                "numbers that a child can remember."
            ),
            "agreed": "Every locker has a two-digit number that can be given to a school.",
            "thanks": "Thanks, Sean. Nobody keeps a phone in their boot any more.",
            "next_step": "Order thirty lockers",
            "answer": "agree",
            "answer_words": "",
        },
        "questions": [
            Question(
                "How many people on line 4 would use a locker on a usual shift?",
                "I asked around: 22 of 26. Two leave the phone in the car, two do not have one.",
            ),
        ],
    },
    {
        "key": "four-languages-on-signs",
        "lang": "en",
        "title": "Safety signs in pictures, not only in German",
        "text": (
            "In my group we speak Ukrainian, Polish, Turkish and Hindi. The sign at the press "
            "says something long in German with an exclamation mark. I do not know what it says "
            "since two years and I still have my fingers, but this is luck."
        ),
        "department": "facilities",
        "topic": "company",
        "submitter": 48,  # Kateryna Bondar
        "week": 30,
        "end": "closed",
        "outcome": "adopted",
        "supports": 19,
        "cosubmitters": 1,
        "reviews": [
            Review(
                "adopt",
                (
                    "I counted 84 signs with words only, 31 of them at machines. Pictograms after "
                    "ISO 7010 exist for all but three, and those three we can draw."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5, "customers": 4},
            ),
            Review(
                "adopt",
                (
                    "Pictures first and one short line in German and English below. More "
                    "languages on one sign make nobody read any of them."
                ),
                {"benefit": 5, "effort": 5, "feasibility": 5},
            ),
        ],
        "reason_text": (
            "All 84 signs with words only are replaced by pictograms by next spring, machines "
            "first. Luck is not a safety measure, you are right."
        ),
        "implementation": {
            "state": "in_work",
            "next_step": "31 signs at machines are replaced, 40 of the others are ordered.",
            "next_news_weeks": 8,
        },
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Kateryna checked the three drawings of our own and one was not clear: the hand "
                "looked like a glove. It is being redrawn."
            ),
            "agreed": "She shows the drawings to her group before they are printed.",
            "thanks": "Thank you, Kateryna, for telling us what nobody else dared to.",
            "next_step": "All machine signs by the end of September",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "quiet-hours-open-office",
        "lang": "en",
        "title": "Two quiet hours in the open office",
        "text": (
            "From nine to eleven no calls at the desk, no chats across the room. Calls can be "
            "taken in the booths. I do my quotes at home in the evening because here I start each "
            "one four times."
        ),
        "department": "office",
        "topic": "company",
        "submitter": 186,  # Divya Krishnan
        "week": 26,
        "end": "closed",
        "outcome": "adopted_in_part",
        "supports": 11,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "adopt_in_part",
                (
                    "For the quoting team this works, for the hotline next door it cannot. If the "
                    "two teams swap sides, the booths stand between them."
                ),
                {"benefit": 4, "effort": 3, "feasibility": 4},
            ),
            Review(
                "adopt",
                (
                    "Two other firms I know do this with a small flag on the desk. One hour and a "
                    "half after nine is realistic."
                ),
                {"benefit": 3, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_code": "covered_in_part",
        "reason_text": (
            "Quiet time is from nine to half past ten on the garden side, where the quoting team "
            "moves. The street side stays free for calls, because the hotline has its peak "
            "exactly then and cannot go silent."
        ),
        "implementation": {
            "state": "effect_checked",
            "next_step": "After three months 17 of 21 people want to keep it.",
            "next_news_weeks": None,
        },
        "record": {
            "kind": "held_unconfirmed",
            "channel": "video",
            "said": (
                "Divya is fine with ninety minutes. She worries that people will feel policed, so "
                "there is no flag and nobody in charge of it."
            ),
            "agreed": "The quoting team moves on a Friday afternoon, with cake.",
            "thanks": "Thank you, Divya. Your evenings should be yours again.",
            "next_step": "Swap sides at the end of the month",
            "answer": "",
            "answer_words": "",
        },
    },
    {
        "key": "summer-start-at-five",
        "lang": "en",
        "title": "Start at five in the hot weeks",
        "text": (
            "Hall 1 was 34 degrees at two in the afternoon for most of July. If early shift "
            "started at five and ended at one, we would miss the worst of it. Everyone on my "
            "shift signed, see list."
        ),
        "department": "people",
        "topic": "company",
        "submitter": 45,  # Liam O'Brien
        "week": 17,
        "end": "closed",
        "outcome": "declined",
        "supports": 18,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "The first train from the city arrives at 5:25, and 39 people on early shift "
                    "depend on it. Two of the three day-care centres open at six."
                ),
                {"benefit": 3, "effort": 3, "feasibility": 2, "customers": 2},
            ),
            Review(
                "decline",
                (
                    "The heat is real and I measured it too. Roof vents and longer breaks help "
                    "everyone, not only those with a car."
                ),
                {"benefit": 3, "effort": 3, "feasibility": 2},
                "Noise permit for the loading yard also begins at six.",
            ),
        ],
        "reason_code": "not_feasible",
        "reason_text": (
            "Thirty-nine people could not reach the plant by five, because the first train "
            "arrives at 5:25, and our noise permit for the yard begins at six."
        ),
        "would_change": (
            "If the summer timetable brings an earlier train, as the transport authority is "
            "discussing, ask again."
        ),
        "alternative": "The roof vents of hall 1 are being motorised before next July.",
        "record": {
            "kind": "held_confirmed",
            "channel": "in_person",
            "said": (
                "Liam says the signatures were mostly from people with cars. He accepts the point "
                "about the train."
            ),
            "agreed": "Until the vents work, there is an extra paid break of ten minutes above 30 degrees.",
            "thanks": "Thanks, Liam, the list of signatures made us look at the trains in the first place.",
            "next_step": "Roof vents before next July",
            "answer": "agree",
            "answer_words": "",
        },
    },
    {
        "key": "name-the-halls",
        "lang": "en",
        "title": "Name our halls after rivers",
        "text": (
            "Hall 1, hall 1a, hall 1 new. Visitors get lost. Rhine, Sieg, Erft, Ahr: short, easy, ours."
        ),
        "department": "office",
        "topic": "company",
        "submitter": 188,  # Oscar Lindqvist
        "week": 23,
        "end": "closed",
        "outcome": "declined",
        "supports": 5,
        "cosubmitters": 0,
        "reviews": [
            Review(
                "decline",
                (
                    "Hall numbers are in 2,100 drawings, the fire plan and every delivery "
                    "address. Renaming would cost about 70 days of work."
                ),
                {"benefit": 2, "effort": 2, "feasibility": 2, "customers": 3},
            ),
            Review(
                "decline",
                (
                    "Visitors get lost, that much is true. Large digits on the gates and renaming "
                    "only 1a and 1 new solves most of it."
                ),
                {"benefit": 2, "effort": 4, "feasibility": 4},
            ),
        ],
        "reason_code": "too_costly",
        "reason_text": (
            "The numbers stand in 2,100 drawings and in the fire brigade's plan, about 70 days of "
            "work to change."
        ),
        "would_change": "Should we ever draw up the site plan anew, rivers are a lovely choice.",
        "alternative": "Halls 1a and 1 new become 5 and 6, with digits two metres high at the gates.",
        "point": "Visitors and drivers should find the right hall without asking twice.",
        "record": {
            "kind": "declined",
            "channel": "written",
            "said": (
                "Oscar laughed and said that five and six are fine. He did not want a meeting about it."
            ),
            "agreed": "nothing further",
            "thanks": "Thank you, Oscar. Two halls have real numbers now.",
            "next_step": "Nothing more to do",
            "answer": "",
            "answer_words": "",
        },
    },
]

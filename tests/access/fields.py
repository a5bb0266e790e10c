"""Every field that can hold words, with who may read what stands in it; or why its words are no secret.

One row a field, written by hand from the words of the product; `docs/works-council.md` tells people the same. A
field that is in no row breaks the build (`tests/access/test_fields.py`). Fields with a fixed list of choices need no
row. Who may read each single word of the stage stands where it is planted; here stands what holds for all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

OTHERS = ("employee", "bystander", "manager", "observer", "it_coordinator1", "leaver")
"""Who has no part in most of what is planted."""
AUTHORS = ("submitter", "colleague")


@dataclass(frozen=True)
class Secret:
    """Words that hold a canary: who may read them, and who of the stage may never, whatever the idea.

    `copies`: the words come from other fields and keep their readers; then no word of its own is needed.
    """

    readers: str
    never: tuple[str, ...] = ()
    copies: bool = False


@dataclass(frozen=True)
class Plain:
    """Words that need no canary, and why."""

    why: str


Row = Secret | Plain
Table = dict[str, dict[str, Row]]

IDEA = Secret("whoever may read the idea")
HANDLERS = Secret("those who handle the idea; never a submitter", (*AUTHORS, *OTHERS))
BOTH = Secret("submitters and those who handle the idea", OTHERS)
TALKING = Secret("submitters, the partner and coordinators", (*OTHERS, "admin", "decider"))
PROPOSED = Secret("those who handle the idea and experts of the department; agreed to: as the decision")
WRITER = Secret("whoever writes it", (*OTHERS, "admin", "observer", "decider", "colleague"))
OFFICE = Secret("the idea office", (*AUTHORS, *OTHERS, "decider", "coordinator1", "expert1"))
SELF = Secret("the person and the idea office")
NOBODY = Secret("nobody", (*AUTHORS, *OTHERS, "admin", "decider", "coordinator1", "office1", "expert1"))
COPIED = Secret("as the words that it repeats", copies=True)

CHANCE = Plain("drawn by chance, or a digest: says nothing of what it stands for")
CODE = Plain("a name out of the program")
MEASURE = Plain("numbers, days or marks: hidden facts of tests.access.hidden")
UNUSED = Plain("no row is ever made")

IDEAS: Table = {
    "Idea": {
        "title": IDEA,
        "text": IDEA,
        "source_url": IDEA,
        "external_id": NOBODY,
        "public_id": CHANCE,
        "language": CODE,
        "first_close_kind": CODE,
        "search": Plain("words of title and text, which is what is asked by them; never shown"),
    },
    "Round": {
        "why": Secret("submitters, those who handle the idea, whoever is heard on the appeal", OTHERS[:3]),
        "point": COPIED,
    },
    "Implementation": {"note": IDEA},
    "Attachment": {
        "name": Secret("whoever may read the idea; of a message its readers"),
        "public_id": CHANCE,
        "content_type": CODE,
        "sha256": CHANCE,
        "file": CHANCE,
    },
    "Support": {"sentence": Secret("submitters, those who handle the idea, whoever wrote it", OTHERS[1:])},
    "Knock": {"answer": BOTH},
    "Hazard": {"done": Secret("submitters, those who handle the idea, whoever sees to it", OTHERS)},
    "Thanks": {"text": BOTH},
}
REVIEWS: Table = {
    "Assignment": {
        "over_cap_reason": HANDLERS,
        "offer_reason": HANDLERS,
        "why": CODE,
        "why_data": Plain("names and topics for the sentence why this person: colleagues read both"),
    },
    "Review": {
        "public_text": Secret(
            "those who handle the idea, experts of the round once they filed theirs; from the decision on submitters "
            "and whoever is heard on an appeal",
            OTHERS[:3],
        ),
        "internal_note": HANDLERS,
        "scores": MEASURE,
    },
    "Proposal": {"reason_text": PROPOSED, "where": PROPOSED, "passed_to_office": PROPOSED},
    "Decision": {
        "reason_text": IDEA,
        "would_change": IDEA,
        "point": IDEA,
        "alternative": IDEA,
        "where": COPIED,
        "passed_to_office": COPIED,
    },
    "PanelSeat": {"text": Secret("whoever decides, coordinators and whoever said it", AUTHORS)},
    "Note": {"text": HANDLERS, "criterion": CODE},
    "Question": {"text": BOTH, "answer": BOTH},
    "Message": {"text": BOTH},
}
TALKS: Table = {
    "Appointment": {"place": TALKING},
    "Slot": {"place": TALKING},
    "Conversation": {"unclear": COPIED},
    "Attempt": {"note": Secret("the partner and coordinators; whoever is asked to confirm it", OTHERS)},
    "TalkDraft": {"facts": WRITER},
    "Record": {
        "said": Secret(
            "submitters, the partner, coordinators; whoever is asked to confirm it, or hears of it in an appeal",
            OTHERS[:3],
        ),
        "thanks": TALKING,
        "next_step": TALKING,
        "answer_words": TALKING,
    },
    "RecordVersion": {"facts": COPIED, "why": TALKING},
    "RecordAddition": {"text": TALKING},
    "AgreedPoint": {
        "text": Secret("submitters, the partner, coordinators, whoever carries it", OTHERS[1:]),
        "owner_name": TALKING,
        "result": Secret("submitters, the partner, coordinators, whoever carries it", OTHERS[1:]),
    },
    "CoAnswer": {"words": TALKING},
    "Survey": {"words": TALKING},
    "FollowUp": {"text": TALKING},
}
TOLD: Table = {
    "Comment": {
        "text": Secret("whoever may read the idea, while everybody may; removed: author and coordinators"),
        "removed_why": Secret("its author and coordinators", OTHERS[1:]),
        "public_id": CHANCE,
    },
    "CommentReport": {"why": Secret("coordinators; never the author of the comment", (*AUTHORS, *OTHERS))},
    "Event": {
        "why": Secret("by its kind: whoever may know that it happened", copies=True),
        "data": COPIED,
        "kind": CODE,
    },
    "Notice": {
        "text": COPIED,
        "path": Plain("addresses, in which ideas stand under names of chance"),
        "kind": CODE,
        "news": CODE,
        "dedupe_key": CODE,
    },
    "OutgoingMail": {
        "address": COPIED,
        "subject": Plain("numbers of ideas, names and days: tests.access.test_canaries"),
        "text": COPIED,
        "html": COPIED,
        "headers": Plain("numbers of ideas and addresses of the tool"),
        "attachments": COPIED,
        "sender_name": Plain("the name of a colleague"),
        "reply_to": COPIED,
        "error": OFFICE,
        "language": CODE,
        "kind": CODE,
        "news": CODE,
        "dedupe_key": CODE,
    },
    "InPersonTask": {
        "text": Secret("coordinators; the person told", OTHERS),
        "kind": CODE,
        "dedupe_key": CODE,
    },
    "Broadcast": {"audience": CODE},
}
MACHINERY: Table = {
    "MailServer": {"reason": OFFICE, "name": CODE},
    "RoutingRule": {"words": OFFICE},
    "HandledRequest": {"path": Plain("addresses, in which ideas stand under names of chance")},
    "SweepRun": {"name": CODE, "found": MEASURE},
}
PEOPLE: Table = {
    "User": {
        "email": Secret(
            "the person, the idea office, both sides of a talk, whoever gets a mail in their name"
        ),
        "personnel_number": SELF,
        "phone": Secret("who looks after, reviews or talks: readers of the idea; else as the address"),
        "reach_words": SELF,
        "password": NOBODY,
        "name": Plain(
            "colleagues know each other; that it belongs to an idea is a hidden fact of tests.access"
        ),
        "language": CODE,
        "muted": CODE,
        "portrait": CHANCE,
        "reach": MEASURE,
        "feed_digest": CHANCE,
    },
    "Department": {
        "days_off": OFFICE,
        "name": Plain("everybody knows the departments of the company"),
        "time_zone": CODE,
        "holidays_in": CODE,
        "ancestors": MEASURE,
        "working_week": MEASURE,
        "days_worked": MEASURE,
        "limits": MEASURE,
    },
    "Topic": {
        "name": Plain("a list that everybody chooses from"),
        "slug": Plain("a list that everybody chooses from"),
    },
    "Invitation": {"email": OFFICE, "personnel_number": OFFICE, "name": OFFICE, "token": CHANCE},
}
LIBRARIES: dict[str, Table] = {
    "admin": {
        "LogEntry": {
            "object_repr": NOBODY,
            "change_message": NOBODY,
            "object_id": Plain("the key of a row"),
        }
    },
    "auth": {
        "Permission": {"name": CODE, "codename": CODE},
        "Group": {"name": UNUSED},
    },
    "contenttypes": {"ContentType": {"app_label": CODE, "model": CODE}},
    "sessions": {
        "Session": {
            "session_key": NOBODY,
            "session_data": Plain("signed; looked for by the key that it stands under"),
        }
    },
    "account": {"EmailAddress": {"email": COPIED}, "EmailConfirmation": {"key": UNUSED}},
    "mfa": {"Authenticator": {"data": NOBODY}},
    "socialaccount": {
        "SocialApp": dict.fromkeys(
            ("provider", "provider_id", "name", "client_id", "secret", "key", "settings"), UNUSED
        ),
        "SocialAccount": dict.fromkeys(("provider", "uid", "extra_data"), UNUSED),
        "SocialToken": dict.fromkeys(("token", "token_secret"), UNUSED),
    },
    "usersessions": {
        "UserSession": {
            "user_agent": Secret("the person"),
            "ip": Secret("the person"),
            "session_key": NOBODY,
            "data": MEASURE,
        }
    },
}
TABLES: dict[str, Table] = {
    "ideas": IDEAS | REVIEWS | TALKS | TOLD | MACHINERY,
    "accounts": PEOPLE,
    **LIBRARIES,
}
"""App -> model -> field -> who may read it, or why that is no secret."""

WORDLESS = (
    models.BooleanField,
    models.DateField,
    models.DurationField,
    models.IntegerField,
    models.UUIDField,
    models.ForeignObject,
)
"""Fields of these kinds can hold no words; of every other kind, one that is yet to be invented too, they can."""

Place = tuple[str, str, str]
"""App, model and field."""


def wordy() -> Iterator[tuple[Place, models.Field]]:
    """Every field of every table that can hold words."""
    for model in apps.get_models():
        meta = model._meta
        for field in meta.local_fields:
            if not isinstance(field, WORDLESS) and not field.choices:
                yield (meta.app_label, model.__name__, field.name), field


def rows() -> dict[Place, Row]:
    """The table by place."""
    return {
        (app, model, field): row
        for app, table in TABLES.items()
        for model, fields in table.items()
        for field, row in fields.items()
    }


def secrets() -> dict[Place, Secret]:
    """Those that hold canaries."""
    return {place: row for place, row in rows().items() if isinstance(row, Secret)}

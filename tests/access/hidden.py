"""All that some may not know, one row a fact, with who may know it.

Written by hand from the words of the product (who sees what, I9 to I11), not from the code.
"""

from datetime import timedelta

from accounts import feeds
from accounts.models import Absence, Invitation, Membership, User
from ideas import clock, workflow
from ideas.models import (
    AgreedPoint,
    Appointment,
    Assignment,
    Attachment,
    Attempt,
    CoAnswer,
    Comment,
    CommentReport,
    CoSubmitter,
    Decision,
    Event,
    Follow,
    FollowUp,
    Hazard,
    Idea,
    InPersonTask,
    Knock,
    MailServer,
    Message,
    Note,
    Notice,
    OutgoingMail,
    Proposal,
    Question,
    Record,
    RecordAddition,
    RecordVersion,
    Review,
    RoutingRule,
    Slot,
    Support,
    Survey,
    TalkDraft,
    Thanks,
)
from tests.access.canaries import Planted
from tests.access.facts import Fact, changed, done, person, says
from tests.factories import experts_of, make_draft, make_idea, owner_of
from tests.journeys import fresh

OTHER = "Something else altogether, the brown bridge at the harbour."
"""What stands there in the other world."""


def begin_notes(planted: Planted) -> None:
    """The partner has begun to write the notes of a talk to come."""
    idea = fresh(planted.ideas["booked"])
    workflow.keep_draft(idea, owner_of(idea), kind=TalkDraft.Kind.RECORD, facts={"said": OTHER})


def handed_in_by(idea: Idea, user: User) -> None:
    """Somebody else handed it in, and did what its story says that the submitter did."""
    changed(Event.objects.filter(idea=idea.pk, actor=idea.submitter_id), actor=user)
    changed(Idea.objects.filter(pk=idea.pk), submitter=user)


def ask_another(planted: Planted) -> None:
    """Somebody else is asked to join; as many are, and as many mails leave, since a number is not what is hidden."""
    first, other = planted.cast.people["it_expert1"], planted.cast.people["bystander"]
    at = {"idea": planted.ideas["unnamed"].pk}
    changed(CoSubmitter.objects.filter(**at, user=first), user=other)
    changed(OutgoingMail.objects.filter(**at, to_user=first), to_user=other, address=other.email)
    changed(Notice.objects.filter(**at, user=first), user=other)
    data = {"user_id": other.pk, "user_name": other.name}
    changed(Event.objects.filter(**at, kind="invite_cosubmitter"), data=data)


REVIEW = {"at": "assignment__idea"}
TALK = {"at": "conversation__idea"}
NOTES = {"at": "record__conversation__idea"}
HANDLE = "keepers decider @"
"""Who handles an idea."""
WORDS = {"text": OTHER}

REVIEWS = (
    says(
        "public words of a sealed view",
        Review,
        {"public_text": OTHER},
        "asked",
        "keepers decider filed",
        **REVIEW,
    ),
    says(
        "recommendation sealed",
        Review,
        {"recommendation": "decline"},
        "asked",
        "keepers decider filed",
        **REVIEW,
    ),
    says("scores sealed", Review, {"scores": {"benefit": 1}}, "asked", "keepers decider filed", **REVIEW),
    says(
        "internal words sealed", Review, {"internal_note": OTHER}, "asked", "keepers decider filed", **REVIEW
    ),
    says("view sealed from the submitter", Review, {"public_text": OTHER}, "disputed", HANDLE, **REVIEW),
    says("scores after the decision", Review, {"scores": {"effort": 5}}, "closed", HANDLE, **REVIEW),
    says("internal words after the decision", Review, {"internal_note": OTHER}, "closed", HANDLE, **REVIEW),
    says(
        "recommendation of one after the decision",
        Review,
        {"recommendation": "defer"},
        "dropped",
        HANDLE + " authors",
        **REVIEW,
    ),
)
COLLEAGUES = (
    says("note of colleagues", Note, WORDS, "asked", HANDLE + " it_expert2"),
    says("what the experts compare", Note, WORDS, "disputed", HANDLE),
    done(
        "a note is there", "talked", HANDLE + " admin", lambda p, i: workflow.note(i, owner_of(i), text=OTHER)
    ),
    says(
        "why somebody hands over",
        Assignment,
        {"offer_reason": OTHER},
        "asked",
        HANDLE + " it_expert2",
        offered_to__isnull=False,
    ),
    says(
        "why over the cap",
        Assignment,
        {"over_cap_reason": OTHER},
        "asked",
        HANDLE + " it_expert2 expert3 expert4",
    ),
    says(
        "why an expert was released",
        Event,
        {"why": OTHER},
        "asked",
        HANDLE + " it_expert2 expert3 expert4",
        kind="release",
    ),
    says("why it was entrusted", Event, {"why": OTHER}, "asked", HANDLE + " it_expert2", kind="entrust"),
    says(
        "proposal at triage",
        Proposal,
        {"reason_text": OTHER},
        "proposed",
        "keepers decider experts",
        state="open",
    ),
    says("proposal refused", Event, {"why": OTHER}, "proposed", "keepers decider experts", kind="refuse"),
    done(
        "merge proposed",
        "talked",
        HANDLE + " experts admin",
        lambda p, i: workflow.merge(
            i, owner_of(i), target=fresh(p.ideas["closed"]), reason_text=f"{OTHER} Both."
        ),
    ),
    says("attempt to reach somebody", Attempt, {"note": OTHER}, "closed", "keepers", **TALK),
    says("account of not reaching", Record, {"said": OTHER}, "unreached", "keepers admin", **TALK),
    says("what was tried", Attempt, {"note": OTHER}, "unreached", "keepers admin", **TALK),
    says(
        "why another partner",
        Event,
        {"why": OTHER},
        "closed",
        "keepers decider experts",
        kind="change_partner",
    ),
)
TALKING = (
    says("message", Message, WORDS, "closed", "talking decider experts"),
    says(
        "name of a file in a talk",
        Attachment,
        {"name": "bridge.txt"},
        "closed",
        "talking",
        message__isnull=False,
    ),
    done(
        "message read",
        "closed",
        "talking",
        lambda _p, i: workflow.mark_read(i, i.coordinator, upto=10**9),
    ),
    says("message begun", TalkDraft, {"facts": WORDS}, "closed", "submitter", **TALK),
    Fact("notes begun", "booked", "owner", begin_notes),
    says("notes of the talk", Record, {"said": OTHER, "thanks": OTHER}, "closed", "talking", **TALK),
    says("words of the answer", Record, {"answer_words": OTHER}, "closed", "talking", **TALK),
    says(
        "former notes", RecordVersion, {"facts": {"said": OTHER}, "why": OTHER}, "closed", "talking", **NOTES
    ),
    says("point agreed", AgreedPoint, WORDS, "closed", "talking employee", **NOTES),
    says("added to the notes", RecordAddition, WORDS, "closed", "talking", **NOTES),
    says(
        "answer of a co-submitter",
        CoAnswer,
        {"words": OTHER, "answer": "disagree"},
        "closed",
        "talking",
        **NOTES,
    ),
    says("words of a survey", Survey, {"words": OTHER}, "closed", "talking", **NOTES),
    says(
        "marks of one in a small group",
        Survey,
        {"understood": 1, "fair": 1, "again": 0},
        "closed",
        "talking",
        **NOTES,
    ),
    says("second talk", FollowUp, WORDS, "dropped", "talking"),
    says("place that was offered", Slot, {"place": OTHER}, "booked", "talking", **TALK),
    Fact(
        "time of a talk",
        "booked",
        "talking",
        lambda p: changed(
            Appointment.objects.filter(conversations__idea=p.ideas["booked"].pk),
            starts_at=clock.now() + timedelta(days=5),
            place=OTHER,
        ),
    ),
    says("thanks to the experts", Thanks, WORDS, "closed", "talking decider experts"),
    says("question", Question, WORDS, "asked", HANDLE + " authors it_expert2"),
    says(
        "answer to a question",
        Question,
        {"answer": OTHER},
        "asked",
        HANDLE + " authors it_expert2",
        state="answered",
    ),
    says("how it stands", Knock, {"answer": OTHER}, "disputed", HANDLE + " authors"),
    done(
        "somebody knocked",
        "talked",
        HANDLE + " authors admin",
        lambda p, i: workflow.knock(i, p.cast.people["submitter"]),
    ),
    says("what was done about a hazard", Hazard, {"done": OTHER}, "disputed", HANDLE + " authors"),
    done(
        "hazard reported",
        "talked",
        HANDLE + " authors admin",
        lambda p, i: workflow.report_hazard(i, owner_of(i), why=OTHER),
    ),
    done(
        "due date moved",
        "talked",
        HANDLE + " authors admin",
        lambda p, i: workflow.move_due(i, owner_of(i), on=clock.today() + timedelta(days=13), why=OTHER),
    ),
    done(
        "agreed to be thanked by name",
        "dropped",
        "authors",
        lambda p, i: workflow.credit(i, p.cast.people["submitter"]),
    ),
)
IDEAS = (
    says(
        "idea for its handlers",
        Idea,
        {"title": OTHER, "text": OTHER},
        "asked",
        HANDLE + " authors bystander it_expert2",
        at="pk",
    ),
    says(
        "reasons for its handlers", Decision, {"reason_text": OTHER}, "unreached", HANDLE + " authors admin"
    ),
    Fact(
        "idea for its handlers exists",
        "",
        "keepers decider experts it_expert4 figures",
        lambda p: make_idea(p.cast, submitter=p.cast.people["it_expert4"], visibility="handlers"),
    ),
    Fact(
        "idea not glanced at exists",
        "",
        "keepers decider experts it_expert4 figures",
        lambda p: make_idea(p.cast, submitter=p.cast.people["it_expert4"], glanced=False),
    ),
    says("draft", Idea, {"title": OTHER, "text": OTHER}, "draft", "submitter", at="pk"),
    Fact("draft exists", "", "employee", lambda p: make_draft(p.cast.people["employee"])),
    says("idea withdrawn", Idea, {"title": OTHER, "text": OTHER}, "withdrawn", "talking", at="pk"),
    says(
        "hidden idea that was joined",
        Idea,
        {"title": OTHER, "text": OTHER},
        "joined",
        "keepers decider experts it_expert4",
        at="pk",
    ),
    done(
        "who handed in without a name",
        "unnamed",
        HANDLE + " it_expert3 it_expert4",
        lambda p, i: handed_in_by(i, p.cast.people["it_decider"]),
    ),
    done(
        "who owns it",
        "talked",
        HANDLE + " authors admin",
        lambda p, i: changed(Idea.objects.filter(pk=i.pk), owner=p.cast.people["office1"]),
    ),
    done(
        "who reviews it",
        "talked",
        "keepers decider experts authors admin",
        lambda p, i: changed(
            Assignment.objects.filter(pk=i.assignments.filter(state="open").earliest("pk").pk),
            reviewer=next(
                p.cast.people[f"expert{n}"]
                for n in (1, 2, 3, 4)
                if p.cast.people[f"expert{n}"] not in experts_of(i)
            ),
        ),
    ),
    Fact("who is asked to join", "unnamed", HANDLE + " it_expert3 it_expert4 bystander", ask_another),
    says(
        "file with an idea for its handlers",
        Attachment,
        {"name": "bridge.txt"},
        "asked",
        HANDLE + " authors bystander it_expert2",
        message=None,
    ),
)
PUBLIC = (
    says(
        "comment removed",
        Comment,
        WORDS,
        "talked",
        "keepers employee",
        removed_at__isnull=False,
        removed_why__gt="",
    ),
    says(
        "comment taken back", Comment, WORDS, "talked", "submitter", removed_at__isnull=False, removed_why=""
    ),
    says("comment of an idea narrowed", Comment, WORDS, "narrowed", "submitter"),
    says(
        "why a comment was reported",
        CommentReport,
        {"why": OTHER},
        "talked",
        "keepers decider",
        at="comment__idea",
    ),
    Fact(
        "who reported a comment",
        "talked",
        "keepers decider observer",
        lambda p: changed(
            CommentReport.objects.filter(comment__idea=p.ideas["talked"].pk),
            reported_by=p.cast.people["observer"],
        ),
    ),
    done(
        "comment reported",
        "talked",
        HANDLE + " manager admin",
        lambda p, i: workflow.report_comment(
            i, p.cast.people["manager"], comment=i.comments.earliest("pk"), why=OTHER
        ),
    ),
    says(
        "sentence of a supporter",
        Support,
        {"sentence": OTHER},
        "disputed",
        HANDLE + " authors employee",
        sentence__gt="",
    ),
    Fact(
        "who supports",
        "disputed",
        HANDLE + " authors employee manager",
        lambda p: changed(
            Support.objects.filter(idea=p.ideas["disputed"].pk, sentence__gt=""),
            user=p.cast.people["manager"],
            sentence="",
        ),
    ),
    Fact(
        "who follows",
        "talked",
        "manager observer",
        lambda p: changed(
            Follow.objects.filter(idea=p.ideas["talked"].pk, user=p.cast.people["manager"]),
            user=p.cast.people["observer"],
        ),
    ),
)
PEOPLE = (
    person("personnel number", "employee", "employee admin", personnel_number="0815"),
    person("e-mail address", "employee", "employee admin", email="somebody.else@example.com"),
    person("phone of a colleague", "employee", "employee admin", phone="0555 815"),
    person("words on how to reach somebody", "submitter", "submitter keepers admin", reach_words=OTHER),
    # experts who may agree to a proposal offer times for the talk then
    person("when somebody is reached", "submitter", "submitter keepers admin experts", reach=["night"]),
    person("which mails somebody wants", "employee", "employee", muted=["followed"], mail_rhythm="single"),
    Fact(
        "whose reports they are",
        "",
        "employee bystander admin",
        lambda p: changed(
            User.objects.filter(pk=p.cast.people["employee"].pk), line_manager=p.cast.people["bystander"]
        ),
    ),
    person("last signed in", "employee", "employee admin", last_login=clock.now() - timedelta(days=400)),
    Fact("address of a feed", "", "submitter", lambda p: feeds.make_feed(p.cast.people["submitter"])),
    Fact(
        "absence to come",
        "",
        "expert4 admin",
        lambda p: Absence.objects.create(
            user=p.cast.people["expert4"],
            first_day=clock.today() + timedelta(days=20),
            last_day=clock.today() + timedelta(days=25),
        ),
    ),
    Fact(
        "who stands in",
        "",
        "submitter coordinator2 admin",
        lambda p: changed(
            Absence.objects.filter(user=p.cast.people["submitter"]), substitute=p.cast.people["coordinator2"]
        ),
    ),
    # whoever assigns or hands a review over by hand reads "2 of 6 reviews" (the papers for the works council)
    Fact(
        "how much an expert takes on",
        "",
        "expert3 admin keepers expert2 expert4",
        lambda p: changed(Membership.objects.filter(user=p.cast.people["expert3"]), cap=9),
    ),
    Fact(
        "notice read",
        "",
        "submitter",
        lambda p: changed(Notice.objects.filter(user=p.cast.people["submitter"]), read_at=clock.now()),
    ),
    Fact(
        "who is invited",
        "",
        "admin",
        lambda p: changed(Invitation.objects.all(), name=OTHER, email="next@example.com"),
    ),
    Fact(
        "rule of routing",
        "",
        "admin",
        lambda p: RoutingRule.objects.create(department=p.cast.submitter.department, words=["bridge"]),
    ),
    Fact(
        "mail that cannot be delivered",
        "",
        "admin employee",
        lambda p: changed(
            OutgoingMail.objects.filter(to_user=p.cast.people["employee"]),
            state="quarantined",
            error="550 no such user",
            attempts=5,
        ),
    ),
    Fact(
        "mail server is down",
        "",
        "admin",
        lambda p: MailServer.objects.update_or_create(
            name="default",
            defaults={"down_since": clock.now(), "next_probe_at": clock.now(), "reason": OTHER},
        ),
    ),
    Fact(
        "what is told in person",
        "",
        "keepers submitter",
        lambda p: changed(InPersonTask.objects.all(), text=OTHER),
    ),
)

NOWHERE = frozenset(("why over the cap",))
"""Stands in a column that no page shows: what is shown of it are the words of the story's event."""

FACTS = (*REVIEWS, *COLLEAGUES, *TALKING, *IDEAS, *PUBLIC, *PEOPLE)

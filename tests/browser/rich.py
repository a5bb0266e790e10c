"""Adds to the company of the browser what each page shows when it is fullest, by the verbs that make it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts import people
from accounts.models import Absence, Invitation, Membership, User
from ideas import clock, conversation, files, workflow
from ideas.letters import news
from ideas.models import Idea, InPersonTask, OutgoingMail, RoutingRule, SweepRun
from tests import factories as f
from tests import journeys
from tests.browser.phone import TOTP_SECRET
from tests.factories import Cast

WORDLESS = "wordless@example.com"
"""Of somebody who has no password: codes by mail are enough."""
LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel liegen am Tor zwei.\n\n"
    "Wir suchen sie jeden Morgen, und dann ruft jemand https://intranet.example.com/"
    "a/very/long/address/that/nobody/can/break?although=it&should=be&broken=somewhere an.\n\n"
) + "Das kostet uns viel Zeit. " * 30


def make_rich(cast: Cast) -> dict[str, Any]:
    """Ideas by name, and the keys of rows that addresses name."""
    Membership.objects.update(cap=60)
    cap = Membership.objects.filter(user=cast.expert1)
    cap.update(cap=61)
    target = f.make_idea(cast, "in_review")
    made: dict[str, Any] = {
        "among": journeys.among_people(cast),
        "long": journeys.discussed_and_adopted(cast, journeys.among_people(cast)),
        "passed": journeys.settled_at_triage(cast),
        "back": journeys.on_hold_and_back(cast),
        "late": journeys.late_answers(cast),
        "smooth": journeys.smooth_way(cast, "adopted_in_part"),
        "german": f.make_idea(
            cast, "in_review", title=LONG.split("\n", maxsplit=1)[0], text=LONG, language="de"
        ),
        "proposed": proposed(cast),
        "offered": offered(cast),
        "invited": invited(cast),
        "unreached": unreached(cast),
        "left": journeys.of_a_leaver(cast),
        "gone": leaver_waits(cast),
        "in_person": in_person(cast),
        "held": held(cast),
        "unheld": f.make_idea(cast, "conversation", submitter=cast.colleague),
        "unconfirmed": unconfirmed(cast),
        "narrow": f.make_idea(cast, "triage", glanced=False, visibility="handlers"),
    }
    workflow.support(target, cast.bystander, sentence=LONG[:300])
    made["supported"] = target
    partners = {f"{name}_by": f.owner_of(made[name]).email for name in ("held", "gone")}
    return (
        partners
        | {name: one.public_id for name, one in made.items()}
        | rows(cast)
        | talked_about(cast, made["long"])
    )


def talked_about(cast: Cast, idea: Idea) -> dict[str, str]:
    """What colleagues say below an idea, one comment reported and one removed; and a picture."""
    workflow.comment(idea, cast.submitter, text=f"Thank you all. {LONG}")
    said = workflow.comment(idea, cast.employee, text="Like last year: **all** talk. @Sam Submitter")
    workflow.report_comment(idea, cast.bystander, comment=said, why="Not kind.")
    gone = workflow.comment(idea, cast.bystander, text="I know who did it.")
    workflow.remove_comment(idea, cast.coordinator1, comment=gone, why="Names somebody.")
    picture = BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(picture, "PNG")
    sent = SimpleUploadedFile("the gate in winter, seen from the yard.png", picture.getvalue())
    open_one = f.make_idea(cast, "in_review")
    workflow.attach(open_one, cast.submitter, files=[files.check(sent)])
    return {
        "c_comment": said.public_id,
        "pictured": open_one.public_id,
        "mail_off": news.off_address(cast.employee, news.DIGEST).rstrip("/").rpartition("/")[2],
    }


def other(cast: Cast, person: User) -> User:
    """The second coordinator."""
    return cast.coordinator1 if person != cast.coordinator1 else cast.coordinator2


def proposed(cast: Cast) -> Idea:
    """An answer without review waits for its second person; the case is the second coordinator's to see."""
    idea = f.make_idea(cast, "triage")
    words = {"outcome": "out_of_scope", **f.reasons("out_of_scope")}
    workflow.propose(idea, f.owner_of(idea), **words)
    return idea


def offered(cast: Cast) -> Idea:
    """The first expert asks the second department's expert to take it."""
    idea = f.make_idea(cast, "in_review", submitter=cast.bystander)
    workflow.hand_over(idea, f.experts_of(idea)[0], to=cast.it_expert2, why="You know the gates.")
    return idea


def invited(cast: Cast) -> Idea:
    """A colleague is asked to join."""
    idea = f.make_idea(cast, "in_review")
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.employee)
    return idea


def unreached(cast: Cast) -> Idea:
    """What was tried waits for a second person."""
    idea = f.make_idea(cast, "conversation")
    partner = f.owner_of(idea)
    for days, channel in ((0, "phone"), (1, "written"), (2, "phone")):
        with clock.at(journeys.working_day(1 + days)):
            conversation.attempt(idea, partner, channel=channel, note="Voicemail.")
    with clock.at(journeys.working_day(5)):
        conversation.give_up(idea, partner, account="Called three times, wrote once.")
    return idea


def leaver_waits(cast: Cast) -> Idea:
    """The submitter has left; the result is to be written."""
    gone = f.make_user("Gina Gone", department=cast.logistics)
    idea = f.make_idea(cast, "conversation", submitter=gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    return idea


def in_person(cast: Cast) -> Idea:
    """Somebody without e-mail is told by the coordinator."""
    worker = f.make_user("Walter Werk", email=None, personnel_number="4711", department=cast.logistics)
    return f.make_idea(cast, "clarification", submitter=worker)


def held(cast: Cast) -> Idea:
    """The time that was booked is over; the notes are to be written."""
    idea = f.make_idea(cast, "conversation", submitter=cast.colleague)
    journeys.book(idea)
    row = conversation_of(idea).appointment
    row.starts_at = clock.now() - timedelta(hours=2)
    row.save()
    return idea


def unconfirmed(cast: Cast) -> Idea:
    """Closed without an answer to the notes."""
    idea = journeys.fresh(f.make_idea(cast, "confirming"))
    with clock.at(idea.due_at + timedelta(minutes=1)):
        conversation.close_unconfirmed(idea)
    return idea


def conversation_of(idea: Idea) -> Any:
    return idea.conversations.get()


def rows(cast: Cast) -> dict[str, Any]:
    """What pages without an idea show, by the keys in their addresses."""
    today, logistics = clock.today(), cast.logistics
    absence = people.set_absence(cast.submitter, today, today + timedelta(days=3), cast.colleague)
    theirs = people.set_absence(cast.expert4, today, today + timedelta(days=30), cast.expert3)
    asked = people.invite(
        email="nia@example.com", name="Nia New", invited_by=cast.admin, department=logistics
    )
    slip = people.invite(personnel_number="900", name="Sepp Slip", invited_by=cast.admin)
    rule = RoutingRule.objects.create(position=1, words=["gate", "lorry"], department=logistics)
    SweepRun.objects.create(name="sweep", finished_at=clock.now() + timedelta(days=1))  # stays fresh
    OutgoingMail.objects.create(
        address="lost@example.com",
        subject="Your idea",
        text="Hello",
        kind="receipt",
        dedupe_key="lost",
        state="quarantined",
        attempts=5,
        error="550 no such mailbox",
    )
    careful = f.make_user("Cleo Careful", email="careful@example.com", department=logistics)
    TOTP.activate(careful, TOTP_SECRET)
    RecoveryCodes.activate(careful)
    f.make_user("Newt Newcomer", email="newcomer@example.com", department=logistics)
    f.make_user("Wanja Word", email=WORDLESS, password="!", department=logistics)
    return {
        "n_absence": absence.pk,
        "n_their_absence": theirs.pk,
        "n_department": logistics.pk,
        "n_member": Membership.objects.filter(department=logistics).latest("pk").pk,
        "n_person": cast.expert1.pk,
        "n_left": cast.leaver.pk,
        "n_topic": f.make_topic().pk,
        "n_rule": rule.pk,
        "n_task": InPersonTask.objects.filter(coordinator__in=[cast.coordinator1, cast.coordinator2])
        .latest("pk")
        .pk,
        "teller": InPersonTask.objects.latest("pk").coordinator.email,
        "n_invitation": Invitation.objects.latest("pk").pk,
        "token": asked.secret,
        "slip": slip.secret,
        "careful": careful.email,
        "newcomer": "newcomer@example.com",
        "wordless": WORDLESS,
        "n_away": Absence.objects.count(),
    }

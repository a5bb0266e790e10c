"""Every kind of mail as it is sent, with people and ideas made up here; on development and demo installations only.

For whoever writes mails, and for the tests: the letters are the real ones, nothing is saved or sent. The HTML of a
mail is a page of its own, since mail programs need styles on the elements, which no other page of ours may have.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import get_adapter
from csp.decorators import csp_replace
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from accounts import letters as sign_in
from accounts.models import Department, User
from ideas import clock, letters
from ideas.letters import HowItStands, Letter, News, Occasion, Waiting
from ideas.letters.news import DIGEST, off_address
from ideas.models import (
    AgreedPoint,
    Appointment,
    Channel,
    Conversation,
    Decision,
    Event,
    Hazard,
    Idea,
    Implementation,
    Knock,
    Message,
    Notice,
    Outcome,
    PanelSeat,
    Question,
    Record,
    RecordAddition,
    Round,
    Slot,
    Status,
)

DAYS = timedelta(days=1)


@dataclass(frozen=True)
class Sample:
    """One mail: what stands in the list of mails, and its two parts."""

    kind: str
    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)


@require_GET
def sample_mails(request: HttpRequest) -> HttpResponse:
    """All of them in one language, each as text and as HTML."""
    _only_where_it_may_be_seen()
    language = request.GET.get("language", "") or translation.get_language()
    return render(request, "ideas/sample_mails.html", {"samples": samples(language), "language": language})


@xframe_options_sameorigin
@csp_replace({"style-src": ["'unsafe-inline'"], "frame-ancestors": ["'self'"]})  # type: ignore[arg-type]  # it passes more on
def sample_mail(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The HTML of one, as a mail program shows it."""
    _only_where_it_may_be_seen()
    found = next((one for one in samples(language) if one.kind == kind), None)
    if found is None:
        raise Http404
    return HttpResponse(found.html)


def _only_where_it_may_be_seen() -> None:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404


def samples(language: str) -> list[Sample]:
    """Each kind of mail once, in this language; Http404 for a language that we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return [*_letters(language), *_of_signing_in()]


# of the scheme -------------------------------------------------------------------------------------------------


def _letters(language: str) -> Iterator[Sample]:
    reader = User(pk=1, name="Samira Haddad", email="samira.haddad@example.com", language=language)
    for make, news in LETTERS:
        letter = make(reader)
        off = off_address(reader, news) if news else ""
        text, html = letters.in_full(letter, off)
        yield Sample(letter.kind, letter.subject, text, html, {"List-Unsubscribe": off} if off else {})


def _partner() -> User:
    return User(pk=2, name="Anna Weber", email="anna.weber@example.com", phone="02921 555 0231")


def _idea(status: str = Status.IN_REVIEW, outcome: str = "") -> Idea:
    now = clock.now()
    idea = Idea(
        pk=1,
        public_id="sample0001",
        number=1284,
        title=_("Show the gate number on the delivery note"),
        text=_("Drivers look for the gate every morning. Please print it on the delivery note."),
        status=status,
        outcome=outcome,
        submitter=User(pk=1, name="Samira Haddad"),
        department=Department(pk=1, name=_("Logistics")),
        round=Round(pk=1, number=1, cause=Round.Cause.HANDED_IN),
        coordinator=_partner(),
        handed_in_at=now - 12 * DAYS,
        promise_at=now + 18 * DAYS,
    )
    idea.owner, idea.due_at = _partner(), now + 4 * DAYS
    if status == Status.CLOSED:
        idea.closed_at = now
    return idea


def _occasion(kind: str, idea: Idea | None = None, **known: Any) -> Occasion:
    """An occasion whose rows are given, so that none is asked for."""
    data, why = known.pop("data", {}), known.pop("why", _("The supplier answers next week."))
    event = Event(kind=kind, actor=_partner(), data=data, at=clock.now(), why=why)
    occasion = Occasion(event, idea or _idea())
    vars(occasion).update({"submitters": [occasion.idea.submitter], "asked": [], "slots": [], **known})
    return occasion


def _receipt(user: User) -> Letter:
    return letters.receipt(_occasion("hand_in", data={"plan": "review", "lead": _("Logistics")}), user)


def _question(user: User) -> Letter:
    asked = Question(text=_("At which gates does it happen most?"), asked_by=_partner())
    return letters.question(_occasion("ask", _idea(Status.CLARIFICATION), questions=[asked]), user)


def _talk_parts() -> dict[str, Any]:
    start = clock.now().replace(hour=9, minute=0, second=0, microsecond=0) + 5 * DAYS
    talk = Conversation(partner=_partner(), channel=Channel.IN_PERSON)
    slots = [
        Slot(conversation=talk, starts_at=start, place=_("break room")),
        Slot(conversation=talk, starts_at=start + DAYS, channel=Channel.PHONE),
        Slot(
            conversation=talk,
            starts_at=start + 3 * DAYS,
            channel=Channel.VIDEO,
            place="https://video.example.com/j/4711",
        ),
    ]
    booked = Appointment(
        partner=_partner(), starts_at=start, channel=Channel.IN_PERSON, place=_("break room")
    )
    return {"conversation": talk, "slots": slots, "appointment": booked}


def _decision(outcome: str = Outcome.DECLINED) -> Decision:
    now = clock.now()
    return Decision(
        pk=1,
        outcome=outcome,
        point=_("Drivers lose time every morning because nobody tells them the gate."),
        decided_at=now,
        promise_at=now + 2 * DAYS,
        decided_by=_partner(),
    )


def _result(user: User) -> Letter:
    idea = _idea(Status.CONVERSATION, Outcome.DECLINED)
    return letters.result(_occasion("decide", idea, decision=_decision(), **_talk_parts()), user)


def _times(user: User) -> Letter:
    return letters.times(_occasion("offer_slots", _idea(Status.CONVERSATION), **_talk_parts()), user)


def _which_times(user: User) -> Letter:
    return letters.which_times(
        _occasion("invite_to_suggest", _idea(Status.CONVERSATION), **_talk_parts()), user
    )


def _invitation(user: User) -> Letter:
    return letters.invitation(_occasion("book", _idea(Status.CONVERSATION), **_talk_parts()), user)


def _cancelled(user: User) -> Letter:
    return letters.cancelled(_occasion("cancel_booking", _idea(Status.CONVERSATION), **_talk_parts()), user)


def _notes(user: User) -> Letter:
    idea = _idea(Status.CONFIRMING, Outcome.DECLINED)
    return letters.notes(_occasion("record", idea, record=Record(filed_by=_partner())), user)


def _moved(user: User) -> Letter:
    now = clock.now()
    data = {"old": (now + 4 * DAYS).isoformat(), "new": (now + 9 * DAYS).isoformat()}
    return letters.moved(_occasion("move_promise", data=data), user)


def _message(user: User) -> Letter:
    written = Message(text=_("We try it at gate 3 this week. Come by if you like."))
    return letters.message(_occasion("message", message=written), user)


def _closed(user: User) -> Letter:
    idea = _idea(Status.CLOSED, Outcome.ADOPTED_IN_PART)
    idea.decision = _decision(Outcome.ADOPTED_IN_PART)
    idea.implementation = Implementation(owner=_partner(), next_news_on=clock.today() + 40 * DAYS)
    return letters.closed(_occasion("confirm", idea, decision=idea.decision), user)


def _cosubmission(user: User) -> Letter:
    return letters.cosubmission(_occasion("invite_cosubmitter"), user)


def _carrying_out(user: User) -> Letter:
    decided = _decision(Outcome.ADOPTED)
    idea = _idea(Status.CONVERSATION, Outcome.ADOPTED)
    idea.implementation = Implementation(owner=user, next_news_on=clock.today() + 30 * DAYS)
    return letters.carrying_out(_occasion("decide", idea, decision=decided), user)


def _after_yes(kind: str, why: str) -> Occasion:
    idea = _idea(Status.CLOSED, Outcome.ADOPTED)
    idea.implementation = Implementation(
        owner=_partner(),
        state=Implementation.State.NOT_CARRIED_OUT,
        note=_("The hall is given up next year, and with it the gate."),
    )
    data = {"user_name": _partner().name, "talk_by": (clock.now() + 14 * DAYS).isoformat(), "how": "held"}
    return _occasion(kind, idea, data=data, why=why)


def _dropped(user: User) -> Letter:
    return letters.dropped(_after_yes("owe_follow_up", ""), user)


def _followed_up(user: User) -> Letter:
    return letters.followed_up(_after_yes("hold_follow_up", _("We look whether it fits the new hall.")), user)


def _corrected(user: User) -> Letter:
    why = _("I had forgotten that the painter sends an offer.")
    return letters.corrected(_occasion("revise_record", _idea(Status.CONFIRMING), why=why), user)


def _added(user: User) -> Letter:
    said = RecordAddition(text=_("Gate 4 has the same trouble, as we saw on the way back."))
    return letters.added(_occasion("add_to_record", _idea(Status.CLOSED), addition=said), user)


def _agreed(user: User) -> Letter:
    text, day = _("Count the lorries at gate 3 for a week."), clock.today() + 14 * DAYS
    points = [AgreedPoint(text=text, owner=user, carried_by=user, due_on=day)]
    return letters.agreed(_occasion("record", _idea(Status.CONFIRMING), points=points), user)


def _panel(user: User) -> Letter:
    seat = PanelSeat(user=user, due_at=clock.now() + 2 * DAYS)
    return letters.panel(_occasion("reviews_complete", seats=[seat]), user)


def _came_true(user: User) -> Letter:
    idea = _idea(Status.CLOSED, Outcome.DECLINED)
    occasion = _occasion("came_true", idea)
    vars(occasion)["elsewhere"] = lambda _user: Idea(pk=2, number=1402, title=idea.title)
    return letters.came_true(occasion, user)


def _passed_on(user: User) -> Letter:
    return letters.passed_on(_occasion("agree"), user)


def _notices() -> list[Notice]:
    lines = (
        _("“%(title)s”: please file your view by %(due)s."),
        _("“%(title)s”: %(actor)s has commented."),
        _("“%(title)s”: there is news of how it goes on."),
    )
    facts = _occasion("route").facts()
    return [Notice(text=line % facts, path="/ideas/sample0001/", idea=_idea()) for line in lines]


def _hazard_parts() -> dict[str, Any]:
    row = Hazard(idea=_idea(), reported_by=_partner(), owner=_partner(), due_at=clock.now() + DAYS / 4)
    return {"hazard": row}


def _waiting(**more: Any) -> Waiting:
    days = -DAYS if more.get("late") else DAYS
    return Waiting(_idea(), "review" if more.get("mine", True) else "in_review", clock.now() + days, **more)


def _how_it_stands() -> HowItStands:
    return HowItStands(on_time=31, danger=4, late=1, longest=(clock.now() - 26 * DAYS, 1284))


def _knock() -> Knock:
    answer = _("Both experts have looked at it; the decision comes next week.")
    return Knock(asked_by=User(pk=1, name="Samira Haddad"), due_at=clock.now() + 2 * DAYS, answer=answer)


LETTERS: tuple[tuple[Callable[[User], Letter], str], ...] = (
    (_receipt, ""),
    (_question, ""),
    (_result, ""),
    (_times, ""),
    (_which_times, ""),
    (_invitation, ""),
    (_cancelled, ""),
    (_notes, ""),
    (_closed, ""),
    (_moved, ""),
    (_message, ""),
    (_cosubmission, News.ASKED),
    (_carrying_out, News.ASKED),
    (_panel, News.ASKED),
    (_came_true, News.OWN),
    (_dropped, ""),
    (_followed_up, ""),
    (_corrected, ""),
    (_added, ""),
    (_agreed, News.ASKED),
    (_passed_on, News.ASKED),
    (lambda user: letters.digest(user, _notices()), DIGEST),
    (lambda user: letters.single(user, _notices()[0]), News.VIEWS),
    (lambda user: letters.gathered(user, _notices()), ""),
    (lambda user: letters.waiting(user, _waiting()), News.REMINDERS),
    (lambda user: letters.waiting(user, _waiting(late=True)), News.REMINDERS),
    (lambda user: letters.waiting(user, _waiting(late=True, mine=False)), News.REMINDERS),
    (lambda user: letters.waiting(user, _waiting(late=True, mine=False, named=False)), News.REMINDERS),
    (lambda user: letters.daily(user, [_waiting(late=True), _waiting()], _notices()), DIGEST),
    (lambda user: letters.quiet(_idea(Status.DECIDING), user, 2), News.QUIET),
    (lambda user: letters.monday(user, _how_it_stands()), News.MONDAY),
    (lambda user: letters.knock(_occasion("knock", knock=_knock()), user), News.DUTIES),
    (lambda user: letters.knock_answered(_occasion("answer_knock", knock=_knock()), user), ""),
    (lambda user: letters.hazard(_occasion("report_hazard", **_hazard_parts()), user), ""),
    (lambda user: letters.hazard_settled(_occasion("settle_hazard", **_hazard_parts()), user), ""),
    (lambda user: letters.hazard_late(_hazard_parts()["hazard"], user), ""),
    (lambda user: letters.standing_still(user, clock.now() - DAYS / 48), ""),
    (lambda user: letters.something_forgotten(user, [(_("ideas without an owner"), 1)]), ""),
    (lambda user: letters.running_again(user, clock.now() - DAYS / 24, clock.now()), ""),
)
"""Each kind and what it is to its reader; "" is always sent."""


# of signing in -------------------------------------------------------------------------------------------------

SIGNING_IN: tuple[str, ...] = (
    *("account/email/login_code", "account/email/password_reset_code", "account/email/email_confirmation"),
    *("account/email/email_confirmation_signup", "account/email/unknown_account"),
    *("account/email/account_already_exists", "account/email/signup_refused", "account/email/invitation"),
    *("account/email/password_changed", "account/email/password_set", "account/email/email_changed"),
    *("account/email/email_confirm", "mfa/email/webauthn_added", "mfa/email/webauthn_removed"),
    *("mfa/email/totp_activated", "mfa/email/totp_deactivated", "mfa/email/recovery_codes_generated"),
)


def _of_signing_in() -> Iterator[Sample]:
    link = f"{settings.SITE_URL}/accounts/sample/"
    facts = {
        "code": "PRBT-WZ4X",
        "domains": ["example.com"],
        "timestamp": clock.now(),
        "ip": "192.0.2.7",
        "from_email": "old@example.com",
        "to_email": "new@example.com",
        "site_name": settings.SITE_NAME,
    }
    for template in SIGNING_IN:
        kind = template.rpartition("/")[2]
        why = sign_in.why_invited() if kind == "invitation" else sign_in.why()
        more: dict[str, Any] = {}
        if kind == "invitation":
            more = {"link": link, "invitation": SimpleNamespace(invited_by=_partner())}
        elif kind == "account_already_exists":
            more = {"password_reset_url": link}
        message: Any = get_adapter().render_mail(
            template, "samira.haddad@example.com", {**facts, **more, "why": why}
        )
        yield Sample(f"sign_in.{kind}", str(message.subject), str(message.body), _html_of(message))


def _html_of(message: EmailMultiAlternatives) -> str:
    return next((str(content) for content, kind in message.alternatives if kind == "text/html"), "")

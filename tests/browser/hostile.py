"""Run as a process beside the company: types hostile words into every field, by the forms and verbs of the pages.

Compares what is stored with what was typed and prints, as JSON, the ideas by payload, the pairs of payload and field,
what a field refused, and every difference. What a form may change is `as_kept`: no more than blanks at both ends and
the spelling of line ends.
"""

import json
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from PIL import Image  # noqa: E402

from accounts.models import Department, Invitation, Membership, Topic, User  # noqa: E402
from accounts.people import confirm_address, invite  # noqa: E402
from accounts.scheme import keep  # noqa: E402
from ideas import clock, files, forms, workflow  # noqa: E402
from ideas.forms.agreed import STRANGER  # noqa: E402
from ideas.forms.fields import Line  # noqa: E402
from ideas.forms.people import ProfileForm  # noqa: E402
from ideas.forms.scheme import DepartmentForm, InvitationForm, PersonForm, RuleForm, TopicForm  # noqa: E402
from ideas.models import (  # noqa: E402
    AgreedPoint,
    Attachment,
    Comment,
    Event,
    Idea,
    InPersonTask,
    Notice,
    OutgoingMail,
    RoutingRule,
)
from ideas.rules import access_idea  # noqa: E402
from ideas.views.act_table import ACTS  # noqa: E402
from ideas.wording import in_one_line  # noqa: E402
from tests import factories as f  # noqa: E402
from tests.browser.payloads import PAYLOADS  # noqa: E402
from tests.journeys import book, fresh, some_day, working_day  # noqa: E402

BECAUSE = "Because of what the count of May has shown of idea no."
MOST_WRITTEN = 40
"""So many columns hold the words of one payload, at the least."""


@dataclass
class Typed:
    """What was typed where, for one payload."""

    n: int
    words: str
    cast: f.Cast
    fields: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def address(self, kind: str) -> str:
        """Of somebody who is not here yet."""
        return f"{kind}{User.objects.count()}@hostile.example.com"

    def line(self, length: int) -> str:
        """The words as a field of one line keeps them that takes so many signs."""
        return in_one_line(self.words[:length]).strip()

    def kept(self, name: str, stored: str, *, one_line: bool = False, typed: str = "") -> None:
        """Compares what a field holds now with what was typed into it."""
        self.fields.append(name)
        words = typed or self.words
        if stored != as_kept(in_one_line(words) if one_line else words):
            self.differences.append(f"{self.n} {name}: {stored!r} for {words!r}")

    def typed_into(self, name: str, idea: Idea) -> str:
        """The words; a reason is long enough, and nobody gives the same one twice."""
        return self.words if name != "reason_text" else f"{self.words} {BECAUSE} {idea.number}"

    def act(self, verb: str, idea: Idea, actor: User, /, *fields: str, **more: Any) -> Any:
        """What the page of a verb does: the form, then the verb. `fields` get the hostile words."""
        seen = access_idea(actor, idea.public_id)
        typed = {name: self.typed_into(name, seen) for name in fields}
        form = ACTS[verb].form({**more, **typed}, idea=seen, actor=actor)
        if not form.is_valid():
            self.refused.append(f"{verb}: {form.errors.as_json()[:200]}")
            more_valid = {**more, **dict.fromkeys(fields, f"Refused before. {BECAUSE} {seen.number}")}
            form = ACTS[verb].form(more_valid, idea=seen, actor=actor)
            assert form.is_valid(), (verb, form.errors)
        else:
            for name in fields:
                one_line = isinstance(form.fields[name], Line)
                stored = str(form.cleaned_data[name])
                self.kept(f"{verb}.{name}", stored, one_line=one_line, typed=typed[name])
        return ACTS[verb].perform(seen, actor, **form.facts())


def as_kept(words: str) -> str:
    """What a form makes of words: line ends as one sign, nothing before and after."""
    return words.replace("\r\n", "\n").strip()


def play(t: Typed) -> dict[str, str]:
    """All that can be written about ideas, once: six ideas in the end."""
    submitter = f.make_user(f"Person {t.n}", department=t.cast.logistics, email=t.address("h"))
    name(t, submitter)
    long = to_the_end(t, submitter)
    expert = User.objects.filter(assignments__idea=long, assignments__state="filed").first()
    return {
        "person": str(submitter.email),
        "expert": str(expert.email if expert else ""),
        "long": long.public_id,
        "held": asked_and_decided(t, submitter).public_id,
        "triage": settled_without_review(t, submitter).public_id,
        "withdrawn": taken_back(t, submitter).public_id,
        "unreached": not_reached(t, submitter).public_id,
        "draft": half_written(t, submitter).public_id,
    }


def name(t: Typed, person: User) -> None:
    """One's own name and telephone, and when one is reached, by one's own page."""
    typed = {"name": t.words[:150], "language": "en", "phone": t.words[:40], "reach_words": t.words[:200]}
    form = ProfileForm(typed, person=person)
    if form.is_valid():
        keep(person, **form.cleaned_data)
        person.refresh_from_db()
        t.fields += ["me.name", "me.phone", "me.reach_words"]
        if (person.name, person.phone, person.reach_words) != (t.line(150), t.line(40), t.line(200)):
            t.differences.append(f"{t.n} me: {person.name!r} {person.phone!r} {person.reach_words!r}")
    else:
        t.refused.append(f"me: {form.errors.as_json()[:200]}")


def handed_in(t: Typed, submitter: User) -> Idea:
    """By the form for handing in, with a file of that name; in review, and everybody may read it."""
    typed = {"text": t.words, "title": t.words[:150], "visibility": "everyone", "show_name": "on"}
    typed |= {"department": str(t.cast.logistics.pk)}
    form = forms.NewIdeaForm(typed, files={})
    if form.is_valid():
        facts = form.draft_fields() | {"text": form.cleaned_data["text"]}
    else:
        t.refused.append(f"new: {form.errors.as_json()[:200]}")
        facts = {"text": "Refused before.", "title": f"Refused {t.n}", "department": t.cast.logistics}
    idea = workflow.save_draft(submitter, **facts)
    picture = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "PNG")
    sent = SimpleUploadedFile(f"{t.words[:80].replace('/', '_')}.png", picture.getvalue())
    workflow.attach(idea, submitter, files=[files.check(sent)])
    t.fields += ["file.name"]
    idea = workflow.hand_in(idea, submitter)
    if form.is_valid():
        stored = fresh(idea)
        t.kept("idea.text", stored.text)
        t.fields.append("idea.title")
        if stored.title != t.line(150):
            t.differences.append(f"{t.n} title {stored.title!r}")
    t.act("glance", idea, f.owner_of(idea))
    return fresh(idea)


def second(t: Typed, person: User) -> User:
    return t.cast.coordinator1 if person != t.cast.coordinator1 else t.cast.coordinator2


def talk_about(t: Typed, idea: Idea) -> None:
    """What colleagues say below it."""
    cast = t.cast
    t.act("support", idea, cast.bystander, "sentence")
    t.act("comment", idea, cast.employee, "text")
    made = idea.comments.latest("pk")
    t.act("report_comment", idea, cast.bystander, "why", comment=made.public_id)
    t.act("comment", idea, cast.bystander, "text")
    gone = idea.comments.latest("pk")
    t.act("remove_comment", idea, f.owner_of(idea), "why", comment=gone.public_id)


def to_the_end(t: Typed, sam: User) -> Idea:
    """From handing in to news of the carrying out, with a talk that has every detour."""
    cast, idea = t.cast, handed_in(t, sam)
    boss = f.owner_of(idea)
    talk_about(t, idea)
    t.act("invite_cosubmitter", idea, sam, user=cast.colleague.email)
    t.act("join", idea, cast.colleague)
    t.act("note", idea, boss, "text")
    t.act("message", idea, boss, "text")
    t.act("message", idea, sam, "text")
    t.act("report_hazard", idea, sam, "why")
    t.act("knock", idea, sam)
    t.act("answer_knock", idea, boss, "text")
    for n, expert in enumerate(f.experts_of(idea)):
        word = ("adopt", "decline")[n % 2]
        t.act("review", idea, expert, "public_text", "internal_note", recommendation=word)
    t.act("note", idea, boss, "text", criterion="recommendation")
    lines = [f"holds_{review.assignment.reviewer_id}" for review in workflow.valid_reviews(fresh(idea))]
    t.act("conclude", idea, boss, "text", *lines, consensus="no")
    head = f.owner_of(idea)
    t.act("discuss", idea, head, "why")
    t.act("conclude", idea, boss, "text", consensus="yes")
    news = {"implementer": cast.it_expert1.email, "next_news_on": some_day().isoformat()}
    more = {"outcome": "adopted_in_part", "reason_code": "too_costly", **news}
    t.act("decide", idea, f.owner_of(idea), "reason_text", "would_change", "point", "alternative", **more)
    partner = f.owner_of(idea)
    when = working_day(3).strftime("%Y-%m-%dT%H:%M")
    place = {"time_1_at": when, "time_1_how": "in_person", "time_1_where": t.words[:200]}
    t.act("offer_slots", idea, partner, **place)
    named = {**place, "time_1_at": working_day(4).strftime("%Y-%m-%dT%H:%M")}
    t.act("suggest_slots", idea, sam, **named)
    t.fields += ["offer_slots.place", "suggest_slots.place"]
    book(idea)
    t.act("cancel_booking", idea, sam, "why")
    t.act("choose_channel", idea, sam, "words", channel="phone")
    t.act("change_partner", idea, second(t, partner), "why", to=str(second(t, partner).pk))
    partner = f.owner_of(idea)
    t.act("attempt", idea, partner, "note", channel="phone")
    record(t, idea, partner)
    t.act("confirm", idea, sam, "words", answer="not_understood")
    record(t, idea, f.owner_of(idea))
    t.act("confirm", idea, sam, "words", answer="disagree")
    t.act("co_answer", idea, cast.colleague, "words", answer="agree")
    settle(t, idea)
    t.act("add_to_record", idea, sam, "text")
    t.act("thank", idea, sam, "text")
    t.act("answer_survey", idea, sam, "words", understood="5", fair="5", again="9")
    t.act(
        "report_news", idea, cast.it_expert1, "text", state="in_work", next_news_on=some_day(40).isoformat()
    )
    t.act("hand_work_on", idea, cast.it_expert1, "why", to=cast.employee.email)
    t.act("report_news", idea, cast.employee, "text", state="not_carried_out")
    t.act("hold_follow_up", idea, idea.follow_ups.get().owner, "text", kind="held")
    return idea


def record(t: Typed, idea: Idea, partner: User) -> None:
    """The notes of a talk; who does what was agreed is nobody here, even where a colleague has that name."""
    held = (clock.now() - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M")
    until = some_day().isoformat()
    whom = {"point_1_who": t.words[:120], "point_1_is": STRANGER}
    agreed = {"point_1_what": t.words[:1000], **whom, "point_1_until": until}
    more = {"held_at": held, "channel": "phone", **agreed}
    t.act("record", idea, partner, "said", "thanks", "next_step", **more)
    t.fields += ["record.point_1_what", "record.point_1_who"]


def settle(t: Typed, idea: Idea) -> None:
    """What was agreed is handed on, and something came of it."""
    points = list(AgreedPoint.objects.open().of_idea(idea).select_related("carried_by"))
    if not points:
        return
    point = points[0]
    named = {"point": str(point.pk), "to": t.cast.employee.email}
    t.act("hand_point_on", idea, fresh(idea).coordinator, "why", **named)
    t.act("settle_point", idea, t.cast.employee, "result", point=str(point.pk))


def asked_and_decided(t: Typed, sam: User) -> Idea:
    """Questions, hand-overs, moved dates; declined, closed, and looked at again."""
    cast, idea = t.cast, handed_in(t, sam)
    boss, (one, two) = f.owner_of(idea), f.experts_of(idea)
    spare = next(e for e in (cast.expert1, cast.expert2, cast.expert3, cast.expert4) if e not in (one, two))
    t.act("ask", idea, one, "text")
    t.act("answer", idea, sam, "text")
    t.act("hand_over", idea, one, "why", to=str(spare.pk))
    t.act("decline_hand_over", idea, spare, "why")
    t.act("hand_over", idea, one, "why", to=str(spare.pk))
    t.act("accept_hand_over", idea, spare)
    t.act("move_due", idea, boss, "why", on=some_day(12).isoformat())
    t.act("move_promise", idea, boss, "why", on=some_day(60).isoformat())
    t.act("entrust", idea, boss, "why", to=str(second(t, boss).pk))
    f.file_reviews(idea, "adopt", "adopt_in_part")
    more = {"until": some_day(60).isoformat(), "reason_code": "timing"}
    t.act("defer", idea, f.owner_of(idea), "reason_text", **more)
    t.act("decline_talk", idea, sam, "words")
    return idea


def settled_without_review(t: Typed, sam: User) -> Idea:
    """Released to triage, proposed, refused, proposed again, agreed, appealed."""
    idea = handed_in(t, sam)
    boss = f.owner_of(idea)
    for row in idea.assignments.filter(state="open"):
        t.act("release", idea, boss, "why", assignment=str(row.pk))
    boss = f.owner_of(idea)
    more = {"outcome": "passed_on", "reason_code": "not_our_task", "passed_to_office": t.words[:200]}
    t.act("propose", idea, boss, "reason_text", **more)
    t.act("refuse", idea, second(t, boss), "why")
    exists = {"outcome": "exists_already", "reason_code": "exists", "where": t.words[:500]}
    codes = [code for code, _label in forms.ProposeForm.base_fields["reason_code"].choices]
    exists["reason_code"] = exists["reason_code"] if exists["reason_code"] in codes else codes[0]
    t.act("propose", idea, boss, "reason_text", **exists)
    t.act("agree", idea, second(t, boss))
    t.act("decline_talk", idea, sam, "words")
    t.act("appeal", idea, sam, "why")
    t.fields += ["propose.passed_to_office", "propose.where"]
    return idea


def taken_back(t: Typed, sam: User) -> Idea:
    """Sent elsewhere, withdrawn, taken up, withdrawn."""
    idea = handed_in(t, sam)
    t.act("route", idea, f.owner_of(idea), "why", department=str(t.cast.it.pk))
    t.act("withdraw", idea, sam, "why")
    t.act("take_up", idea, sam, "why")
    t.act("withdraw", idea, sam, "why")
    return idea


def not_reached(t: Typed, sam: User) -> Idea:
    """Three attempts and an account of them."""
    idea = handed_in(t, sam)
    f.file_reviews(idea, "decline", "decline")
    f.make_decision(t.cast, idea, "declined")
    partner = f.owner_of(idea)
    for days, channel in ((0, "phone"), (1, "written"), (2, "phone")):
        with clock.at(working_day(1 + days)):
            t.act("attempt", idea, partner, "note", channel=channel)
    with clock.at(working_day(5)):
        t.act("give_up", idea, partner, "account")
    return idea


def half_written(t: Typed, sam: User) -> Idea:
    """A draft."""
    form = forms.DraftForm({"text": t.words, "title": t.words[:150]})
    assert form.is_valid() or "\0" in t.words, form.errors
    idea = workflow.save_draft(sam, text=form.cleaned_data.get("text", "x"), **form.draft_fields())
    t.kept("draft.text", fresh(idea).text)
    return idea


WAYS = (
    "idea",
    "conversation__idea",
    "record__conversation__idea",
    "assignment__idea",
    "comment__idea",
    "round__idea",
)


GOES_ON = {("Proposal", "reason_text"), ("Decision", "reason_text"), ("Note", "text")}
"""Behind the words stands what makes a reason long enough and unlike the last ones, or who holds what."""


def compare_rows(t: Typed, ids: list[str]) -> None:
    """Every text of every row about these ideas: what begins like the words typed has to be them, to the letter."""
    words, exact = as_kept(t.words), 0
    for model in apps.get_app_config("ideas").get_models():
        columns = [
            c
            for c in model._meta.fields
            if c.get_internal_type() in ("CharField", "TextField") and not c.choices
        ]
        way = next((way for way in WAYS if leads(model, way)), None)
        if way is None or model in (Notice, OutgoingMail, InPersonTask):
            continue
        for row in model.objects.filter(**{f"{way}__public_id__in": ids}):
            for column in columns:
                stored = getattr(row, column.attname) or ""
                if stored in allowed(words, column) or (
                    (model.__name__, column.name) in GOES_ON and stored.startswith(words)
                ):
                    exact += 1
                elif len(words) > 7 and stored.startswith(words[:6]) and model is not Attachment:
                    t.differences.append(f"{t.n} {model.__name__}.{column.name}: {stored!r} for {words!r}")
    if not t.refused and exact < MOST_WRITTEN:
        t.differences.append(f"{t.n}: only {exact} rows hold the words")


def allowed(words: str, column: Any) -> set[str]:
    """What may stand in a column: the words, as far as they fit; in a column of one line without line breaks, as in
    the event that says what was thanked in one line."""
    limits = {None, column.max_length, 200, 150, 120}
    cut = {words[:limit].strip() for limit in limits} - {""}
    is_line = column.get_internal_type() == "CharField" or (column.model is Event and column.name == "why")
    one_line = {in_one_line(one) for one in cut} if is_line else set()
    return cut | one_line


def leads(model: Any, way: str) -> bool:
    """Whether a model has this way to an idea."""
    for step in way.split("__"):
        found = {one.name: one for one in model._meta.fields}.get(step)
        if found is None or found.related_model is None:
            return False
        model = found.related_model
    return bool(model is Idea)


def scheme(t: Typed) -> None:
    """What the idea office types: a department, a topic, a rule, a person, an invitation."""
    place = {"parent": str(t.cast.office.pk)}
    tail = f" {User.objects.count()}"
    saved(t, DepartmentForm({"name": t.words[:110].strip() + tail, **place}), Department(), "name")
    saved(
        t,
        TopicForm({"name": t.words[:50].strip() + tail, "position": "9"}),
        Topic(slug=f"hostile{tail}".replace(" ", "-")),
        "name",
    )
    rule = RuleForm({"words": t.words[:50], "department": str(t.cast.it.pk), "position": "900"})
    if rule.is_valid():
        RoutingRule.objects.create(**rule.facts())
        t.fields.append("rule.words")
    person = {
        "name": t.words[:150],
        "email": t.address("p"),
        "phone": t.words[:40],
        "language": "de",
    }
    saved(t, PersonForm(person), User(), "name", "phone")
    asked = InvitationForm({"name": t.words[:150], "email": t.address("i")})
    if asked.is_valid():
        invite(email=t.address("i"), name=asked.cleaned_data["name"], invited_by=t.cast.admin)
        stored = Invitation.objects.latest("pk").name
        t.fields.append("invitation.name")
        if stored != t.line(150):
            t.differences.append(f"{t.n} invitation {stored!r}")


def saved(t: Typed, form: Any, row: Any, *names: str) -> None:
    """A row of the scheme, as its page keeps it."""
    if not form.is_valid():
        t.refused.append(f"{type(row).__name__}: {form.errors.as_json()[:200]}")
        return
    typed = {name: in_one_line(form.data[name]).strip() for name in names}
    keep(row, **{k: v for k, v in form.facts().items() if k != "topics"})
    row.refresh_from_db()
    for one, words in typed.items():
        t.fields.append(f"{type(row).__name__.lower()}.{one}")
        if getattr(row, one) != words:
            t.differences.append(f"{t.n} {type(row).__name__}.{one}: {getattr(row, one)!r} for {words!r}")


def cast_of_the_company() -> f.Cast:
    """The cast that is there already, with a name for each."""
    d = {name: Department.objects.get(name=name) for name in ("Idea office", "Logistics", "IT")}
    cast = f.Cast(d["Idea office"], d["Logistics"], d["IT"])
    for n in (1, 2, 3, 4):
        cast.people[f"expert{n}"] = User.objects.get(name=f"Logistics Expert {n}")
    for n in (1, 2):
        cast.people[f"coordinator{n}"] = User.objects.get(name=f"Logistics Coordinator {n}")
    for name in ("colleague", "employee", "bystander"):
        cast.people[name] = User.objects.get(name=f"{name.title()} Example")
    cast.people |= {
        "admin": User.objects.get(name="Ada Admin"),
        "it_expert1": User.objects.get(name="IT Expert 1"),
    }
    return cast


def main(every: int) -> None:
    cast = cast_of_the_company()
    Membership.objects.update(cap=5000)
    told: dict[str, Any] = {"ideas": {}, "pairs": 0, "refused": [], "differences": [], "mails": []}
    before = OutgoingMail.objects.latest("created_at").created_at
    for n, words in list(enumerate(PAYLOADS))[::every]:
        t = Typed(n, words, cast)
        scheme(t)
        told["ideas"][n] = play(t)
        compare_rows(t, [one for name, one in told["ideas"][n].items() if name not in ("person", "expert")])
        Comment.objects.update(created_at=clock.now() - timedelta(days=1))  # so many an hour are allowed
        told["pairs"] += len(t.fields)
        told["refused"] += [f"{n} {one}" for one in t.refused]
        told["differences"] += t.differences
    hostile = User.objects.filter(email__endswith="@hostile.example.com")
    from_company = User.objects.exclude(password="").values_list("password", flat=True)[0]
    hostile.update(password=from_company)
    for person in hostile:
        confirm_address(person)
    told["mails"] = OutgoingMail.objects.filter(created_at__gt=before).exclude(html="").count()
    told["files"] = list(Attachment.objects.values_list("name", flat=True))[-3:]
    sys.stdout.write("\n" + json.dumps(told) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))

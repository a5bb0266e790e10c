"""What the ideas of `canaries` leave out: appeals, answers without review, places to talk, a cap passed over, an idea
from elsewhere; and words beside ideas: of people, of the machinery, and in the tables of the libraries.

With these every field of `fields` that holds a secret holds a word on the stage.
"""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import override_settings

from accounts import people
from accounts.models import Department, Membership, User
from ideas import clock, conversation, importing, workflow
from ideas.models import Idea, InPersonTask, MailServer, OutgoingMail, RoutingRule, TalkDraft
from ideas.workflow import Agreed, Time
from tests.access.canaries import ENOUGH, SECRETS, Planted, back_to_triage, begun, decided, with_view
from tests.access.facts import changed
from tests.factories import experts_of, free_time, make_cast, owner_of
from tests.journeys import book, fresh, some_day


def plant_all() -> Planted:
    """Everything: people first, as letters name their telephones. The submitter's line manager is an expert, too."""
    planted = Planted(make_cast())
    cast = planted.cast
    Membership.objects.create(user=cast.manager, department=cast.logistics, role="reviewer")
    of_people(planted)
    planted.plant(SECRETS | BESIDE)
    of_machinery(planted)
    return planted


def other_keeper(planted: Planted, idea: Idea) -> User:
    """A coordinator of the department who does not own it."""
    cast = planted.cast
    return cast.coordinator1 if owner_of(idea) != cast.coordinator1 else cast.coordinator2


def notes_of(planted: Planted, readers: list[User]) -> dict[str, str]:
    """Notes of a talk, with a word in each part."""
    return {
        name: f"We looked at both gates with {planted.word(name, readers)}"
        for name in ("said", "thanks", "next_step")
    }


def appealed(planted: Planted) -> Idea:
    """Everybody may read it; declined and looked at again, with somebody of another department who is heard."""
    p, cast = planted, planted.cast
    idea, _partner = decided(p, "appealed")
    talking = [*p.keepers, *p.authors]
    book(idea)
    conversation.record(idea, owner_of(idea), **notes_of(p, talking))
    conversation.confirm(idea, cast.submitter, answer="agree")
    point = next(one.text for one in workflow.points_of(idea) if one.text.startswith("We looked at"))
    why = p.word("appeal", [*talking, cast.decider, *p.experts])
    workflow.appeal(idea, cast.submitter, why=f"The gate was moved. {why}", points=[point])
    again = experts_of(idea)
    before = {word for word in p.readers if word not in p.about and word.startswith(("public", "internal"))}
    with override_settings(APPEAL_PANEL=1):
        for expert, other in zip(again, reversed(again), strict=True):
            with_view(p, idea, expert, "adopt", [other])
    heard = idea.panel.select_related("user").get().user
    said = p.word("panel", [*p.keepers, cast.decider, heard])
    workflow.speak(idea, heard, view="overturn", text=f"It was moved indeed. {said}")
    for word in p.readers.keys() - p.about.keys():
        if word in before:  # views of the first round are no secret from those who look again
            p.readers[word] |= {one.pk for one in again}
        if word == why or word in point or word.startswith("public"):
            p.readers[word].add(heard.pk)
        if word in point:
            p.readers[word] |= {one.pk for one in (cast.decider, *p.experts)}
        p.told[word] |= p.readers[word]
    return fresh(idea)


def without_review(planted: Planted, outcome: str, **words: Any) -> Idea:
    """Everybody may read it; a triage outcome is proposed."""
    idea = begun(planted, outcome, planted.everybody)
    back_to_triage(planted, idea)
    workflow.propose(idea, owner_of(idea), outcome=outcome, **words)
    return idea


def elsewhere(planted: Planted) -> Idea:
    """Answered without review: it exists already."""
    p = planted
    reason = f"{ENOUGH} {p.word('reason', p.everybody)}"
    where = f"In hall four. {p.word('where', p.everybody)}"
    idea = without_review(p, "exists_already", reason_code="already_exists", reason_text=reason, where=where)
    workflow.agree(idea, other_keeper(p, idea))
    return idea


def passed_on(planted: Planted) -> Idea:
    """Answered without review: an office outside sees to it."""
    p = planted
    reason = f"{ENOUGH} {p.word('reason', p.everybody)}"
    office = f"Works {p.word('office', p.everybody)}"
    words = {"reason_code": "not_our_task", "reason_text": reason, "passed_to_office": office}
    idea = without_review(p, "passed_on", **words)
    workflow.agree(idea, other_keeper(p, idea))
    return idea


def waiting(planted: Planted) -> Idea:
    """An answer without review that nobody has agreed to."""
    p = planted
    handlers = [*p.keepers, p.cast.decider, *p.experts]
    reason = f"{ENOUGH} {p.word('proposal', handlers)}"
    where = f"In hall five. {p.word('where', handlers)}"
    office = f"Works {p.word('office', handlers)}"
    words = {
        "reason_code": "already_exists",
        "reason_text": reason,
        "where": where,
        "passed_to_office": office,
    }
    return without_review(p, "exists_already", **words)


def offered(planted: Planted) -> Idea:
    """Everybody may read it; times with places are offered, and a message of the partner is begun."""
    p = planted
    idea, partner = decided(p, "offered")
    talking = [*p.keepers, *p.authors]
    times = [Time(free_time() + timedelta(days=n), place=f"Room {p.word('place', talking)}") for n in (1, 2)]
    conversation.offer_slots(idea, partner, times=times)
    facts = {"said": f"We are looking. {p.word('begun', [partner])}"}
    workflow.keep_draft(idea, partner, kind=TalkDraft.Kind.RECORD, facts=facts)
    return idea


def meeting(planted: Planted) -> Idea:
    """Everybody may read it; a time with a place is booked for the second talk, as the first left something open."""
    p, cast = planted, planted.cast
    idea, partner = decided(p, "meeting")
    talking = [*p.keepers, *p.authors]
    book(idea)
    points = [
        Agreed(f"Count them. {p.word('agreed', talking)}", partner, due_on=some_day()),
        Agreed(
            f"An offer. {p.word('agreed', talking)}",
            None,
            f"Painter {p.word('painter', talking)}",
            some_day(),
        ),
    ]
    conversation.record(idea, partner, points=points, **notes_of(p, talking))
    first = idea.conversations.get().record.points.earliest("position")
    workflow.settle_point(idea, partner, point=first, result=f"Forty a day. {p.word('result', talking)}")
    words = p.word("answer", talking)
    conversation.confirm(idea, cast.submitter, answer="not_understood", words=f"Why so late? {words}")
    place = [Time(free_time(), place=f"Room {p.word('place', talking)}")]
    talk = conversation.offer_slots(idea, owner_of(idea), times=place)
    conversation.book(idea, cast.submitter, slot=talk.slots.latest("pk"))
    return idea


def over_the_cap(planted: Planted) -> Idea:
    """Everybody may read it; somebody got more than they had agreed to, with a reason."""
    p, cast = planted, planted.cast
    idea = begun(p, "crowded", p.everybody)
    asked = experts_of(idea)
    third = next(one for one in p.experts if one not in asked)
    Membership.objects.filter(user=third).update(cap=1)
    why = p.word("cap", [*p.keepers, cast.decider, *asked, third])
    workflow.assign(idea, owner_of(idea), reviewers=[third], over_cap_reason=f"Nobody else knows it. {why}")
    return idea


def from_elsewhere(planted: Planted) -> Idea:
    """Everybody may read it; it came by a file, from a place that the page names and under a key that it does not."""
    p, cast = planted, planted.cast
    title, text, url = (p.word(kind, p.everybody) for kind in ("title", "text", "url"))
    key = p.word("key", [])
    row = {
        "external_id": key,
        "title": f"Gate {title}",
        "text": f"A gate. {text}",
        "source_url": f"https://wiki.example.com/{url}",
        "department": cast.logistics.name,
    }
    taken = list(importing.take([(2, row)], actor=cast.admin, stand_in=cast.submitter))
    assert taken[-1].imported == 1, taken
    idea = Idea.objects.get(external_id=key)
    p.titles |= {title: idea, text: idea}
    workflow.glance(idea, owner_of(idea))
    return idea


BESIDE = {
    "appealed": appealed,
    "elsewhere": elsewhere,
    "passed_on": passed_on,
    "waiting": waiting,
    "offered": offered,
    "meeting": meeting,
    "crowded": over_the_cap,
    "imported": from_elsewhere,
}


def of_people(planted: Planted) -> None:
    """Address, numbers, times and password of everybody."""
    p, cast = planted, planted.cast
    talking = [*p.keepers, *p.authors]
    for person in p.everybody:
        known = [person, cast.admin]
        talks = [*known, *(talking if person in talking else ())]
        word = p.keep(str(person.email).partition("@")[0], talks)
        EmailAddress.objects.get_or_create(user=person, email=f"{word}@example.com")
        person.personnel_number = p.word("number", known).upper()
        asked = [*talks, *(p.keepers if person in p.experts else ())]
        person.phone = p.word("phone", p.everybody if "Coordinator" in person.name else asked)
        person.reach_words = p.word("reach", talks if person in p.authors else known)
        person.password = p.word("password", [])
        person.save()


def of_machinery(planted: Planted) -> None:
    """Rules, invitations, what the mail server says, days of a department, a slip, and tables of the libraries."""
    p, cast = planted, planted.cast
    office = [cast.admin]
    RoutingRule.objects.create(department=cast.logistics, words=[p.word("rule", office)], position=7)
    invited = [p.word(kind, office) for kind in ("invited", "number", "name")]
    address = f"{invited[0]}@example.com"
    p.by_letter[address] = set(invited)
    people.invite(
        email=address,
        personnel_number=invited[1],
        name=f"Nia {invited[2]}",
        invited_by=cast.admin,
        department=cast.logistics,
    )
    on_paper = [
        p.word(kind, office) for kind in ("number", "name")
    ]  # shown by the number, for want of an address
    people.invite(personnel_number=on_paper[0], name=f"Pia {on_paper[1]}", invited_by=cast.admin)
    MailServer.objects.create(
        name="default", down_since=clock.now(), next_probe_at=clock.now(), reason=p.word("server", office)
    )
    failed = OutgoingMail.objects.filter(to_user=cast.employee).earliest("created_at")
    refused = {"state": "quarantined", "error": f"550 {p.word('refusedby', office)}", "attempts": 5}
    changed(OutgoingMail.objects.filter(pk=failed.pk), **refused)
    days = {(clock.today() + timedelta(days=200)).isoformat(): f"Fair {p.word('fair', office)}"}
    changed(Department.objects.filter(pk=cast.logistics.pk), days_off=days)
    InPersonTask.objects.create(
        user=cast.submitter,
        idea=p.ideas["asked"],
        coordinator=cast.coordinator1,
        text=f"Tell Sam. {p.word('slip', p.keepers, [cast.submitter])}",
    )
    LogEntry.objects.create(
        user=cast.admin,
        content_type=ContentType.objects.get_for_model(User),
        action_flag=CHANGE,
        object_repr=p.word("repr", []),
        change_message=p.word("change", []),
    )
    Authenticator.objects.create(
        user=cast.observer, type=Authenticator.Type.TOTP, data={"secret": p.word("totp", [])}
    )

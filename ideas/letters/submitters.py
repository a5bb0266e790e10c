"""The letters to those who handed an idea in: receipt, question, result, moved dates, messages.

One function a letter; each is given the occasion and its reader and runs in the reader's language. None names an
outcome in its subject, and nothing internal is within their reach.
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import days, deadlines, wording
from ideas.letters import places
from ideas.letters.letter import Letter, Part, Quote, hello, no_button_acts
from ideas.letters.occasion import Occasion
from ideas.models import Channel, Conversation, Round


def because_yours(o: Occasion, always: str) -> str:
    """The footer for submitters: why they get it, and that it cannot be switched off."""
    because = _("You get this because you handed in idea no. %(number)s.") % {"number": o.idea.number}
    return f"{because} {always} {no_button_acts()}"


def contact(o: Occasion) -> tuple[tuple[str, str], ...]:
    """Name and telephone of the person who looks after it."""
    person = o.contact
    if person is None:
        return ()
    facts = ((_("Your contact"), person.name),)
    return (*facts, (_("Telephone"), person.phone)) if person.phone else facts


def receipt(o: Occasion, user: Any) -> Letter:
    """The idea is here: number, promise, and who looks after it; for each new round as well."""
    idea, facts = o.idea, o.facts()
    return Letter(
        kind="receipt",
        subject=_("Your idea no. %(number)s: you have our answer by %(promise)s") % facts,
        headline=_RECEIPT_HEADLINES.get(idea.round.cause, _RECEIPT_HEADLINES["handed_in"])(),
        greeting=hello(user),
        paragraphs=(_receipt_opening(o, user) % facts, _what_happens_now(o) % facts),
        facts=(
            (_("Number"), str(idea.number)),
            (_("Our answer by"), days.named(idea.promise_at)),
            *contact(o),
        ),
        button_label=_("See how it stands"),
        path=places.idea(idea),
        after=(_("Thank you for telling us."),),
        why=because_yours(o, _("Receipts always come by mail.")),
    )


_RECEIPT_HEADLINES = {
    "handed_in": lambda: _("Your idea has arrived"),
    "appeal": lambda: _("We take a second look"),
    "taken_up": lambda: _("Your idea is under way again"),
    "returned": lambda: _("We look at your idea again"),
}


def _receipt_opening(o: Occasion, user: Any) -> str:
    cause = o.idea.round.cause
    if cause == Round.Cause.APPEAL:
        return _("Other experts look at your idea “%(title)s” once more. You have our answer by %(promise)s.")
    if cause == Round.Cause.RETURNED:
        return _("Your idea “%(title)s” was on hold until today. You have our answer by %(promise)s.")
    if cause == Round.Cause.TAKEN_UP:
        return _("You have taken your idea “%(title)s” up again. You have our answer by %(promise)s.")
    if o.event.actor_id != user.pk and o.event.actor is not None:
        return _(
            "%(actor)s has handed in the idea “%(title)s” for you. It is yours and has number %(number)s. "
            "You have our answer by %(promise)s."
        )
    return _("Your idea “%(title)s” has arrived as number %(number)s. You have our answer by %(promise)s.")


def _what_happens_now(o: Occasion) -> str:
    if o.idea.round.cause == Round.Cause.RETURNED:
        return _("The views of the experts are kept; now it is to be decided.")
    if o.data.get("plan") == "review" and o.data.get("lead"):
        return _(
            "Experts from %(departments)s look at it now. %(contact)s takes care that nothing is forgotten."
        )
    return _("%(contact)s now finds the right experts for it.")


def question(o: Occasion, user: Any) -> Letter:
    """Somebody asks the submitter something, by a date."""
    idea, asked = o.idea, o.questions[0]
    facts = o.facts() | {"due": days.named(idea.due_at)}
    return Letter(
        kind="question",
        subject=_("Your idea no. %(number)s: a question for you, by %(due)s") % facts,
        headline=_("A question for you"),
        greeting=hello(user),
        paragraphs=(
            _("%(actor)s has a question about your idea “%(title)s”. Please answer by %(due)s.") % facts,
            Quote(asked.text),
        ),
        button_label=_("Read and answer"),
        path=places.idea(idea, "turn"),
        after=(
            _(
                "A short answer is enough. While we wait for it, our promise waits with it, by ten days at most."
            ),
            *_or_call(o),
        ),
        why=because_yours(o, _("Questions always come by mail.")),
    )


def _or_call(o: Occasion) -> tuple[str, ...]:
    person = o.contact
    if person is None or not person.phone:
        return ()
    facts = {"name": person.name, "phone": person.phone}
    return (_("You would rather say it? Call %(name)s: %(phone)s") % facts,)


def result(o: Occasion, user: Any) -> Letter:
    """The decision is there to be read, and times to talk it through are offered. Only a slip says the outcome."""
    facts = o.facts()
    return Letter(
        kind="result",
        subject=_("Your idea no. %(number)s: the answer is here") % facts,
        headline=_("The answer to your idea is here"),
        greeting=hello(user),
        paragraphs=(_decided_words(o, facts), *_understood(o, facts), *_talk_words(o)),
        facts=slot_facts(o),
        button_label=_("Read the answer, choose a time") if o.slots else _("Read the answer"),
        path=places.idea(o.idea, "result"),
        after=(*_other_ways(o), _("Thank you for telling us.")),
        on_paper=_answer(o),
        why=because_yours(o, _("Results always come by mail.")),
    )


def _answer(o: Occasion) -> tuple[Part, ...]:
    """Outcome and reasons, for whoever is told in person."""
    decision = o.decision
    if decision is None:
        return ()
    said: list[Part] = [_("The answer: %(outcome)s.") % {"outcome": wording.outcome_words(o.idea, True)}]
    if decision.reason_text:
        said.append(Quote(decision.reason_text))
    if decision.would_change:
        said += [_("What would change this answer"), Quote(decision.would_change)]
    if decision.where:
        said.append(Quote(decision.where))
    return tuple(said)


def _decided_words(o: Occasion, facts: dict[str, Any]) -> str:
    words = (
        _("Your idea “%(title)s” has been decided. You can read the decision and the reasons now.") % facts
    )
    decision = o.decision
    if decision is None:
        return words
    calendar = deadlines.calendar_of(o.idea)
    promised = deadlines.local_day(decision.promise_at, calendar)
    early = (promised - deadlines.local_day(decision.decided_at, calendar)).days
    if early < 1:
        return words
    return ngettext(
        "Your idea “%(title)s” has been decided, %(n)d day before the date we gave you. "
        "You can read the decision and the reasons now.",
        "Your idea “%(title)s” has been decided, %(n)d days before the date we gave you. "
        "You can read the decision and the reasons now.",
        early,
    ) % {**facts, "n": early}


def _understood(o: Occasion, facts: dict[str, Any]) -> tuple[Part, ...]:
    """The idea in the decider's own words, where they gave them; what follows from it stands on the page alone."""
    if o.decision is None or not o.decision.point:
        return ()
    return (_("%(actor)s has understood it like this:") % facts, Quote(o.decision.point))


def _talk_words(o: Occasion) -> tuple[str, ...]:
    talk = o.conversation
    if talk is None:
        return ()
    facts: dict[str, Any] = {"name": talk.partner.name}
    if talk.channel == Channel.WRITTEN and not o.slots:
        return (_("%(name)s explains it to you in writing, or in a talk if you prefer that.") % facts,)
    if not o.slots:
        return (_("%(name)s would like to talk it through with you and will offer you times.") % facts,)
    facts |= {"minutes": o.slots[0].minutes, "day": days.named(o.choose_by())}
    if talk.channel == Channel.WRITTEN:
        return (
            _("%(name)s explains it to you in writing. If you would rather talk, take one of these times.")
            % facts,
        )
    return (
        _(
            "%(name)s would like to talk it through with you, for %(minutes)s minutes in working time. "
            "Please choose a time by %(day)s:"
        )
        % facts,
    )


def slot_facts(o: Occasion) -> tuple[tuple[str, str], ...]:
    """The times offered: when, and where or how."""
    return tuple((days.clocked(slot.starts_at), how(slot)) for slot in o.slots)


def how(slot: Any) -> str:
    """ "in person, break room" or "by phone"."""
    label = str(Channel(slot.channel).label)
    return f"{label}, {slot.place}" if slot.place else label


def _other_ways(o: Occasion) -> tuple[str, ...]:
    talk = o.conversation
    if talk is None or not o.slots:
        return ()
    words = _("If none of them suits you, or you would rather have it in writing, say so on the same page.")
    return (f"{words} {call(talk)}".strip(),)


def call(talk: Conversation) -> str:
    """Whom to call about the talk; empty where there is no number."""
    partner = talk.partner
    if not partner.phone:
        return ""
    return _("Or call %(name)s: %(phone)s") % {"name": partner.name, "phone": partner.phone}


def moved(o: Occasion, user: Any) -> Letter:
    """A date was moved by a person, and why."""
    new, old = o.moment("new"), o.moment("old")
    facts = o.facts() | {"new": days.named(new) if new else "", "old": days.named(old) if old else ""}
    answer = o.event.kind == "move_promise"
    paragraphs: tuple[Part, ...] = (
        _("You have our answer to your idea “%(title)s” by %(new)s, not by %(old)s as we had said.") % facts
        if answer
        else _("The present step of your idea “%(title)s” now takes until %(new)s, not %(old)s.") % facts,
        _("%(actor)s moved the date for this reason:") % facts,
        Quote(o.event.why),
    )
    kept = _("Our promise stands: you have our answer by %(promise)s.") % facts
    return Letter(
        kind="moved",
        subject=_("Your idea no. %(number)s: a new date, %(new)s") % facts,
        headline=_("A date has moved"),
        greeting=hello(user),
        paragraphs=paragraphs,
        button_label=_("See how it stands"),
        path=places.idea(o.idea),
        after=(
            *(() if answer or not o.idea.is_open or o.idea.outcome else (kept,)),
            *_answers_go_to(o, user),
        ),
        why=because_yours(o, _("Moved dates always come by mail.")),
        sender=o.event.actor,
    )


def _answers_go_to(o: Occasion, user: Any) -> tuple[str, ...]:
    """Who reads an answer to the mail; nothing for whom it is told in person."""
    actor = o.event.actor
    if actor is None or not (actor.email and user.email):
        return ()
    return (_("If you answer this mail, %(name)s reads it.") % {"name": actor.name},)


def message(o: Occasion, user: Any) -> Letter:
    """Somebody who looks after the idea has written."""
    facts = o.facts()
    return Letter(
        kind="message",
        subject=_("Your idea no. %(number)s: %(actor)s has written to you") % facts,
        headline=_("A message for you"),
        greeting=hello(user),
        paragraphs=(
            _("%(actor)s has written to you about your idea “%(title)s”:") % facts,
            Quote(o.message.text),
            *_files_lie_with_it(o),
        ),
        button_label=_("Read and answer"),
        path=places.idea(o.idea, "written" if _in_writing(o) else "messages"),
        why=because_yours(o, _("What people write to you always comes by mail.")),
    )


def _in_writing(o: Occasion) -> bool:
    """Whether the message is part of the talk itself."""
    talk = o.conversation if o.idea.status == o.idea.Status.CONVERSATION else None
    return bool(talk) and talk.channel == Channel.WRITTEN


def _files_lie_with_it(o: Occasion) -> tuple[str, ...]:
    """That there is more to see on the page; a mail carries no files of others."""
    count = o.data.get("file_count", 0)
    if not count:
        return ()
    words = ngettext(
        "A file lies with it; it is for those who talk with each other alone.",
        "%(n)d files lie with it; they are for those who talk with each other alone.",
        count,
    )
    return (words % {"n": count},)


def closed(o: Occasion, user: Any) -> Letter:
    """The last of the ordinary mails: how it ended, what goes on, and what can still be done."""
    idea, facts = o.idea, o.facts()
    return Letter(
        kind="closed",
        subject=_("Your idea no. %(number)s: how it goes on") % facts,
        headline=_("Thank you for your idea"),
        greeting=hello(user),
        paragraphs=(_ending(o) % facts, *_what_goes_on(o)),
        facts=((_("Result"), wording.outcome_words(idea, viewer_is_submitter=True)),),
        button_label=_("See how it goes on"),
        path=places.idea(idea),
        after=(
            *_what_can_be_done(o),
            _kept(),
            _("Thank you for telling us. The next idea is welcome any time."),
        ),
        why=because_yours(o, _("The end of an idea always comes by mail.")),
    )


def _kept() -> str:
    """That there is something to keep."""
    return _("The whole story, also as a PDF to keep, is one click from there.")


def _ending(o: Occasion) -> str:
    if o.idea.status == o.idea.Status.DEFERRED:
        return _("Your idea “%(title)s” rests until %(due)s. Then we look at it again by ourselves.")
    if o.idea.outcome in ("adopted", "adopted_in_part"):
        return _("The talk about your idea “%(title)s” is done; the idea itself goes on.")
    endings = {
        "held_unconfirmed": _(
            "We have not heard from you about the notes of our talk, so your idea “%(title)s” is closed now."
        ),
        "unreachable": _("We could not reach you for a talk, so your idea “%(title)s” is closed now."),
        "declined": _("You needed no talk about your idea “%(title)s”, so it is closed now."),
        "leaver": _("Your idea “%(title)s” is closed now. You can read the result and the reasons."),
    }
    kind = o.data.get("closes_as", "")
    return endings.get(kind) or _("We have talked about your idea “%(title)s”, and it is closed now.")


def _what_goes_on(o: Occasion) -> tuple[str, ...]:
    track = (
        getattr(o.idea, "implementation", None) if o.idea.outcome in ("adopted", "adopted_in_part") else None
    )
    if track is None or not track.next_news_on:
        return ()
    facts = {"name": track.owner.name, "day": days.named(track.next_news_on)}
    return (_("%(name)s carries it out and tells how it goes on %(day)s.") % facts,)


def _what_can_be_done(o: Occasion) -> tuple[str, ...]:
    if o.idea.status != o.idea.Status.CLOSED or o.idea.closed_at is None:
        return ()
    words = []
    if o.data.get("closes_as") == "held_unconfirmed":
        until = o.idea.closed_at + timedelta(days=deadlines.REOPEN_DAYS)
        words.append(
            _("If something stayed unclear, you can open the talk again until %(day)s.")
            % {"day": days.named(until)}
        )
    if o.idea.outcome != "adopted" and o.idea.round.cause != Round.Cause.APPEAL:
        until = o.idea.closed_at + timedelta(days=deadlines.APPEAL_DAYS)
        words.append(
            _("If something was overlooked, you can ask for a second look until %(day)s.")
            % {"day": days.named(until)}
        )
    return tuple(words)

"""The letters about the talk: times, the appointment with its calendar file, the notes to check.

To submitters and, for the appointment, to the partner as well.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ideas import calendar_files, days, outbox, wording
from ideas.letters import places
from ideas.letters.letter import Letter, Part, Quote, hello, no_button_acts
from ideas.letters.occasion import Occasion
from ideas.letters.submitters import because_yours, call, how, slot_facts
from ideas.models import Appointment, Idea


def times(o: Occasion, user: Any) -> Letter:
    """Times to choose from, offered after the result was told."""
    talk = o.conversation
    facts = o.facts() | {
        "name": talk.partner.name if talk else o.actor_name,
        "day": days.named(o.choose_by()),
    }
    return Letter(
        kind="times",
        subject=_("Your idea no. %(number)s: times for our talk, please choose by %(day)s") % facts,
        headline=_("When shall we talk?"),
        greeting=hello(user),
        paragraphs=(
            _("%(name)s offers you times to talk about your idea “%(title)s”. Please choose one by %(day)s:")
            % facts,
        ),
        facts=slot_facts(o),
        button_label=_("Choose a time"),
        path=places.idea(o.idea, "talk"),
        after=(
            _("If none of them suits you, or you would rather have it in writing, say so on the same page."),
            *([call(talk)] if talk and call(talk) else []),
        ),
        why=because_yours(o, _("What concerns our talk always comes by mail.")),
    )


def which_times(o: Occasion, user: Any) -> Letter:
    """The partner asks for times that suit, in place of offering some."""
    talk = o.conversation
    facts = o.facts() | {
        "name": talk.partner.name if talk else o.actor_name,
        "day": days.named(o.choose_by()),
    }
    return Letter(
        kind="which_times",
        subject=_("Your idea no. %(number)s: when does a talk suit you? Please say by %(day)s") % facts,
        headline=_("When shall we talk?"),
        greeting=hello(user),
        paragraphs=(
            _(
                "%(name)s would like to talk with you about your idea “%(title)s”, and asks you to name times "
                "that suit you, in your working time. Please do so by %(day)s; %(name)s takes one of them."
            )
            % facts,
        ),
        button_label=_("Name times"),
        path=places.idea(o.idea, "talk"),
        after=(
            _("If you would rather have it in writing, say so on the same page."),
            *([call(talk)] if talk and call(talk) else []),
        ),
        why=because_yours(o, _("What concerns our talk always comes by mail.")),
    )


def invitation(o: Occasion, user: Any) -> Letter:
    """The time is booked: when, where, with whom; the calendar file lies in it."""
    facts = _appointment_facts(o)
    with_whom = _others(o, user)
    return Letter(
        kind="invitation",
        subject=_("%(ideas)s: our talk on %(when)s") % facts,
        headline=_("Our talk is booked"),
        greeting=hello(user),
        paragraphs=(
            _(
                "The talk about the idea “%(title)s” is on %(when)s, for %(minutes)s minutes in paid working "
                "time."
            )
            % facts,
        ),
        facts=(
            (_("When"), facts["when"]),
            (_("Where"), facts["how"]),
            (_("With"), with_whom.name),
            *([(_("About"), facts["ideas"])] if len(o.numbers) > 1 else []),
            *([(_("Telephone"), with_whom.phone)] if with_whom.phone else []),
        ),
        button_label=_("See what we will talk about"),
        path=places.idea(o.idea, "talk"),
        after=(
            _("The file with this mail puts it into your calendar."),
            _("If you cannot come after all, cancel it on the same page, and we find another time."),
        ),
        why=_why(o, user),
        attachments=(_calendar(o, user, "REQUEST"),),
    )


def cancelled(o: Occasion, user: Any) -> Letter:
    """The appointment is off; the calendar file takes it out again."""
    facts = _appointment_facts(o)
    if left := _still_about(o, user):
        return _without_this(o, user, facts, left)
    return Letter(
        kind="cancelled",
        subject=_("%(ideas)s: our talk on %(when)s is off") % facts,
        headline=_("The talk is off"),
        greeting=hello(user),
        paragraphs=(
            _("The talk about the idea “%(title)s” on %(when)s does not take place.") % facts,
            *_said_to_it(o, user),
            _("It is not forgotten: we find another time, or another way to talk."),
        ),
        button_label=_("Find another time"),
        path=places.idea(o.idea, "talk"),
        why=_why(o, user),
        attachments=(_calendar(o, user, "CANCEL"),),
    )


def _said_to_it(o: Occasion, user: Any) -> tuple[Part, ...]:
    """What whoever cancelled it wrote for the other; reasons for another partner are for colleagues."""
    event = o.event
    if event.kind not in ("cancel_booking", "choose_channel") or not event.why or event.actor_id == user.pk:
        return ()
    return (_("%(actor)s writes:") % o.facts(), Quote(event.why))


def _still_about(o: Occasion, user: Any) -> list[int]:
    """The numbers of the reader's ideas for which the appointment stands, though not for this one any more."""
    if o.appointment is None or o.appointment.pk is None or o.appointment.state != Appointment.State.BOOKED:
        return []
    left = Idea.objects.filter(conversations__appointment=o.appointment, conversations__state="booked")
    mine = Q(submitter=user) | Q(conversations__partner=user, conversations__appointment=o.appointment)
    joint = Q(cosubmitters__user=user, cosubmitters__state="accepted")
    return sorted(set(left.filter(mine | joint).values_list("number", flat=True)))


def _without_this(o: Occasion, user: Any, facts: dict[str, Any], left: list[int]) -> Letter:
    """The appointment stands, for other ideas alone; the calendar file says so."""
    facts |= {"left": ideas_words(left)}
    return Letter(
        kind="cancelled",
        subject=_("%(left)s: our talk on %(when)s, without no. %(number)s") % facts,
        headline=_("The talk is about one idea less"),
        greeting=hello(user),
        paragraphs=(
            _(
                "The idea “%(title)s” is not talked about on %(when)s any more. The talk itself stands: %(left)s."
            )
            % facts,
        ),
        button_label=_("See how it goes on"),
        path=places.idea(o.idea, "talk"),
        why=_why(o, user),
        attachments=(_calendar(o, user, "REQUEST", left),),
    )


def ideas_words(numbers: Sequence[int]) -> str:
    """ "Idea no. 12", "Ideas no. 12 and 15"."""
    if len(numbers) == 1:
        return _("Idea no. %(number)s") % {"number": numbers[0]}
    return _("Ideas no. %(numbers)s") % {"numbers": wording.in_a_row([str(n) for n in numbers])}


def notes(o: Occasion, user: Any) -> Letter:
    """The notes of the talk, to be checked by a date; the survey is announced."""
    facts = o.facts() | {"name": o.record.filed_by.name if o.record and o.record.filed_by else o.actor_name}
    return Letter(
        kind="notes",
        subject=_("Your idea no. %(number)s: please check the notes of our talk, by %(due)s") % facts,
        headline=_("Please check the notes of our talk"),
        greeting=hello(user),
        paragraphs=(
            _(
                "%(name)s has written down what you talked about, for your idea “%(title)s”. "
                "Please check the notes by %(due)s and say whether you see it the same way."
            )
            % facts,
            _("You can agree, disagree, or say that something is not clear yet; then we talk again."),
        ),
        button_label=_("Check the notes"),
        path=places.idea(o.idea, "turn"),
        after=(
            _(
                "Afterwards, on the same page, there are three short questions about how we treated your idea. "
                "Answering them is up to you; who reads it stands beside them."
            ),
        ),
        why=because_yours(o, _("The notes of a talk always come by mail.")),
    )


def _appointment_facts(o: Occasion) -> dict[str, Any]:
    booked = o.appointment
    facts = o.facts() | {"ideas": ideas_words(o.numbers)}
    if booked is None:
        return facts | {"when": "", "minutes": "", "how": ""}
    return facts | {
        "when": days.clocked(booked.starts_at),
        "minutes": booked.minutes,
        "how": how(booked),
    }


def _others(o: Occasion, user: Any) -> Any:
    """With whom the reader talks: the partner for the submitters, the submitter for the partner."""
    partner = o.appointment.partner if o.appointment else o.idea.owner
    return o.idea.submitter if partner is None or partner.pk == user.pk else partner


def _why(o: Occasion, user: Any) -> str:
    if any(user.pk == author.pk for author in o.submitters):
        return because_yours(o, _("What concerns our talk always comes by mail."))
    because = _("You get this because you hold the talk about idea no. %(number)s.") % {
        "number": o.idea.number
    }
    return f"{because} {no_button_acts()}"


def _calendar(o: Occasion, user: Any, method: str, numbers: Sequence[int] = ()) -> dict[str, Any]:
    if o.appointment is None:
        raise ValueError("an invitation needs an appointment")
    ics = calendar_files.file(
        o.appointment,
        o.idea,
        user,
        method=method,
        zone=o.zone,
        path=places.absolute(places.idea(o.idea, "talk")),
        numbers=numbers or o.numbers,
    )
    return outbox.calendar_file(ics, method=method)

"""Forms of the record: the notes with what was agreed, their correction, the answer, what came of a point.

They validate and clean, and never save.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas import clock, conversation, days, rules, wording, workflow
from ideas.forms.acting import ActForm
from ideas.forms.agreed import PointField
from ideas.forms.fields import Moment, OneOf, PersonField, Picks, Words
from ideas.forms.talks import talk_under_way
from ideas.models import AgreedPoint, Channel, Implementation, Outcome, Record, TalkDraft
from ideas.workflow import MOST_POINTS, Agreed

MOST_TALKS = 3


class RecordForm(ActForm):
    """The notes of the talk. Three taps are enough: what was said, thanks and next step stand there already."""

    is_draft = False

    said = Words(_("What was said?"), rows=4, max_length=10_000)
    next_step = Words(_("What happens next?"), rows=2)
    thanks = Words(_("Thanks"), rows=2)
    point_1 = PointField()
    point_2 = PointField()
    point_3 = PointField()
    point_4 = PointField()
    point_5 = PointField()
    point_6 = PointField()
    point_7 = PointField()
    point_8 = PointField()
    held_at = Moment(_("When did you talk?"))
    channel = Picks(_("How?"), Channel.choices)

    def start(self) -> dict[str, Any]:
        """Words for notes that need no more, in the language of whoever handed it in."""
        talk = talk_under_way(self.idea)
        booked = talk.appointment if talk and talk.state == "booked" else None
        held = booked.starts_at if booked and booked.starts_at <= clock.now() else clock.now()
        with translation.override(self.idea.submitter.language):
            words = {
                "said": self.usual_words(),
                "thanks": gettext("Thank you for your idea, and for the time to talk about it."),
                "next_step": self.usual_next_step(),
            }
        channel = talk.channel if talk else Channel.IN_PERSON
        return {"held_at": timezone.localtime(held), "channel": channel, **words}

    def prepare(self) -> None:
        """What was kept as a draft comes back as it was typed, the rows of what was agreed among it.

        `wrote` in what it begins with: how long a talk in writing was, said before everything else.
        """
        if wrote := self.initial.get("wrote"):
            self.initial["said"] = f"{wrote} {self.initial['said']}"
        kept = None if self.is_bound else self.kept_draft()
        self.is_draft = kept is not None
        self.initial.update(kept.facts if kept else {})
        if not kept and not self.is_bound and self.actor.language != self.idea.submitter.language:
            words = gettext("The first words are in the language of %(name)s. Write in any that you share.")
            self.fields["said"].help_text = words % {"name": self.idea.submitter.name}
        self.number_rows()
        for name in self.rows:
            kept = self.fields[name].widget.value_from_datadict(self.initial, {}, name)
            if any(kept.values()):
                self.initial[name] = kept

    def number_rows(self) -> None:
        """Each row says which one it is, as on the page."""
        for n, name in enumerate(self.rows, 1):
            self.fields[name].label = gettext("Point %(n)s") % {"n": n}

    def kept_draft(self) -> TalkDraft | None:
        """What this person has begun to write."""
        return workflow.begun_in(self.idea, self.actor).get(TalkDraft.Kind.RECORD)

    @property
    def rows(self) -> list[str]:
        """The names of the rows for what was agreed."""
        return [f"point_{n}" for n in range(1, MOST_POINTS + 1)]

    @property
    def points(self) -> list[forms.BoundField]:
        """The rows for what was agreed; the first ones, and those with words in them, stand `open`."""
        fields = [self[name] for name in self.rows]
        filled = [n for n, field in enumerate(fields) if field.errors or any((field.value() or {}).values())]
        last = max(filled, default=-1) + 1
        for n, field in enumerate(fields):
            field.open = n <= last  # type: ignore[attr-defined]
        return fields

    @property
    def opens_points(self) -> bool:
        """Whether something stands in them already."""
        return any(field.errors or any((field.value() or {}).values()) for field in self.points)

    def usual_words(self) -> str:
        """What was said in nearly every talk with this outcome."""
        decision = self.idea.decision
        if decision is None:
            return gettext("We went through the outcome and its reasons.")
        facts = {"outcome": Outcome(decision.outcome).label, "reason": decision.get_reason_code_display()}
        if decision.outcome == Outcome.ADOPTED:
            return gettext("We went through the outcome, “%(outcome)s”, and what happens now.") % facts
        if not decision.reason_code:
            return gettext("We went through the outcome, “%(outcome)s”, and its reasons.") % facts
        words = gettext("We went through the outcome, “%(outcome)s”, and its reasons, above all: %(reason)s.")
        return words % facts

    def usual_next_step(self) -> str:
        """What comes now, by the outcome; "nothing more to do" is one."""
        track = getattr(self.idea, "implementation", None)
        if track and track.state not in Implementation.FINAL and track.next_news_on:
            facts = {"name": track.owner.name, "news": wording.news_words(track.next_news_on)}
            return gettext("%(name)s carries it out. %(news)s.") % facts
        if self.idea.decision and self.idea.decision.defer_until:
            return gettext("It comes back on %(day)s.") % {"day": days.plain(self.idea.decision.defer_until)}
        return gettext("Nothing more to do.")

    def clean_held_at(self) -> Any:
        """Notes are written after the talk."""
        held_at = self.cleaned_data["held_at"]
        if held_at > clock.now():
            raise forms.ValidationError(gettext("Notes are written after the talk."))
        return held_at

    def facts(self) -> dict[str, Any]:
        """With `points`, the rows that were filled in."""
        rest = super().facts()
        found = [rest.pop(name) for name in self.rows]
        return {**rest, "points": [point for point in found if point]}


class ReviseForm(RecordForm):
    """Notes that are corrected before they are answered, and why."""

    field_order = ("why",)
    why = Words(
        _("Why do you correct them?"), rows=2, max_length=1000, help_text=_("The submitter reads it.")
    )

    def start(self) -> dict[str, Any]:
        """The notes as they stand."""
        talk = talk_under_way(self.idea)
        made = getattr(talk, "record", None)
        if made is None:
            return {}
        points = AgreedPoint.objects.filter(record=made).select_related("owner").order_by("position")
        return {
            "held_at": timezone.localtime(made.held_at),
            "channel": made.channel,
            **{name: getattr(made, name) for name in ("said", "thanks", "next_step")},
            **{f"point_{n}": PointField.typed(_agreed(point)) for n, point in enumerate(points, 1)},
        }

    def prepare(self) -> None:
        """The rows come from the notes."""
        self.number_rows()


def _agreed(point: AgreedPoint) -> Agreed:
    return Agreed(point.text, point.owner, point.owner_name, point.due_on)


class AddForm(ActForm):
    """Something that is added to confirmed notes."""

    text = Words(
        _("What do you add?"), rows=4, help_text=_("The others are told, and read it below the notes.")
    )


class ConfirmForm(ActForm):
    """The submitter's answer to the notes."""

    answer = Picks(_("Are the notes right, and do you understand why?"), Record.Answer.choices)
    words = Words(_("Anything you would like to add"), rows=2, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """Which notes are answered; after the third talk the answers are agree or disagree."""
        self.talk = talk = talk_under_way(self.idea)
        if "version" not in self.initial:
            self.initial["version"] = self.latest()
        if talk and talk.number >= MOST_TALKS:
            answer = self.fields["answer"]
            assert isinstance(answer, Picks)
            answer.choices = [(key, words) for key, words in Record.Answer.choices if key != "not_understood"]

    def latest(self) -> int | None:
        """The version of the notes that counts now."""
        made = getattr(self.talk, "record", None)
        return conversation.latest_version(made) if made else None

    def clean(self) -> dict[str, Any]:
        """Notes that were corrected since they were opened are read again; the next answer is to these."""
        data = super().clean() or {}
        read, now = data.get("version"), self.latest()
        if read is not None and now is not None and read != now:
            self.data = {**self.data, self.add_prefix("version"): str(now)}
            self.add_error(None, gettext("The notes were corrected meanwhile. Please read them once more."))
        return data


class PointForm(ActForm):
    """One of the points that were agreed and are open; that of the address first."""

    point = OneOf(label=_("What was agreed"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The points that this person sees to, or all of them for whoever held the talk or looks after the idea."""
        rows = AgreedPoint.objects.open().of_idea(self.idea).select_related("owner").order_by("pk")
        seen = rules.standing(self.actor, self.idea)
        if not self.may_all(seen):
            rows = rows.filter(carried_by=self.actor)
        found = list(rows)
        field = self.fields["point"]
        assert isinstance(field, OneOf)
        field.offer(found, point_words)
        if len(found) == 1:
            self.initial.setdefault("point", found[0].pk)
            self.initial["point"] = self.initial["point"] or found[0].pk

    def may_all(self, seen: rules.Standing) -> bool:
        """Whether this person may act on every point."""
        return rules.is_coordinator(seen) or rules.is_talker(seen)


def point_words(point: AgreedPoint) -> str:
    """ "Send the drawing (Anna Weber, by 14 May)"."""
    until = gettext("by %(day)s") % {"day": days.plain(point.due_on)} if point.due_on else ""
    beside = ", ".join(filter(None, (point.who, until)))
    return f"{point.text} ({beside})" if beside else point.text


class SettlePointForm(PointForm):
    """What came of it."""

    result = Words(
        _("What came of it?"), rows=2, max_length=1000, help_text=_("Whoever handed the idea in reads it.")
    )


class HandPointOnForm(PointForm):
    """Somebody else who sees to it."""

    to = PersonField(
        _("Who sees to it from now on?"),
        help_text=_("Somebody who has agreed to. Name, e-mail address or personnel number."),
    )
    why = Words(_("Why?"), rows=2, max_length=1000)

    def may_all(self, seen: rules.Standing) -> bool:
        """Coordinators; everybody else their own."""
        return rules.is_coordinator(seen)

    def clean(self) -> dict[str, Any]:
        """Somebody else than now."""
        data = super().clean() or {}
        to, point = data.get("to"), data.get("point")
        if to and point and to.pk == point.carried_by_id:
            self.add_error("to", ValidationError(gettext("They see to it already.")))
        return data

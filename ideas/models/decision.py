"""Decisions and what is proposed at triage. Fields and constraints only."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, Outcome, Round

AT_TRIAGE = (Outcome.DUPLICATE, Outcome.EXISTS_ALREADY, Outcome.OUT_OF_SCOPE, Outcome.PASSED_ON)
AFTER_REVIEW = (Outcome.ADOPTED, Outcome.ADOPTED_IN_PART, Outcome.DECLINED, Outcome.DEFERRED)


class Reason(models.TextChoices):
    """The kind of reason; the sentence that the submitter reads stands beside it."""

    ALREADY_EXISTS = "already_exists", _("It exists already")
    TOO_COSTLY = "too_costly", _("It costs more than it brings")
    NOT_FEASIBLE = "not_feasible", _("It cannot be done at present")
    SAFETY_OR_LAW = "safety_or_law", _("Safety or law speaks against it")
    NO_BENEFIT = "no_benefit", _("Too few would benefit")
    NOT_OUR_TASK = "not_our_task", _("It is not ours to decide")
    TIMING = "timing", _("It is not the time for it yet")
    OTHER_SOLUTION = "other_solution", _("Another solution was chosen")
    COVERED_IN_PART = "covered_in_part", _("A part of it makes sense")


class Proposal(models.Model):
    """A triage outcome or merge proposed by one person, to be agreed by a second."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("refused")
        OVERTAKEN = "overtaken", _("overtaken")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="proposals")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=15, choices=Outcome)
    reason_code = models.CharField(max_length=20, choices=Reason)
    reason_text = models.TextField(max_length=4000)
    target = models.ForeignKey(Idea, models.PROTECT, null=True, related_name="+")
    where = models.CharField(max_length=500, blank=True, default="")
    passed_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    passed_to_office = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="proposal_only_triage_outcomes", condition=Q(outcome__in=AT_TRIAGE)),
            models.UniqueConstraint(fields=["idea"], condition=Q(state="open"), name="proposal_one_open"),
            models.CheckConstraint(
                name="proposal_agreed_by_another",
                condition=~Q(state="agreed")
                | (Q(answered_by__isnull=False) & ~Q(answered_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="proposal_duplicate_has_target",
                condition=~Q(outcome="duplicate") | (Q(target__isnull=False) & ~Q(target=F("idea"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.outcome} {self.state}"


class Decision(models.Model):
    """What was decided in a round, by whom and why. The history of outcomes; `Idea.decision` is the current one.

    `reason_text` is the decisive fact, `would_change` what would change a no; offered are the `point` of the idea
    in the decider's own words and the `alternative` that was weighed. The submitter reads all of them.
    """

    class Kind(models.TextChoices):
        DECIDED = "decided", _("decided after review")
        TRIAGE = "triage", _("settled at triage")
        MERGE = "merge", _("joined with another idea")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="decisions")
    round = models.ForeignKey(Round, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=7, choices=Kind)
    outcome = models.CharField(max_length=15, choices=Outcome)
    reason_code = models.CharField(max_length=20, choices=Reason, blank=True, default="")
    reason_text = models.TextField(max_length=4000, blank=True, default="")
    would_change = models.TextField(max_length=4000, blank=True, default="")
    point = models.TextField(max_length=1000, blank=True, default="")
    alternative = models.TextField(max_length=2000, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)
    promise_at = models.DateTimeField()
    implementer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    next_news_on = models.DateField(null=True)
    target = models.ForeignKey(Idea, models.PROTECT, null=True, related_name="+")
    where = models.CharField(max_length=500, blank=True, default="")
    passed_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    passed_to_office = models.CharField(max_length=200, blank=True, default="")
    receipt_confirmed_at = models.DateTimeField(null=True)
    receipt_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    defer_until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["decided_at"],
                name="decision_adopted",
                condition=Q(outcome__in=("adopted", "adopted_in_part")),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["round"], name="decision_one_a_round"),
            models.CheckConstraint(
                name="decision_has_reason",
                condition=Q(outcome="adopted") | (~Q(reason_code="") & ~Q(reason_text="")),
                violation_error_message=_(
                    "Every answer but a plain yes needs a reason that the submitter reads."
                ),
            ),
            models.CheckConstraint(
                name="decision_declined_says_what_would_change_it",
                condition=~Q(kind="decided", outcome="declined") | ~Q(would_change=""),
            ),
            models.CheckConstraint(
                name="decision_adopted_names_implementer",
                condition=~Q(outcome__in=("adopted", "adopted_in_part"))
                | Q(implementer__isnull=False, next_news_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_kind_fits_outcome",
                condition=Q(kind="decided", outcome__in=AFTER_REVIEW)
                | Q(kind="merge", outcome="duplicate")
                | Q(kind="triage", outcome__in=("exists_already", "out_of_scope", "passed_on")),
            ),
            models.CheckConstraint(
                name="decision_at_triage_agreed_by_another",
                condition=Q(kind="decided") | (Q(agreed_by__isnull=False) & ~Q(agreed_by=F("decided_by"))),
            ),
            models.CheckConstraint(
                name="decision_duplicate_names_target",
                condition=Q(outcome="duplicate", target__isnull=False)
                | (~Q(outcome="duplicate") & Q(target=None)),
            ),
            models.CheckConstraint(
                name="decision_exists_names_where", condition=~Q(outcome="exists_already") | ~Q(where="")
            ),
            models.CheckConstraint(
                name="decision_passed_on_names_recipient",
                condition=~Q(outcome="passed_on") | Q(passed_to__isnull=False) | ~Q(passed_to_office=""),
            ),
            models.CheckConstraint(
                name="decision_deferred_has_date",
                condition=Q(outcome="deferred", defer_until__isnull=False)
                | (~Q(outcome="deferred") & Q(defer_until=None)),
            ),
            models.UniqueConstraint(
                fields=["idea"], condition=Q(outcome="deferred"), name="decision_deferred_once_an_idea"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.outcome}"

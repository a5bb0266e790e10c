"""The idea, its rounds, and what becomes of it after a yes: fields and constraints, no rule, no query."""

import hashlib
import secrets
import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.querysets import IdeaQuerySet, ImplementationQuerySet

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody confuses when an address is read out."""


SHELF = 8_192
"""So many numbers stand on a shelf."""


class Shelf(Func):
    """Which shelf an idea stands on, counted from the first number."""

    template = f"(%(expressions)s / {SHELF})"
    output_field = models.IntegerField()


class WordsOnShelf(Func):
    """The words of an idea, or those that are looked for, each with its shelf before it: of one shelf the index gives
    the ideas with some words without going through those on others, wherever the table keeps them."""

    function = "tell_on_shelf"
    output_field = SearchVectorField()


def random_id() -> str:
    """Ten characters of chance (49 bits) for an address that tells nothing."""
    return _spelt(secrets.randbits(64))


def derived_id(key: str) -> str:
    """An address for what is kept under a key before the request is carried out; empty for what is no key."""
    try:
        number = int.from_bytes(hashlib.sha256(uuid.UUID(key).bytes).digest()[:8], "big")
    except ValueError:
        return ""
    return _spelt(number)


def _spelt(number: int) -> str:
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(10))


class Status(models.TextChoices):
    """Where an idea is."""

    DRAFT = "draft", _("Draft")
    TRIAGE = "triage", _("Received, finding the right experts")
    IN_REVIEW = "in_review", _("With experts")
    CLARIFICATION = "clarification", _("A question for you")
    DISCUSSION = "discussion", _("The experts are comparing views")
    DECIDING = "deciding", _("Decision coming up")
    CONVERSATION = "conversation", _("Your result is here, let's talk it through")
    CONFIRMING = "confirming", _("Please check the notes of our talk")
    DEFERRED = "deferred", _("On hold")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn by you")


class Outcome(models.TextChoices):
    """What was decided."""

    ADOPTED = "adopted", _("Adopted")
    ADOPTED_IN_PART = "adopted_in_part", _("Adopted in part")
    DECLINED = "declined", _("Not adopted")
    DEFERRED = "deferred", _("On hold")
    DUPLICATE = "duplicate", _("Joined with another idea")
    EXISTS_ALREADY = "exists_already", _("Already in place")
    OUT_OF_SCOPE = "out_of_scope", _("Not ours to decide")
    PASSED_ON = "passed_on", _("Passed on")


UNOWNED = (Status.DRAFT, Status.CLOSED, Status.WITHDRAWN)
"""Statuses in which nobody owns an idea; in all others it has an owner and a due date (I2)."""
TALKING = (Status.CONVERSATION, Status.CONFIRMING)
DECIDED = (Status.CONVERSATION, Status.CONFIRMING, Status.DEFERRED, Status.CLOSED)
"""Statuses in which, and only in which, an outcome is set."""
BEFORE_DECISION = (
    Status.TRIAGE,
    Status.IN_REVIEW,
    Status.CLARIFICATION,
    Status.DISCUSSION,
    Status.DECIDING,
)
IN_FAVOUR = (Outcome.ADOPTED, Outcome.ADOPTED_IN_PART)


class Visibility(models.TextChoices):
    """Who may read it."""

    EVERYONE = "everyone", _("All colleagues")
    HANDLERS = "handlers", _("Only those who handle it")


class Idea(models.Model):
    """A suggestion of an employee and where it stands.

    `last_sign_at`: when its submitter last saw something happen.
    """

    Status = Status
    Outcome = Outcome
    Visibility = Visibility

    public_id = models.CharField(max_length=10, unique=True, default=random_id, editable=False)
    number = models.PositiveIntegerField(unique=True, null=True, editable=False)
    # keys with an index below that begins with them need none of their own: each takes its time when a row is written
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ideas", db_index=False
    )
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("Title"), max_length=150)
    text = models.TextField(_("What should be better?"), max_length=20_000)
    language = models.CharField(max_length=5, blank=True, default="")
    department = models.ForeignKey(
        "accounts.Department", models.PROTECT, null=True, related_name="ideas", db_index=False
    )
    concerned = models.ManyToManyField("accounts.Department", related_name="+", blank=True)
    topic = models.ForeignKey("accounts.Topic", models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=13, choices=Status, default=Status.DRAFT)
    outcome = models.CharField(max_length=15, choices=Outcome, default="", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="owned_ideas", db_index=False
    )
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    promise_at = models.DateTimeField(null=True)
    round = models.ForeignKey("ideas.Round", models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey("ideas.Decision", models.PROTECT, null=True, related_name="+")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.EVERYONE)
    show_name = models.BooleanField(default=True)
    glanced_at = models.DateTimeField(null=True)
    glanced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    came_from = models.CharField(max_length=13, choices=Status, default="", blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    improves = models.ForeignKey("self", models.PROTECT, null=True, related_name="improved_by")
    manager_may_talk = models.BooleanField(default=False)
    handed_in_at = models.DateTimeField(null=True)
    status_since = models.DateTimeField(default=clock.now)
    last_sign_at = models.DateTimeField(default=clock.now)
    first_decided_at = models.DateTimeField(null=True)
    first_closed_at = models.DateTimeField(null=True)
    first_close_kind = models.CharField(max_length=16, default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    supports = models.PositiveIntegerField(default=0)
    followers = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    external_id = models.CharField(max_length=64, unique=True, null=True)
    source_url = models.URLField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    updated_at = models.DateTimeField(default=clock.now)
    search = models.GeneratedField(
        expression=models.Func(F("title"), F("text"), function="tell_search_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            models.CheckConstraint(
                name="idea_has_owner_and_due_date",
                condition=Q(status__in=UNOWNED, owner=None, due_at=None)
                | (~Q(status__in=UNOWNED) & Q(owner__isnull=False, due_at__isnull=False)),
                violation_error_message=_("Every open idea needs somebody who looks after it and a date."),
            ),
            models.CheckConstraint(
                name="idea_outcome_exactly_when_decided",
                condition=Q(status__in=DECIDED, decision__isnull=False) & ~Q(outcome="")
                | (~Q(status__in=DECIDED) & Q(outcome="", decision=None)),
            ),
            models.CheckConstraint(
                name="idea_numbered_when_handed_in",
                condition=Q(status=Status.DRAFT, number=None, handed_in_at=None, round=None)
                | (
                    ~Q(status=Status.DRAFT)
                    & Q(
                        number__isnull=False,
                        handed_in_at__isnull=False,
                        round__isnull=False,
                        promise_at__isnull=False,
                        department__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="idea_manager_talks_while_there_is_a_talk",
                condition=Q(manager_may_talk=False) | Q(status__in=TALKING),
            ),
            models.CheckConstraint(
                name="idea_owner_is_not_submitter",
                condition=Q(owner=None) | ~Q(owner=F("submitter")),
                violation_error_message=_("Nobody looks after their own idea."),
            ),
            models.CheckConstraint(
                name="idea_merged_exactly_when_duplicate",
                condition=Q(outcome=Outcome.DUPLICATE, merged_into__isnull=False)
                | (~Q(outcome=Outcome.DUPLICATE) & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="idea_deferred_only_with_that_outcome",
                condition=~Q(status=Status.DEFERRED) | Q(outcome=Outcome.DEFERRED),
            ),
            models.CheckConstraint(
                name="idea_came_from_exactly_in_clarification",
                condition=(Q(status=Status.CLARIFICATION) & ~Q(came_from=""))
                | (~Q(status=Status.CLARIFICATION) & Q(came_from="")),
            ),
            models.CheckConstraint(
                name="idea_closed_at_exactly_when_closed",
                condition=Q(status=Status.CLOSED, closed_at__isnull=False)
                | (~Q(status=Status.CLOSED) & Q(closed_at=None)),
            ),
        ]
        indexes = [
            # the newest of those that the very newest are not among
            models.Index(fields=["-number"], name="idea_newest_answered", condition=~Q(outcome="")),
            models.Index(fields=["-number"], name="idea_newest_closed", condition=Q(status="closed")),
            models.Index(fields=["round"], name="idea_in_discussion", condition=Q(status="discussion")),
            models.Index(fields=["-supports", "-number"], name="idea_most_supported"),
            models.Index(fields=["status", "-number"], name="idea_by_status"),
            models.Index(fields=["department", "-number"], name="idea_by_department"),
            models.Index(fields=["submitter", "-number"], name="idea_by_submitter"),
            models.Index(fields=["owner", "due_at"], name="idea_by_owner", condition=Q(owner__isnull=False)),
            models.Index(
                fields=["coordinator"], name="idea_by_coordinator", condition=Q(owner__isnull=False)
            ),
            models.Index(fields=["due_at"], name="idea_by_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["status", "due_at"], name="idea_on_board", condition=Q(owner__isnull=False)),
            models.Index(
                fields=["department", "status", "due_at"],
                name="idea_on_board_of",
                condition=Q(owner__isnull=False),
            ),
            models.Index(
                fields=["promise_at"], name="idea_by_promise", condition=Q(owner__isnull=False, outcome="")
            ),
            models.Index(
                fields=["last_sign_at"], name="idea_quiet", condition=Q(owner__isnull=False, outcome="")
            ),
            models.Index(
                fields=["department", "promise_at"],
                name="idea_promise_of",
                condition=Q(owner__isnull=False, outcome=""),
            ),
            models.Index(
                fields=["department", "due_at"],
                name="idea_not_glanced_at_of",
                condition=Q(owner__isnull=False, glanced_at=None, visibility="everyone"),
            ),
            models.Index(
                fields=["-closed_at"], name="idea_recently_closed", condition=Q(closed_at__isnull=False)
            ),
            models.Index(
                fields=["-first_decided_at"], name="idea_recently_decided", condition=~Q(outcome="")
            ),
            # without fastupdate: what waits to be sorted in would be gone through by each search; without drafts,
            # which nobody looks for and which are kept anew at each pause in typing
            GinIndex(
                fields=["search"],
                name="idea_search",
                fastupdate=False,
                condition=Q(number__isnull=False),
            ),
            GinIndex(
                WordsOnShelf(Shelf("number"), "search"),
                name="idea_words_on_shelf",
                fastupdate=False,
                condition=Q(number__isnull=False),
            ),
            GinIndex(
                fields=["title"],
                name="idea_title_trigrams",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
                condition=Q(number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or '–'} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether it is under way: handed in and neither closed nor withdrawn."""
        return self.status not in UNOWNED

    @property
    def concerned_names(self) -> list[str]:
        """Names of the departments concerned beside the lead; annotated by `with_concerned`, else asked."""
        if "concerned_list" in self.__dict__:
            return [name for name in self.__dict__["concerned_list"] if name]
        return list(self.concerned.order_by("name").values_list("name", flat=True)) if self.pk else []


class Round(models.Model):
    """One run of an idea through review and decision, with a promise of its own.

    Of an appeal, `why` is what is new and `point` the sentence of the record that was left unanswered.
    """

    class Cause(models.TextChoices):
        HANDED_IN = "handed_in", _("handed in")
        APPEAL = "appeal", _("second look asked for")
        RETURNED = "returned", _("came back from hold")
        TAKEN_UP = "taken_up", _("taken up again")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=9, choices=Cause)
    why = models.TextField(blank=True, default="")
    point = models.TextField(blank=True, default="")
    started_at = models.DateTimeField()
    first_promise_at = models.DateTimeField()
    promise_at = models.DateTimeField()
    waited_days = models.PositiveSmallIntegerField(default=0)
    reviews_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="round_number_once"),
            models.CheckConstraint(name="round_waits_at_most_ten_days", condition=Q(waited_days__lte=10)),
            models.UniqueConstraint(
                fields=["idea"], condition=Q(cause="appeal"), name="round_one_appeal_an_idea"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}/{self.number} {self.cause}"


class Implementation(models.Model):
    """What becomes of an adopted idea, so that "closed" never claims "built"."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        IN_WORK = "in_work", _("in work")
        DONE = "done", _("done")
        EFFECT_CHECKED = "effect_checked", _("effect checked")
        NOT_CARRIED_OUT = "not_carried_out", _("not carried out")

    FINAL = (State.EFFECT_CHECKED, State.NOT_CARRIED_OUT)

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="implementation")
    state = models.CharField(max_length=15, choices=State, default=State.PLANNED)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="implementations")
    next_news_on = models.DateField(null=True)
    note = models.TextField(blank=True, default="")
    done_on = models.DateField(null=True)
    updated_at = models.DateTimeField(default=clock.now)

    objects = ImplementationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_has_next_news_until_final",
                condition=Q(state__in=("effect_checked", "not_carried_out")) | Q(next_news_on__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["next_news_on"], name="implementation_due", condition=Q(next_news_on__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.state}"

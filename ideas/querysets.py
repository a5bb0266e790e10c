"""Every question asked of the tables, chainable, in English.

`visible_to(user)` is the one wording of who may read an idea; pages, tasks, exports and mails start from it.
Nothing here changes a row.
"""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Func, OuterRef, Q, Value
from django.db.models.functions import JSONObject

UNOWNED = ("draft", "closed", "withdrawn")
PRIVATE = ("draft", "withdrawn")
ON_DUTY = ("open", "filed")
PROPOSABLE = ("triage", "in_review", "clarification", "discussion")
IN_FAVOUR = ("adopted", "adopted_in_part")
CARRIED_THROUGH = ("effect_checked", "not_carried_out")

LIST_RELATED = ("department", "owner", "decision", "implementation", "merged_into", "topic")
LIST_COLUMNS = (
    *("public_id", "number", "title", "language", "status", "outcome", "due_at", "promise_at", "supports"),
    *("followers", "handed_in_at", "closed_at", "withdrawn_at", "first_decided_at", "submitter"),
    *("department__name", "topic__name", "owner__name", "merged_into__number"),
    *("decision__reason_text", "decision__defer_until", "decision__next_news_on", "decision__passed_to"),
    *("decision__passed_to_office", "implementation__idea", "implementation__state"),
    "implementation__next_news_on",
)


def truth(condition: Q) -> ExpressionWrapper:
    """A condition as a column; what is unknown (NULL) is false."""
    return ExpressionWrapper(condition, output_field=models.BooleanField())


class IdeaQuerySet(models.QuerySet[Any]):
    """Questions about ideas."""

    def _any(self, relation: str, *conditions: Q, **equals: Any) -> Exists:
        """Whether a row of a reverse relation fits."""
        field = self.model._meta.get_field(relation)
        rows = field.related_model._base_manager.filter(*conditions, **equals)
        return Exists(rows.filter(**{field.field.name: OuterRef("pk")}))

    def _concerns(self, department_ids: list[int]) -> Exists:
        through = self.model._meta.get_field("concerned").remote_field.through
        below = Q(department__ancestors__overlap=department_ids)
        return Exists(through._base_manager.filter(below, idea=OuterRef("pk")))

    # where it is
    def handed_in(self) -> Self:
        # by its number, since an index of numbers holds drafts at its end, where the newest are looked for
        return self.filter(number__isnull=False)

    def drafts_of(self, user: Any) -> Self:
        return self.filter(status="draft", submitter=user)

    def open(self) -> Self:
        return self.exclude(status__in=UNOWNED)

    def answered(self) -> Self:
        """Decided and told, most recent first."""
        return self.exclude(outcome="").order_by("-first_decided_at", "-number")

    def overdue(self, now: datetime) -> Self:
        return self.open().filter(due_at__lt=now)

    def newest_first(self) -> Self:
        return self.order_by(F("number").desc(nulls_first=True))

    # whose it is
    def about(self, user: Any) -> Self:
        """Own and joint ones, and those that somebody is asked to join; found by index, however many there are."""
        joint = self.model._meta.get_field("cosubmitters").related_model._base_manager.filter(user=user)
        own = self.model._base_manager.filter(submitter=user).values("pk")
        return self.filter(pk__in=own.union(joint.values("idea"), all=True))

    def followed_by(self, user: Any) -> Self:
        """Of which somebody wants to hear."""
        rows = self.model._meta.get_field("follow_rows").related_model._base_manager.filter(user=user)
        return self.filter(pk__in=rows.values("idea"))

    def _is_submitted_by(self, user: Any) -> Q:
        return Q(submitter=user) | Q(self._any("cosubmitters", user=user, state="accepted"))

    def owned_by(self, user: Any) -> Self:
        return self.open().filter(owner=user)

    def _is_coordinated_by(self, user: Any) -> Q:
        ids = list(user.coordinates)
        if not ids:
            return Q(pk__in=[])
        return Q(department__ancestors__overlap=ids) | Q(self._concerns(ids))

    def in_conflict_with(self, user: Any) -> Q:
        """Whose fate this person may not decide: own ones, joint ones, those of their reports (I3)."""
        return self._is_submitted_by(user) | Q(submitter__line_manager=user)

    def with_talks_known_to(self, user: Any) -> Q:
        """Of whose talks this person may know the time: those they hold, and those of departments they coordinate."""
        return Q(owner=user) | self._is_coordinated_by(user)

    def handled_by(self, user: Any) -> Self:
        """Ideas on which somebody has a duty, free of conflict: they read all but sealed reviews."""
        return self.handed_in().filter(self._is_handled_by(user))

    def _is_handled_by(self, user: Any) -> Q:
        assigned = Q(reviewer=user, state__in=ON_DUTY) | Q(offered_to=user)
        duty = (
            self._is_coordinated_by(user)
            | Q(owner=user)
            | Q(self._any("assignments", assigned))
            | Q(department__decider=user)
            | Q(self._any("conversations", partner=user))
        )
        free = ~self.in_conflict_with(user)
        return duty & free & (~Q(status="withdrawn") | self._is_coordinated_by(user))

    # who may read it
    def public(self) -> Self:
        """What every employee may read."""
        return self.filter(self._is_public())

    def _is_public(self) -> Q:
        public = Q(visibility="everyone") & ~Q(status__in=PRIVATE)
        return public & Q(glanced_at__isnull=False) if settings.GLANCE_REQUIRED else public

    def visible_to(self, user: Any) -> Self:
        """What this person may read: own, joint, handled and public ones; nothing for nobody."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(self._is_visible_to(user))

    def _is_visible_to(self, user: Any) -> Q:
        asked = Q(state="accepted") | ~Q(idea__status="withdrawn")
        named = (
            Q(implementation__owner=user)
            | Q(decision__passed_to=user)
            | Q(self._any("proposals", state="open"), department__in=list(user.reviews_for))
            & ~Q(submitter__line_manager=user)
        )
        others = Q(self._any("cosubmitters", asked, user=user)) | self._is_handled_by(user)
        others |= named & ~Q(status="withdrawn")
        others |= Q(owner=user, manager_may_talk=True)
        others |= Q(self._any("hazard", owner=user))
        others |= self._is_heard_by(user) & ~Q(status="withdrawn")
        others |= Q(pk__in=self._carried_by(user).values("record__conversation__idea"))
        if user.is_admin:
            others |= self._waits_for_second_voice() & ~self.in_conflict_with(user)
        return Q(submitter=user) | self._is_public() | (~Q(status="draft") & others)

    def _is_heard_by(self, user: Any) -> Q:
        """On whose appeal this person is heard, while the round lasts; found by index."""
        seats = self.model._meta.get_field("panel").related_model._base_manager
        here = seats.filter(user=user, released_at=None, round=F("idea__round"))
        return Q(pk__in=here.values("idea"))

    def _carried_by(self, user: Any) -> models.QuerySet[Any]:
        """What was agreed and is this person's to see to; found by index."""
        return self._points().filter(carried_by=user)

    def _points(self) -> models.QuerySet[Any]:
        """All that was agreed and is open."""
        talks = self.model._meta.get_field("conversations").related_model
        records = talks._meta.get_field("record").related_model
        points = records._meta.get_field("points").related_model._base_manager
        return points.filter(settled_at=None, carried_by__isnull=False)

    def _waits_for_second_voice(self) -> Q:
        """Where somebody could not be reached: the idea office may confirm it, and so reads what it confirms."""
        given_up = self._any("conversations", record__kind="unreachable", record__closes_as="")
        return Q(given_up, status="conversation")

    def awaiting_word_of(self, user: Any) -> Self:
        """What this person decides, may second as an expert, or has still to say a word on where the experts compare
        their views: a part of what they may read, free of conflict. With `knocked`: whether its submitters ask how it
        stands."""
        proposals = self.model._meta.get_field("proposals").related_model._base_manager.filter(state="open")
        here = {"idea__department__in": list(user.reviews_for), "idea__status__in": PROPOSABLE}
        theirs = proposals.filter(**here).exclude(proposed_by=user)
        mine = self.model._base_manager.filter(status="deciding", owner=user).values("pk")
        waiting = mine.union(theirs.values("idea"), self._compared_by(user).values("idea"), all=True)
        rows = self.filter(pk__in=waiting).exclude(self.in_conflict_with(user))
        return rows.annotate(knocked=self._any("knocks", answered_at=None))

    def _compared_by(self, user: Any) -> models.QuerySet[Any]:
        """Of what this expert was asked: where the experts compare their views, theirs counts, and they have answered
        nothing; found by index."""
        notes = self.model._meta.get_field("notes").related_model._base_manager
        answered = notes.filter(idea=OuterRef("idea"), author=user, round=F("idea__round")).exclude(
            criterion=""
        )
        return self.model._meta.get_field("assignments").related_model._base_manager.filter(
            ~Exists(answered),
            reviewer=user,
            state="filed",
            review__set_aside=False,
            round=F("idea__round"),
            idea__status="discussion",
        )

    def mark_readable(self, user: Any) -> Self:
        """With `readable`: whether this person may read it, for lists in which ideas stand by number alone."""
        return self.annotate(readable=truth(self._is_visible_to(user)))

    def with_standing(self, user: Any) -> Self:
        """With all that `rules` needs to know of this person and the idea, in one statement."""
        this_round = Q(round=OuterRef("round"))
        return self.annotate(
            s_visible=truth(self._is_visible_to(user)),
            s_submitter=truth(Q(submitter=user)),
            s_cosubmitter=self._any("cosubmitters", user=user, state="accepted"),
            s_invited=self._any("cosubmitters", user=user, state="invited"),
            s_line_manager=truth(Q(submitter__line_manager=user)),
            s_assigned=self._any("assignments", this_round, reviewer=user, state="open"),
            s_filed=self._any("assignments", this_round, reviewer=user, state="filed"),
            s_offered=self._any("assignments", offered_to=user, state="open"),
            s_reviewed_before=self._any("assignments", ~this_round, reviewer=user, state="filed"),
            s_decided_before=self._any("decisions", ~this_round, decided_by=user),
            s_coordinator=truth(self._is_coordinated_by(user)),
            s_department_reviewer=truth(Q(department__in=list(user.reviews_for))),
            s_decider=truth(Q(department__decider=user)),
            s_partner=self._any("conversations", ~Q(state="done"), partner=user),
            s_talked=self._any("conversations", partner=user),
            s_manager_free=self._manager_is_free(),
            s_implementer=truth(Q(implementation__owner=user)),
            s_recipient=truth(Q(decision__passed_to=user)),
            s_proposer=self._any("proposals", state="open", proposed_by=user),
            s_proposed=self._any("proposals", state="open"),
            s_safety=self._any("hazard", owner=user),
            s_hazard=self._any("hazard", settled_at=None),
            s_likeness=self._any("came_true_from", state="found"),
            s_alike=self._any("came_true_from", state="confirmed")
            | self._any("came_true_in", state="confirmed"),
            s_panel=self._any("panel", this_round, user=user, released_at=None),
            s_to_speak=self._any("panel", this_round, user=user, released_at=None, heard_at=None),
            s_unheard=self._any("panel", this_round, released_at=None, heard_at=None),
            s_follow_up=self._any("follow_ups", ended_at=None),
            s_follow_up_mine=self._any("follow_ups", ended_at=None, owner=user),
            s_points=Exists(self._points().filter(record__conversation__idea=OuterRef("pk"))),
            s_point_mine=Exists(self._carried_by(user).filter(record__conversation__idea=OuterRef("pk"))),
            s_noted=self._any("conversations", Q(record__answer__gt="") | Q(record__closes_as__gt="")),
            s_office=self._coordinates_the_office(user),
            s_improved=self._improved(),
            s_kin=self._any("improved_by") | self._any("duplicates"),
            s_supports=self._any("support_rows", user=user),
            s_follows=self._any("follow_rows", user=user),
        )

    def with_free_manager(self) -> Self:
        """Whose submitter could ask for their line manager to talk."""
        return self.filter(self._manager_is_free())

    def _manager_is_free(self) -> Exists:
        """Whether the submitter has a line manager who is with us and no co-submitter."""
        people = self.model._meta.get_field("submitter").related_model._base_manager
        joint = self.model._meta.get_field("cosubmitters").related_model._base_manager
        joint = joint.filter(idea=OuterRef(OuterRef("pk")), user=OuterRef("pk"), state="accepted")
        return Exists(people.filter(~Exists(joint), pk=OuterRef("submitter__line_manager"), is_active=True))

    def _coordinates_the_office(self, user: Any) -> Exists:
        departments = self.model._meta.get_field("department").related_model._base_manager
        return Exists(departments.filter(is_office=True, pk__in=list(user.coordinates)))

    def _improved(self) -> Exists:
        """Whether a second attempt at it is under way."""
        return Exists(self.model._base_manager.filter(improves=OuterRef("pk")).exclude(status__in=UNOWNED))

    # how it is read
    def with_names(self) -> Self:
        """With all that a row of a list shows, in one statement."""
        names = (
            self.model._meta.get_field("concerned")
            .remote_field.through._base_manager.filter(idea=OuterRef("pk"))
            .order_by("department__name")
            .values("department__name")
        )
        return self.select_related(
            "department",
            "owner",
            "coordinator",
            "submitter",
            "decision",
            "round",
            "implementation__owner",
            "merged_into",
            "topic",
        ).annotate(concerned_list=ArraySubquery(names))

    def for_list(self) -> Self:
        """With what a row of the list of ideas shows, and no further column; what `wording` says of it included."""
        return self.with_names().select_related(None).select_related(*LIST_RELATED).only(*LIST_COLUMNS)

    def with_files(self) -> Self:
        """With `file_rows`: what a page shows of its files, without a statement of their own."""
        files = self.model._meta.get_field("attachments").related_model._base_manager
        shown = ("public_id", "name", "content_type", "size", "width", "height", "uploaded_by_id")
        row = JSONObject(**{name: name for name in shown})
        rows = files.filter(idea=OuterRef("pk"), message=None).order_by("pk").values(row=row)
        return self.annotate(file_rows=ArraySubquery(rows))

    def unanswered_in_writing(self) -> Self:
        """Talked about in writing, where the last words are not the submitters'; `written_at` is when they came."""
        joint = self.model._meta.get_field("cosubmitters").related_model._base_manager
        said = self.model._meta.get_field("messages").related_model._base_manager
        last = said.filter(idea=OuterRef("pk")).order_by("-pk")
        talking = self.filter(
            status="conversation",
            owner__isnull=False,
            conversations__state="arranging",
            conversations__channel="written",
        ).annotate(
            written_at=models.Subquery(last.values("created_at")[:1]),
            written_by=models.Subquery(last.values("author")[:1]),
        )
        theirs = joint.filter(idea=OuterRef("pk"), user=OuterRef("written_by"), state="accepted")
        fresh = talking.filter(written_at__gte=F("conversations__opened_at"))
        return fresh.exclude(written_by=F("submitter")).exclude(Exists(theirs))

    def with_last_knock(self) -> Self:
        """With `last_knock`: when its submitters last asked how it stands, and whether that waits; None if never."""
        knocks = self.model._meta.get_field("knocks").related_model._base_manager
        row = JSONObject(asked_at="asked_at", answered_at="answered_at")
        rows = knocks.filter(idea=OuterRef("pk")).order_by("-pk").values(row=row)
        return self.annotate(last_knock=models.Subquery(rows[:1]))

    def locked(self, pk: int) -> Any:
        """The row, locked until the transaction ends; fresh from the database."""
        return (
            self.select_for_update(of=("self",))
            .select_related("round", "department", "submitter", "owner", "coordinator", "decision")
            .get(pk=pk)
        )


class AttachmentQuerySet(models.QuerySet[Any]):
    """Questions about files. Those of a message are for the readers of the talk, never for those of the idea."""

    def of(self, idea: Any) -> Self:
        """What lies with the idea itself."""
        return self.filter(idea=idea, message=None)

    def of_messages(self, idea: Any) -> Self:
        """What lies with messages about it."""
        return self.filter(idea=idea).exclude(message=None)


class AssignmentQuerySet(models.QuerySet[Any]):
    """Questions about assignments."""

    def open(self) -> Self:
        return self.filter(state="open")

    def of(self, user: Any) -> Self:
        """What waits for this person's view, an offered hand-over included."""
        return self.open().filter(Q(reviewer=user) | Q(offered_to=user))

    def without_part_of(self, user: Any) -> Self:
        """Without the ideas in which this person has come to have a part, as somebody's line manager say."""
        return self.exclude(Q(idea__submitter=user) | Q(idea__submitter__line_manager=user))

    def due_by(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lte=moment)

    def for_desk(self) -> Self:
        """With what a row of the desk shows: how many words its idea has, how many files lie with it, and whether its
        submitters ask how it stands; what is due first comes first."""
        knocks = self.model._meta.get_field("idea").related_model._meta.get_field("knocks").related_model
        open_knock = knocks._base_manager.filter(idea=OuterRef("idea"), answered_at=None)
        words = Func(F("idea__text"), Value(r"\s+"), function="regexp_split_to_array")
        return (
            self.select_related("idea", "reviewer", "department", "offered_to")
            .annotate(
                words=Func(words, function="cardinality", output_field=models.IntegerField()),
                files=models.Count("idea__attachments", filter=Q(idea__attachments__message=None)),
                knocked=Exists(open_knock),
            )
            .defer("idea__text", "idea__search")
            .order_by("due_at", "pk")
        )


class ReviewQuerySet(models.QuerySet[Any]):
    """Questions about reviews."""

    def of_round(self, round_: Any) -> Self:
        """The reviews that count in a round, if there is one: its own, and those kept from before a deferral."""
        if round_ is None:
            return self.none()
        rounds = [round_.pk, round_.reviews_of_id] if round_.reviews_of_id else [round_.pk]
        return self.filter(assignment__round__in=rounds).select_related(
            "assignment__reviewer", "assignment__department", "assignment__round"
        )

    def valid(self) -> Self:
        return self.filter(set_aside=False)


class ImplementationQuerySet(models.QuerySet[Any]):
    """Questions about what follows a yes."""

    def under_way(self) -> Self:
        """Of which there will be news again."""
        return self.filter(idea__outcome__in=IN_FAVOUR).exclude(state__in=CARRIED_THROUGH)

    def due_by(self, day: date) -> Self:
        """Whose news, or effect check, are due on this day or before."""
        return self.under_way().filter(next_news_on__lte=day)


class FollowUpQuerySet(models.QuerySet[Any]):
    """Questions about short second talks."""

    def open(self) -> Self:
        """Those that somebody still owes."""
        return self.filter(ended_at=None)

    def due_by(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lte=moment)


class PanelSeatQuerySet(models.QuerySet[Any]):
    """Questions about those who are heard on an appeal."""

    def open(self) -> Self:
        """Those who have not been heard yet."""
        return self.filter(heard_at=None, released_at=None)

    def due_by(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lte=moment)


class AgreedPointQuerySet(models.QuerySet[Any]):
    """Questions about what was agreed in talks."""

    def open(self) -> Self:
        """Those that somebody still sees to."""
        return self.filter(settled_at=None, carried_by__isnull=False)

    def of_idea(self, idea: Any) -> Self:
        return self.filter(record__conversation__idea=idea)

"""The technical look at the process: lists of what stands where, to read only.

Nothing is changed here, nothing is opened, and nothing that people wrote is shown: that is for the pages, which ask
who may read it.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ideas import routing
from ideas.models import (
    AgreedPoint,
    Assignment,
    Conversation,
    Decision,
    Event,
    FollowUp,
    Idea,
    Implementation,
    Knock,
    OutgoingMail,
    PanelSeat,
    Record,
    RecordAddition,
    RecordVersion,
    Round,
    SweepRun,
)

__all__ = ["routing"]  # importing `routing` registers the check of who sees to hazards


class ReadOnly(admin.ModelAdmin[Any]):
    """A list that active staff may look at; adds, opens, changes and deletes nothing."""

    actions = None
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list, not a single row."""
        return obj is None and self.has_module_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Active staff."""
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(Idea)
class IdeaAdmin(ReadOnly):
    """Where each idea is, without what it says."""

    list_display = ("number", "status", "outcome", "department", "owner", "due_at", "promise_at")
    list_filter = ("status", "outcome")
    list_select_related = ("department", "owner")
    ordering = ("-number",)


@admin.register(Event, Assignment, Round, Decision, Conversation, Implementation, FollowUp, PanelSeat, Knock)
class StepAdmin(ReadOnly):
    """That something happened, without the words."""

    list_display = ("id", "number_of_idea")
    list_select_related = ("idea",)
    ordering = ("-id",)

    @admin.display(description="idea no.")
    def number_of_idea(self, row: Any) -> int | None:
        """The number on the receipt."""
        return row.idea.number


@admin.register(Record)
class RecordAdmin(ReadOnly):
    """That notes were sent and how they were answered, without the words."""

    list_display = ("id", "number_of_idea", "kind", "closes_as")
    list_select_related = ("conversation__idea",)
    ordering = ("-id",)

    @admin.display(description="idea no.")
    def number_of_idea(self, row: Any) -> int | None:
        """The number on the receipt."""
        return row.conversation.idea.number


@admin.register(AgreedPoint, RecordVersion, RecordAddition)
class BesideRecordAdmin(ReadOnly):
    """That something was agreed, corrected or added, without the words."""

    list_display = ("id", "number_of_idea")
    list_select_related = ("record__conversation__idea",)
    ordering = ("-id",)

    @admin.display(description="idea no.")
    def number_of_idea(self, row: Any) -> int | None:
        """The number on the receipt."""
        return row.record.conversation.idea.number


@admin.register(OutgoingMail)
class MailAdmin(ReadOnly):
    """Which mails left and which did not, without reader, subject and text."""

    list_display = ("id", "kind", "state", "attempts", "created_at", "sent_at")
    list_filter = ("state", "kind")
    ordering = ("-created_at",)


@admin.register(SweepRun)
class SweepRunAdmin(ReadOnly):
    """When each periodic job last came to its end."""

    list_display = ("name", "finished_at")

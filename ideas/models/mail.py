"""What leaves for a person: mails, inbox notices, broadcasts, things to tell in person.

Fields and constraints only. How mail leaves is in `outbox`, who hears of what is in `notifications`.
"""

import textwrap
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas import clock


class OutgoingMail(models.Model):
    """One rendered mail to one recipient: the queue itself, and afterwards the record of what was sent."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENT = "sent", _("sent")
        WITHHELD = "withheld", _("held back")
        QUARANTINED = "quarantined", _("could not be sent")

    class Priority(models.IntegerChoices):
        SIGN_IN = 0, _("sign-in")
        DUTY = 1, _("duty or own idea")
        AUDIENCE = 5, _("audience")

    class Reason(models.TextChoices):
        """Why a mail was held back, or given up without an answer of the mail server; kept in `error`."""

        NO_ADDRESS = "no_address", _("The person has no e-mail address.")
        INACTIVE = "inactive", _("The person is no longer active.")
        ADDRESS_CHANGED = "address_changed", _("The person's address has changed since.")
        NOT_VISIBLE = "not_visible", _("The person may no longer see the idea.")
        MUTED = "muted", _("The person does not want mails of this kind any more.")
        EXPIRED = "expired", _("It could not be sent in time and is of no use any more.")
        NO_ANSWER = "no_answer", _("Every attempt broke off without an answer.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=5, blank=True, default="")
    subject = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=40)
    news = models.CharField(max_length=20, blank=True, default="")
    obligatory = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    idea = models.ForeignKey("ideas.Idea", models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey("ideas.Event", models.CASCADE, null=True, related_name="mails")
    dedupe_key = models.CharField(max_length=200, unique=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.DUTY)
    state = models.CharField(max_length=11, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    set_back_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    sender_name = models.CharField(max_length=150, blank=True, default="")
    reply_to = models.EmailField(blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        constraints = (
            models.CheckConstraint(
                name="mail_state_is_known",
                condition=Q(state__in=("queued", "sent", "withheld", "quarantined")),
            ),
            models.CheckConstraint(
                name="mail_sent_at_exactly_when_sent",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="mail_not_sent_has_reason",
                condition=Q(state__in=("queued", "sent")) | ~Q(error=""),
            ),
            models.CheckConstraint(
                name="mail_leased_only_while_queued", condition=Q(state="queued") | Q(leased_until=None)
            ),
            models.CheckConstraint(
                name="mail_secret_wiped_when_done",
                condition=Q(secret=False) | Q(state="queued") | Q(text="", html="", attachments=[]),
            ),
            models.CheckConstraint(
                name="mail_one_line_headers",
                condition=~Q(subject__regex=r"[\r\n]")
                & ~Q(address__regex=r"[\r\n]")
                & ~Q(sender_name__regex=r"[\r\n]")
                & ~Q(reply_to__regex=r"[\r\n]"),
            ),
        )
        indexes = (
            models.Index(fields=["priority", "next_try_at"], name="mail_due", condition=Q(state="queued")),
            models.Index(
                fields=["expires_at"],
                name="mail_expiring",
                condition=Q(state="queued", expires_at__isnull=False),
            ),
            models.Index(fields=["-sent_at"], name="mail_sent", condition=Q(state="sent")),
            models.Index(fields=["-created_at"], name="mail_quarantined", condition=Q(state="quarantined")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.state}"

    @property
    def why(self) -> str:
        """Why it was not sent: words of ours where the reason is ours, else the mail server's answer."""
        known = {str(reason): reason for reason in self.Reason}
        return str(known[self.error].label) if self.error in known else self.error


class MailServer(models.Model):
    """Whether the mail server answers: one row, shared by all workers (a breaker)."""

    name = models.CharField(primary_key=True, max_length=20)
    down_since = models.DateTimeField(null=True)
    next_probe_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="mail_server_probed_exactly_when_down",
                condition=Q(down_since=None, next_probe_at=None)
                | Q(down_since__isnull=False, next_probe_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {'down' if self.down_since else 'up'}"


class Notice(models.Model):
    """One line in a person's inbox, in their language; gathered into a digest where they wish so."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    idea = models.ForeignKey("ideas.Idea", models.CASCADE, null=True, related_name="notices")
    event = models.ForeignKey("ideas.Event", models.CASCADE, null=True, related_name="notices")
    kind = models.CharField(max_length=40)
    news = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField()
    path = models.CharField(max_length=255, blank=True, default="")
    dedupe_key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    read_at = models.DateTimeField(null=True)
    digest = models.BooleanField(default=False)
    digested_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = (
            models.CheckConstraint(
                name="notice_digested_only_if_meant_for_digest",
                condition=Q(digest=True) | Q(digested_at=None),
            ),
            models.CheckConstraint(
                name="notice_path_stays_here",
                condition=Q(path="") | Q(path__regex=r"^/($|[^/\\])"),
            ),
        )
        indexes = (
            models.Index(fields=["user", "-id"], name="notice_newest"),
            models.Index(fields=["user"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(
                fields=["user", "id"],
                name="notice_for_digest",
                condition=Q(digest=True, digested_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class Broadcast(models.Model):
    """An event still to be told to an audience; the sweep expands it in batches, `cursor` says how far."""

    event = models.ForeignKey("ideas.Event", models.CASCADE, related_name="broadcasts")
    audience = models.CharField(max_length=20)
    cursor = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["event", "audience"], name="broadcast_once"),)
        indexes = (models.Index(fields=["id"], name="broadcast_open", condition=Q(done_at=None)),)

    def __str__(self) -> str:
        return f"{self.event_id} {self.audience}"


class InPersonTask(models.Model):
    """Somebody without e-mail who must be told: a task of the coordinator, with a slip to print."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="to_be_told")
    idea = models.ForeignKey("ideas.Idea", models.CASCADE, related_name="in_person_tasks")
    event = models.ForeignKey("ideas.Event", models.CASCADE, null=True, related_name="+")
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="people_to_tell")
    kind = models.CharField(max_length=40, blank=True, default="")
    text = models.TextField()
    dedupe_key = models.CharField(max_length=200, unique=True, null=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("to tell in person")
        verbose_name_plural = _("to tell in person")
        constraints = (
            models.CheckConstraint(
                name="in_person_done_by_somebody",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=["coordinator", "created_at"], name="in_person_open", condition=Q(done_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.idea_id} {self.user_id} {self.kind}"

    @property
    def about(self) -> str:
        """What is to be told, as the slip says it after its greeting, cut at a word."""
        return textwrap.shorten("".join(self.text.split("\n\n")[1:2]), 140, placeholder=" …")

"""Forms of the public discussion: a comment, and what is done about one. They never save."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ideas import rules, workflow
from ideas.forms.acting import ActForm
from ideas.forms.fields import Words
from ideas.letters import places
from ideas.models import Comment, CommentReport
from ideas.models.idea import derived_id


class CommentForm(ActForm):
    """A comment; `picked` are the ids of the people chosen from the list of names."""

    text = Words(_("Your comment"), rows=3)
    picked = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_picked(self) -> list[int]:
        """Ids; what is none is left out."""
        words = self.cleaned_data["picked"].split(",")
        return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19]

    @property
    def public_id(self) -> str:
        """The address of the comment that this form makes: the same again for the same key."""
        return derived_id(str(self.cleaned_data["key"]))

    def facts(self) -> dict[str, Any]:
        """With the address under which it will lie."""
        return {**super().facts(), "public_id": self.public_id}

    def place(self) -> str:
        """To the comment itself."""
        return places.at_comment(self.public_id)


class OnCommentForm(ActForm):
    """Something that is done about one comment, which the address or the form names."""

    comment = forms.CharField(widget=forms.HiddenInput)

    @cached_property
    def about(self) -> Comment | None:
        """The comment, while everybody may read it and this person may do this about it."""
        if not rules.has_discussion(self.idea):
            return None
        name = self.data.get("comment", "") if self.is_bound else self.initial.get("comment", "")
        rows = self.idea.comments.filter(removed_at=None).select_related("author")
        found = rows.filter(public_id=name).first() if name.isalnum() else None
        return found if found and self.fits(found) else None

    def fits(self, comment: Comment) -> bool:
        """Whether this person has this to do with the comment; the verb judges again."""
        return comment.author_id != self.actor.pk

    @property
    def is_pointless(self) -> bool:
        """Whether there is nothing to show on a page of its own."""
        return self.about is None

    def clean_comment(self) -> Comment:
        """The comment itself."""
        name = self.cleaned_data["comment"]
        found = self.idea.comments.filter(public_id=name).first() if name.isalnum() else None
        if found is None:
            raise ValidationError(_("This comment is not there."))
        return found

    def place(self) -> str:
        """Back to where it stands."""
        return places.at_comment(self.cleaned_data["comment"].public_id)


class ReportForm(OnCommentForm):
    """Why a comment should not stand there."""

    why = Words(_("What is wrong with it?"), rows=3, max_length=1000)


class RemoveForm(OnCommentForm):
    """Why a comment goes; its author need not say within a quarter of an hour."""

    why = Words(_("Why?"), rows=3, max_length=1000)

    def prepare(self) -> None:
        """Says who reads the reason."""
        field = self.fields["why"]
        if self.about and self.about.author_id == self.actor.pk:
            field.required = not workflow.needs_no_reason(self.about, self.actor)
            field.help_text = _("Coordinators can read it.") if field.required else ""
        else:
            field.help_text = _("The author gets your words. The other coordinators can read them, too.")

    def fits(self, comment: Comment) -> bool:
        """Its author, or who looks after the idea."""
        return workflow.may_remove(comment, self.actor, self.idea)

    @cached_property
    def reports(self) -> list[CommentReport]:
        """What was reported about it, for whoever looks after the idea."""
        return open_reports(self) if self.about and self.about.author_id != self.actor.pk else []


class SettleForm(OnCommentForm):
    """A click, below what was reported."""

    @cached_property
    def reports(self) -> list[CommentReport]:
        """What was reported about it."""
        return open_reports(self)


def open_reports(form: OnCommentForm) -> list[CommentReport]:
    """The reports about the form's comment that nobody has settled yet."""
    rows = CommentReport.objects.filter(comment=form.about, settled_at=None)
    return list(rows.select_related("reported_by").order_by("pk"))

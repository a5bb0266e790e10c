"""Forms that bring files: to an idea, off it again, and a person's own picture. They validate, and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas import files, rules, workflow
from ideas.forms.acting import ActForm
from ideas.forms.fields import FilesField, OneOf
from ideas.models import Attachment


class AttachForm(ActForm):
    """One file or several."""

    files = FilesField(_("Choose pictures or files"), required=True)  # type: ignore[assignment]


class DetachForm(ActForm):
    """Which file goes; the one that the address names is chosen."""

    file = OneOf(label=_("Which one?"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Those that this person may take off."""
        standing = rules.standing(self.actor, self.idea)
        all_ = Attachment.objects.of(self.idea)
        rows = [row for row in all_ if workflow.may_take_off(row, self.actor.pk, standing)]
        field = self.fields["file"]
        assert isinstance(field, OneOf)
        field.offer(rows, lambda row: row.name)
        asked = next((row for row in rows if row.public_id == self.initial.get("file")), None)
        self.initial["file"] = asked.pk if asked else (rows[0].pk if len(rows) == 1 else None)


class PortraitInput(forms.FileInput):
    """One picture, from the camera or the album."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})


class PortraitForm(forms.Form):
    """A picture of oneself; `content` is what is kept of it."""

    picture = forms.FileField(
        label=_("Your picture"),
        widget=PortraitInput,
        max_length=None,
        help_text=_("Your face in the middle. We cut it to a square and keep nothing else of the file."),
    )

    def clean_picture(self) -> bytes:
        """Square, small, and without what the camera noted. Refused where it is no picture."""
        sent: Any = self.cleaned_data["picture"]
        return files.portrait(sent)

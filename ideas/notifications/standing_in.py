"""What is told when a review waits and nobody is free for it: one line to whoever looks after the idea."""

from typing import Any

from django.utils.translation import gettext as _

from ideas import clock, deadlines, letters, outbox
from ideas.letters import News, places
from ideas.letters.letter import plain_title
from ideas.models import Assignment, Notice
from ideas.notifications.announcing import is_muted, speaking_to, wants_single


def nobody_free(asked: Assignment) -> None:
    """Tells whoever looks after the idea that a view is due and nobody is free for it. Once a review."""
    idea: Any = asked.idea
    user = idea.coordinator or idea.owner
    key = f"nobody_free:{asked.pk}:{user.pk}"
    with speaking_to(user, deadlines.zone_of(idea)):
        words = _("“%(title)s”: a view is due, and nobody is free to look at it. Please ask somebody.")
        notice = Notice(
            user=user,
            idea=idea,
            kind="nobody_free",
            news=News.DUTIES,
            text=words % {"title": plain_title(idea)},
            path=places.idea(idea, "turn"),
            digest=not is_muted(user, News.DUTIES),
            dedupe_key=f"{key}:inbox",
            created_at=clock.now(),
        )
        if wants_single(user, notice):
            notice.digest = False
            mail = letters.single(user, notice)
            outbox.post_many(
                [letters.mail(mail, user, dedupe_key=f"{key}:mail", idea=idea, news=News.DUTIES)]
            )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)

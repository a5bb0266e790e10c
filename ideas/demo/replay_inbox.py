"""The inboxes at the end of the replay: who has read what, and who was told in person.

Owns nothing else. Personas find a few unread notices; what is older has been read, as in a living company.
"""

from datetime import timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from ideas import clock
from ideas.demo import company
from ideas.demo.replay_company import Company
from ideas.models import InPersonTask, Notice

UNREAD_DAYS = 6
MOST_UNREAD = 7
TOLD_AFTER = timedelta(hours=5)


def tidy(made: Company) -> None:
    """Marks the notices of the past as read and its people as told."""
    personas = {made.named(name).pk for name in company.PERSONAS.values()}
    recent = clock.now() - timedelta(days=UNREAD_DAYS)
    newest = Window(RowNumber(), partition_by=F("user"), order_by=F("id").desc())
    fresh = Notice.objects.filter(created_at__gte=recent).annotate(place=newest)
    unread = [
        n.pk for n in fresh.only("pk", "user_id") if n.place <= (MOST_UNREAD if n.user_id in personas else 2)
    ]
    Notice.objects.exclude(pk__in=unread).update(read_at=F("created_at") + timedelta(hours=2))
    past = InPersonTask.objects.filter(created_at__lt=clock.now() - timedelta(days=4))
    past.update(done_at=F("created_at") + TOLD_AFTER, done_by=F("coordinator"))

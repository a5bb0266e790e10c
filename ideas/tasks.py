"""Celery entry points, one line each: what beat and the doorbell ask for. They hold no rule and no argument."""

from celery import shared_task

from ideas import outbox, sweep, watch


@shared_task(name="ideas.deliver_due")
def deliver_due() -> None:
    """Mail that is due leaves; the alarm among it, where nothing is swept any more."""
    watch.look()
    outbox.deliver_due()


@shared_task(name="ideas.sweep")
def run_sweep() -> None:
    """Reminders, dates that have passed, broadcasts."""
    sweep.run()


@shared_task(name="ideas.digests")
def send_digests() -> None:
    """One mail a day to those who wish so."""
    sweep.digests()

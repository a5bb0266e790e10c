"""Celery for the proof of two beats: the same tasks, living at the hour that a file says, and a bell each second.

While the file says nothing a task waits at its beginning; so those that are let go run at the same moment. Of the
sweep only those jobs run that tell people something: the world of the proof knows no others.
"""

import os
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from celery import Task, signals

from config.celery import app

django.setup()

from ideas import clock, duties, sweep  # noqa: E402

HOUR, DIARY = Path(os.environ["TELL_HOUR"]), Path(os.environ["TELL_DIARY"])

app.conf.beat_schedule = {
    name: {"task": name, "schedule": seconds, "options": {"expires": 5}}
    for name, seconds in (("ideas.sweep", 1), ("ideas.digests", 1), ("ideas.deliver_due", 3))
}
sweep.JOBS = (duties.tell_how_it_stands, duties.remind, duties.break_silence)


def note(what: str, task: str, hour: str) -> None:
    """One line of the diary; lines as short as these do not mix."""
    with DIARY.open("a") as diary:
        diary.write(f"{what} {task} {hour} {os.getpid()} {time.monotonic():.6f}\n")


@signals.task_prerun.connect
def travel(task: Task, **_rest: Any) -> None:
    """To the hour of the file, as soon as there is one; looked for so often that two who wait begin together."""
    note("wait", task.name, "-")
    while not (hour := HOUR.read_text()):
        time.sleep(0.001)
    note("begin", task.name, hour)
    clock._travelled.set(datetime.fromisoformat(hour))


@signals.task_postrun.connect
def come_home(task: Task, **_rest: Any) -> None:
    """And says that it is done there."""
    note("end", task.name, clock.now().isoformat())
    clock._travelled.set(None)

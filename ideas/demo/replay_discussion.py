"""What colleagues say below an idea in the demo's year: comments, one removed, one reported. Owns no words."""

from random import Random

from ideas import clock, workflow
from ideas.demo import talk_below
from ideas.demo.replay_stage import Stage, Story
from ideas.demo.talk_below import Line
from ideas.models import Comment, Idea


def discussed(stage: Stage, key: str, idea: Idea) -> Story:
    """The lines below an idea, from its first look on."""
    rng = Random(f"said below {key}")  # noqa: S311
    for line in talk_below.SAID.get(key, []):
        yield stage.calendar.later(clock.now(), line.days, rng)
        made = workflow.comment(idea, stage.company.named(line.name), text=line.text)
        if line.reported[0]:
            yield stage.calendar.later(clock.now(), 0, rng)
            who, why = line.reported
            workflow.report_comment(idea, stage.company.named(who), comment=made, why=why)
        if line.removed:
            yield stage.calendar.later(clock.now(), 0, rng)
            remove(stage, idea, made, line)


def remove(stage: Stage, idea: Idea, comment: Comment, line: Line) -> None:
    """The coordinator takes it away and says why."""
    keeper = stage.company.person(Idea.objects.values_list("coordinator", flat=True).get(pk=idea.pk))
    workflow.remove_comment(idea, keeper, comment=comment, why=line.removed)

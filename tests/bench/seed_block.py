"""A block of ideas as rows for COPY; made in a process of its own where there are many."""

from tests.bench.seed_life import Life
from tests.bench.seed_plan import STATUSES, Plan, make
from tests.bench.seed_world import PERSONA_IDEAS, Seeding, World

BLOCK = 2000


class Maker:
    """What a process keeps between blocks."""

    world: World
    plan: Plan


def prepare(seeding: Seeding, topics: tuple[list[int], list[str]]) -> None:
    """Makes ready for blocks of this run."""
    Maker.world = World(seeding, *topics)
    Maker.plan = make(seeding.ideas, seeding.now, seeding.seed)


def block_rows(start: int) -> dict[str, list[str]]:
    """The rows of the ideas from this place on, by table."""
    world, plan = Maker.world, Maker.plan
    world.begin(start // BLOCK)
    newest = plan.handed_in - 1
    world.desk = PERSONA_IDEAS if start <= newest < start + BLOCK else 0
    lives = []
    for at in range(start, min(start + BLOCK, len(plan))):
        status = STATUSES[plan.statuses[at]]
        life = Life(world, at + 1, status, plan.moments[at], at + 1)
        life.live()
        if status == "closed" and life.target is None and life.decided and life.experts:
            world.roots.append(life)
        lives.append(life)
    for life in lives:
        life.gather()
        life.write()
    return dict(world.rows)

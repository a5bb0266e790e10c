"""The year's ideas, oldest first, ready to be replayed. Owns the order and nothing else."""

from ideas.demo import Idea, ideas_de, ideas_en

IDEAS: list[Idea] = sorted([*ideas_de.IDEAS, *ideas_en.IDEAS], key=lambda idea: -idea["week"])


def by_key() -> dict[str, Idea]:
    """Every idea under its key."""
    return {idea["key"]: idea for idea in IDEAS}

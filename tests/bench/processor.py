"""What processes spend: processor time to the nanosecond, memory, as the kernel counts them."""

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def children_of(pid: int) -> list[int]:
    """The processes below one."""
    return [int(child) for child in (PROC / f"{pid}/task/{pid}/children").read_text().split()]


def spent(pids: Iterable[int]) -> dict[str, int]:
    """Nanoseconds of processor time that each thread of these processes has had so far."""
    found = {}
    for pid in pids:
        for counter in (PROC / str(pid) / "task").glob("*/schedstat"):
            try:
                found[counter.parent.name] = int(counter.read_text().split()[0])
            except OSError:
                continue  # it has ended meanwhile
    return found


def between(before: dict[str, int], after: dict[str, int]) -> float:
    """Seconds spent from one reading to the next; of what has ended in between nothing is known any more."""
    return sum(now - before.get(thread, 0) for thread, now in after.items()) / 1e9


def resident(pid: int) -> float:
    """Megabytes that a process holds in memory, those that it shares included."""
    for line in (PROC / f"{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)


def own_share(pid: int) -> float:
    """Megabytes that a process holds in memory; of those shared with others its part."""
    for line in (PROC / f"{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)


def is_backend(pid: int) -> bool:
    """Whether it serves a connection, alone or as one of several workers."""
    try:
        title = (PROC / f"{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return title.startswith(b"postgres: tell ") or b"parallel worker" in title

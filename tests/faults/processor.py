"""How much of the machine was ours: a rate on a busy machine says little without it."""

import os
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def _busy() -> float:
    """Processor seconds that the whole machine has spent, idling and waiting left out."""
    user, nice, system, _idle, _waiting, *more = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + sum(more)) / TICKS


def _spent(pid: int) -> float:
    """Processor seconds of a process and of all below it, those that have ended included."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0
    return sum(map(int, words[11:15])) / TICKS + sum(_spent(int(child)) for child in children)


class Clocks:
    """Started when it is made; afterwards it tells how long it took, and how long on a machine of our own."""

    def __init__(self) -> None:
        self._started, self._busy, self._ours = time.monotonic(), _busy(), _spent(os.getpid())

    def stop(self) -> tuple[float, float]:
        """Seconds that went by; the same without those that others' processes took from us."""
        seconds = time.monotonic() - self._started
        others = max(0.0, _busy() - self._busy - (_spent(os.getpid()) - self._ours))
        return seconds, seconds * (1 - others / (seconds * (os.cpu_count() or 1)))

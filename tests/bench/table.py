"""The table that the bench prints."""

from collections.abc import Iterator

from tests.bench.load import Memory
from tests.bench.measuring import Row
from tests.bench.plan import GROWTH, MOST_MEMORY, PAGES, Measured

HEAD = (
    f"{'page':<18}{'processor':>10}{'bar':>6}{'req/s':>7}{'x floor':>8}{'p50 ms':>8}{'p99 ms':>8}"
    f"{'web ms':>8}{'db ms':>8}{'floor':>7}{'SQL':>7}{'gzip':>8}  "
)


def line(measured: Measured, row: Row) -> str:
    """One page."""
    page = row.page
    counts = counts_of(measured, row)
    asked = str(max(counts)) if min(counts) == max(counts) else f"{min(counts)}-{max(counts)}"
    return (
        f"{row.name:<18}{row.processor_ratio:>9.2f}x{measured.ratio:>6.2f}{page.rate:>7.0f}{row.rate_ratio:>8.2f}"
        f"{page.percentile(50):>8.1f}{page.percentile(99):>8.1f}{1000 * page.web / page.n:>8.2f}"
        f"{1000 * page.database / page.n:>8.2f}{row.floor.milliseconds:>7.2f}{asked:>7}{max(page.bytes):>8,}  "
        f"{', '.join(shortfalls(measured, row)) or 'holds'}"
    )


def shortfalls(measured: Measured, row: Row) -> list[str]:
    """Where a page falls short of the bar."""
    found = []
    if row.processor_ratio < measured.ratio:
        found.append(f"{row.processor_ratio:.2f} < {measured.ratio:.2f}")
    counts = counts_of(measured, row)
    if measured.statements is not None and max(counts) > measured.statements:
        found.append(f"{max(counts)} statements > {measured.statements}")
    return found


def counts_of(measured: Measured, row: Row) -> list[int]:
    """The statements that count for a page: of one that writes those of its transaction."""
    return row.page.in_transaction if measured.writes else row.page.statements


def grown(few: Row, many: Row) -> float:
    """How much longer half of the answers take, the floor's being equal."""
    return (many.page.percentile(50) / many.floor.percentile(50)) / (
        few.page.percentile(50) / few.floor.percentile(50)
    )


def growth(few: dict[str, Row], many: dict[str, Row], least: int, most: int) -> str:
    """What a hundred times as many ideas do to each page."""
    lines = [f"from {least:,} to {most:,} ideas, the floor's being equal"]
    for page in PAGES:
        if page.name in few and page.name in many and not page.grows:
            times = grown(few[page.name], many[page.name])
            lines.append(f"{page.name:<18}{times:>6.2f} x  {'holds' if times <= GROWTH else f'> {GROWTH}'}")
    return "\n".join(lines)


def speed(rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """What was shown of the pages, by the ids of the book."""
    for id in dict.fromkeys(page.book for page in PAGES):
        pages = [page for page in PAGES if page.book == id]
        least = min(rows[page.name].processor_ratio for page in pages)
        slowest = max(rows[page.name].page.percentile(50) for page in pages)
        most = max(max(counts_of(page, rows[page.name])) for page in pages)
        short = [f"{page.name}: {words}" for page in pages for words in shortfalls(page, rows[page.name])]
        asked = f"{sum(rows[page.name].page.n for page in pages):,} requests"
        words = f"{least:.2f} x floor at least of {pages[0].ratio:.2f}, {slowest:.1f} ms at most, {most} statements"
        yield id, f"{words}, {asked}: {verdict(short)}"


def growth_figure(sizes: dict[int, dict[str, Row]]) -> str:
    """How much longer the pages take where there are most ideas than where there are fewest."""
    least, most = min(sizes), max(sizes)
    times = {p.name: grown(sizes[least][p.name], sizes[most][p.name]) for p in PAGES if not p.grows}
    late = [f"{name} {by:.2f} x" for name, by in times.items() if by > GROWTH]
    return f"{max(times.values()):.2f} x at most, {least:,} to {most:,} ideas: {verdict(late)}"


def memory_figure(memories: dict[int, Memory]) -> str:
    """What the web server holds after many requests, by the number of ideas."""
    short = [
        f"more than {MOST_MEMORY} MB or growth at {n:,} ideas"
        for n, memory in memories.items()
        if not memory.holds
    ]
    return f"{'; '.join(f'{n:,} ideas: {m.words}' for n, m in memories.items())}: {verdict(short)}"


def verdict(shortfalls: list[str]) -> str:
    """Whether it holds, and what does not."""
    return f"falls short ({', '.join(shortfalls)})" if shortfalls else "holds"

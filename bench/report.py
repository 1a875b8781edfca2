"""Results as a table that a person can read: one column per server, and what one is of the other."""

from collections.abc import Sequence
from statistics import median

from bench.bars import Bar
from bench.measure import Result
from bench.processes import CALLBOARD


def table(results: list[Result], bars: Sequence[Bar] = ()) -> str:
    """Lay out the results of one workload, the median of all its runs."""
    if not results:
        return ""
    servers = list(dict.fromkeys(result.server for result in results))
    figures = list(dict.fromkeys(name for result in results for name in result.figures))
    lines = [f"\n{results[0].workload}"]
    lines.append(_row("", [*servers, "ratio"] if len(servers) > 1 else servers))
    for figure in figures:
        values = {server: _median(results, server, figure) for server in servers}
        lines.append(_row(figure, [_number(values[server]) for server in servers] + _ratio(values)))
    lines += _verdicts(results, servers, bars)
    for server in servers:
        wrong = [problem for r in results if r.server == server for problem in r.wrong]
        verdict = f"WRONG: {len(wrong)}, first {wrong[0]}" if wrong else "everything arrived"
        lines.append(f"  {server}: {verdict}")
    return "\n".join(lines)


def _median(results: list[Result], server: str, figure: str) -> float | None:
    values = [r.figures[figure] for r in results if r.server == server and figure in r.figures]
    return median(values) if values else None


def _ratio(values: dict[str, float | None]) -> list[str]:
    others = [server for server in values if server != CALLBOARD.name]
    ours, theirs = values.get(CALLBOARD.name), values[others[0]] if others else None
    return [f"{ours / theirs:.2f}"] if ours is not None and theirs else []


def _verdicts(results: list[Result], servers: list[str], bars: Sequence[Bar]) -> list[str]:
    """Say of each bar whether it is reached; those that are shares are meant against Hocuspocus."""
    others = [server for server in servers if server != CALLBOARD.name]
    if CALLBOARD.name not in servers or not others:
        return []
    return [
        "  "
        + bar.verdict(
            _median(results, CALLBOARD.name, bar.figure), _median(results, others[0], bar.figure)
        )
        for bar in bars
        if not bar.is_ratio or others[0].startswith("hocuspocus")
    ]


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _row(name: str, cells: list[str]) -> str:
    return f"  {name:<20}" + "".join(f"{cell:>20}" for cell in cells)

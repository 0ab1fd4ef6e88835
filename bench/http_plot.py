"""One drawing of what was measured: a bar for each contender, with a line from its slowest round to its fastest."""

from __future__ import annotations

from html import escape
from statistics import median

WIDTH, LABEL, ROW, PLOT = 900, 240, 28, 560


def draw(rows: list[tuple[str, list[float]]]) -> str:
    """An SVG of requests a second, the fastest first. `rows` are (name, rates)."""
    ordered = sorted(rows, key=lambda row: -median(row[1]))
    most = max(max(rates) for _name, rates in ordered)
    bars = "\n".join(_bar(number, name, rates, PLOT / most) for number, (name, rates) in enumerate(ordered))
    height = ROW * len(ordered) + 50
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="14">
<title>Requests a second</title>
<rect width="{WIDTH}" height="{height}" fill="#fff"/>
<text x="10" y="24" font-weight="bold">Requests a second: middle of all rounds, slowest and fastest round</text>
{bars}
</svg>
"""


def _bar(number: int, name: str, rates: list[float], scale: float) -> str:
    top, middle = 40 + number * ROW, median(rates)
    low, high, end = LABEL + min(rates) * scale, LABEL + max(rates) * scale, LABEL + middle * scale
    return (
        f'<text x="{LABEL - 8}" y="{top + 15}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{LABEL}" y="{top}" width="{middle * scale:.1f}" height="20" fill="#4a7a6d"/>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{top + 10}" y2="{top + 10}" stroke="#222" stroke-width="2"/>'
        f'<text x="{max(end, high) + 6:.1f}" y="{top + 15}">{middle:,.0f}</text>'
    )

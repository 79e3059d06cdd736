"""Bars over time as SVG: stretched to the width there is, so that all words stand beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from monitor.alert.render.harmless import line

HEIGHT = 100
WIDTH = 1000
"""Units of the drawing; both are stretched."""
_GAP = 0.18
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what it stands for, and its parts from below, each the name of a class and a
    count.
    """

    label: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Return its height."""
        return sum(count for _, count in self.parts)


def bars(shown: Sequence[Bar], *, title: str, ends: tuple[str, str]) -> str:
    """Return a figure of the bars, with the highest count, and the ends of time below."""
    top = max((bar.total for bar in shown), default=0)
    if not shown or not top:
        return '<p class="soft">No alert in this time.</p>'
    each = WIDTH / len(shown)
    drawn = "".join(_bar(bar, n * each, each, top) for n, bar in enumerate(shown))
    lines = "".join(
        f'<line x1="0" x2="{WIDTH}" y1="{y}" y2="{y}" vector-effect="non-scaling-stroke"/>'
        for y in (0.5, HEIGHT / 2, HEIGHT - 0.5)
    )
    first, last = map(escape, ends)
    label = escape(line(title, _LONGEST))
    return (
        f'<figure class="chart"><div class="axis"><span>{top:,}</span><span>0</span></div>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}"><g class="grid">{lines}</g>{drawn}</svg>'
        f"<figcaption><span>{first}</span><span>{last if len(shown) > 1 else ''}</span>"
        "</figcaption></figure>"
    )


def _bar(bar: Bar, x: float, each: float, top: int) -> str:
    """Return the parts of a bar one on the other, and what it says when it is pointed at."""
    if not bar.total:
        return ""
    gap = each * _GAP / 2
    drawn: list[str] = []
    y = float(HEIGHT)
    for name, count in bar.parts:
        height = HEIGHT * count / top
        y -= height
        if count:
            drawn.append(
                f'<rect class="{name}" x="{x + gap:.2f}" y="{y:.2f}" '
                f'width="{each - 2 * gap:.2f}" height="{height:.2f}"/>'
            )
    told = ", ".join(f"{count:,} {name}" for name, count in bar.parts if count)
    return f"<g><title>{escape(f'{bar.label}: {told}')}</title>{''.join(drawn)}</g>"


def legend(names: Iterable[str]) -> str:
    """Return what the colours mean."""
    told = "".join(f'<span><i class="{name}"></i>{escape(name)}</span>' for name in names)
    return f'<p class="legend">{told}</p>'

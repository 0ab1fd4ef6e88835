"""Asking pages many times in turns, and saying how long they took: the middle, and what one in twenty exceeds."""

from __future__ import annotations

import http.client
import math
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bench.processors import used_by

WARM = 3


@dataclass(frozen=True)
class Measured:
    """How long a page took, in milliseconds. `bar` is what 19 of 20 answers have to keep below; 0 for none.

    `processor` is what one answer cost the site and its database, however long both had to wait for a processor.
    """

    name: str
    times: list[float]
    bar: float = 0
    processor: float = 0

    def percentile(self, share: float) -> float:
        """What so many of a hundred answers did not exceed."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * share / 100) - 1)]

    @property
    def p50(self) -> float:
        return self.percentile(50)

    @property
    def p95(self) -> float:
        return self.percentile(95)

    @property
    def is_over(self) -> bool:
        """Whether it misses its bar."""
        return bool(self.bar) and self.p95 > self.bar


class Asking:
    """One browser, signed in by a cookie, that keeps its connection."""

    def __init__(self, port: int, processes: tuple[int, ...], cookie: str = "") -> None:
        self._processes = processes
        self._connection = http.client.HTTPConnection("localhost", port, timeout=120)
        self._headers = {"Cookie": cookie} if cookie else {}

    def measure(self, paths: Mapping[str, Sequence[str]], *, bar: float = 0) -> list[Measured]:
        """Ask in rounds, in each of them one path of every name and in another order, so that what else happens meets all of them.

        The first few of each are asked before, and not counted. Raises RuntimeError unless all answer 200.
        """
        for some in paths.values():
            for path in some[:WARM]:
                self._ask(path)
        times: dict[str, list[float]] = {name: [] for name in paths}
        processor = dict.fromkeys(paths, 0.0)
        for number, row in enumerate(zip_longest(*paths.values())):
            in_turn = [(name, path) for name, path in zip(paths, row, strict=True) if path]
            for name, path in random.Random(number).sample(in_turn, len(in_turn)):
                before = used_by(*self._processes)
                times[name].append(self._ask(path))
                processor[name] += used_by(*self._processes) - before
        return [Measured(name, took, bar, processor[name] / len(took)) for name, took in times.items()]

    def _ask(self, path: str) -> float:
        begin = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        taken = (time.perf_counter() - begin) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return taken


def table(measured: list[Measured], bare: Measured) -> str:
    """All of it as people read it; `times bare` is how many times as long as a page that does nothing."""
    lines = [f"{'':42} {'p50 ms':>8} {'p95 ms':>8} {'bar ms':>8} {'times bare':>11} {'processor ms':>13}"]
    for each in [bare, *measured]:
        bar = f"{each.bar:8.0f}" if each.bar else " " * 8
        over = "  OVER" if each.is_over else ""
        lines.append(
            f"{each.name:42} {each.p50:8.1f} {each.p95:8.1f} {bar} {each.p50 / bare.p50:11.1f} {each.processor:13.1f}{over}"
        )
    return "\n".join(lines)


def as_values(measured: list[Measured], bare: Measured) -> list[dict]:
    """The same for machines."""
    return [
        {
            "name": each.name,
            "p50_ms": round(each.p50, 2),
            "p95_ms": round(each.p95, 2),
            "bar_ms": each.bar or None,
            "requests": len(each.times),
            "processor_ms": round(each.processor, 1),
            "times_bare": round(each.p50 / bare.p50, 2),
        }
        for each in [bare, *measured]
    ]

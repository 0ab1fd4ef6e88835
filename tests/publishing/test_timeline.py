"""The arithmetic of live ranges, for every plan that hypothesis can think of. Moments are whole hours here."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from publishing.timeline import Span, lay_out, live_at

HOURS = st.integers(0, 12)


def hour(number: int) -> datetime:
    return datetime(2030, 1, 1, tzinfo=UTC) + timedelta(hours=number)


@st.composite
def plans(draw) -> tuple[list[tuple[datetime, int]], list[datetime]]:
    """Publications at different moments, each of its own edition, and withdrawals at any."""
    starts = draw(st.lists(HOURS, unique=True, max_size=6))
    numbers = draw(st.permutations(range(1, len(starts) + 1)))
    withdrawals = draw(st.lists(HOURS, max_size=4))
    return [(hour(at), n) for at, n in zip(starts, numbers, strict=True)], [hour(at) for at in withdrawals]


def what_happened_last(plan, at: datetime) -> int | None:
    """The plain meaning of a plan: what the last thing at or before a moment left live."""
    publications, withdrawals = plan
    events = [(w, 0, None) for w in withdrawals] + [(p, 1, number) for p, number in publications]
    past = sorted((event for event in events if event[0] <= at), key=lambda event: event[:2])
    return past[-1][2] if past else None


@given(plans())
def test_at_any_moment_the_last_publication_or_withdrawal_decides(plan):
    spans = lay_out(*plan)
    for half_hour in range(-1, 26):
        at = hour(0) + timedelta(minutes=30 * half_hour)
        span = live_at(spans, at)
        assert (span.number if span else None) == what_happened_last(plan, at)


@given(plans())
def test_spans_are_in_order_never_empty_and_never_overlap(plan):
    spans = lay_out(*plan)
    assert all(span.upper is None or span.lower < span.upper for span in spans)
    for earlier, later in zip(spans, spans[1:], strict=False):
        assert earlier.upper is not None and earlier.upper <= later.lower


@given(plans())
def test_every_publication_has_exactly_one_span_from_its_moment_on(plan):
    publications, _withdrawals = plan
    assert [(span.lower, span.number) for span in lay_out(*plan)] == sorted(publications)


@given(plans())
def test_a_span_is_withdrawn_exactly_where_it_ends_at_a_withdrawal(plan):
    _publications, withdrawals = plan
    assert all(span.withdrawn == (span.upper in withdrawals) for span in lay_out(*plan))


@given(plans(), HOURS)
def test_what_is_added_later_leaves_the_past_as_it_was(plan, now):
    publications, withdrawals = plan
    before = lay_out([p for p in publications if p[0] < hour(now)], [w for w in withdrawals if w < hour(now)])
    after = lay_out(*plan)
    for number in range(now):
        assert [s.number for s in (live_at(before, hour(number)), live_at(after, hour(number))) if s] in (
            [],
            [what_happened_last(plan, hour(number))] * 2,
        )


@given(HOURS, st.none() | HOURS, st.none() | HOURS)
def test_an_end_in_the_content_only_ever_shortens(lower, upper, end):
    if upper is not None and upper <= lower:
        return
    span = Span(1, hour(lower), None if upper is None else hour(upper))
    shortened = span.ending_by(None if end is None else hour(end))
    ends = [e for e in (upper, end) if e is not None and e > lower]
    assert shortened.lower == span.lower
    assert shortened.upper == (hour(min(ends)) if ends else None)


def test_nothing_planned_is_nothing_live():
    assert lay_out([], [hour(1)]) == []
    assert live_at([], hour(1)) is None

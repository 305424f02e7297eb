"""A trace is read as Chromium's own tools read it."""

from typing import Any

import pytest

from bench import trace

Event = dict[str, Any]


def event(name: str, ms: float, cat: str = "devtools.timeline", ph: str = "I", **data: Any) -> Event:
    return {"name": name, "ts": ms * 1000, "cat": cat, "ph": ph, "args": {"data": data}}


def began(ms: float, page: str) -> Event:
    return event("navigationStart", ms, "blink.user_timing", navigationId=page)


def painted(ms: float, page: str) -> Event:
    return event("largestContentfulPaint::Candidate", ms, "loading", navigationId=page)


def test_the_largest_paint_is_the_last_candidate_of_the_last_page() -> None:
    events = [
        began(0, "a"),
        painted(40, "a"),
        began(100, "b"),
        painted(130, "b"),
        painted(340, "b"),
        began(150, "empty"),
    ]
    assert trace.largest_paint(events) == 240


def test_a_page_that_painted_nothing_has_no_largest_paint() -> None:
    with pytest.raises(ValueError, match="no largest paint"):
        trace.largest_paint([began(0, "a")])


def test_an_interaction_takes_as_long_as_the_longest_of_its_events() -> None:
    keys = [
        event("EventTiming", 1, ph="b", interactionId=7, duration=16.0),
        event("EventTiming", 2, ph="b", interactionId=7, duration=48.5),
        event("EventTiming", 3, ph="b", interactionId=9, duration=24.0),
        event("EventTiming", 4, ph="b", interactionId=0, duration=900.0),
        event("EventTiming", 5, ph="e"),
    ]
    assert trace.interactions(keys) == [24.0, 48.5]


def test_frames_are_counted_between_the_marks_of_the_page() -> None:
    marks = [event(name, ms, "blink.user_timing") for name, ms in (("begin", 100), ("end", 2200))]
    drawn = [event("DrawFrame", ms) for ms in (50, 150, 600, 1150, 2150, 2300)]
    found = trace.frames([*drawn, *marks], "begin", "end")
    assert found == [50, 500, 1050, 2050]
    assert trace.per_second(found) == [2, 1]
    assert trace.gaps(found) == [450, 550, 1000]


def test_no_frame_is_no_second() -> None:
    assert trace.per_second([]) == []

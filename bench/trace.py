"""What a trace of Chromium says about a page: when its largest part was painted, how long a key took to be seen, how many frames
were drawn. Pure: it reads the list `traceEvents` of a trace and knows neither the browser nor the page.

Times in a trace are microseconds of one clock; what is answered here is milliseconds.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any

CATEGORIES = ("devtools.timeline", "disabled-by-default-devtools.timeline.frame", "loading", "blink.user_timing")
"""what Chromium is to be asked to record"""
Event = dict[str, Any]


def largest_paint(events: list[Event]) -> float:
    """From the start of the newest page that painted something to the last candidate of its largest paint. ValueError if none did."""
    paints = sorted(
        (each["ts"], navigation(each)) for each in events if each["name"] == "largestContentfulPaint::Candidate"
    )
    if not paints:
        raise ValueError("the trace has no largest paint")
    painted, page = paints[-1]
    began = min(each["ts"] for each in events if each["name"] == "navigationStart" and navigation(each) == page)
    return float(painted - began) / 1000


def navigation(event: Event) -> str:
    return str(event["args"]["data"]["navigationId"])


def interactions(events: list[Event]) -> list[float]:
    """For every key press or click, how long until the next paint showed its effect: the longest of the events that belong to it."""
    longest: dict[int, float] = defaultdict(float)
    for each in events:
        data = each["args"].get("data", {}) if each["name"] == "EventTiming" and each["ph"] == "b" else {}
        if number := data.get("interactionId"):
            longest[number] = max(longest[number], float(data["duration"]))
    return sorted(longest.values())


def frames(events: list[Event], start: str, end: str) -> list[float]:
    """When each frame was drawn between two marks that the page made (`performance.mark`), in milliseconds after the first mark."""
    began, ended = (mark(events, name) for name in (start, end))
    drawn = sorted(each["ts"] for each in events if each["name"] == "DrawFrame" and began <= each["ts"] <= ended)
    return [(ts - began) / 1000 for ts in drawn]


def mark(events: list[Event], name: str) -> float:
    return float(next(each["ts"] for each in events if each["name"] == name and "blink.user_timing" in each["cat"]))


def per_second(drawn: list[float]) -> list[int]:
    """How many frames were drawn in each whole second."""
    counted = [0] * int(max(drawn, default=0) // 1000)
    for moment in drawn:
        if moment // 1000 < len(counted):
            counted[int(moment // 1000)] += 1
    return counted


def gaps(drawn: list[float]) -> list[float]:
    """Milliseconds between each frame and the next, the shortest first."""
    return sorted(after - before for before, after in pairwise(drawn))

"""Two rounds of corrections as one: edits of a text, and edits of what those made of it, written as edits of the text itself.

`apply(text, compose(text, first, then)) == apply(apply(text, first), then)`; tests hold it to that.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from tutorfleet.language.edits import Edit, apply


class _Span(msgspec.Struct, frozen=True):
    """Where an edit lies in the text between the rounds: what the first one wrote, what the later one replaces."""

    start: int
    end: int
    later: bool
    edit: Edit


def written(edits: Iterable[Edit]) -> Iterator[tuple[int, int, Edit]]:
    """Each edit with the place of what it writes in the text that it makes, from where to where."""
    shift = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        start = edit.start + shift
        yield start, start + len(edit.replacement), edit
        shift += len(edit.replacement) - len(edit.original)


def compose(text: str, first: Sequence[Edit], then: Sequence[Edit]) -> list[Edit]:
    """One list of edits of `text` that does what `first` does and after it `then` (edits of what `first` made).

    Where an edit of `then` changes what one of `first` wrote they become one edit: with the reason of the later one if that
    rewrites all of it, else with that of the earlier one. Edits that cancel each other out are gone.
    """
    between = apply(text, first)
    earlier = [_Span(start, end, False, edit) for start, end, edit in written(first)]
    spans = [*earlier, *(_Span(edit.start, edit.end, True, edit) for edit in then)]
    edits = [_joined(text, between, earlier, group) for group in _groups(spans)]
    return [edit for edit in edits if edit.original != edit.replacement]


def _groups(spans: Iterable[_Span]) -> list[list[_Span]]:
    """The spans in order, those together that lie over each other."""
    groups: list[list[_Span]] = []
    reach = -1
    for span in sorted(spans, key=lambda s: (s.start, s.end, s.later)):
        if groups and span.start < reach:
            groups[-1].append(span)
        else:
            groups.append([span])
        reach = max(reach, span.end)
    return groups


def _joined(text: str, between: str, earlier: Sequence[_Span], group: Sequence[_Span]) -> Edit:
    """The edit of `text` itself that does what the spans of a group do."""
    low, high = group[0].start, max(span.end for span in group)
    start = _before(low, earlier, at_end=False)
    end = _before(high, earlier, at_end=True) if high > low else start
    if not group[0].later and low == high:
        start, end = group[0].edit.start, group[0].edit.end
    told = _told(group)
    return msgspec.structs.replace(
        told,
        start=start,
        end=end,
        original=text[start:end],
        replacement=_replacement(between, group, low, high),
        confidence=min(span.edit.confidence for span in group),
    )


def _before(index: int, earlier: Sequence[_Span], at_end: bool) -> int:
    """The index in the text before the first round; words that it took out at `index` itself lie after an end."""
    shift = 0
    for span in earlier:
        if span.end > index or (at_end and span.start == span.end == index):
            break
        shift += len(span.edit.replacement) - len(span.edit.original)
    return index - shift


def _replacement(between: str, group: Sequence[_Span], low: int, high: int) -> str:
    parts, done = [], low
    for span in group:
        if span.later:
            parts += [between[done : span.start], span.edit.replacement]
            done = span.end
    return "".join(parts) + between[done:high]


def _told(group: Sequence[_Span]) -> Edit:
    """The edit of the group that says why."""
    for span in group:
        if span.later and all(span.start <= other.start and other.end <= span.end for other in group):
            return span.edit
    return max((span.edit for span in group if not span.later), key=lambda e: e.confidence, default=group[0].edit)

"""The rows of the contract, each against a worker, and those that learners may ask against the edge."""

import pytest
from tests.contract.answer import Answer, Server
from tests.contract.case import Case, filled
from tests.contract.differences import DIFFERENCES
from tests.contract.stand import NAMES
from tests.contract.table import ROWS


def answer_to(case: Case, server: Server, names: dict[str, str]) -> Answer:
    """The answer to a row, after what prepares it."""
    for ask, body in case.first:
        before = server.ask(filled(ask, names), filled(body, names))
        assert before.status in {200, 201}, (ask, before.status, before.body)
    return server.ask(filled(case.ask, names), filled(case.body, names), case.headers)


def test_it_answers_as_the_documentation_says(row: str, server: Server, names: dict[str, str]) -> None:
    case = ROWS[row]
    if missing := case.needs() - {*server.names}:
        pytest.skip(f"no model for {', '.join(missing)}")
    difference = DIFFERENCES.get(row) if server.ours else None
    answer = answer_to(case, server, names)
    expected = filled(difference.ours if difference else case.expected, names)
    assert list(expected.problems(answer, closed=server.ours)) == []
    if difference:
        assert list(filled(case.expected, names).problems(answer, closed=True)), "it does not differ any more"


def test_v4_what_changes_models_is_refused_to_learners(forbidden: str, server: Server, names: dict[str, str]) -> None:
    for ask, body in (*ROWS[forbidden].first, (ROWS[forbidden].ask, ROWS[forbidden].body)):
        if not ask.endswith(("/api/show", "/api/generate")):
            answer = server.ask(filled(ask, names), filled(body, names))
            assert (answer.status, ask.startswith("HEAD") or "operator" in answer.body.decode()) == (403, True)


def test_every_difference_is_one_of_a_row() -> None:
    assert DIFFERENCES.keys() <= ROWS.keys()


def test_our_models_can_what_any_row_needs() -> None:
    assert set().union(*(case.needs() for case in ROWS.values())) == {*NAMES}


def test_every_row_says_where_it_is_documented() -> None:
    assert all(case.source for case in ROWS.values())

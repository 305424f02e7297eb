"""Who takes over at the edge when workers die, stall or are busy, and what is never sent twice: through a real Envoy."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from support.edge_stand import WORD_SECONDS, Answer, Stand, Stub, stand, until

HOME = "us-east-1"


@pytest.fixture
def edge() -> Iterator[Stand]:
    with stand(requests_per_minute=1_000_000, first_byte_seconds=4) as made:
        yield made


def worker(answer: Answer) -> str:
    return str(answer.json.get("worker", answer.status))


def chat(edge: Stand, role: str = "chat") -> str:
    return worker(edge.ask("POST", f"/{HOME}/{'generate' if role == 'scoring' else role}", edge.token(), b"{}"))


def die(edge: Stand, *names: str) -> None:
    for name in names:
        edge.run(edge.stubs[name].die())


def load(edge: Stand, threads: int, stop: threading.Event, seen: Counter[str]) -> list[threading.Thread]:
    """POST to a chat worker again and again, from several connections at once."""
    token = edge.token()

    def one() -> None:
        while not stop.is_set():
            seen[worker(edge.ask("POST", f"/{HOME}/chat", token, b"{}"))] += 1

    made = [threading.Thread(target=one, daemon=True) for _ in range(threads)]
    for each in made:
        each.start()
    return made


def test_under_load_the_backup_takes_over_then_the_other_region_and_no_request_fails(edge: Stand) -> None:
    stop, seen = threading.Event(), Counter[str]()
    threads = load(edge, 8, stop, seen)
    until(lambda: seen[f"{HOME}.chat.primary"] > 50)
    die(edge, f"{HOME}.chat.primary")
    until(lambda: seen[f"{HOME}.chat.backup"] > 50)
    die(edge, f"{HOME}.chat.backup")
    until(lambda: seen["us-west-2.chat.primary"] > 50)
    edge.run(edge.stubs[f"{HOME}.chat.primary"].start())
    back = seen[f"{HOME}.chat.primary"]
    until(lambda: seen[f"{HOME}.chat.primary"] > back + 50)
    stop.set()
    for each in threads:
        each.join(10)
    assert set(seen) <= {f"{HOME}.chat.primary", f"{HOME}.chat.backup", "us-west-2.chat.primary"}


def test_a_regions_own_balancer_stays_in_its_region(edge: Stand) -> None:
    balancer = edge.layout.balancer_socket(HOME)
    die(edge, f"{HOME}.chat.primary")
    assert worker(edge.over(balancer, "/api/chat", "POST", b"{}")) == f"{HOME}.chat.backup"
    die(edge, f"{HOME}.chat.backup")
    answer = edge.over(balancer, "/api/chat", "POST", b"{}")
    assert (answer.status, answer.json["error"]) == (503, "No worker can answer just now; try again in a moment")


@pytest.mark.parametrize("path", ["tags", "api/tags", "v1/models"])
def test_an_answer_says_which_region_it_comes_from(edge: Stand, path: str) -> None:
    def region() -> str:
        return edge.ask("GET", f"/us-west-1/{path}", edge.token()).headers["x-tutorfleet-region"]

    assert region() == "us-west-2"
    die(edge, "us-west-2.llm.primary", "us-west-2.llm.backup")
    assert region() == HOME


def test_a_region_that_is_silent_costs_a_list_of_models_a_quarter_of_the_time_for_each_worker(edge: Stand) -> None:
    for name in ("us-west-2.llm.primary", "us-west-2.llm.backup"):
        edge.stubs[name].mode = "stall"
    began = time.monotonic()
    answer = edge.ask("GET", "/us-west-2/tags", edge.token())
    assert (answer.status, answer.headers["x-tutorfleet-region"]) == (200, HOME)
    assert time.monotonic() - began < edge.fleet.limits.first_byte_seconds


def test_when_nobody_is_left_a_browser_can_read_the_503(edge: Stand) -> None:
    die(edge, *(name for name in edge.stubs if ".chat." in name))
    answer = edge.ask("POST", f"/{HOME}/chat", edge.token(), b"{}")
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (503, "*")
    assert answer.json["request_id"] == answer.headers["x-request-id"]


def test_when_nobody_is_left_openais_client_can_read_the_503(edge: Stand) -> None:
    die(edge, *(name for name in edge.stubs if ".chat." in name))
    answer = edge.ask("POST", f"/{HOME}/v1/chat/completions", edge.token(), b"{}")
    said = {"message": "No worker can answer just now; try again in a moment", "type": "api_error"}
    assert (answer.status, answer.json["error"]) == (503, said)


def test_openais_chat_fails_over_as_ollamas_does(edge: Stand) -> None:
    die(edge, f"{HOME}.chat.primary")
    assert worker(edge.ask("POST", f"/{HOME}/v1/chat/completions", edge.token(), b"{}")) == f"{HOME}.chat.backup"
    die(edge, f"{HOME}.chat.backup")
    assert worker(edge.ask("POST", f"/{HOME}/v1/chat/completions", edge.token(), b"{}")) == "us-west-2.chat.primary"


def test_a_change_of_a_store_never_crosses_to_another_region(edge: Stand) -> None:
    token = edge.token(**{"cognito:groups": ["operators"]})
    die(edge, f"{HOME}.llm.primary")
    assert worker(edge.ask("POST", f"/{HOME}/pull", token, b"{}")) == f"{HOME}.llm.backup"
    die(edge, f"{HOME}.llm.backup")
    assert edge.ask("POST", f"/{HOME}/pull", token, b"{}").status == 503


def test_a_busy_worker_passes_the_request_on(edge: Stand) -> None:
    edge.stubs[f"{HOME}.scoring.primary"].mode = "busy"
    assert chat(edge, "scoring") == f"{HOME}.scoring.backup"


@pytest.mark.parametrize(("path", "seconds"), [("embed", 1), ("chat", 4)])
def test_a_worker_that_accepts_and_stalls_is_given_up_and_others_are_not_touched(
    edge: Stand, path: str, seconds: int
) -> None:
    role = "chat" if path == "chat" else "llm"
    edge.stubs[f"{HOME}.{role}.primary"].mode = "stall"
    began = time.monotonic()
    answers: list[tuple[str, float]] = []
    waiting = threading.Thread(
        target=lambda: answers.append(
            (worker(edge.ask("POST", f"/{HOME}/{path}", edge.token(), b"{}")), time.monotonic() - began)
        )
    )
    waiting.start()
    assert chat(edge, "scoring") == f"{HOME}.scoring.primary"
    others = time.monotonic() - began
    waiting.join(15)
    assert answers[0][0] == f"{HOME}.{role}.backup"
    assert others < seconds <= answers[0][1] < seconds + 2


def test_a_service_that_dies_on_a_request_does_not_get_it_again(edge: Stand) -> None:
    service = edge.stubs["service"]
    service.mode = "stall"
    answers: list[Answer] = []
    waiting = threading.Thread(
        target=lambda: answers.append(edge.ask("POST", "/conversations/u", edge.token(), b"{}"))
    )  # fmt: skip
    waiting.start()
    until(lambda: bool(service.seen))
    service.mode = "answer"
    edge.run(abort_connections(service))
    waiting.join(10)
    assert answers[0].status == 503
    assert service.seen == [("POST", "/conversations/u")]


def test_a_generation_that_breaks_before_its_first_byte_is_asked_of_the_backup(edge: Stand) -> None:
    primary = edge.stubs[f"{HOME}.chat.primary"]
    primary.mode = "stall"
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(chat(edge)))
    waiting.start()
    until(lambda: bool(primary.seen))
    edge.run(abort_connections(primary))
    waiting.join(3)
    assert answers == [f"{HOME}.chat.backup"]


async def abort_connections(stub: Stub) -> None:
    for writer in list(stub.open):
        writer.transport.abort()


def test_words_of_a_stream_arrive_one_by_one_as_they_are_made(edge: Stand) -> None:
    words = 10
    body = json.dumps({"stream": words}).encode()
    head = f"POST /{HOME}/chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: {edge.token()}\r\nContent-Length: {len(body)}\r\n\r\n"
    arrived: list[tuple[float, int]] = []
    with socket.create_connection(("127.0.0.1", edge.port), timeout=10) as line:
        line.sendall(head.encode() + body)
        while sum(count for _, count in arrived) < words:
            part = line.recv(65536)
            if count := part.count(b'"word"'):
                arrived.append((time.monotonic(), count))
    assert [count for _, count in arrived] == [1] * words
    gaps = [after - before for (before, _), (after, _) in pairwise(arrived)]
    assert sorted(gaps)[len(gaps) // 2] == pytest.approx(WORD_SECONDS, rel=0.5)

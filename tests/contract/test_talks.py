"""What no single answer shows: that answers fit together."""

import json
import time
from typing import Any

import pytest
from tests.contract.answer import PATIENCE_S, Server
from tests.contract.table.words import HI, SHORT


@pytest.fixture
def model(server: Server) -> str:
    """A model that talks."""
    return server.names["model"]


@pytest.fixture
def embedder(server: Server) -> str:
    """A model that embeds."""
    return server.names["embedder"]


def whole(server: Server, path: str, **body: Any) -> Any:
    """The answer of a request that is not streamed."""
    answer = server.ask(f"POST {path}", {"stream": False, **body})
    assert answer.status == 200, answer.body
    return answer.json


def loaded(server: Server, model: str) -> bool:
    return any(row["model"].startswith(model) for row in server.ask("GET /api/ps").json["models"])


def in_time(condition: Any) -> bool:
    """Whether it comes true; a server may take a moment to let go of a model."""
    deadline = time.monotonic() + PATIENCE_S / 4
    while not condition():
        if time.monotonic() > deadline:
            return False
    return True


@pytest.mark.parametrize("path", ["/api/chat", "/api/generate"])
def test_a_stream_says_what_the_whole_says(server: Server, model: str, path: str) -> None:
    body = {"model": model, "options": SHORT} | ({"messages": HI} if path == "/api/chat" else {"prompt": "hi"})
    lines = server.ask(f"POST {path}", body).lines
    one = whole(server, path, **body)

    def said(line: Any) -> str:
        return str(line["message"]["content"] if path == "/api/chat" else line["response"])

    assert "".join(map(said, lines)) == said(one)
    assert lines[-1]["eval_count"] == one["eval_count"] <= SHORT["num_predict"]


def test_the_same_seed_says_the_same(server: Server, model: str) -> None:
    options = {"seed": 7, "temperature": 1.0, "num_predict": 12}
    first, second = [whole(server, "/api/generate", model=model, prompt="hi", options=options) for _ in range(2)]
    assert first["response"] == second["response"]


def test_a_context_goes_on_with_what_was_said(server: Server, model: str) -> None:
    first = whole(server, "/api/generate", model=model, prompt="hi", options=SHORT)
    second = whole(server, "/api/generate", model=model, prompt="more", context=first["context"], options=SHORT)
    assert second["context"][: len(first["context"])] == first["context"]
    assert second["prompt_eval_count"] > first["prompt_eval_count"]


def test_a_reply_ends_before_what_stops_it(server: Server, model: str) -> None:
    said = whole(server, "/api/generate", model=model, prompt="hi", options=SHORT)["response"]
    stop = said[len(said) // 2 :][:2]
    again = whole(server, "/api/generate", model=model, prompt="hi", options=SHORT | {"stop": [stop]})
    assert again["response"] == said[: said.index(stop)]
    assert again["done_reason"] == "stop"


def test_durations_are_parts_of_the_whole(server: Server, model: str) -> None:
    end = whole(server, "/api/generate", model=model, prompt="hi", options=SHORT)
    parts = (end.get(f"{part}_duration", 0) for part in ("load", "prompt_eval", "eval"))
    assert sum(parts) <= end["total_duration"] * 1.05


def test_a_model_is_loaded_and_let_go(server: Server, model: str) -> None:
    whole(server, "/api/generate", model=model, keep_alive="5m")
    assert loaded(server, model)
    whole(server, "/api/generate", model=model, keep_alive=0)
    assert in_time(lambda: not loaded(server, model))


def test_vectors_come_in_the_order_of_the_texts_and_are_the_same_alone(server: Server, embedder: str) -> None:
    texts = ["hello", "the cat", "world"]
    together = whole(server, "/api/embed", model=embedder, input=texts)["embeddings"]
    alone = [whole(server, "/api/embed", model=embedder, input=text)["embeddings"][0] for text in texts]
    for one, other in zip(together, alone, strict=True):
        assert one == pytest.approx(other, abs=1e-3)


def test_the_old_vector_points_where_the_new_one_does(server: Server, embedder: str) -> None:
    (new,) = whole(server, "/api/embed", model=embedder, input="hello")["embeddings"]
    old = whole(server, "/api/embeddings", model=embedder, prompt="hello")["embedding"]
    length = sum(one * one for one in old) ** 0.5
    assert [one / length for one in old] == pytest.approx(new, abs=1e-3)


def test_both_apis_say_the_same(server: Server, model: str) -> None:
    ollamas = whole(server, "/api/chat", model=model, messages=HI, options=SHORT | {"top_p": 1.0})
    openais = whole(server, "/v1/chat/completions", model=model, messages=HI, max_tokens=8, seed=1, temperature=0)
    assert openais["choices"][0]["message"]["content"] == ollamas["message"]["content"]
    assert openais["usage"]["completion_tokens"] == ollamas["eval_count"]


def test_the_same_models_are_listed_by_both_apis(server: Server) -> None:
    ollamas = {row["model"] for row in server.ask("GET /api/tags").json["models"]}
    assert {row["id"] for row in server.ask("GET /v1/models").json["data"]} == ollamas


def test_letters_of_many_bytes_are_never_cut(server: Server, model: str) -> None:
    talk = [{"role": "user", "content": "Apa kabar? 你好 👩‍🏫 é"}]
    body = {"model": model, "messages": talk, "options": {"num_predict": 40, "temperature": 1.0, "seed": 3}}
    for line in server.ask("POST /api/chat", body).body.splitlines():
        assert isinstance(json.loads(line.decode("utf-8", "strict"))["message"]["content"], str)

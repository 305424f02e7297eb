"""The `ollama`, `openai` and `langchain-ollama` packages, as anybody has them, against a worker, the edge and any --url."""

from collections.abc import Iterator

import ollama
import openai
import pytest
from langchain_ollama import ChatOllama, OllamaEmbeddings
from tests.contract.answer import Server
from tests.contract.table.words import ASKS_WEATHER, HI, SHORT, WEATHER


@pytest.fixture
def client(server: Server) -> Iterator[ollama.Client]:
    """Ollama's own client."""
    client = ollama.Client(server.url, headers=dict(server.headers))
    yield client
    client.close()


@pytest.fixture
def gpt(server: Server) -> Iterator[openai.OpenAI]:
    """OpenAI's own client; a learner's token is its key."""
    key = server.headers.get("Authorization", "unused").removeprefix("Bearer ")
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key=key, max_retries=0) as gpt:
        yield gpt


@pytest.fixture
def opened() -> Iterator[list[ChatOllama | OllamaEmbeddings]]:
    """What LangChain made in a test, whose connections it leaves open."""
    opened: list[ChatOllama | OllamaEmbeddings] = []
    yield opened
    for one in opened:
        one._client.close()


def _skip_without(server: Server, kind: str) -> str:
    if kind not in server.names:
        pytest.skip(f"no model for {kind}")
    return server.names[kind]


def test_ollama_lists_shows_and_sees_what_runs(client: ollama.Client, server: Server) -> None:
    model = server.names["model"]
    assert any((one.model or "").startswith(model) for one in client.list().models)
    assert "completion" in (client.show(model).capabilities or [])
    client.generate(model, keep_alive="5m")
    assert any((one.model or "").startswith(model) for one in client.ps().models)


def test_ollama_chats_in_a_stream(client: ollama.Client, server: Server) -> None:
    parts = list(client.chat(server.names["model"], HI, stream=True, options=SHORT))
    assert "".join(part.message.content or "" for part in parts)
    assert parts[-1].done_reason in {"stop", "length"}


def test_ollama_generates_and_goes_on(client: ollama.Client, server: Server) -> None:
    first = client.generate(server.names["model"], "hi", options=SHORT)
    second = client.generate(server.names["model"], "more", context=first.context, options=SHORT)
    assert (second.prompt_eval_count or 0) > (first.prompt_eval_count or 0)


def test_ollama_embeds(client: ollama.Client, server: Server) -> None:
    assert len(client.embed(server.names["embedder"], ["hello", "world"]).embeddings) == 2


def test_ollama_calls_a_tool(client: ollama.Client, server: Server) -> None:
    answer = client.chat(_skip_without(server, "tools"), ASKS_WEATHER, tools=[WEATHER])
    (call,) = answer.message.tool_calls or ()
    assert call.function.name == "weather"
    assert "city" in call.function.arguments


def test_ollama_tells_thoughts_from_words(client: ollama.Client, server: Server) -> None:
    answer = client.chat(_skip_without(server, "thinker"), HI, think=True, options={"num_predict": 64})
    assert answer.message.thinking


def test_ollama_knows_its_own_error(client: ollama.Client) -> None:
    with pytest.raises(ollama.ResponseError, match="model 'contract-nobody' not found") as caught:
        client.chat("contract-nobody", HI)
    assert caught.value.status_code == 404


def test_ollama_copies_and_deletes_unless_it_is_a_learners(client: ollama.Client, server: Server, made: str) -> None:
    if server.edge:
        with pytest.raises(ollama.ResponseError) as caught:
            client.copy(server.names["model"], made)
        assert caught.value.status_code == 403
    else:
        assert client.copy(server.names["model"], made).status == "success"
        assert client.delete(made).status == "success"


def test_ollama_makes_a_model_with_progress(client: ollama.Client, server: Server, made: str) -> None:
    if server.edge:
        with pytest.raises(ollama.ResponseError) as caught:
            list(client.create(made, from_=server.names["model"], stream=True))
        assert caught.value.status_code == 403
    else:
        steps = list(client.create(made, from_=server.names["model"], system="Be kind.", stream=True))
        assert steps[-1].status == "success"


def test_openai_lists_chats_and_counts(gpt: openai.OpenAI, server: Server) -> None:
    model = server.names["model"]
    assert any(one.id.startswith(model) for one in gpt.models.list().data)
    answer = gpt.chat.completions.create(model=model, messages=HI, max_tokens=8, seed=1)
    assert answer.usage is not None
    assert answer.usage.completion_tokens <= 8


def test_openai_chats_in_a_stream(gpt: openai.OpenAI, server: Server) -> None:
    parts = list(gpt.chat.completions.create(model=server.names["model"], messages=HI, max_tokens=8, stream=True))
    assert parts[-1].choices[0].finish_reason in {"stop", "length"}


def test_openai_completes_and_embeds(gpt: openai.OpenAI, server: Server) -> None:
    assert gpt.completions.create(model=server.names["model"], prompt="hi", max_tokens=8).object == "text_completion"
    assert len(gpt.embeddings.create(model=server.names["embedder"], input=["a", "b"]).data) == 2


def test_openai_calls_a_tool(gpt: openai.OpenAI, server: Server) -> None:
    tools = _skip_without(server, "tools")
    answer = gpt.chat.completions.create(model=tools, messages=ASKS_WEATHER, tools=[WEATHER])
    assert answer.choices[0].finish_reason == "tool_calls"


def test_openai_knows_its_own_error(gpt: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="model 'contract-nobody' not found"):
        gpt.chat.completions.create(model="contract-nobody", messages=HI)


def test_langchain_chats_whole_and_in_a_stream(opened: list[ChatOllama], server: Server) -> None:
    kwargs = {"headers": dict(server.headers)}
    chat = ChatOllama(
        model=server.names["model"], base_url=server.url, client_kwargs=kwargs, num_predict=8, seed=1, temperature=0
    )
    opened.append(chat)
    assert "".join(part.text for part in chat.stream("hi")) == chat.invoke("hi").text != ""


def test_langchain_calls_a_tool(opened: list[ChatOllama], server: Server) -> None:
    kwargs = {"headers": dict(server.headers)}
    chat = ChatOllama(model=_skip_without(server, "tools"), base_url=server.url, client_kwargs=kwargs)
    opened.append(chat)
    (call,) = chat.bind_tools([WEATHER]).invoke(ASKS_WEATHER[0]["content"]).tool_calls
    assert call["name"] == "weather"


def test_langchain_embeds(opened: list[OllamaEmbeddings], server: Server) -> None:
    kwargs = {"headers": dict(server.headers)}
    made = OllamaEmbeddings(model=server.names["embedder"], base_url=server.url, client_kwargs=kwargs)
    opened.append(made)
    first, second = made.embed_documents(["hello", "world"])
    assert len(first) == len(second) > 8

"""LangChain's `ChatOllama` and `OllamaEmbeddings`, as anybody has them, against a worker on a TCP port."""

import pytest

from support.parrot import TOOLS, parrot
from tutorfleet.models.names import parse
from tutorfleet.models.store import Store

CALL = ['<tool_call>\n{"name": "weather", ', '"arguments": {"city": "Solo"}}\n</tool_call>']


@pytest.fixture
async def url(start_tcp):
    return await start_tcp()


@pytest.fixture
async def calling_url(start_tcp, tmp_path):
    """A worker with a model that calls for the weather in Solo."""
    store = Store(tmp_path / "store")
    store.import_gguf(parrot(tmp_path / "calls.gguf", CALL, template=TOOLS), parse("calls"))
    return await start_tcp(store=str(tmp_path / "store"))


@pytest.fixture
async def made():
    """What was made by a test; the connections of its clients, which LangChain leaves open, are closed at the end."""
    made = []
    yield made
    for one in made:
        one._client._client.close()
        await one._async_client._client.aclose()


@pytest.fixture
def chat(made):
    """A chat with a model at an address."""
    from langchain_ollama import ChatOllama

    def at(url: str, model: str = "tiny", tokens: int = 8) -> ChatOllama:
        made.append(one := ChatOllama(model=model, base_url=url, num_predict=tokens, seed=1))
        return one

    return at


async def test_a_chat_whole_and_streamed_is_the_same_text(chat, url):
    whole = await chat(url).ainvoke("hi")
    parts = [part async for part in chat(url).astream("hi")]
    assert "".join(part.text for part in parts) == whole.text != ""
    assert whole.response_metadata["done_reason"] == "length"
    assert whole.usage_metadata["output_tokens"] == 8


def test_the_synchronous_chat_answers_too(chat, url):
    assert chat(url).invoke([("system", "You are Sofya."), ("human", "hi")]).text


async def test_a_tool_is_called(chat, calling_url):
    def weather(city: str) -> str:
        """The weather of a city."""
        raise NotImplementedError

    answer = await chat(calling_url, "calls").bind_tools([weather]).ainvoke("hi")
    (call,) = answer.tool_calls
    assert (call["name"], call["args"]) == ("weather", {"city": "Solo"})


async def test_an_answer_has_the_structure_that_was_asked_for(chat, url):
    from typing import Literal

    from pydantic import BaseModel

    class Learner(BaseModel, extra="forbid"):
        happy: bool
        level: Literal["A1", "A2"]

    answer = await chat(url, tokens=200).with_structured_output(Learner).ainvoke("hi")
    assert answer.level in {"A1", "A2"}


async def test_documents_and_a_query_become_vectors(made, url):
    from langchain_ollama import OllamaEmbeddings

    made.append(embeddings := OllamaEmbeddings(model="embed", base_url=url))
    first, second = await embeddings.aembed_documents(["hello", "world"])
    assert len(first) == len(second) == 128
    assert await embeddings.aembed_query("hello") == pytest.approx(first, abs=1e-5)

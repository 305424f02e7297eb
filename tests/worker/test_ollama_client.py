"""The `ollama` Python client, as anybody has it, against a worker on a TCP port."""

from typing import Literal

import pytest
from ollama import AsyncClient, ResponseError
from pydantic import BaseModel

HI = [{"role": "user", "content": "hi"}]
SHORT = {"num_predict": 8, "seed": 1}


@pytest.fixture
async def client(start_tcp):
    client = AsyncClient(await start_tcp())
    yield client
    await client._client.aclose()


async def test_list_and_show(client):
    assert {model.model for model in (await client.list()).models} >= {"tiny:latest", "embed:latest", "recite:latest"}
    shown = await client.show("tiny")
    assert shown.capabilities == ["completion"]
    assert shown.details.quantization_level == "F32"


async def test_chat_whole_and_streamed_are_the_same_text(client):
    whole = await client.chat("tiny", HI, options=SHORT)
    parts = [part async for part in await client.chat("tiny", HI, stream=True, options=SHORT)]
    assert "".join(part.message.content for part in parts) == whole.message.content
    assert parts[-1].done
    assert whole.eval_count == parts[-1].eval_count == 8


async def test_generate_and_go_on_with_its_context(client):
    first = await client.generate("tiny", "hi", options=SHORT)
    second = await client.generate("tiny", "more", context=first.context, options=SHORT)
    assert second.prompt_eval_count > first.prompt_eval_count


async def test_generate_with_a_template_of_its_own_and_probabilities(client):
    answer = await client.generate(
        "tiny", "hi", template="{{ .Prompt }}", logprobs=True, top_logprobs=2, format={"type": "boolean"}
    )
    assert answer.response == "".join(row.token for row in answer.logprobs)
    assert all(len(row.top_logprobs) == 2 for row in answer.logprobs)


async def test_embed_one_and_many(client):
    assert len((await client.embed("embed", "hello")).embeddings) == 1
    assert len((await client.embed("embed", ["hello", "world"])).embeddings) == 2


async def test_format_from_a_pydantic_model(client):
    class Learner(BaseModel, extra="forbid"):
        happy: bool
        level: Literal["A1", "A2"]

    answer = await client.chat("tiny", HI, format=Learner.model_json_schema(), options={"num_predict": 200})
    assert Learner.model_validate_json(answer.message.content).level in {"A1", "A2"}


async def test_ps_names_what_is_loaded(client):
    await client.generate("tiny", keep_alive="1h")
    running = (await client.ps()).models
    assert [one.model for one in running] == ["tiny:latest"]


async def test_an_unknown_model_is_its_own_error(client):
    with pytest.raises(ResponseError, match="model 'nope' not found") as caught:
        await client.chat("nope", HI)
    assert caught.value.status_code == 404

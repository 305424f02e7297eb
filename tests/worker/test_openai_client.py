"""The `openai` Python client, as anybody has it, against a worker on a TCP port."""

import pytest

HI = [{"role": "user", "content": "hi"}]
SHORT = {"max_tokens": 8, "seed": 1}


@pytest.fixture
async def client(start_tcp):
    from openai import AsyncOpenAI

    async with AsyncOpenAI(base_url=await start_tcp() + "/v1", api_key="unused", max_retries=0) as client:
        yield client


@pytest.fixture
async def sync_client(start_tcp):
    from openai import OpenAI

    with OpenAI(base_url=await start_tcp() + "/v1", api_key="unused", max_retries=0) as client:
        yield client


async def test_models_are_listed_and_found_by_name(client):
    listed = await client.models.list()
    assert {"tiny:latest", "embed:latest", "recite:latest"} <= {model.id for model in listed.data}
    found = await client.models.retrieve("tiny")
    assert (found.id, found.object, found.owned_by) == ("tiny:latest", "model", "library")
    assert found.created > 1_600_000_000


async def test_chat_whole_and_streamed_are_the_same_text(client):
    whole = await client.chat.completions.create(model="tiny", messages=HI, **SHORT)
    assert (whole.object, whole.model, whole.choices[0].finish_reason) == ("chat.completion", "tiny", "length")
    assert whole.usage.completion_tokens == 8
    assert whole.usage.total_tokens == whole.usage.prompt_tokens + 8
    parts = [
        part async for part in await client.chat.completions.create(model="tiny", messages=HI, stream=True, **SHORT)
    ]
    assert "".join(part.choices[0].delta.content or "" for part in parts) == whole.choices[0].message.content
    assert parts[0].choices[0].delta.role == "assistant"
    assert parts[-1].choices[0].finish_reason == "length"
    assert {part.id for part in parts} == {parts[0].id}
    assert {part.system_fingerprint for part in parts} == {whole.system_fingerprint}


async def test_a_stream_counts_its_tokens_where_that_is_asked_for(client):
    options = {"stream": True, "stream_options": {"include_usage": True}, **SHORT}
    parts = [part async for part in await client.chat.completions.create(model="tiny", messages=HI, **options)]
    assert parts[-1].choices == []
    assert parts[-1].usage.completion_tokens == 8
    assert all(part.usage is None for part in parts[:-1])


async def test_a_prompt_that_was_read_before_is_counted_as_cached(client):
    talk = [{"role": "user", "content": "The same long beginning of a talk. " * 5}]
    first = await client.chat.completions.create(model="tiny", messages=talk, **SHORT)
    again = await client.chat.completions.create(model="tiny", messages=talk, **SHORT)
    assert first.usage.prompt_tokens_details.cached_tokens < 20
    assert again.usage.prompt_tokens_details.cached_tokens > 50
    assert again.usage.prompt_tokens == first.usage.prompt_tokens


async def test_completions_whole_and_streamed_are_the_same_text(client):
    whole = await client.completions.create(model="tiny", prompt="hi", **SHORT)
    assert (whole.object, whole.choices[0].finish_reason, whole.usage.completion_tokens) == (
        "text_completion",
        "length",
        8,
    )
    parts = [part async for part in await client.completions.create(model="tiny", prompt="hi", stream=True, **SHORT)]
    assert "".join(part.choices[0].text for part in parts) == whole.choices[0].text


def test_the_synchronous_client_chats_and_streams(sync_client):
    whole = sync_client.chat.completions.create(model="tiny", messages=HI, **SHORT)
    parts = list(sync_client.chat.completions.create(model="tiny", messages=HI, stream=True, **SHORT))
    assert "".join(part.choices[0].delta.content or "" for part in parts) == whole.choices[0].message.content


async def test_vectors_are_the_same_as_numbers_and_as_base64(client):
    packed = await client.embeddings.create(model="embed", input=["hello", "world"])
    plain = await client.embeddings.create(model="embed", input=["hello", "world"], encoding_format="float")
    assert [row.index for row in packed.data] == [0, 1]
    for one, other in zip(packed.data, plain.data, strict=True):
        assert one.embedding == pytest.approx(other.embedding, abs=1e-6)
    assert packed.usage.prompt_tokens == plain.usage.total_tokens > 0


async def test_an_unknown_model_is_its_own_error(client):
    from openai import NotFoundError

    with pytest.raises(NotFoundError, match="model 'nope' not found") as caught:
        await client.chat.completions.create(model="nope", messages=HI)
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")


async def test_what_cannot_be_kept_is_a_bad_request_that_names_the_field(client):
    from openai import BadRequestError

    with pytest.raises(BadRequestError, match="one choice is made") as caught:
        await client.chat.completions.create(model="tiny", messages=HI, n=2)
    assert (caught.value.param, caught.value.type) == ("n", "invalid_request_error")


async def test_an_answer_parsed_into_a_pydantic_model(client):
    from typing import Literal

    from pydantic import BaseModel

    class Learner(BaseModel):
        happy: bool
        level: Literal["A1", "A2"]

    answer = await client.chat.completions.parse(model="tiny", messages=HI, response_format=Learner, max_tokens=200)
    assert answer.choices[0].message.parsed.level in {"A1", "A2"}

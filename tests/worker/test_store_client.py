"""The `ollama` Python client, as anybody has it, changing a worker's store."""

import pytest
from ollama import AsyncClient, ResponseError

from support.fake_registry import FakeRegistry
from support.tiny_gguf import make

SHORT = {"num_predict": 3, "seed": 1}


@pytest.fixture
async def client(start_tcp, tmp_path):
    client = AsyncClient(await start_tcp(store=str(tmp_path / "store")))
    yield client
    await client._client.aclose()


@pytest.fixture
async def mine(client, tmp_path):
    """A model of this test's own, made of an uploaded file."""
    digest = await client.create_blob(make(tmp_path / "m.gguf", never_ends=True))
    await client.create("mine", files={"m.gguf": digest})
    return "mine"


async def names(client):
    return {model.model for model in (await client.list()).models}


async def test_an_uploaded_file_becomes_a_model(client, mine):
    assert "mine:latest" in await names(client)
    assert (await client.generate(mine, "hi", options=SHORT)).eval_count == 3


async def test_create_tells_its_steps(client, mine):
    steps = [
        step.status
        async for step in await client.create(
            "tutor", from_=mine, system="Be kind.", parameters={"num_predict": 2}, stream=True
        )
    ]
    assert steps[-2:] == ["writing manifest", "success"]
    assert (await client.generate("tutor", "hi")).eval_count == 2
    shown = await client.show("tutor")
    assert "SYSTEM Be kind." in shown.modelfile


async def test_copy_and_delete(client, mine):
    assert (await client.copy(mine, "other")).status == "success"
    assert (await client.delete(mine)).status == "success"
    assert await names(client) >= {"other:latest"}
    with pytest.raises(ResponseError, match="model 'mine' not found") as raised:
        await client.delete(mine)
    assert raised.value.status_code == 404


async def test_pull_tells_how_far_it_is(client, tmp_path):
    with FakeRegistry() as registry:
        weights = make(tmp_path / "p.gguf", dim=32, layers=1, ff=32, heads=2).read_bytes()
        name = registry.add("tiny", model=weights)
        steps = [step async for step in await client.pull(name, stream=True)]
        assert (await client.pull(name)).status == "success"
        with pytest.raises(ResponseError, match="pull model manifest: file does not exist"):
            await client.pull(f"{registry.host}/library/nobody")
    assert [step.completed for step in steps if step.total == len(weights)][-1] == len(weights)
    assert steps[-1].status == "success"


async def test_push_is_refused(client, mine):
    with pytest.raises(ResponseError, match="publishes nothing") as raised:
        await client.push(mine)
    assert raised.value.status_code == 403

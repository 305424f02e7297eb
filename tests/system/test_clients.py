"""Other people's clients through the edge: boto3 for the accounts, the `ollama` and `openai` packages for a region."""

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import botocore
import ollama
import openai
import pytest
from botocore.config import Config

from support.learner import CLIENT_ID, PASSWORD, Learner
from support.local_fleet import LocalFleet
from support.tiny_gguf import make
from tutorfleet.fleet import parse


@pytest.fixture(params=["us-east-1", "us-west-2", "us-west-1"])
def region(request: pytest.FixtureRequest, fleet: LocalFleet, learner: Learner) -> Iterator[ollama.Client]:
    """Ollama's own client pointed at a region."""
    client = ollama.Client(
        host=f"{fleet.url}/{request.param}", headers={"Authorization": f"Bearer {learner.tokens['IdToken']}"}
    )
    yield client
    client.close()


def test_ollama_lists_the_models(region: ollama.Client) -> None:
    names = {each.model for each in region.list().models}
    assert {"orca-mini:latest", "nomic-embed-text:latest"} <= names


def test_ollama_shows_what_the_starter_is(region: ollama.Client) -> None:
    assert "starter" in json.dumps(region.show("orca-mini").model_dump(), default=str).lower()


def test_ollama_chats(region: ollama.Client) -> None:
    answer = region.chat("orca-mini", messages=[{"role": "user", "content": "I like football."}])
    assert answer.message.content
    assert answer.done


def test_ollama_chats_in_a_stream(region: ollama.Client) -> None:
    parts = list(region.chat("orca-mini", messages=[{"role": "user", "content": "I like football."}], stream=True))
    assert len(parts) > 2
    assert parts[-1].done_reason == "stop"


def test_ollama_generates(region: ollama.Client) -> None:
    assert region.generate("llama3", prompt="Hello, my name is Budi.").response


def test_ollama_generates_by_a_schema(region: ollama.Client) -> None:
    schema = {
        "type": "object",
        "properties": {"good": {"type": "boolean"}},
        "required": ["good"],
        "additionalProperties": False,
    }
    answer = region.generate("llama3", prompt="Is tea good?", format=schema, options={"num_predict": 60})
    assert set(json.loads(answer.response)) == {"good"}


def test_ollama_embeds(region: ollama.Client) -> None:
    answer = region.embed("nomic-embed-text", input=["I love my dog", "My puppy is small"])
    assert [len(each) for each in answer.embeddings] == [768, 768]


def test_a_learner_may_not_change_the_store(region: ollama.Client) -> None:
    with pytest.raises(ollama.ResponseError) as caught:
        region.delete("orca-mini")
    assert caught.value.status_code == 403


@pytest.fixture
def gpt(fleet: LocalFleet, learner: Learner) -> Iterator[openai.OpenAI]:
    """OpenAI's own client pointed at a region, with the learner's token as its key."""
    with openai.OpenAI(
        base_url=f"{fleet.url}/us-west-1/v1", api_key=learner.tokens["IdToken"], max_retries=0
    ) as client:
        yield client


def test_openai_lists_and_finds_the_models(gpt: openai.OpenAI) -> None:
    names = [each.id for each in gpt.models.list()]
    assert "orca-mini:latest" in names
    assert gpt.models.retrieve("orca-mini:latest").id == "orca-mini:latest"


def test_openai_chats_in_a_stream(gpt: openai.OpenAI) -> None:
    asked = [{"role": "user", "content": "I like football."}]
    parts = list(gpt.chat.completions.create(model="orca-mini", messages=asked, stream=True))  # type: ignore[call-overload]
    assert len("".join(part.choices[0].delta.content or "" for part in parts if part.choices)) > 2


def test_openai_completes_and_embeds(gpt: openai.OpenAI) -> None:
    assert gpt.completions.create(model="llama3", prompt="Hello, my name is Budi.").choices[0].text
    assert len(gpt.embeddings.create(model="nomic-embed-text", input="I love my dog").data[0].embedding) == 768


def test_openai_is_told_that_a_learner_is_no_operator(gpt: openai.OpenAI) -> None:
    with pytest.raises(openai.PermissionDeniedError):
        gpt.models.delete("orca-mini")


def test_a_learner_becomes_an_operator_with_the_next_token_and_is_none_with_one_after_that(
    fleet: LocalFleet, learner: Learner
) -> None:
    def refused() -> bool:
        return learner.status("POST", "/us-east-1/api/copy", {"source": "no-such-model", "destination": "x"}) == 403

    assert refused()
    fleet.run("users", "operator", learner.email).check_returncode()
    assert refused(), "the old token is a learner's"
    learner.sign_in()
    assert not refused()
    fleet.run("users", "operator", learner.email, "--remove").check_returncode()
    assert not refused(), "the token says what was so when it was made"
    learner.sign_in()
    assert refused()


def test_an_operator_makes_a_model_of_a_large_file_and_every_region_has_it_until_it_is_deleted(
    fleet: LocalFleet, learner: Learner, tmp_path: Path
) -> None:
    fleet.run("users", "operator", learner.email).check_returncode()
    learner.sign_in()
    weights = make(tmp_path / "made.gguf", dim=256, layers=4, ff=1024)
    assert weights.stat().st_size > parse.default().limits.body_bytes
    headers = {"Authorization": f"Bearer {learner.tokens['IdToken']}"}
    with ollama.Client(f"{fleet.url}/us-east-1", headers=headers) as east:
        made = east.create("made-by-edge", files={"made.gguf": east.create_blob(weights)})
        assert made.status == "success"
        with ollama.Client(f"{fleet.url}/us-west-2", headers=Learner(fleet.url).headers) as west:
            assert west.generate("made-by-edge", "Hello", options={"num_predict": 3}).done
            with pytest.raises(ollama.ResponseError, match="Only operators"):
                west.delete("made-by-edge")
        assert east.delete("made-by-edge").status == "success"
        assert "made-by-edge:latest" not in {each.model for each in east.list().models}


def test_boto3_signs_up_in_and_out(fleet: LocalFleet) -> None:
    cognito = boto3.client(
        "cognito-idp",
        endpoint_url=fleet.url,
        region_name="us-east-1",
        config=Config(signature_version=botocore.UNSIGNED),
    )
    attributes = [{"Name": "name", "Value": "Budi"}, {"Name": "email", "Value": "budi.boto@example.com"}]
    cognito.sign_up(ClientId=CLIENT_ID, Username="budi.boto@example.com", Password=PASSWORD, UserAttributes=attributes)
    who = {"USERNAME": "budi.boto@example.com", "PASSWORD": PASSWORD}
    tokens = cognito.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=CLIENT_ID, AuthParameters=who)[
        "AuthenticationResult"
    ]
    again = cognito.initiate_auth(
        AuthFlow="REFRESH_TOKEN_AUTH", ClientId=CLIENT_ID, AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"]}
    )["AuthenticationResult"]
    assert again["IdToken"]
    cognito.global_sign_out(AccessToken=again["AccessToken"])
    with pytest.raises(cognito.exceptions.NotAuthorizedException):
        cognito.get_user(AccessToken=again["AccessToken"])
    cognito.close()

"""The shipped starter models behind a worker: fixed answers, written sentences only, scores, vectors."""

import json

import pytest

TALK = [
    {"role": "system", "content": "You are Sofya."},
    {"role": "user", "content": "I went to the beach with my friend yesterday."},
]


def _written(text: str) -> bool:
    return text.strip().endswith((".", "?", "!"))


async def test_the_starter_answers_with_whole_sentences(start):
    worker = await start(aliases={"orca-mini": "starter-chat"})
    for seed in range(5):
        lines = await worker.lines("/api/chat", {"model": "orca-mini", "messages": TALK, "options": {"seed": seed}})
        text = "".join(line["message"]["content"] for line in lines)
        assert _written(text), text
        assert lines[-1]["done_reason"] == "stop"


async def test_a_crisis_is_answered_by_rule_without_an_engine(start):
    worker = await start()
    spent = worker.spent_s()
    talk = [{"role": "user", "content": "I want to kill myself."}]
    lines = await worker.lines("/api/chat", {"model": "starter-chat", "messages": talk})
    assert len(lines) > 5
    assert lines[-1]["done"]
    assert worker.spent_s() - spent < 1
    assert not await worker.engines()


async def test_a_reply_of_the_starter_goes_on_from_any_point(start):
    worker = await start()
    whole = await worker.text("/api/chat", {"model": "starter-chat", "messages": TALK, "options": {"seed": 1}})
    for cut in range(1, len(whole), 7):
        said = {"role": "assistant", "content": whole[:cut]}
        rest = await worker.text(
            "/api/chat", {"model": "starter-chat", "messages": [*TALK, said], "options": {"seed": 1}}
        )
        assert _written(whole[:cut] + rest)
        assert "  " not in whole[:cut] + rest


async def test_the_reference_clients_scoring_prompt_gets_nine_integers(start):
    worker = await start()
    prompt = "Conversation: user: I goes home. Respond with a JSON object containing only the scores."
    _, answer = await worker.post("/api/generate", {"model": "starter-chat", "prompt": prompt, "stream": False})
    scores = json.loads(answer["response"])
    assert len(scores) == 9
    assert list(scores)[-1] == "overall_communication"
    assert all(isinstance(score, int) for score in scores.values())


async def test_the_starter_holds_a_schema(start):
    worker = await start()
    schema = {
        "type": "object",
        "properties": {"a": {"enum": ["x", "y"]}},
        "required": ["a"],
        "additionalProperties": False,
    }
    for path, ask in (("/api/chat", {"messages": TALK}), ("/api/generate", {"prompt": "hi"})):
        assert json.loads(await worker.text(path, {"model": "starter-chat", "format": schema, **ask}))["a"] in {
            "x",
            "y",
        }


async def test_the_embedder_gives_768_numbers(start):
    worker = await start(aliases={"nomic-embed-text": "starter-embed"})
    _, answer = await worker.post("/api/embed", {"model": "nomic-embed-text", "input": "Why is the sky blue?"})
    assert len(answer["embeddings"][0]) == 768


@pytest.mark.parametrize("name", ["starter-chat", "starter-embed"])
@pytest.mark.parametrize("verbose", [False, True])
async def test_show_says_what_a_starter_is_and_leaves_out_its_rules(start, name, verbose):
    worker = await start()
    _, answer = await worker.post("/api/show", {"model": name, "verbose": verbose})
    info = answer["model_info"]
    assert "sentences" in info["tutorfleet.starter.note"]
    assert info["general.description"]
    assert "Apache-2.0" in answer["license"]
    assert not {"tutorfleet.starter.lines", "tutorfleet.starter.topics", "tutorfleet.starter.rows"} & set(info)
    assert verbose or len(json.dumps(answer)) < 100_000

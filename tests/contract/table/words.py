"""Shapes and requests that many rows share."""

from tests.contract.shapes import ABSENT, instant, positive, several, text, utc

HI = [{"role": "user", "content": "Say hi."}]
SHORT = {"num_predict": 8, "seed": 1, "temperature": 0}
SCHEMA = {
    "type": "object",
    "properties": {"age": {"type": "integer"}, "available": {"type": "boolean"}},
    "required": ["age", "available"],
    "additionalProperties": False,
}
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
ASKS_WEATHER = [{"role": "user", "content": "What is the weather in Solo? Use the tool."}]

ENDED = {
    "done": True,
    "done_reason": text("stop|length"),
    "total_duration": positive,
    "load_duration?": positive,
    "prompt_eval_count": positive,
    "prompt_eval_duration?": positive,
    "eval_count": positive,
    "eval_duration": positive,
}
"""The end of a reply: durations are whole nanoseconds, what is zero is left out."""
_METRICS = [name.removesuffix("?") for name in ENDED if "duration" in name or "count" in name]
NO_METRICS = dict.fromkeys([*_METRICS, "context"], ABSENT)
HEAD = {"model": "{model}", "created_at": utc}
DETAILS = {
    "parent_model": str,
    "format": "gguf",
    "family": text(".+"),
    "families": [str],
    "parameter_size": text(r"\d+(\.\d+)?[KMBT]?"),
    "quantization_level": text(".+"),
    "context_length?": positive,
    "embedding_length?": positive,
}
LISTED = {
    "name": text(r".+:.+"),
    "model": text(r".+:.+"),
    "modified_at": instant,
    "size": positive,
    "digest": text("[0-9a-f]{64}"),
    "details": DETAILS,
    "capabilities?": [str],
}
CALL = {
    "id?": text(".+"),
    "function": {"index?": int, "name": "weather", "arguments": dict},
}
_LIKELY = {"token": str, "logprob": float, "bytes?": [int]}
LIKELY = several(_LIKELY | {"top_logprobs": several(_LIKELY)})
NO_BODY = "missing request body"
NOT_FOUND = "model '{absent}' not found"
INVALID_NAME = text("invalid model name.*")
NO_FORMAT = text('invalid format: .*; expected "json" or a valid JSON Schema object')
TOO_LIKELY = "top_logprobs must be between 0 and 20"

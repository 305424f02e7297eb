"""How likely each token was, in OpenAI's two shapes: of a chat, and the older one of a plain completion. Pure.

Logarithms are natural, of the model's own probabilities before any sampling. Words that no model drew (a starter's fixed
answers, the parts of a forced call) have none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tutorfleet.worker.ollama import Likely


@dataclass(slots=True)
class Likelihoods:
    """Writes them for one answer, part by part."""

    chat: bool
    _at: int = 0

    def write(self, likely: Sequence[Likely]) -> dict[str, Any]:
        """The field `logprobs` of a choice."""
        return {"content": [{"top_logprobs": [], **one} for one in likely]} if self.chat else self._of_text(likely)

    def _of_text(self, likely: Sequence[Likely]) -> dict[str, Any]:
        offsets = []
        for one in likely:
            offsets.append(self._at)
            self._at += len(one["token"])
        return {
            "tokens": [one["token"] for one in likely],
            "token_logprobs": [one["logprob"] for one in likely],
            "top_logprobs": [_by_token(one.get("top_logprobs", ())) for one in likely],
            "text_offset": offsets,
        }


def _by_token(likely: Sequence[Likely]) -> dict[str, float]:
    return {one["token"]: one["logprob"] for one in likely}

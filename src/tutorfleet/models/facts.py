"""What a GGUF header means, in the words of Ollama's API: details, capabilities, `model_info`.

Pure: a `Header` in, values out.
"""

from typing import Any

from tutorfleet.models.gguf import Header


def model_info(header: Header) -> dict[str, Any]:
    """`model_info` of /api/show: the raw keys; arrays (and texts of more than 64 KiB) that were not read are None.

    For `verbose` give a header that was read with `arrays=True`. JSON-ready; NaN may occur.
    """
    raise NotImplementedError

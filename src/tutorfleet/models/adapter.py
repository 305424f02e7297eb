"""Whether a LoRA adapter fits a model: both headers compared, as llama.cpp does when it loads them. Pure.

An engine starts with all adapters of its weights, and one that does not fit would keep it from starting for all of them.
"""

from tutorfleet.models.gguf import Header, Tensor

_SIDES = (".lora_a", ".lora_b")


def misfit(model: Header, adapter: Header) -> str:
    """Why the adapter cannot be applied to the model; "" if it can."""
    if (kind := adapter.text("adapter.type")) != "lora":
        return f"it is an adapter of the kind {kind!r}, expected was 'lora'"
    theirs, ours = (one.text("general.architecture") for one in (adapter, model))
    if theirs != ours:
        return f"it is made for the architecture {theirs!r}, the model has {ours!r}"
    weights = {tensor.name: tensor for tensor in model.tensors}
    pairs = _pairs(adapter)
    return next((why for name, pair in pairs.items() if (why := _wrong(name, pair, weights.get(name)))), "")


def _pairs(adapter: Header) -> dict[str, dict[str, Tensor]]:
    """The matrices a and b by the name of the weights that they change."""
    pairs: dict[str, dict[str, Tensor]] = {}
    for tensor in adapter.tensors:
        name, dot, side = tensor.name.rpartition(".")
        if dot + side in _SIDES:
            pairs.setdefault(name, {})[side] = tensor
    return pairs


def _wrong(name: str, pair: dict[str, Tensor], weight: Tensor | None) -> str:
    if weight is None:
        return f"it changes {name}, which the model does not have"
    if len(pair) != len(_SIDES):
        return f"its {name} has only one of the two matrices"
    a, b, fits = _two(pair["lora_a"]), _two(pair["lora_b"]), _two(weight)
    looked_up = name.startswith("token_embd")  # its rows are not multiplied: the matrices change places
    made_for = (b[1], a[1]) if looked_up else (a[0], b[1])
    if made_for != fits or (a[1] != b[0] and not looked_up):
        return f"its {name} does not go with {fits[0]} x {fits[1]} weights"
    return ""


def _two(tensor: Tensor) -> tuple[int, int]:
    first, second, *_ = (*tensor.shape, 1, 1)
    return first, second

"""An engine: one loaded model. Its process holds llama.cpp with its own HTTP listener on a unix socket, and nothing else.

Forked by the nursery with `EngineSettings`. No Python runs while tokens are made: the main thread only waits for the
lifeline (descriptor 0) to close and then ends the process at once. Who may ask, what is asked and how much at once is the
worker's matter. One line goes to the status descriptor: `{"ready": true}` or `{"error": "why it cannot be loaded"}`.
"""

import contextlib
import os
import stat
from pathlib import Path

import msgspec

from tutorfleet.worker.machine import missing_instructions
from tutorfleet.worker.settings import EngineSettings

if not missing_instructions():
    import xllamacpp


def run(settings: EngineSettings, status: int | None) -> int:
    """Load, say so, and serve until the lifeline closes; the exit code is 1 if the model could not be loaded."""
    missing = missing_instructions()
    if missing:
        return _refuse(status, f"this processor lacks {', '.join(missing)}, which llama.cpp is compiled for")
    try:
        server = xllamacpp.Server(_params(settings))
    except (RuntimeError, ValueError, MemoryError, OSError) as error:
        return _refuse(status, _explain(settings, str(error)))
    _say(status, {"ready": True})
    wait_for_end()
    del server  # never reached; keeps the engine alive until here
    return 0


def wait_for_end() -> None:
    """Block until the lifeline closes, then end the process: no destructor may delay or crash it."""
    while os.read(0, 4096):
        pass
    os._exit(0)


def is_lifeline(fd: int) -> bool:
    """Whether the descriptor can be a lifeline: a pipe or a socket. A terminal, a file and /dev/null are not."""
    try:
        mode = os.fstat(fd).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _params(settings: EngineSettings) -> "xllamacpp.CommonParams":
    params = xllamacpp.CommonParams()
    params.model.path = settings.model
    Path(settings.socket).unlink(missing_ok=True)
    params.hostnames = [settings.socket]
    params.n_ctx = settings.context
    params.n_parallel = settings.slots
    params.n_batch = settings.batch
    params.n_ubatch = settings.batch
    params.kv_unified = True
    params.cache_ram_mib = settings.cache_ram_mib
    params.fit_params = False
    params.ui = False
    params.endpoint_slots = True
    params.verbosity = 0
    # Enough for every slot, the waiting ones and the small questions (tokenize), and no more stacks than that.
    params.n_threads_http = settings.slots * 2 + 4
    for cpu in (params.cpuparams, params.cpuparams_batch):
        cpu.n_threads = settings.threads
        cpu.poll = 0
    if settings.embedding:
        params.embedding = True
    if settings.mean_pooling:
        params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    params.lora_adapters = [_adapter(path) for path in settings.adapters]
    return params


def _adapter(path: str) -> "xllamacpp.CommonAdapterLoraInfo":
    adapter = xllamacpp.CommonAdapterLoraInfo()
    adapter.path = path
    adapter.scale = 1.0
    return adapter


def _explain(settings: EngineSettings, message: str) -> str:
    return (
        f"llama.cpp cannot load {Path(settings.model).name} ({message.strip() or 'no reason given'}): the file may be damaged "
        f"or of a kind this version does not know, or the machine may lack memory for {settings.context} tokens of context"
    )


def _refuse(status: int | None, why: str) -> int:
    _say(status, {"error": why})
    return 1


def _say(status: int | None, news: dict[str, object]) -> None:
    if status is not None:
        with contextlib.suppress(OSError):
            os.write(status, msgspec.json.encode(news) + b"\n")
            os.close(status)

"""How many requests a second the edge passes on at 16 connections, beside a direct connection and beside LiteLLM proxy.

    make bench ARGS=edge
    LITELLM_PYTHON=/path/to/python make bench ARGS=edge      a Python that has `litellm[proxy]` already

The worker is a stub that answers at once. Our edge does all that it does for a learner: it verifies the token, counts the quota, checks
the size, rewrites the path, writes the access log; in two threads, as the fleet runs it. LiteLLM checks its master key and nothing else:
no database, no callbacks; in one process, its default, because with more its server gives up workers that take over five seconds to
import. A second process could at most double it: the ratio of CPU per request does not depend on that. Rounds alternate; all share the
machine with the stub and the load, so read the ratios.
"""

import asyncio
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
from joserfc import jwt
from joserfc.jwk import RSAKey

from bench import load
from tutorfleet.fleet import parse
from tutorfleet.host import edge, edge_tokens
from tutorfleet.host.layout import Layout

ROOT = Path(__file__).parent.parent
CONNECTIONS = 16
SECONDS = 4.0
ROUNDS = 3
PROMISED = 30
"""times LiteLLM proxy"""
OLLAMA_BODY = json.dumps({"model": "stub", "messages": [{"role": "user", "content": "hello"}], "stream": False})


@dataclass
class Target:
    """One way to the stub."""

    name: str
    port: int
    request: bytes
    process: psutil.Process | None = None
    rounds: list[load.Seen] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def answers(self) -> int:
        return sum(len(each.latencies) for each in self.rounds)

    @property
    def rate(self) -> float:
        return self.answers / sum(each.seconds for each in self.rounds)


def main() -> None:
    with ExitStack() as stack:
        targets = list(start(stack))
        for target in targets:
            press(target, 1.0)  # caches, connections, the first token
            target.rounds.clear()
            target.cpu = 0.0
        for _ in range(ROUNDS):
            for target in targets:
                press(target, SECONDS)
    report(targets)


def start(stack: ExitStack) -> Iterator[Target]:
    """The stub and everything in front of it."""
    folder = Path(tempfile.mkdtemp(prefix="tf", dir="/tmp"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    layout = Layout(folder / "data", folder / "run")
    layout.runtime.mkdir()
    layout.logs.mkdir(parents=True)
    fleet = parse.default()
    sockets = [layout.worker_socket(each.region, each.role, each.replica) for each in fleet.workers()]
    port = free_port()
    addresses = [f"unix:{path}" for path in sockets]
    stub = program(stack, [sys.executable, str(ROOT / "bench/stub_worker.py"), f"127.0.0.1:{port}", *addresses])
    wait(lambda: all(path.exists() for path in sockets), stub)
    yield Target("direct", port, request("/api/chat", OLLAMA_BODY))
    yield our_edge(stack, layout)
    if python := litellm_python():
        yield litellm(stack, folder, python, port)
    else:
        print("LiteLLM is not measured: set LITELLM_PYTHON to a Python that has litellm[proxy]\n")


def our_edge(stack: ExitStack, layout: Layout) -> Target:
    """Envoy as the fleet has it; only the quota is out of the way."""
    fleet = parse.default()
    fleet = replace(fleet, limits=replace(fleet.limits, requests_per_minute=100_000_000))
    key = RSAKey.generate_key(2048, {"kid": "k1", "alg": "RS256", "use": "sig"})
    jwks = {"keys": [key.as_dict(private=False)]}
    issuer, port = edge_tokens.issuer_from(fleet, jwks, {}), free_port()
    edge.write(fleet, layout, port, jwks, issuers=(issuer,))
    process = program(stack, edge.command(layout))
    claims = {"iss": issuer.url, "sub": "a", "exp": int(time.time()) + 3600, "token_use": "id", "aud": issuer.audience}
    ask = request("/us-east-1/chat", OLLAMA_BODY, jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key))
    wait(lambda: answers_200(port, ask), process)
    return Target("our edge", port, ask, psutil.Process(process.pid))


def litellm(stack: ExitStack, folder: Path, python: Path, stub: int) -> Target:
    """LiteLLM proxy with one model behind OpenAI's protocol."""
    master, port, config = f"sk-{secrets.token_hex(24)}", free_port(), folder / "litellm.yaml"
    behind = {"model": "openai/stub", "api_base": f"http://127.0.0.1:{stub}/v1", "api_key": "sk-stub"}
    models = [{"model_name": "stub", "litellm_params": behind}]
    config.write_text(json.dumps({"model_list": models, "general_settings": {"master_key": master}}))  # JSON is YAML
    quiet = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR", "LITELLM_MODE": "PRODUCTION"}
    arguments = [
        "--config",
        str(config),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--num_workers",
        str(edge.THREADS),
    ]
    process = program(stack, [str(python.parent / "litellm"), *arguments], {**os.environ, **quiet})
    wait(lambda: alive(f"http://127.0.0.1:{port}/health/liveliness"), process, 300)
    ask = request("/v1/chat/completions", OLLAMA_BODY, master)
    wait(lambda: answers_200(port, ask), process, 60)
    return Target("LiteLLM proxy", port, ask, psutil.Process(process.pid))


def litellm_python() -> Path | None:
    """The Python of the environment that LiteLLM lives in; made by its lock when there is one."""
    if named := os.environ.get("LITELLM_PYTHON"):
        return Path(named)
    if not (ROOT / "requirements/bench-litellm.txt").exists():
        return None
    made = subprocess.run(
        [sys.executable, str(ROOT / "scripts/env.py"), "bench-litellm"], stdout=subprocess.PIPE, text=True, check=True
    )
    return Path(made.stdout.strip())


def request(path: str, body: str, token: str | None = None) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return "\r\n".join([*lines, "", body]).encode()


def press(target: Target, seconds: float) -> None:
    before = cpu_seconds(target.process)
    ask = load.press("127.0.0.1", target.port, target.request, connections=CONNECTIONS, seconds=seconds)
    target.rounds.append(asyncio.run(ask))
    target.cpu += cpu_seconds(target.process) - before


def cpu_seconds(process: psutil.Process | None) -> float:
    """Of a process and its children."""
    if process is None:
        return 0.0
    times = [each.cpu_times() for each in (process, *process.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


def report(targets: list[Target]) -> None:
    print(f"{CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS:.0f} s each, alternating\n")
    print("| way to the worker | requests/s | p50 ms | p99 ms | CPU µs/request | failed |")
    print("|---|---|---|---|---|---|")
    for target in targets:
        everything = load.Seen(1, [each for seen in target.rounds for each in seen.latencies])
        cost = f"{1e6 * target.cpu / target.answers:.0f}" if target.process and target.answers else "-"
        bad = sum(each.bad for each in target.rounds)
        times = f"{everything.latency(0.5):.1f} | {everything.latency(0.99):.1f}"
        print(f"| {target.name} | {target.rate:.0f} | {times} | {cost} | {bad} |")
    if len(targets) == 3 and targets[2].answers and targets[1].answers:
        compare(targets[1], targets[2])


def compare(ours: Target, peer: Target) -> None:
    per_request = (peer.cpu / peer.answers) / (ours.cpu / ours.answers)
    print(
        f"\nOur edge passes on {ours.rate / peer.rate:.0f} times {peer.name}'s requests (promised: {PROMISED}); ",
        end="",
    )
    print(f"{peer.name} takes {per_request:.0f} times the CPU for each.")


@contextmanager
def running(command: list[str], env: dict[str, str] | None) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env
    )
    children = psutil.Process(process.pid)
    try:
        yield process
    finally:
        for child in children.children(recursive=True) if process.poll() is None else []:
            child.kill()
        process.kill()
        process.wait(10)


def program(stack: ExitStack, command: list[str], env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    return stack.enter_context(running(command, env))


def answers_200(port: int, ask: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.sendall(ask)
            return line.recv(65536)[9:12] == b"200"
    except OSError:
        return False


def alive(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait(condition: Callable[[], bool], process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Until a program is ready; it must not end before."""
    deadline = time.monotonic() + seconds
    while not condition():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"this program did not become ready: {' '.join(map(str, process.args))}")  # type: ignore[arg-type]
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()

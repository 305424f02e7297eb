"""`tutorfleet worker` and `python -m tutorfleet.worker`: a whole worker without a fleet."""

import json
import os
import signal
import subprocess
import sys
import urllib.request

from support.worker_stand import answers, free_port, until

QUIT_S = 30


def ask(url: str, path: str, body: object = None) -> object:
    data = json.dumps(body).encode() if body is not None else None
    with urllib.request.urlopen(url + path, data) as response:
        return json.loads(response.read())


def test_the_command_serves_a_store_until_ctrl_c(store):
    address = f"127.0.0.1:{free_port()}"
    command = [
        sys.executable,
        "-m",
        "tutorfleet",
        "worker",
        "--listen",
        address,
        "--store",
        str(store),
        "--alias",
        "llama3=tiny",
    ]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    url = f"http://{address}"
    until(lambda: answers(url), "the worker")
    reply = ask(
        url, "/api/generate", {"model": "llama3", "prompt": "hi", "stream": False, "options": {"num_predict": 2}}
    )
    assert reply["eval_count"] == 2
    process.send_signal(signal.SIGINT)
    assert process.wait(QUIT_S) == 0


def test_a_standalone_worker_starts_its_own_nursery_and_another_when_that_dies(store):
    address = f"127.0.0.1:{free_port()}"
    lifeline, keep = os.pipe()
    settings = json.dumps({"listen": address, "store": str(store)})
    process = subprocess.Popen([sys.executable, "-m", "tutorfleet.worker", settings], stdin=lifeline)
    os.close(lifeline)
    url = f"http://{address}"
    until(lambda: answers(url), "the worker")
    ask(url, "/api/generate", {"model": "tiny"})
    children = subprocess.run(
        ["pgrep", "-P", str(process.pid), "-f", "tutorfleet.worker.nursery"], capture_output=True, text=True, check=True
    )
    os.kill(int(children.stdout), signal.SIGKILL)
    assert (
        ask(url, "/api/generate", {"model": "tiny", "prompt": "a", "stream": False, "options": {"num_predict": 2}})[
            "eval_count"
        ]
        == 2
    )
    ask(url, "/api/generate", {"model": "recite"})
    assert len(ask(url, "/api/ps")["models"]) == 2
    os.close(keep)
    process.wait(QUIT_S)

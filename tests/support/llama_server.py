"""llama.cpp's own server on a port of this machine, as a process of its own: `python llama_server.py MODEL PORT [--embedding]`.

It ends when its standard input closes.
"""

import sys

import xllamacpp


def main() -> None:
    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.hostnames = ["127.0.0.1"]
    params.port = int(sys.argv[2])
    params.n_ctx, params.n_parallel, params.kv_unified = 1024, 2, True
    params.model_alias = {"far"}
    if "--embedding" in sys.argv:
        params.embedding = True
    server = xllamacpp.Server(params)
    sys.stdin.read()
    del server


if __name__ == "__main__":
    main()

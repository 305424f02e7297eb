#!/bin/sh
# Writes the locks: exact versions with hashes, no addresses. Needs uv. Run it after a change of pyproject.toml or of a file here.
set -eu
cd "$(dirname "$0")/.."
compile() { uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet "$@"; }
compile pyproject.toml requirements/build.in --output-file requirements/run.txt
compile pyproject.toml requirements/build.in --extra cloud --group dev --constraint requirements/run.txt --output-file requirements/test.txt
compile pyproject.toml requirements/build.in requirements/train.in --constraint requirements/run.txt --output-file requirements/train.txt
compile pyproject.toml requirements/build.in --extra cloud --constraint requirements/run.txt --output-file requirements/cloud.txt
compile requirements/ministack.in --output-file requirements/ministack.txt
compile requirements/bench-litellm.in --output-file requirements/bench-litellm.txt
compile requirements/web.in --output-file requirements/web.txt
# Locks that travel with the package, because it builds what runs on AWS from them. Of two packages only a table is read, so what
# their code would import stays out.
compile requirements/worker.in --constraint requirements/run.txt --output-file src/tutorfleet/cloud/packages/worker.txt
uv pip compile requirements/lambda.in --constraint requirements/run.txt --generate-hashes --no-emit-index-url --no-header --quiet \
    --python-version 3.13 --python-platform x86_64-manylinux_2_28 --output-file src/tutorfleet/cloud/packages/lambda.txt \
    --no-emit-package numpy --no-emit-package ftfy --no-emit-package langcodes --no-emit-package locate --no-emit-package regex \
    --no-emit-package wcwidth --no-emit-package msgpack

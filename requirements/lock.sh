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

#!/bin/sh
# What the Lambda Web Adapter starts (turns.py). Standard input is nobody's lifeline here.
cd "$LAMBDA_TASK_ROOT" || exit 1
export TUTORFLEET_LISTEN="127.0.0.1:${AWS_LWA_PORT:-8080}" PYTHONPATH="$LAMBDA_TASK_ROOT"
exec python3 -m tutorfleet.cloud.functions.turns </dev/null

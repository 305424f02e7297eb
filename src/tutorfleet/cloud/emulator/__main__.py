"""Serves an emulated AWS account on this machine until Ctrl-C.

python -m tutorfleet.cloud.emulator [--port 0] [--account 123456789012] [--json]
python -m tutorfleet.cloud.emulator --types
"""

import argparse
import json
import os
import re
import sys
import threading
from contextlib import suppress

from tutorfleet.cloud.emulator.account import ACCOUNT, Emulator
from tutorfleet.cloud.emulator.coverage import table
from tutorfleet.cloud.emulator.share import Share


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tutorfleet.cloud.emulator", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--account", default=ACCOUNT, help="number of the account")
    parser.add_argument("--types", action="store_true", help="print the resource types and what becomes of them")
    parser.add_argument("--json", action="store_true", help="print the environment as JSON")
    options = parser.parse_args()
    if not 0 <= options.port < 65536:
        parser.error("--port is a number from 0 to 65535")
    if not re.fullmatch(r"\d{12}", options.account):
        parser.error("--account is a number of twelve digits")
    os.environ["MOTO_ACCOUNT_ID"] = options.account  # moto asks for it at each request
    if options.types:
        sys.stdout.write(table())
        return
    with Emulator(options.port) as account, suppress(KeyboardInterrupt):
        account.systems_manager.answer = Share()
        environment = account.environment
        lines = [f"export {name}={value}" for name, value in environment.items()]
        sys.stdout.write(json.dumps(environment) + "\n" if options.json else "\n".join(lines) + "\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()

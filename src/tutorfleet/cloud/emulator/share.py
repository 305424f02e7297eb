"""The workers' share in the account that `python -m tutorfleet.cloud.emulator` serves, so that every step can be walked without AWS.

A pull puts a name there, and every worker lists what is there: nothing is fetched, no model runs. It understands what
`tutorfleet cloud models` says to a machine (machines/models.py); to anything else it answers nothing.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from tutorfleet.cloud.emulator.services.ssm import Said
from tutorfleet.cloud.machines.models import PULL, TAGS, tagged


class Share:
    """What a machine answers: all of them read the same models."""

    def __init__(self) -> None:
        self.models: dict[str, str] = {}
        """name with tag -> digest"""

    def __call__(self, _tags: Mapping[str, str], lines: Sequence[str]) -> Said:
        said = "\n".join(lines)
        if PULL in said and (asked := re.search(r'"model":"([^"]+)"', said)):
            name = tagged(asked[1])
            self.models[name] = hashlib.sha256(name.encode()).hexdigest()
            return Said('{"status":"success"}')
        return Said(json.dumps(self.models) if TAGS in said else "")

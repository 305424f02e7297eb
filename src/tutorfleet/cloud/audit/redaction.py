"""What must not stand in a snapshot. Pure."""

import re
from collections.abc import Mapping

from tutorfleet.cloud.audit.model import Variable

SECRET = re.compile(r"(?i)(pass|secret|token|credential|api_?key|private_?key)\w*[\"']?\s*[=:]|bearer ")
FORWARDING = re.compile(r"ip_forward|iptables|POSTROUTING|FORWARD")
LEFT_OUT = "(left out: it looks like a secret)"
HARMLESS = frozenset({"DB_USER", "DB_HOST", "DB_PORT", "DB_NAME"})
"""variables whose value a rule compares with the database; no other value is kept"""


def without_secrets(text: str) -> str:
    """The same text, without the lines that look as if they set a secret."""
    return "\n".join(LEFT_OUT if SECRET.search(line) else line for line in text.splitlines())


def forwarding(script: str) -> str:
    """Of user data only the lines about forwarding, for which rules ask: a key, or what else there is, is nobody's business."""
    lines = script.replace("\\\n", " ").splitlines()
    return without_secrets("\n".join(line for line in lines if FORWARDING.search(line)))


def variables(environment: Mapping[str, str] | None) -> tuple[Variable, ...]:
    """Names of an environment, in order, and the values of the harmless ones."""
    return tuple(
        Variable(name=name, is_set=bool(value), value=value if name in HARMLESS else "")
        for name, value in sorted((environment or {}).items())
    )

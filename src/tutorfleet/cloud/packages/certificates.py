"""The authorities that sign the database's certificate: the service believes no other server (`PGSSLMODE=verify-full`).

AWS publishes them at an address of its own. Where that cannot be reached, TUTORFLEET_RDS_CA names a file with them.
"""

import os
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from tutorfleet.cloud.packages.errors import NotBuilt

SOURCE = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"
SETTING = "TUTORFLEET_RDS_CA"
BEGINNING = b"-----BEGIN CERTIFICATE-----"
LONGEST_SECONDS = 30


def authorities(cache: Path, env: Mapping[str, str] = os.environ, source: str = SOURCE) -> bytes:
    """The certificates, in PEM; kept in `cache` once they were fetched. Raises NotBuilt."""
    kept = Path(env.get(SETTING) or cache / "rds-ca.pem")
    if not kept.exists() and SETTING not in env:
        found = fetched(source)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(found)
    try:
        return checked(kept.read_bytes(), str(kept))
    except OSError as error:
        raise NotBuilt(f"{SETTING}: {kept} cannot be read ({error.strerror})") from error


def fetched(source: str) -> bytes:
    """What this address answers, if it is certificates; raises NotBuilt."""
    try:
        with urllib.request.urlopen(source, timeout=LONGEST_SECONDS) as answer:
            return checked(answer.read(), source)
    except OSError as error:
        raise NotBuilt(
            f"the certificates of the database's authorities cannot be fetched from {source} ({error}). Fetch them on a machine"
            f" that reaches it, and name the file: {SETTING}=FILE"
        ) from error


def checked(found: bytes, where: str) -> bytes:
    if BEGINNING not in found:
        raise NotBuilt(f"{where}: expected certificates in PEM, which begin with {BEGINNING.decode()}")
    return found

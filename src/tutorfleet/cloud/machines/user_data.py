"""What a machine runs at its first boot: `nat.sh` with the ranges that a NAT serves, `worker.sh`. Pure, not encoded yet."""

from importlib.resources import files

from tutorfleet.cloud.addresses import Subnets


def nat(subnets: Subnets) -> str:
    """Of the NAT of a zone."""
    first, rest = _script("nat.sh").split("\n", 1)
    return f'{first}\nPRIVATE_RANGES="{" ".join(subnets.private)}"\n{rest}'


def worker() -> str:
    """Of every worker."""
    return _script("worker.sh")


def _script(name: str) -> str:
    return (files("tutorfleet.cloud.machines") / name).read_text("utf-8")

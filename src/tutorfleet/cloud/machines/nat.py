"""The user data of a zone's NAT instance: `nat.sh` and the ranges that it serves. Pure."""

from importlib.resources import files

from tutorfleet.cloud.addresses import Subnets


def user_data(subnets: Subnets) -> str:
    """The script that cloud-init runs at the first boot; not encoded yet."""
    first, rest = (files("tutorfleet.cloud.machines") / "nat.sh").read_text("utf-8").split("\n", 1)
    return f'{first}\nPRIVATE_RANGES="{" ".join(subnets.private)}"\n{rest}'

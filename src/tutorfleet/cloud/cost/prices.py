"""The dated table of prices, typed. A price that is missing is an error with a way out, never nought.

The table comes with this project; TUTORFLEET_PRICES names another file of the same shape, for newer prices or other regions.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from tutorfleet.cloud.deploy.errors import CloudError

TABLE = Path(__file__).with_name("prices.toml")
SETTING = "TUTORFLEET_PRICES"
MEND = f"Copy {TABLE}, add it with its source, and let {SETTING} name the copy"


class NoPrice(CloudError):
    """Something costs money and the table does not say how much."""


@dataclass(frozen=True)
class Price:
    """What one unit costs."""

    name: str
    dollars: float
    unit: str
    source: str
    certainty: Literal["certain", "remembered", "unsure"]
    free: float = 0
    """units of a month that an account has for nothing"""


@dataclass(frozen=True)
class Prices:
    """All of them, as they were on a day."""

    date: date
    regions: tuple[str, ...]
    hours: float
    """of a month"""
    by_name: Mapping[str, Price]

    def of(self, name: str, region: str) -> Price:
        """The price of this in a region; raises NoPrice."""
        if region not in self.regions:
            raise NoPrice(f"there are prices of {', '.join(self.regions)} and none of {region}. {MEND}")
        if name not in self.by_name:
            raise NoPrice(f"there is no price of {name!r}. {MEND}")
        return self.by_name[name]


def prices() -> Prices:
    """The table of this project, or the one that the person named."""
    return read(Path(os.environ.get(SETTING) or TABLE))


@cache
def read(file: Path) -> Prices:
    """A table from a file; raises NoPrice."""
    try:
        return parse(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NoPrice(f"{file} is no table of prices: {error}") from error


def parse(text: str) -> Prices:
    """A table of that shape; raises ValueError where it is none."""
    raw = tomllib.loads(text)
    try:
        named = {
            name: msgspec.convert({**row, "name": name, "source": raw["sources"][row["source"]]}, Price)
            for name, row in raw["prices"].items()
        }
        return Prices(raw["date"], tuple(raw["regions"]), raw["hours"], named)
    except KeyError as missing:
        raise ValueError(f"it names {missing} and does not have it") from missing

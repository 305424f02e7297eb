"""The dated table of prices, typed. A price that is missing is an error with a way out, never nought."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

TABLE = "prices.toml"


class NoPrice(ValueError):
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
            raise NoPrice(f"{TABLE} has prices of {', '.join(self.regions)} and none of {region}: add the region to it")
        if name not in self.by_name:
            raise NoPrice(f"{TABLE} has no price of {name!r}: look it up, and add it with its source")
        return self.by_name[name]


@cache
def prices() -> Prices:
    """The table that comes with this project."""
    return parse(resources.files("tutorfleet.cloud.cost").joinpath(TABLE).read_text("utf-8"))


def parse(text: str) -> Prices:
    """A table of that shape; raises NoPrice where it is none."""
    try:
        raw = tomllib.loads(text)
        named = {
            name: msgspec.convert({**row, "name": name, "source": raw["sources"][row["source"]]}, Price)
            for name, row in raw["prices"].items()
        }
        return Prices(raw["date"], tuple(raw["regions"]), raw["hours"], named)
    except (KeyError, msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise NoPrice(f"{TABLE} cannot be read: {error}") from error

"""All rules of English: what the modules of this folder have as `RULES`, by the names of the modules.

A rule is one small object (`tutorfleet.language.rule`); `docs/rules.md` lists them. A new module is found by itself.
"""

from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

from tutorfleet.language.rule import Rule

RULES: tuple[Rule, ...]
"""Loaded when it is first asked for, which takes a second: a service is ready before that."""


def __getattr__(name: str) -> tuple[Rule, ...]:
    if name != "RULES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    names = sorted(module.name for module in iter_modules(__path__))
    found = chain.from_iterable(getattr(import_module(f"{__name__}.{each}"), "RULES", ()) for each in names)
    rules = tuple({rule.id: rule for rule in found}.values())
    globals()["RULES"] = rules
    return rules

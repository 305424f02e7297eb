"""All rules of English: what the modules of this folder have as `RULES`, by the names of the modules.

A rule is one small object (`tutorfleet.language.rule`); `docs/rules.md` lists them. A new module is found by itself.
"""

from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

from tutorfleet.language.rule import Rule

_MODULES = sorted(found.name for found in iter_modules(__path__))
_FOUND: tuple[tuple[Rule, ...], ...] = tuple(
    getattr(import_module(f"{__name__}.{name}"), "RULES", ()) for name in _MODULES
)

RULES: tuple[Rule, ...] = tuple({rule.id: rule for rule in chain.from_iterable(_FOUND)}.values())

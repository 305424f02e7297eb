"""A group of verbs that knows its commands without importing them, so that `--help` and each verb start fast."""

import difflib
import importlib
from collections.abc import Mapping
from typing import Any

import click


class Lazy(click.Group):
    """Beside its own commands: those of `verbs` (verb -> what it is for), each in the module `tutorfleet.cli.<verb>` under its name.

    The names of the modules may begin with a word of the group: `cloud_` for `tutorfleet.cli.cloud_plan`.
    """

    def __init__(self, *args: Any, verbs: Mapping[str, str], begin: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.verbs = verbs
        self.begin = begin

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.verbs, *(name for name in self.commands if name not in self.verbs)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.commands or cmd_name not in self.verbs:
            return super().get_command(ctx, cmd_name)
        command = getattr(importlib.import_module(f"tutorfleet.cli.{self.begin}{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = [(name, self.verbs.get(name) or self._help(name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(told)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], known, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}."
            raise click.UsageError(f"no verb {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def _help(self, name: str) -> str:
        return self.commands[name].get_short_help_str(100)

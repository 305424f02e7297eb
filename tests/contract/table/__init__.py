"""The contract: every row by its name, which begins with the part of the API that it speaks of."""

from tests.contract.table import chat, embed, generate, models, openai, store

_TABLES = {
    "models": models.CASES,
    "generate": generate.CASES,
    "chat": chat.CASES,
    "embed": embed.CASES,
    "store": store.CASES,
    "openai": openai.CASES,
}
ROWS = {f"{part}: {case.name}": case for part, table in _TABLES.items() for case in table}
assert len(ROWS) == sum(map(len, _TABLES.values())), "two rows have the same name"

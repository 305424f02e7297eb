"""What every route has in common."""

import aiohttp
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from tests.service.conftest import Service

from tutorfleet.host.postgres import Postgres


async def test_a_database_that_is_away_is_503(
    service: Service, client: aiohttp.ClientSession, postgres: Postgres
) -> None:
    name = str(conninfo_to_dict(service.settings.database)["dbname"])
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as admin:
        allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        admin.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        async with client.get("/healthz") as answer:
            assert (answer.status, (await answer.json())["status"]) == (503, "error")
        admin.execute(allow.format(sql.Identifier(name), sql.SQL("true")))

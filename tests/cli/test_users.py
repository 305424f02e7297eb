"""The operator's verbs on a real database, and what a learner then finds."""

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from tutorfleet.cli.users import users

PASSWORD = "Correct-horse-1"
AYU = "ayu@example.com"
Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    """`run("add", "x@y.z", input=...)`: one verb on the test's database."""

    def call(*words: str, given: str = "") -> Result:
        place = ["--database", database_url, "--data-dir", str(tmp_path)]
        return CliRunner().invoke(users, [*words, *place], input=given)

    return call


@pytest.fixture
def ayu(run: Run) -> str:
    """The uid of an account."""
    done = run("add", AYU, "--password-stdin", given=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def listed(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("list", "--json").stdout)
    return found


def test_an_added_account_is_listed_without_its_password(run: Run, ayu: str) -> None:
    [account] = listed(run)
    assert account.pop("created_at")
    assert account == {"uid": ayu, "email": AYU, "name": "ayu", "confirmed": True, "groups": []}


def test_the_list_is_a_table_for_people(run: Run, ayu: str) -> None:
    assert "ayu" in run("list").stdout


def test_an_empty_list_says_what_to_do(run: Run) -> None:
    assert "tutorfleet users add" in run("list").stdout


def test_an_operator_is_in_the_group(run: Run) -> None:
    run("add", AYU, "--name", "Bu Ayu", "--group", "operators", "--password-stdin", given=PASSWORD)
    assert [(account["name"], account["groups"]) for account in listed(run)] == [("Bu Ayu", ["operators"])]


def test_a_password_is_asked_for_twice_and_never_shown(run: Run) -> None:
    done = run("add", AYU, given=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0
    assert PASSWORD not in done.output


def test_a_weak_password_is_refused_with_the_rule(run: Run) -> None:
    done = run("add", AYU, "--password-stdin", given="abc\n")
    assert done.exit_code == 1
    assert "Password not long enough" in done.stderr


@pytest.mark.parametrize("email", ["ayu@example.com", "AYU@EXAMPLE.COM"])
def test_a_second_account_of_an_address_is_refused_with_the_way_out(run: Run, ayu: str, email: str) -> None:
    done = run("add", email, "--password-stdin", given=PASSWORD)
    assert done.exit_code == 1
    assert "tutorfleet users reset" in done.stderr


@pytest.mark.parametrize("verb", ["confirm", "reset", "remove", "operator"])
def test_a_name_that_nobody_has_is_said_with_the_way_out(run: Run, verb: str) -> None:
    done = run(verb, "nobody@example.com")
    assert done.exit_code == 1
    assert "there is no account nobody@example.com" in done.stderr


def test_confirming_lets_an_account_in(run: Run, ayu: str, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE accounts SET confirmed = false")
    assert run("confirm", AYU).exit_code == 0
    assert listed(run)[0]["confirmed"]


def test_a_reset_ends_the_sessions_and_changes_the_hash(run: Run, ayu: str, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("INSERT INTO sessions VALUES (gen_random_uuid(), %s, 'x', now(), now())", [ayu])
        before = connection.execute("SELECT password FROM accounts").fetchone()
        assert run("reset", ayu, "--password-stdin", given="Another-horse-2").exit_code == 0
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
        assert connection.execute("SELECT password FROM accounts").fetchone() != before


def test_an_account_becomes_an_operator_and_is_none_again(run: Run, ayu: str) -> None:
    assert "is an operator from the next token on" in run("operator", AYU).stdout
    assert listed(run)[0]["groups"] == ["operators"]
    assert "operators" in run("list").stdout
    assert "is no operator from the next token on" in run("operator", ayu, "--remove").stdout
    assert listed(run)[0]["groups"] == []


@pytest.mark.parametrize("words", [("operator", AYU), ("operator", AYU, "--remove")])
def test_what_is_so_already_is_said_and_changes_nothing(run: Run, ayu: str, words: tuple[str, ...]) -> None:
    run(*words)
    before = listed(run)
    done = run(*words)
    assert (done.exit_code, "anyway" in done.stdout) == (0, True)
    assert listed(run) == before


def test_other_groups_of_an_account_stay(run: Run, ayu: str, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE accounts SET groups = '{teachers}'")
    run("operator", AYU)
    assert listed(run)[0]["groups"] == ["teachers", "operators"]
    run("operator", AYU, "--remove")
    assert listed(run)[0]["groups"] == ["teachers"]


def test_the_help_says_until_when_a_removed_operators_token_works(run: Run) -> None:
    assert "until it expires" in " ".join(run("operator", "--help").stdout.split())


def test_removing_asks_first(run: Run, ayu: str) -> None:
    assert run("remove", AYU, given="n\n").exit_code == 1
    assert len(listed(run)) == 1


def test_removing_takes_the_account_and_its_letters(run: Run, ayu: str, tmp_path: Path) -> None:
    letter = tmp_path / "mailbox" / f"20260101T000000.0Z-{ayu}-reset.txt"
    letter.parent.mkdir()
    letter.touch()
    assert run("remove", AYU, "--yes").exit_code == 0
    assert listed(run) == []
    assert not letter.exists()


def test_a_database_that_is_away_is_one_clear_sentence(tmp_path: Path) -> None:
    place = ["--database", f"host={tmp_path} connect_timeout=1", "--data-dir", str(tmp_path)]
    done = CliRunner().invoke(users, ["list", *place])
    assert done.exit_code == 1
    assert "the database does not answer" in done.stderr
    assert "Traceback" not in done.output

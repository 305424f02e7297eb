import pytest

from tutorfleet.cloud.audit.redaction import LEFT_OUT, forwarding, variables, without_secrets


@pytest.mark.parametrize(
    "line",
    [
        "PASSWORD=hunter2",
        "export DB_PASSWORD='hunter2'",
        "  aws_secret_access_key: hunter2",
        '{"apiKey": "hunter2"}',
        "Authorization_Token = hunter2",
        "credentials=hunter2",
        "share=/share db_pass=hunter2",
        'curl -H "Authorization: Bearer hunter2" example.com',
    ],
)
def test_a_line_that_sets_a_secret_is_left_out(line: str) -> None:
    assert without_secrets(f"set -eu\n{line}\nreboot") == f"set -eu\n{LEFT_OUT}\nreboot"


def test_other_lines_stay_as_they_are() -> None:
    script = "#!/bin/sh\nsysctl -w net.ipv4.ip_forward=1\niptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE"
    assert without_secrets(script) == script


def test_of_user_data_only_what_is_about_forwarding_is_kept() -> None:
    script = (
        "#!/bin/sh\n-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\nmysql -phunter2\n"
        "iptables -t nat -A POSTROUTING \\\n  -o eth0 -j MASQUERADE\n"
    )
    assert forwarding(script) == "iptables -t nat -A POSTROUTING    -o eth0 -j MASQUERADE"


def test_of_an_environment_only_names_are_kept() -> None:
    (variable,) = variables({"DB_PASSWORD": "hunter2"})
    assert (variable.name, variable.is_set, variable.value) == ("DB_PASSWORD", True, "")


def test_where_the_database_is_is_kept_because_a_rule_compares_it() -> None:
    (variable,) = variables({"DB_HOST": "lks.example.com"})
    assert variable.value == "lks.example.com"


def test_an_empty_variable_is_not_set() -> None:
    (variable,) = variables({"DB_HOST": ""})
    assert not variable.is_set

"""Cognito's protocol with AWS's own client against the real service; what that client cannot say, in plain HTTP."""

import asyncio
import re
from typing import Any

import aiohttp
import psycopg
import pytest
from botocore.exceptions import ClientError
from tests.service.conftest import PASSWORD, Service, Start, ask, boto
from tests.service.forged import claims_of

from tutorfleet.service.settings import Settings

AYU = "ayu@example.com"
OTHER = "Another-horse-2"
Boto = Any


@pytest.fixture
def waiting(start: Start) -> Service:
    """A service whose accounts wait for their code."""
    return start(auto_confirm=False)


def join(cognito: Boto, service: Service, email: str = AYU, password: str = PASSWORD) -> dict[str, Any]:
    person = [{"Name": "name", "Value": "Ayu"}, {"Name": "email", "Value": email}]
    made: dict[str, Any] = cognito.sign_up(
        ClientId=service.settings.client_id, Username=email, Password=password, UserAttributes=person
    )
    return made


def enter(cognito: Boto, service: Service, email: str = AYU, password: str = PASSWORD) -> dict[str, Any]:
    given = {"USERNAME": email, "PASSWORD": password}
    flow = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": given}
    tokens: dict[str, Any] = cognito.initiate_auth(ClientId=service.settings.client_id, **flow)["AuthenticationResult"]
    return tokens


def renew(
    cognito: Boto, service: Service, refresh: str, flow: str = "REFRESH_TOKEN_AUTH", **more: str
) -> dict[str, Any]:
    given = {"REFRESH_TOKEN": refresh, **more}
    answer = cognito.initiate_auth(ClientId=service.settings.client_id, AuthFlow=flow, AuthParameters=given)
    tokens: dict[str, Any] = answer["AuthenticationResult"]
    return tokens


def letters(service: Service) -> list[str]:
    """The messages in the mailbox, oldest first."""
    assert service.settings.mailbox
    return [path.read_text() for path in sorted(service.settings.mailbox.glob("*.txt"))]


def code_in(letter: str) -> str:
    found = re.search(r"^ +(\d{6})$", letter, re.MULTILINE)
    assert found
    return found[1]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def refused(kind: str, message: str = "") -> Any:
    return pytest.raises(ClientError, match=rf"\({kind}\).*{re.escape(message)}")


async def plainly(service: Service, action: str, **call: Any) -> dict[str, Any]:
    async with aiohttp.ClientSession(service.url) as client:
        return await ask(client, action, **call)


def run_sql(service: Service, statement: str) -> None:
    with psycopg.connect(service.settings.database) as connection:
        connection.execute(statement.encode())


class TestSigningUp:
    def test_the_account_is_there_at_once_with_a_lower_case_uuid(self, cognito: Boto, service: Service) -> None:
        made = join(cognito, service)
        assert made["UserConfirmed"]
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made["UserSub"])

    @pytest.mark.parametrize("again", [AYU, "AYU@Example.com", " ayu@example.com "])
    def test_an_address_makes_one_account_however_it_is_written(
        self, cognito: Boto, service: Service, again: str
    ) -> None:
        join(cognito, service)
        with refused("UsernameExistsException", "User already exists"):
            join(cognito, service, again.strip())

    @pytest.mark.parametrize("password", ["Sh0rt!a", "no-upper-1", "NO-LOWER-1", "No-numbers", "NoSymbol1"])
    def test_a_weak_password_is_refused_with_the_rule(self, cognito: Boto, service: Service, password: str) -> None:
        with refused("InvalidPasswordException", "Password did not conform with policy: Password"):
            join(cognito, service, password=password)

    def test_an_address_that_is_none_is_refused(self, cognito: Boto, service: Service) -> None:
        with refused("InvalidParameterException", "expected an email address"):
            join(cognito, service, "ayu")

    def test_a_missing_name_is_refused(self, cognito: Boto, service: Service) -> None:
        with refused("InvalidParameterException", "The attribute name is required"):
            cognito.sign_up(ClientId=service.settings.client_id, Username=AYU, Password=PASSWORD)

    @pytest.mark.parametrize("name", ["sub", "email_verified", "cognito:groups", "custom:role"])
    def test_nobody_gives_themselves_another_attribute(self, cognito: Boto, service: Service, name: str) -> None:
        person = [{"Name": "name", "Value": "Ayu"}, {"Name": name, "Value": "operators"}]
        with refused("InvalidParameterException", name):
            cognito.sign_up(ClientId=service.settings.client_id, Username=AYU, Password=PASSWORD, UserAttributes=person)

    def test_another_app_client_is_refused(self, cognito: Boto, service: Service) -> None:
        with refused("ResourceNotFoundException", "does not exist"):
            cognito.sign_up(ClientId="x", Username=AYU, Password=PASSWORD)

    def test_the_password_is_argon2id_at_rest(self, start: Start) -> None:
        service = start(password_kib=Settings.password_kib)
        join(boto(service), service)
        with psycopg.connect(service.settings.database) as connection:
            row = connection.execute("SELECT password FROM accounts").fetchone()
        assert row
        assert row[0].startswith("$argon2id$v=19$m=19456,t=2,p=1$")


class TestConfirming:
    def test_a_code_from_the_mailbox_confirms(self, waiting: Service) -> None:
        cognito = boto(waiting)
        made = join(cognito, waiting)
        assert not made["UserConfirmed"]
        assert made["CodeDeliveryDetails"]["Destination"] == "a***@e***"
        confirm = {"ClientId": waiting.settings.client_id, "Username": AYU}
        cognito.confirm_sign_up(ConfirmationCode=code_in(letters(waiting)[0]), **confirm)
        assert enter(cognito, waiting)["AccessToken"]

    def test_before_that_the_right_password_says_unconfirmed_and_a_wrong_one_nothing(self, waiting: Service) -> None:
        cognito = boto(waiting)
        join(cognito, waiting)
        with refused("UserNotConfirmedException"):
            enter(cognito, waiting)
        with refused("NotAuthorizedException", "Incorrect username or password."):
            enter(cognito, waiting, password=OTHER)

    def test_a_code_is_good_once(self, waiting: Service) -> None:
        cognito = boto(waiting)
        join(cognito, waiting)
        confirm = {"ClientId": waiting.settings.client_id, "Username": AYU}
        confirm["ConfirmationCode"] = code_in(letters(waiting)[0])
        cognito.confirm_sign_up(**confirm)
        with refused("CodeMismatchException"):
            cognito.confirm_sign_up(**confirm)

    def test_a_new_code_replaces_the_old_one(self, waiting: Service) -> None:
        cognito = boto(waiting)
        join(cognito, waiting)
        confirm = {"ClientId": waiting.settings.client_id, "Username": AYU}
        cognito.resend_confirmation_code(**confirm)
        first, second = (code_in(letter) for letter in letters(waiting))
        if first != second:
            with refused("CodeMismatchException"):
                cognito.confirm_sign_up(ConfirmationCode=first, **confirm)
        cognito.confirm_sign_up(ConfirmationCode=second, **confirm)

    def test_an_expired_code_says_so_to_who_has_it(self, waiting: Service) -> None:
        cognito = boto(waiting)
        join(cognito, waiting)
        run_sql(waiting, "UPDATE codes SET expires_at = now() - interval '1 second'")
        code = code_in(letters(waiting)[0])
        with refused("ExpiredCodeException"):
            cognito.confirm_sign_up(ClientId=waiting.settings.client_id, Username=AYU, ConfirmationCode=code)

    def test_after_five_wrong_codes_the_right_one_is_refused_too(self, waiting: Service) -> None:
        cognito = boto(waiting)
        join(cognito, waiting)
        confirm = {"ClientId": waiting.settings.client_id, "Username": AYU}
        code = code_in(letters(waiting)[0])
        for _ in range(5):
            with refused("CodeMismatchException"):
                cognito.confirm_sign_up(ConfirmationCode=wrong(code), **confirm)
        with refused("LimitExceededException"):
            cognito.confirm_sign_up(ConfirmationCode=code, **confirm)

    def test_resending_says_the_same_for_confirmed_and_unknown_names(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        resend = cognito.resend_confirmation_code
        known, unknown = (resend(ClientId=service.settings.client_id, Username=who) for who in (AYU, "axx@exxmple.com"))
        assert known["CodeDeliveryDetails"] == unknown["CodeDeliveryDetails"]
        assert letters(service) == []

    def test_without_a_mailbox_a_code_cannot_be_had(self, start: Start) -> None:
        service = start(auto_confirm=False, mailbox=None)
        assert not join(boto(service), service)["UserConfirmed"]
        with refused("CodeDeliveryFailureException"):
            boto(service).resend_confirmation_code(ClientId=service.settings.client_id, Username=AYU)


class TestSigningIn:
    def test_the_answer_has_everything_that_the_reference_client_reads(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        tokens = enter(cognito, service)
        assert tokens.keys() == {"AccessToken", "IdToken", "RefreshToken", "ExpiresIn", "TokenType"}
        assert tokens["ExpiresIn"] == 3600

    def test_the_id_token_says_what_cognitos_says(self, cognito: Boto, service: Service) -> None:
        uid = join(cognito, service)["UserSub"]
        claims = claims_of(enter(cognito, service)["IdToken"])
        expected = {"sub": uid, "email": AYU, "name": "Ayu", "token_use": "id", "cognito:username": uid}
        expected |= {"aud": service.settings.client_id, "iss": service.settings.issuer, "email_verified": False}
        assert expected.items() <= claims.items()
        assert claims["exp"] - claims["iat"] == 3600
        assert claims.keys() - expected.keys() == {"exp", "iat", "auth_time", "jti", "origin_jti"}

    def test_the_access_token_says_what_cognitos_says(self, cognito: Boto, service: Service) -> None:
        uid = join(cognito, service)["UserSub"]
        claims = claims_of(enter(cognito, service)["AccessToken"])
        expected = {"sub": uid, "token_use": "access", "client_id": service.settings.client_id, "username": uid}
        assert expected.items() <= claims.items()
        assert "email" not in claims

    def test_all_three_tokens_fit_into_the_session_cookie(self, cognito: Boto, service: Service) -> None:
        """The reference client cuts its cookie into pieces of 4 kB; two are what Cognito's tokens need."""
        join(cognito, service)
        tokens = enter(cognito, service)
        assert sum(len(tokens[name]) for name in ("AccessToken", "IdToken", "RefreshToken")) < 2500

    @pytest.mark.parametrize("name", ["AYU@EXAMPLE.COM", "uid"])
    def test_a_username_is_the_address_or_the_uid(self, cognito: Boto, service: Service, name: str) -> None:
        uid = join(cognito, service)["UserSub"]
        assert enter(cognito, service, uid if name == "uid" else name)["IdToken"]

    @pytest.mark.parametrize("who", [AYU, "nobody@example.com", "00000000-0000-4000-8000-000000000000", "' OR '1'='1"])
    def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
        self, cognito: Boto, service: Service, who: str
    ) -> None:
        join(cognito, service)
        with refused("NotAuthorizedException", "Incorrect username or password."):
            enter(cognito, service, who, OTHER)

    @pytest.mark.parametrize("who", [AYU, "nobody@example.com"])
    def test_after_ten_wrong_passwords_the_right_one_waits_known_or_not(
        self, cognito: Boto, service: Service, who: str
    ) -> None:
        join(cognito, service)
        for _ in range(10):
            with refused("NotAuthorizedException", "Incorrect username or password."):
                enter(cognito, service, who, OTHER)
        with refused("NotAuthorizedException", "Password attempts exceeded"):
            enter(cognito, service, who)

    def test_a_restart_does_not_forget_the_attempts(self, start: Start) -> None:
        first, second = start(), start()
        join(boto(first), first)
        for _ in range(10):
            with refused("NotAuthorizedException"):
                enter(boto(first), first, password=OTHER)
        with refused("NotAuthorizedException", "Password attempts exceeded"):
            enter(boto(second), second)

    def test_the_two_names_of_an_account_have_one_count(self, cognito: Boto, service: Service) -> None:
        uid = join(cognito, service)["UserSub"]
        for who in [AYU, uid] * 5:
            with refused("NotAuthorizedException", "Incorrect"):
                enter(cognito, service, who, OTHER)
        with refused("NotAuthorizedException", "Password attempts exceeded"):
            enter(cognito, service, uid)

    def test_the_right_password_clears_the_count(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        for _ in range(2):
            for _ in range(9):
                with refused("NotAuthorizedException"):
                    enter(cognito, service, password=OTHER)
            assert enter(cognito, service)["IdToken"]

    def test_a_flow_that_is_not_offered_is_refused(self, cognito: Boto, service: Service) -> None:
        given = {"USERNAME": AYU, "SRP_A": "1"}
        with refused("InvalidParameterException", "USER_SRP_AUTH is not enabled"):
            cognito.initiate_auth(ClientId=service.settings.client_id, AuthFlow="USER_SRP_AUTH", AuthParameters=given)

    def test_a_missing_parameter_is_named(self, cognito: Boto, service: Service) -> None:
        with refused("InvalidParameterException", "USERNAME"):
            cognito.initiate_auth(ClientId=service.settings.client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={})


class TestRenewing:
    @pytest.mark.parametrize("flow", ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"])
    def test_all_three_fields_come_and_no_new_refresh_token(self, cognito: Boto, service: Service, flow: str) -> None:
        join(cognito, service)
        fresh = renew(cognito, service, enter(cognito, service)["RefreshToken"], flow)
        assert fresh["AccessToken"]
        assert fresh["IdToken"]
        assert fresh["ExpiresIn"] == 3600
        assert "RefreshToken" not in fresh

    def test_the_old_refresh_token_stays_good(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        refresh = enter(cognito, service)["RefreshToken"]
        assert renew(cognito, service, refresh)["IdToken"]
        assert renew(cognito, service, refresh)["IdToken"]

    def test_a_stray_client_id_among_the_parameters_has_no_effect(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        refresh = enter(cognito, service)["RefreshToken"]
        assert renew(cognito, service, refresh, CLIENT_ID="anything")["IdToken"]

    def test_the_moment_of_signing_in_is_kept(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        run_sql(service, "UPDATE accounts SET groups = '{operators}'")
        tokens = enter(cognito, service)
        run_sql(service, "UPDATE sessions SET signed_in_at = signed_in_at - interval '100 seconds'")
        old, new = claims_of(tokens["IdToken"]), claims_of(renew(cognito, service, tokens["RefreshToken"])["IdToken"])
        assert new["auth_time"] == old["auth_time"] - 100
        assert new["origin_jti"] == old["origin_jti"]
        assert new["jti"] != old["jti"]
        assert new["cognito:groups"] == ["operators"]

    def test_both_tokens_name_the_groups_and_neither_does_without_any(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        before = enter(cognito, service)
        assert [claims_of(before[name]).get("cognito:groups") for name in ("IdToken", "AccessToken")] == [None, None]
        run_sql(service, "UPDATE accounts SET groups = '{operators}'")
        after = renew(cognito, service, before["RefreshToken"])
        assert [claims_of(after[name])["cognito:groups"] for name in ("IdToken", "AccessToken")] == [["operators"]] * 2

    def test_an_unknown_or_expired_token_is_refused(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        refresh = enter(cognito, service)["RefreshToken"]
        run_sql(service, "UPDATE sessions SET expires_at = now()")
        for token in (refresh, "x", "\0"):
            with refused("NotAuthorizedException", "Invalid Refresh Token"):
                renew(cognito, service, token)

    def test_no_refresh_token_and_no_code_is_in_the_database(self, waiting: Service) -> None:
        cognito = boto(waiting)
        join(cognito, waiting)
        run_sql(waiting, "UPDATE accounts SET confirmed = true")
        refresh = enter(cognito, waiting)["RefreshToken"]
        with psycopg.connect(waiting.settings.database) as connection:
            rows = [connection.execute(f"SELECT t::text FROM {table} t").fetchall() for table in ("sessions", "codes")]
        assert refresh not in str(rows)
        assert refresh.encode().hex() not in str(rows)
        assert "$argon2id$" in str(rows[1])


class TestTheBearer:
    def test_get_user_gives_sub_name_and_email(self, cognito: Boto, service: Service) -> None:
        uid = join(cognito, service)["UserSub"]
        user = cognito.get_user(AccessToken=enter(cognito, service)["AccessToken"])
        attributes = {attribute["Name"]: attribute["Value"] for attribute in user["UserAttributes"]}
        assert attributes == {"sub": uid, "email": AYU, "name": "Ayu", "email_verified": "false"}
        assert user["Username"] == uid

    def test_an_id_token_is_no_access_token(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        with refused("NotAuthorizedException", "Invalid Access Token"):
            cognito.get_user(AccessToken=enter(cognito, service)["IdToken"])

    def test_changing_the_password_ends_the_other_sessions(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        here, elsewhere = enter(cognito, service), enter(cognito, service)
        change = {"PreviousPassword": PASSWORD, "ProposedPassword": OTHER}
        cognito.change_password(AccessToken=here["AccessToken"], **change)
        assert renew(cognito, service, here["RefreshToken"])["IdToken"]
        with refused("NotAuthorizedException"):
            renew(cognito, service, elsewhere["RefreshToken"])
        assert enter(cognito, service, password=OTHER)["IdToken"]

    def test_changing_the_password_needs_the_old_one(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        token = enter(cognito, service)["AccessToken"]
        with refused("NotAuthorizedException", "Incorrect username or password."):
            cognito.change_password(AccessToken=token, PreviousPassword=OTHER, ProposedPassword=OTHER)

    def test_signing_out_everywhere_ends_every_token(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        tokens, others = enter(cognito, service), enter(cognito, service)
        cognito.global_sign_out(AccessToken=tokens["AccessToken"])
        for pair in (tokens, others):
            with refused("NotAuthorizedException", "Access Token has been revoked"):
                cognito.get_user(AccessToken=pair["AccessToken"])
            with refused("NotAuthorizedException", "Invalid Refresh Token"):
                renew(cognito, service, pair["RefreshToken"])

    def test_revoking_ends_one_session_only(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        tokens, others = enter(cognito, service), enter(cognito, service)
        for _ in range(2):
            cognito.revoke_token(ClientId=service.settings.client_id, Token=tokens["RefreshToken"])
        with refused("NotAuthorizedException", "revoked"):
            cognito.get_user(AccessToken=tokens["AccessToken"])
        assert cognito.get_user(AccessToken=others["AccessToken"])["Username"]

    def test_an_access_token_is_not_revoked_alone(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        with refused("UnsupportedTokenTypeException"):
            token = enter(cognito, service)["AccessToken"]
            cognito.revoke_token(ClientId=service.settings.client_id, Token=token)

    def test_deleting_leaves_neither_account_nor_tokens_nor_letters(self, waiting: Service) -> None:
        cognito = boto(waiting)
        join(cognito, waiting)
        code = code_in(letters(waiting)[0])
        cognito.confirm_sign_up(ClientId=waiting.settings.client_id, Username=AYU, ConfirmationCode=code)
        token = enter(cognito, waiting)["AccessToken"]
        cognito.delete_user(AccessToken=token)
        with refused("NotAuthorizedException", "revoked"):
            cognito.get_user(AccessToken=token)
        with refused("NotAuthorizedException", "Incorrect"):
            enter(cognito, waiting)
        assert letters(waiting) == []


class TestForgetting:
    def test_a_code_gives_a_new_password_and_ends_every_session(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        tokens = enter(cognito, service)
        client = {"ClientId": service.settings.client_id, "Username": AYU}
        assert cognito.forgot_password(**client)["CodeDeliveryDetails"]["AttributeName"] == "email"
        code = code_in(letters(service)[0])
        cognito.confirm_forgot_password(ConfirmationCode=code, Password=OTHER, **client)
        assert enter(cognito, service, password=OTHER)["IdToken"]
        with refused("NotAuthorizedException", "revoked"):
            cognito.get_user(AccessToken=tokens["AccessToken"])

    def test_it_works_without_a_client_id_because_the_reference_client_sends_none(
        self, cognito: Boto, service: Service
    ) -> None:
        join(cognito, service)
        reply = asyncio.run(plainly(service, "ForgotPassword", Username=AYU))
        assert reply["CodeDeliveryDetails"]["DeliveryMedium"] == "EMAIL"
        assert len(letters(service)) == 1

    def test_any_code_but_the_right_one_is_refused(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        client = {"ClientId": service.settings.client_id, "Username": AYU}
        cognito.forgot_password(**client)
        with refused("CodeMismatchException"):
            code = wrong(code_in(letters(service)[0]))
            cognito.confirm_forgot_password(ConfirmationCode=code, Password=OTHER, **client)
        assert enter(cognito, service)["IdToken"]

    def test_known_and_unknown_names_are_answered_alike(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        names = (AYU, "axx@exxmple.com")
        ids = {"ClientId": service.settings.client_id}
        known, unknown = (cognito.forgot_password(Username=who, **ids)["CodeDeliveryDetails"] for who in names)
        assert known == unknown
        for who in names:
            with refused("CodeMismatchException"):
                code = wrong(code_in(letters(service)[0]))
                cognito.confirm_forgot_password(Username=who, ConfirmationCode=code, Password=OTHER, **ids)

    @pytest.mark.parametrize("who", [AYU, "nobody@example.com"])
    def test_six_letters_an_hour_are_too_many(self, cognito: Boto, service: Service, who: str) -> None:
        join(cognito, service)
        for _ in range(5):
            cognito.forgot_password(ClientId=service.settings.client_id, Username=who)
        with refused("LimitExceededException", "Attempt limit exceeded"):
            cognito.forgot_password(ClientId=service.settings.client_id, Username=who)

    def test_a_weak_password_does_not_use_up_the_code(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        client = {"ClientId": service.settings.client_id, "Username": AYU}
        cognito.forgot_password(**client)
        client["ConfirmationCode"] = code_in(letters(service)[0])
        with refused("InvalidPasswordException"):
            cognito.confirm_forgot_password(Password="abcdefgh", **client)
        cognito.confirm_forgot_password(Password=OTHER, **client)

    def test_it_frees_an_account_that_waits_after_wrong_passwords(self, cognito: Boto, service: Service) -> None:
        join(cognito, service)
        for _ in range(11):
            with refused("NotAuthorizedException"):
                enter(cognito, service, password=OTHER)
        client = {"ClientId": service.settings.client_id, "Username": AYU}
        cognito.forgot_password(**client)
        cognito.confirm_forgot_password(ConfirmationCode=code_in(letters(service)[0]), Password=OTHER, **client)
        assert enter(cognito, service, password=OTHER)["IdToken"]

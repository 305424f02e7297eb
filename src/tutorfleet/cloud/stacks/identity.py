"""Chapter "Client app": who the learners are, in Cognito.

Sign-in by e-mail, one factor, name and e-mail required, no temporary passwords: learners sign up by themselves and choose their
own password, so a temporary one (what an administrator hands to an account that he makes) does not occur. Cognito sends a
code that confirms the address; an operator can confirm without it (`tutorfleet cloud users confirm`).
"""

from aws_cdk import App
from aws_cdk import aws_cognito as cognito

from tutorfleet.cloud.blueprint import Blueprint, Zone
from tutorfleet.cloud.stacks.base import Chapter

REQUIRED = ("name", "email")
FLOWS = ("ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH")
TOKEN_MINUTES = 60
"""of id and access tokens; the handed-out client is told too, for it counts by itself"""
REFRESH_DAYS = 30


def cognito_of(zone: Zone) -> str:
    """The address of Cognito in a region: of its protocol, and before the id of a pool the issuer of its tokens."""
    return f"https://cognito-idp.{zone.region.name}.amazonaws.com"


class Identity(Chapter):
    """What the API and the functions take: `pool`, `pool_arn`, `client`."""

    def __init__(self, app: App, blueprint: Blueprint) -> None:
        super().__init__(app, blueprint, blueprint.home, "identity", "Accounts of the learners")
        pool = self._pool()
        client = self._client(pool)
        self.pool = self.give("Pool", pool.ref, "Id of the pool of learners")
        self.pool_arn = self.give("PoolArn", pool.attr_arn, "For the authorizers of the API")
        self.client = self.give("Client", client.ref, "Id by which the page signs learners in; it is no secret")

    def _pool(self) -> cognito.CfnUserPool:
        """What is required of an account can never be changed afterwards: Cognito would make another pool.

        A password needs eight characters, small and capital letters and a digit, and no symbol: never more than the handed-out
        client asks for, or it would let learners choose what is refused here.
        """
        name = self.blueprint.named("users")
        return cognito.CfnUserPool(
            self,
            "Pool",
            user_pool_name=name,
            username_attributes=["email"],
            username_configuration=cognito.CfnUserPool.UsernameConfigurationProperty(case_sensitive=False),
            auto_verified_attributes=["email"],
            schema=[
                cognito.CfnUserPool.SchemaAttributeProperty(
                    name=attribute, attribute_data_type="String", required=True, mutable=True
                )
                for attribute in REQUIRED
            ],
            mfa_configuration="OFF",
            policies=cognito.CfnUserPool.PoliciesProperty(
                password_policy=cognito.CfnUserPool.PasswordPolicyProperty(
                    minimum_length=8,
                    require_lowercase=True,
                    require_uppercase=True,
                    require_numbers=True,
                    require_symbols=False,
                )
            ),
            admin_create_user_config=cognito.CfnUserPool.AdminCreateUserConfigProperty(
                allow_admin_create_user_only=False
            ),
            account_recovery_setting=cognito.CfnUserPool.AccountRecoverySettingProperty(
                recovery_mechanisms=[
                    cognito.CfnUserPool.RecoveryOptionProperty(name="verified_email", priority=1),
                ]
            ),
            deletion_protection="INACTIVE",  # a lab is taken down as a whole
            user_pool_tags=self.blueprint.tags(name, "Accounts of the learners"),
        )

    def _client(self, pool: cognito.CfnUserPool) -> cognito.CfnUserPoolClient:
        """Without a secret: a page cannot keep one. An unknown e-mail is answered like a wrong password."""
        return cognito.CfnUserPoolClient(
            self,
            "Client",
            client_name=self.blueprint.named("client"),
            user_pool_id=pool.ref,
            generate_secret=False,
            explicit_auth_flows=list(FLOWS),
            prevent_user_existence_errors="ENABLED",
            enable_token_revocation=True,
            id_token_validity=TOKEN_MINUTES,
            access_token_validity=TOKEN_MINUTES,
            refresh_token_validity=REFRESH_DAYS,
            token_validity_units=cognito.CfnUserPoolClient.TokenValidityUnitsProperty(
                id_token="minutes", access_token="minutes", refresh_token="days"
            ),
        )

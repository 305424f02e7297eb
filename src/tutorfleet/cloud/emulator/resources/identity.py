"""Cognito: user pools and their clients."""

from tutorfleet.cloud.emulator.formation.model import Made
from tutorfleet.cloud.emulator.resources.base import Kind, Properties, Site


class UserPool(Kind):
    type = "AWS::Cognito::UserPool"
    tags = "UserPoolTags"
    tags_as_map = True
    in_place = frozenset(
        {
            "AccountRecoverySetting",
            "AdminCreateUserConfig",
            "AutoVerifiedAttributes",
            "DeletionProtection",
            "EmailConfiguration",
            "EmailVerificationMessage",
            "EmailVerificationSubject",
            "MfaConfiguration",
            "Policies",
            "UserAttributeUpdateSettings",
            "UserPoolTier",
            "VerificationMessageTemplate",
        }
    )
    only_at_birth = ("Schema", "UsernameAttributes", "AliasAttributes", "UsernameConfiguration")

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        made = site.client("cognito-idp").create_user_pool(
            PoolName=given.take("UserPoolName") or site.generated(128),
            **given.pick("UserPoolTags", *self.only_at_birth, *self.in_place),
        )["UserPool"]
        provider = f"cognito-idp.{site.region}.amazonaws.com/{made['Id']}"
        return made["Id"], {
            "UserPoolId": made["Id"],
            "Arn": made["Arn"],
            "ProviderName": provider,
            "ProviderURL": f"https://{provider}",
        }

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        site.client("cognito-idp").update_user_pool(UserPoolId=made.id, **given.pick(*self.in_place))

    def tag(self, site: Site, made: Made, tags: dict[str, str], gone: list[str]) -> None:
        client, arn = site.client("cognito-idp"), made.attributes["Arn"]
        if gone:
            client.untag_resource(ResourceArn=arn, TagKeys=gone)
        client.tag_resource(ResourceArn=arn, Tags=tags)

    def delete(self, site: Site, made: Made) -> None:
        site.client("cognito-idp").delete_user_pool(UserPoolId=made.id)


class UserPoolClient(Kind):
    type = "AWS::Cognito::UserPoolClient"
    in_place = frozenset(
        {
            "AccessTokenValidity",
            "ClientName",
            "EnableTokenRevocation",
            "ExplicitAuthFlows",
            "IdTokenValidity",
            "PreventUserExistenceErrors",
            "ReadAttributes",
            "RefreshTokenRotation",
            "RefreshTokenValidity",
            "SupportedIdentityProviders",
            "TokenValidityUnits",
            "WriteAttributes",
        }
    )

    def create(self, site: Site, given: Properties) -> tuple[str, dict[str, str]]:
        name = given.take("ClientName") or site.generated(128)
        rest = given.pick("UserPoolId", "GenerateSecret", *(self.in_place - {"ClientName"}))
        made = site.client("cognito-idp").create_user_pool_client(ClientName=name, **rest)["UserPoolClient"]
        return made["ClientId"], {"ClientId": made["ClientId"], "Name": name}

    def change(self, site: Site, made: Made, given: Properties, changed: frozenset[str]) -> None:
        call = given.pick("UserPoolId", *self.in_place)
        site.client("cognito-idp").update_user_pool_client(ClientId=made.id, **call)

    def delete(self, site: Site, made: Made) -> None:
        site.client("cognito-idp").delete_user_pool_client(UserPoolId=made.properties["UserPoolId"], ClientId=made.id)


KINDS = (UserPool(), UserPoolClient())

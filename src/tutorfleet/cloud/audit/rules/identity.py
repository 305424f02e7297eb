"""Chapter "Client App", the user pool: how learners sign up and in. Pure."""

from collections.abc import Callable

from tutorfleet.cloud.audit.finders import home
from tutorfleet.cloud.audit.model import Account, PoolClient, UserPool, known
from tutorfleet.cloud.audit.rule import Rule, Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, every, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

FLOWS = Text(
    "Allow the application to use refresh tokens and user passwords for authentication.",
    "Izinkan aplikasi menggunakan refresh token dan user password untuk autentikasi.",
)
REQUIRED = Text(
    "Required attributes during sign-up are name and email.", "Atribut yang wajib saat sign-up: name dan email."
)


def _pools(check: Callable[[UserPool], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    def asked(account: Account, blueprint: Blueprint) -> Verdict:
        site = home(account, blueprint)
        return every(site.name, words.POOL, site.pools, check)

    return asked


@rule(
    "identity.pool",
    3,
    "critical",
    title=Text("There is one user pool", "Ada satu user pool"),
    sentence=Text(
        "Set up a Cognito User Pool with the following specifications",
        "Anda harus men-setup Cognito User Pool dengan spesifikasi berikut",
    ),
    reason=Text("The client signs learners in with it.", "Client memakainya untuk sign-in pengguna."),
    hint=Text("Create a user pool.", "Buat user pool."),
    fix="aws cognito-idp create-user-pool --region us-east-1 --pool-name lks-users --username-attributes email ...",
)
def pool(account: Account, blueprint: Blueprint) -> Verdict:
    count = len(home(account, blueprint).pools)
    return _pools(lambda _: unless(count == 1, Text(f"{count} user pools", f"{count} user pool")))(account, blueprint)


@rule(
    "identity.email",
    2,
    "critical",
    title=Text("Learners sign in by e-mail", "Pengguna sign-in dengan e-mail"),
    sentence=Text("Use email as the attribute for sign-in.", "Gunakan email sebagai atribut untuk sign-in."),
    reason=Text("The client asks for nothing else.", "Client tidak meminta yang lain."),
    hint=Text("It cannot be changed: create the pool again.", "Tidak dapat diubah: buat ulang pool."),
    fix="aws cognito-idp create-user-pool --region us-east-1 --pool-name lks-users --username-attributes email ...",
)
def email(account: Account, blueprint: Blueprint) -> Verdict:
    check = _pools(
        lambda one: unless(
            "email" in (*one.sign_in, *one.alias),
            f"UsernameAttributes = {', '.join((*one.sign_in, *one.alias)) or '-'}",
        )
    )
    return check(account, blueprint)


@rule(
    "identity.no-temporary-passwords",
    2,
    "major",
    title=Text("Nobody gets a temporary password", "Tidak ada yang mendapat kata sandi sementara"),
    sentence=Text(
        "Do not use temporary passwords in the password policy.",
        "Jangan gunakan temporary password dalam kebijakan password.",
    ),
    reason=Text(
        "Only an administrator's account gets one; learners who sign up choose their own.",
        "Hanya akun buatan administrator yang mendapatnya; pengguna yang mendaftar memilih sendiri.",
    ),
    hint=Text(
        "Allow self sign-up. AWS resets what the command leaves out: name it all, or use the console.",
        "Izinkan self sign-up. Yang tidak disebut kembali ke nilai bawaan: sebutkan semua, atau pakai console.",
    ),
    fix="aws cognito-idp update-user-pool --region us-east-1 --user-pool-id <pool> "
    "--admin-create-user-config AllowAdminCreateUserOnly=false --auto-verified-attributes email ...",
)
def no_temporary_passwords(account: Account, blueprint: Blueprint) -> Verdict:
    check = _pools(lambda one: unless(not one.only_administrators_create, "AllowAdminCreateUserOnly = true"))
    return check(account, blueprint)


@rule(
    "identity.single-factor",
    2,
    "major",
    title=Text("A single factor is asked for", "Hanya satu faktor yang diminta"),
    sentence=Text("Implement single authentication factor.", "Terapkan single authentication factor (faktor tunggal)."),
    reason=Text("The client has no page for a second one.", "Client tidak memiliki halaman untuk faktor kedua."),
    hint=Text("Switch MFA off.", "Nonaktifkan MFA."),
    fix="aws cognito-idp set-user-pool-mfa-config --region us-east-1 --user-pool-id <pool> --mfa-configuration OFF",
)
def single_factor(account: Account, blueprint: Blueprint) -> Verdict:
    return _pools(lambda one: unless(one.mfa == "OFF", f"MfaConfiguration = {one.mfa}"))(account, blueprint)


def _requires(attribute: str) -> Rule:
    @rule(
        f"identity.requires-{attribute}",
        1,
        "major",
        title=Text(f"Sign-up requires {attribute}", f"Sign-up mewajibkan {attribute}"),
        sentence=REQUIRED,
        reason=Text("It cannot be required later.", "Tidak dapat diwajibkan kemudian."),
        hint=Text(
            "Create the pool again with the attribute required.", "Buat ulang pool dengan atribut itu diwajibkan."
        ),
        fix="aws cognito-idp create-user-pool --region us-east-1 --pool-name lks-users "
        "--schema Name=name,Required=true Name=email,Required=true ...",
    )
    def required(account: Account, blueprint: Blueprint) -> Verdict:
        check = _pools(lambda one: unless(attribute in one.required, f"Required = {', '.join(one.required) or '-'}"))
        return check(account, blueprint)

    return required


def _clients(one: UserPool) -> tuple[PoolClient, ...]:
    return known(one.clients, "app clients")


def _allows(name: str, flow: str, title: Text) -> Rule:
    @rule(
        f"identity.{name}",
        2,
        "critical",
        title=title,
        sentence=FLOWS,
        reason=Text("The client uses this flow.", "Client memakai alur ini."),
        hint=Text(
            "Allow the flow on the app client. AWS resets what the command leaves out: name it all, or use the console.",
            "Izinkan alur ini pada app client. Yang tidak disebut kembali ke nilai bawaan: sebutkan semua, atau pakai console.",
        ),
        fix="aws cognito-idp update-user-pool-client --region us-east-1 --user-pool-id <pool> --client-id <client> "
        "--explicit-auth-flows ALLOW_USER_PASSWORD_AUTH ALLOW_REFRESH_TOKEN_AUTH ...",
    )
    def allowed(account: Account, blueprint: Blueprint) -> Verdict:
        def allows(one: UserPool) -> Wrong:
            flows = sorted({flow for client in _clients(one) for flow in client.flows})
            return unless(flow in flows, f"ExplicitAuthFlows = {', '.join(flows) or '-'}")

        return _pools(allows)(account, blueprint)

    return allowed


@rule(
    "identity.client-without-secret",
    1,
    "major",
    title=Text("The app client has no secret", "App client tidak memiliki secret"),
    sentence=Text(
        "The client application will connect to AWS Cognito for authentication and to obtain an ID token",
        "Aplikasi klien akan terkoneksi dengan AWS Cognito untuk autentikasi dan memperoleh ID token",
    ),
    reason=Text(
        "A browser cannot keep one, and the client sends none.",
        "Browser tidak dapat menyimpannya, dan client tidak mengirimnya.",
    ),
    hint=Text("Create a public app client.", "Buat app client publik."),
    fix="aws cognito-idp create-user-pool-client --region us-east-1 --user-pool-id <pool> "
    "--client-name lks-client --no-generate-secret ...",
)
def client_without_secret(account: Account, blueprint: Blueprint) -> Verdict:
    def public(one: UserPool) -> Wrong:
        clients = _clients(one)
        return unless(bool(clients) and not any(client.has_secret for client in clients), f"Clients = {len(clients)}")

    return _pools(public)(account, blueprint)


RULES = (
    pool,
    email,
    no_temporary_passwords,
    single_factor,
    _requires("name"),
    _requires("email"),
    _allows(
        "refresh-tokens", "ALLOW_REFRESH_TOKEN_AUTH", Text("Refresh tokens are allowed", "Refresh token diizinkan")
    ),
    _allows(
        "passwords", "ALLOW_USER_PASSWORD_AUTH", Text("User passwords are allowed", "Kata sandi pengguna diizinkan")
    ),
    client_without_secret,
)

"""Chapter "Client App", the application: on Amplify, told where its API and its user pool are. Pure."""

from collections.abc import Callable

from tutorfleet.cloud.audit.finders import home
from tutorfleet.cloud.audit.model import Account, ClientApp, ClientBranch, known
from tutorfleet.cloud.audit.rule import Departure, Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.general import LAB_ROLE
from tutorfleet.cloud.audit.rules.ruling import Wrong, every, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

AMPLIFY = Text(
    "You must be deploying client apps to AWS Amplify as the platform for this client application",
    "Aplikasi klien harus di-deploy ke AWS Amplify sebagai platform hosting.",
)
STATIC = "WEB"
NEXT = "next"


def _apps(check: Callable[[ClientApp], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    def asked(account: Account, blueprint: Blueprint) -> Verdict:
        site = home(account, blueprint)
        return every(site.name, words.CLIENT, site.client_apps, check)

    return asked


def _branches(app: ClientApp) -> tuple[ClientBranch, ...]:
    return known(app.branches, "branches of the app")


@rule(
    "client.amplify",
    4,
    "critical",
    title=Text("There is one Amplify app", "Ada satu aplikasi Amplify"),
    sentence=AMPLIFY,
    reason=Text("Learners open its address.", "Pengguna membuka alamatnya."),
    hint=Text("Create the app, and delete any other.", "Buat aplikasinya, dan hapus yang lain."),
    fix="aws amplify create-app --region us-east-1 --name lks-client",
)
def amplify(account: Account, blueprint: Blueprint) -> Verdict:
    count = len(home(account, blueprint).client_apps)
    return _apps(lambda _: unless(count == 1, Text(f"{count} Amplify apps", f"{count} aplikasi Amplify")))(
        account, blueprint
    )


@rule(
    "client.role",
    1,
    "minor",
    title=Text("It has LabRole, or no role", "Memakai LabRole, atau tanpa role"),
    sentence=LAB_ROLE,
    reason=Text("The lab has no other role that may be used.", "Lab tidak memiliki role lain yang boleh dipakai."),
    hint=Text("Change the service role of the app.", "Ganti service role pada aplikasi."),
    fix="aws amplify update-app --region us-east-1 --app-id <app> "
    "--iam-service-role-arn arn:aws:iam::<account>:role/LabRole",
)
def role(account: Account, blueprint: Blueprint) -> Verdict:
    def assumed(one: ClientApp) -> Wrong:
        name = one.role.rpartition("/")[2]
        return unless(name in ("", blueprint.cloud.role), f"Role = {name}")

    return _apps(assumed)(account, blueprint)


@rule(
    "client.branch",
    2,
    "critical",
    title=Text("It has a branch", "Memiliki branch"),
    sentence=AMPLIFY,
    reason=Text("An app without a branch has no address.", "Aplikasi tanpa branch tidak memiliki alamat."),
    hint=Text("Connect the repository or create a branch.", "Hubungkan repositori atau buat branch."),
    fix="aws amplify create-branch --region us-east-1 --app-id <app> --branch-name main",
)
def branch(account: Account, blueprint: Blueprint) -> Verdict:
    return _apps(lambda one: unless(bool(_branches(one)), "Branches = -"))(account, blueprint)


@rule(
    "client.deployed",
    3,
    "critical",
    title=Text("Its last deployment succeeded", "Deployment terakhirnya berhasil"),
    sentence=Text(
        "The frontend, or client application, should be deployed using AWS Amplify to ensure proper functionality",
        "Aplikasi klien harus memiliki fungsionalitas penuh dan akses yang mulus ke backend endpoints.",
    ),
    reason=Text(
        "A failed build shows Amplify's welcome page.", "Build yang gagal menampilkan halaman sambutan Amplify."
    ),
    hint=Text("Read the log of the last job; deploy again.", "Baca log job terakhir; deploy ulang."),
    fix="aws amplify start-job --region us-east-1 --app-id <app> --branch-name <branch> --job-type RELEASE",
)
def deployed(account: Account, blueprint: Blueprint) -> Verdict:
    def succeeded(one: ClientApp) -> Wrong:
        answers = [known(item.deployed, "last deployment of the client") for item in _branches(one)]
        return unless(any(answers), "Jobs: - SUCCEED")

    return _apps(succeeded)(account, blueprint)


@rule(
    "client.environment",
    3,
    "critical",
    title=Text("It is told where API and user pool are", "Menerima alamat API dan user pool"),
    sentence=Text(
        "all installation and environment setup requirements are detailed in the README.md of the client repository",
        "Detail instalasi dan setup environment sudah ada di README.md dalam repositori client.",
    ),
    reason=Text(
        "Without them it signs nobody in and calls nobody.",
        "Tanpa itu client tidak dapat sign-in dan tidak memanggil API.",
    ),
    hint=Text(
        "Set the API's address, without a slash at its end, and the pool's ids as environment variables.",
        "Isi alamat API, tanpa garis miring di akhir, dan id pool sebagai environment variable.",
    ),
    fix="aws amplify update-app --region us-east-1 --app-id <app> --environment-variables NEXT_PUBLIC_API_GATEWAY_URL=<address>,...",
)
def environment(account: Account, blueprint: Blueprint) -> Verdict:
    def told(one: ClientApp) -> Wrong:
        variables = [*one.environment, *(variable for item in _branches(one) for variable in item.environment)]
        names = " ".join(variable.name.upper() for variable in variables if variable.is_set is not False)
        right = "API" in names and any(word in names for word in ("POOL", "COGNITO", "CLIENT_ID"))
        return unless(right, f"EnvironmentVariables = {names or '-'}")

    return _apps(told)(account, blueprint)


@rule(
    "client.next",
    2,
    "minor",
    title=Text("It is the Next.js application", "Merupakan aplikasi Next.js"),
    sentence=Text(
        "The client application for LLM uses Next.js version 14",
        "Aplikasi klien untuk LLM menggunakan Next.js versi 14",
    ),
    reason=Text("The handed-out client is written in it.", "Client yang disediakan ditulis dengannya."),
    hint=Text(
        "Name the repository of the handed-out client in fleet.toml ([cloud.application] client).",
        "Tulis repositori client yang disediakan di fleet.toml ([cloud.application] client).",
    ),
    fix="aws amplify update-app --region us-east-1 --app-id <app> --platform WEB_COMPUTE",
)
def next_js(account: Account, blueprint: Blueprint) -> Verdict:
    apps = home(account, blueprint).client_apps
    if apps and all(app.platform == STATIC and not app.repository for app in apps):
        return Departure(
            Text(
                "a static React application instead of Next.js, by choice of tutorfleet",
                "aplikasi React statis, bukan Next.js, menurut pilihan tutorfleet",
            )
        )

    def rendered(one: ClientApp) -> Wrong:
        frameworks = [item.framework for item in _branches(one)]
        right = one.platform == "WEB_COMPUTE" or any(NEXT in framework.lower() for framework in frameworks)
        return unless(right, f"Platform = {one.platform}, Framework = {', '.join(frameworks) or '-'}")

    return _apps(rendered)(account, blueprint)


RULES = (
    amplify,
    role,
    branch,
    deployed,
    environment,
    next_js,
)

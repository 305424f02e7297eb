"""Chapter "Lambda Function": what answers `/conversations`, and what it is told about the database. Pure."""

from collections.abc import Callable

from tutorfleet.cloud.audit.finders import Site, home, methods, segment
from tutorfleet.cloud.audit.model import Account, Function, known
from tutorfleet.cloud.audit.rule import Rule, Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, every, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

FUNCTION = Text(
    "A Lambda function is required to handle requests from the API Gateway related to the /conversations endpoint.",
    "Diperlukan Lambda function untuk menangani permintaan dari API Gateway terkait endpoint /conversations.",
)
REACHES = Text(
    "The Lambda function will need to interact with a database to store and retrieve conversation data.",
    "Lambda function perlu berinteraksi dengan database untuk menyimpan dan mengambil data percakapan.",
)
SHORTEST_TIMEOUT = 10
"""seconds; 3, Lambda's own default, ends before a cold start has a connection"""
DB_HOST = "DB_HOST"
CONFIGURE = "aws lambda update-function-configuration --region us-east-1 --function-name <function>"


def _for_conversations(site: Site) -> tuple[Function, ...]:
    """What the methods below /conversations call."""
    called = {
        method.integration.function
        for api in site.apis
        for path, method in methods(api)
        if segment(path) == "conversations" and method.integration
    }
    return tuple(one for one in site.functions if {one.id, one.name} & called)


def _functions(check: Callable[[Function], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    def asked(account: Account, blueprint: Blueprint) -> Verdict:
        site = home(account, blueprint)
        return every(site.name, words.FUNCTION, _for_conversations(site), check)

    return asked


@rule(
    "functions.conversations",
    4,
    "critical",
    title=Text("A Lambda function answers /conversations", "Lambda function menjawab /conversations"),
    sentence=FUNCTION,
    reason=Text("Without it nothing is remembered.", "Tanpanya tidak ada yang diingat."),
    hint=Text(
        "Create the function and make it the integration of the methods.",
        "Buat function dan jadikan integration dari method.",
    ),
    fix="aws lambda create-function --region us-east-1 --function-name lks-conversations --role <LabRole arn> ...",
)
def conversations(account: Account, blueprint: Blueprint) -> Verdict:
    return _functions(lambda _: None)(account, blueprint)


@rule(
    "functions.in-vpc",
    3,
    "critical",
    title=Text("It stands in the private subnets", "Berada di subnet privat"),
    sentence=REACHES,
    reason=Text(
        "From outside of the VPC the database cannot be reached.", "Dari luar VPC database tidak dapat dicapai."
    ),
    hint=Text(
        "Give it both private subnets and the database's group.", "Beri kedua subnet privat dan group milik database."
    ),
    fix=f"{CONFIGURE} --vpc-config SubnetIds=<private subnets>,SecurityGroupIds=<group>",
)
def in_vpc(account: Account, blueprint: Blueprint) -> Verdict:
    allowed = {subnet.id for subnet in home(account, blueprint).private}

    def inside(one: Function) -> Wrong:
        return unless(bool(one.subnets) and set(one.subnets) <= allowed, f"SubnetIds = {', '.join(one.subnets) or '-'}")

    return _functions(inside)(account, blueprint)


@rule(
    "functions.two-zones",
    1,
    "minor",
    title=Text("It works in both availability zones", "Bekerja di kedua availability zone"),
    sentence=Text(
        "You must ensure that the architecture is resilient and efficient",
        "Anda harus memastikan bahwa arsitektur yang dibangun tangguh dan efisien",
    ),
    reason=Text("One zone may fail.", "Satu zona dapat gagal."),
    hint=Text("Name both private subnets.", "Sebutkan kedua subnet privat."),
    fix=f"{CONFIGURE} --vpc-config SubnetIds=<private subnets>,SecurityGroupIds=<group>",
)
def two_zones(account: Account, blueprint: Blueprint) -> Verdict:
    check = _functions(lambda one: unless(len(one.subnets) > 1, f"SubnetIds = {', '.join(one.subnets) or '-'}"))
    return check(account, blueprint)


@rule(
    "functions.timeout",
    1,
    "minor",
    title=Text("It has time for a cold start", "Memiliki waktu untuk cold start"),
    sentence=Text(
        "Conduct a thorough testing of the entire infrastructure and ensure that everything operates as desired.",
        "Lakukan pengujian menyeluruh pada seluruh infrastruktur dan pastikan semuanya berjalan sesuai harapan.",
    ),
    reason=Text(
        "The default of 3 seconds ends while the first connection is made.",
        "Bawaan 3 detik habis saat koneksi pertama dibuat.",
    ),
    hint=Text("Raise the timeout to 10 seconds at least.", "Naikkan timeout menjadi minimal 10 detik."),
    fix=f"{CONFIGURE} --timeout 29",
)
def timeout(account: Account, blueprint: Blueprint) -> Verdict:
    check = _functions(lambda one: unless(one.timeout >= SHORTEST_TIMEOUT, f"Timeout = {one.timeout}"))
    return check(account, blueprint)


@rule(
    "functions.admits-api",
    2,
    "critical",
    title=Text("API Gateway may call it", "API Gateway boleh memanggilnya"),
    sentence=FUNCTION,
    reason=Text("Without the permission the API answers 500.", "Tanpa izin ini API menjawab 500."),
    hint=Text(
        "The console adds the permission by itself, a script does not.",
        "Console menambahkan izin ini otomatis, skrip tidak.",
    ),
    fix="aws lambda add-permission --region us-east-1 --function-name <function> --statement-id api "
    "--action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-arn <arn of the API>/*",
)
def admits_api(account: Account, blueprint: Blueprint) -> Verdict:
    def admits(one: Function) -> Wrong:
        callers = known(one.callers, "policy of a function")
        return unless("apigateway.amazonaws.com" in callers, f"Principal = {', '.join(callers) or '-'}")

    return _functions(admits)(account, blueprint)


@rule(
    "functions.host-is-database",
    2,
    "critical",
    title=Text("DB_HOST is the database", "DB_HOST adalah database tersebut"),
    sentence=Text(
        "DB_HOST: This specifies the location where the database is hosted and must be reachable from the Lambda function.",
        "DB_HOST: lokasi server database, yang harus dapat dicapai dari Lambda function.",
    ),
    reason=Text(
        "A stale host name is the commonest cause of a timeout.", "Nama host usang adalah penyebab timeout paling umum."
    ),
    hint=Text("Copy the endpoint of the database.", "Salin endpoint dari database."),
    fix=f"{CONFIGURE} --environment 'Variables={{DB_HOST=<endpoint>,<all others>}}'",
)
def host_is_database(account: Account, blueprint: Blueprint) -> Verdict:
    hosts = [one.host for one in home(account, blueprint).databases]

    def right(one: Function) -> Wrong:
        value = next((variable.value for variable in one.environment if variable.name == DB_HOST), "")
        if value:
            known(hosts[0] if hosts else "", "host of the database")
        return unless(value in hosts, f"DB_HOST = {value or '-'}")

    return _functions(right)(account, blueprint)


def _told(variable: str, sentence: Text) -> Rule:
    @rule(
        f"functions.{variable.lower().replace('_', '-')}",
        1,
        "critical",
        title=Text(f"It is told {variable}", f"Menerima {variable}"),
        sentence=sentence,
        reason=Text("The handed-out code reads it.", "Kode yang disediakan membacanya."),
        hint=Text("Set the variable; it must not be empty.", "Isi variabelnya; tidak boleh kosong."),
        fix=f"{CONFIGURE} --environment 'Variables={{{variable}=<value>,<all others>}}'",
    )
    def told(account: Account, blueprint: Blueprint) -> Verdict:
        def given(one: Function) -> Wrong:
            found = next((entry for entry in one.environment if entry.name == variable), None)
            right = found is not None and known(found.is_set, f"value of {variable}")
            return unless(right, f"{variable} = -")

        return _functions(given)(account, blueprint)

    return told


RULES = (
    conversations,
    in_vpc,
    two_zones,
    timeout,
    admits_api,
    _told(
        "DB_USER",
        Text(
            "DB_USER: The username used to authenticate and access the database.",
            "DB_USER: nama pengguna untuk autentikasi dan akses ke database.",
        ),
    ),
    _told(
        "DB_PASSWORD",
        Text(
            "DB_PASSWORD: The password associated with the DB_USER.",
            "DB_PASSWORD: kata sandi yang terkait dengan DB_USER.",
        ),
    ),
    _told(
        "DB_HOST",
        Text(
            "DB_HOST: The hostname or IP address of the database server.",
            "DB_HOST: hostname atau alamat IP server database.",
        ),
    ),
    _told(
        "DB_PORT",
        Text(
            "DB_PORT: The port number on which the database server is listening.",
            "DB_PORT: nomor port tempat server database mendengarkan.",
        ),
    ),
    _told(
        "DB_NAME",
        Text(
            "DB_NAME: The name of the database to which the Lambda function will connect.",
            "DB_NAME: nama database yang akan dihubungi Lambda function.",
        ),
    ),
    host_is_database,
)

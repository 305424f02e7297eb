"""Chapter "Technical Details", 7, 9 and 10: the prefix, labels, descriptions. Pure.

Judged is what belongs to the project by relation: it stands in a zone's VPC, or the API leads to it. What has the prefix and
belongs to nothing is a leftover (leftovers.py). AWS shows no tag of some things to some calls; those are then unknown.
"""

from collections.abc import Callable, Iterable

from tutorfleet.cloud.audit.finders import Site, home, sites
from tutorfleet.cloud.audit.model import Account, Resource, known
from tutorfleet.cloud.audit.rule import Rule, Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.kinds import KINDS, Kind
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

PREFIX = Text(
    "Every service you create should follow the naming format with the prefix 'lks-'. "
    "Judges will only review services that use this naming convention.",
    "Setiap service yang dibuat harus menggunakan format nama dengan prefix lks-, contoh: lks-vpc-zone-a, lks-api-gateway dst.",
)
LABELS = Text(
    "Ensure that you label each AWS service you create, except for those that were automatically generated.",
    "Pastikan Anda memberi label pada setiap AWS service yang Anda buat, kecuali service yang terbentuk otomatis.",
)
DESCRIPTIONS = Text(
    "Remember to always provide clear descriptions so that your work can be easily understood.",
    "Ingat untuk selalu memberi deskripsi yang jelas agar hasil kerja Anda mudah dipahami.",
)
UNWRITTEN = ("", "launch-wizard", "created by", "default")
"""what a description must not be, or begin with: AWS wrote it, not a person"""


def _places(kind: Kind, account: Account, blueprint: Blueprint) -> tuple[Site, ...]:
    return sites(account, blueprint) if kind.everywhere else (home(account, blueprint),)


def _names_of(kind: Kind) -> Rule:
    @rule(
        f"general.names-of-{kind.id}",
        1,
        "major",
        title=Text(f"Names of {kind.nouns.en} begin with lks-", f"Nama {kind.nouns.id} diawali lks-"),
        sentence=PREFIX,
        reason=Text("What has another name is not reviewed.", "Yang namanya lain tidak akan dinilai."),
        hint=Text(
            "Rename it; where AWS cannot rename, create it again under the right name.",
            "Ganti namanya; bila AWS tidak dapat mengganti nama, buat ulang dengan nama yang benar.",
        ),
        fix=kind.rename,
    )
    def names(account: Account, blueprint: Blueprint) -> Verdict:
        def prefixed(thing: Resource) -> Wrong:
            return unless(thing.name.startswith(f"{blueprint.fleet.prefix}-"), f"Name = {thing.name or '-'}")

        return at_each(
            _places(kind, account, blueprint), lambda site: every(site.name, kind.what, kind.find(site), prefixed)
        )

    return names


def _labels_of(kind: Kind) -> Rule:
    @rule(
        f"general.labels-of-{kind.id}",
        1,
        "minor",
        title=Text(f"There are labels on {kind.nouns.en}", f"Ada label pada {kind.nouns.id}"),
        sentence=LABELS,
        reason=Text(
            "Tags say whose it is and what for, also on the bill.",
            "Tag memberi tahu milik siapa dan untuk apa, juga pada tagihan.",
        ),
        hint=Text("Add a tag, for example Name or Project.", "Tambahkan tag, misalnya Name atau Project."),
        fix=kind.label,
    )
    def labels(account: Account, blueprint: Blueprint) -> Verdict:
        def labelled(thing: Resource) -> Wrong:
            tags = known(thing.tags, f"tags of {thing.shown}")
            own = [key for key, value in tags.items() if value and not key.startswith("aws:")]
            return unless(bool(own), Text("no tags", "tanpa tag"))

        return at_each(
            _places(kind, account, blueprint),
            lambda site: every(site.name, kind.what, kind.find(site), labelled),
        )

    return labels


def _described(
    name: str,
    points: int,
    title: Text,
    what: Text,
    fix: str,
    everywhere: bool,
    find: Callable[[Site], Iterable[Resource]],
) -> Rule:
    @rule(
        f"general.{name}",
        points,
        "minor",
        title=title,
        sentence=DESCRIPTIONS,
        reason=Text(
            "The next one who opens the console reads it first.",
            "Orang berikutnya yang membuka console membacanya dahulu.",
        ),
        hint=Text("Write what it is for.", "Tulis untuk apa benda itu."),
        fix=fix,
    )
    def descriptions(account: Account, blueprint: Blueprint) -> Verdict:
        places = sites(account, blueprint) if everywhere else (home(account, blueprint),)
        return at_each(places, lambda site: every(site.name, what, find(site), _written))

    return descriptions


def _written(thing: Resource) -> Wrong:
    known(thing.description, f"description of {thing.shown}")
    words_of_it = thing.explanation.strip().lower()
    machine_made = any(words_of_it.startswith(start) for start in UNWRITTEN if start)
    return unless(bool(words_of_it) and not machine_made, f"Description = {thing.explanation or '-'}")


@rule(
    "general.descriptions-of-group-rules",
    2,
    "minor",
    title=Text("Every rule of a security group has a description", "Setiap aturan security group memiliki deskripsi"),
    sentence=DESCRIPTIONS,
    reason=Text(
        "A port without a reason is the one that nobody dares to close.",
        "Port tanpa alasan adalah port yang tidak berani ditutup siapa pun.",
    ),
    hint=Text("Describe who needs the port and why.", "Jelaskan siapa yang membutuhkan port itu dan mengapa."),
    fix="aws ec2 update-security-group-rule-descriptions-ingress --region <region> --group-id <group> --ip-permissions ...",
)
def group_rules(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        return every(
            site.name,
            words.GROUP,
            site.groups,
            lambda group: unless(
                all(one.description for one in group.ingress),
                f"Description = - ({', '.join(one.peer for one in group.ingress if not one.description)})",
            ),
        )

    return at_each(sites(account, blueprint), look)


RULES = (
    *(_names_of(kind) for kind in KINDS),
    *(_labels_of(kind) for kind in KINDS),
    _described(
        "descriptions-of-groups",
        1,
        Text("Every security group has a description", "Setiap security group memiliki deskripsi"),
        words.GROUP,
        "aws ec2 create-security-group --region <region> --group-name <name> --vpc-id <vpc> --description <description>",
        True,
        lambda site: site.groups,
    ),
    group_rules,
    _described(
        "descriptions-of-functions",
        1,
        Text("Every Lambda function has a description", "Setiap Lambda function memiliki deskripsi"),
        words.FUNCTION,
        "aws lambda update-function-configuration --region <region> --function-name <function> --description <description>",
        False,
        lambda site: site.all_functions,
    ),
    _described(
        "descriptions-of-apis",
        1,
        Text("The API has a description", "API memiliki deskripsi"),
        words.API,
        "aws apigateway update-rest-api --region <region> --rest-api-id <api> "
        "--patch-operations op=replace,path=/description,value=<description>",
        False,
        lambda site: site.apis,
    ),
    _described(
        "descriptions-of-alarms",
        1,
        Text("Every alarm has a description", "Setiap alarm memiliki deskripsi"),
        words.ALARM,
        "aws cloudwatch put-metric-alarm --region <region> --alarm-name <alarm> --alarm-description <description> ...",
        True,
        lambda site: site.alarms,
    ),
)

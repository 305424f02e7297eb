"""Chapter "Security", who may reach the balancer, the workers and the NAT, at which port. Pure.

A rule asks that nobody else gets in, and another that the right one does: a wall without a door is no answer.
"""

from ipaddress import IPv4Network

from tutorfleet.cloud.audit.finders import Site, sites, within
from tutorfleet.cloud.audit.model import Account, GroupRule, SecurityGroup
from tutorfleet.cloud.audit.rule import Text, Verdict
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.admission import (
    GROUP,
    RANGE,
    REVOKE,
    TOO_WIDE,
    admits_just,
    allow,
    groups_of_balancers,
    groups_of_nats,
    groups_of_workers,
    only,
    only_in,
    shut_out,
    some,
)
from tutorfleet.cloud.audit.rules.ruling import at_each, every, rule, unless
from tutorfleet.cloud.blueprint import BALANCER_PORT, WORKER_PORT, Blueprint

WORKER_SENTENCE = Text(
    "Ensure LLM Workers instances are accessible only through port 11434 from the Load Balancer.",
    "LLM Workers hanya boleh diakses melalui port 11434 dari Load Balancer (lks-sg-llm).",
)
BALANCER_SENTENCE = Text(
    "Ensure the Load Balancer is accessible only through port 80.",
    "Load Balancer hanya boleh diakses melalui port 80 (lks-sg-lb).",
)
NAT_SENTENCE = Text(
    "Ensure the NAT Instance can only perform traffic forwarding, remember don't allow all traffic from internet.",
    "NAT Instance hanya boleh digunakan untuk traffic forwarding: jangan izinkan all traffic dari internet (lks-sg-nat).",
)


@rule(
    "security.worker-ports",
    4,
    "critical",
    title=Text("Workers are reached at 11434 only", "Worker hanya dicapai pada 11434"),
    sentence=WORKER_SENTENCE,
    reason=Text(
        "Every other open port is a way around the balancer.",
        "Port terbuka lain adalah jalan masuk tanpa lewat balancer.",
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def worker_ports(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        shared = groups_of_workers(site) & groups_of_balancers(site)

        def right(group: SecurityGroup, one: GroupRule) -> bool:
            return admits_just(one, WORKER_PORT) or (group.id in shared and admits_just(one, BALANCER_PORT))

        return only_in(site, words.WORKER, groups_of_workers(site), right)

    return at_each(sites(account, blueprint), look)


@rule(
    "security.worker-sources",
    4,
    "critical",
    title=Text("Only the balancer reaches workers at 11434", "Hanya balancer yang mencapai worker pada 11434"),
    sentence=WORKER_SENTENCE,
    reason=Text(
        "A worker trusts whoever asks: it pulls and deletes models for anybody.",
        "Worker mempercayai siapa pun: ia mengunduh dan menghapus model untuk siapa saja.",
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def worker_sources(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        balancers = groups_of_balancers(site)
        return only(
            site,
            words.WORKER,
            groups_of_workers(site),
            lambda one: not one.admits(WORKER_PORT) or one.group in balancers,
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.balancer-reaches-workers",
    3,
    "critical",
    title=Text("The balancer does reach its workers", "Balancer dapat mencapai worker-nya"),
    sentence=WORKER_SENTENCE,
    reason=Text("Otherwise no target is ever healthy.", "Jika tidak, tidak ada target yang healthy."),
    hint=Text(
        "Admit 11434 from the group that the balancer carries.", "Izinkan 11434 dari group yang dipakai balancer."
    ),
    fix=allow(GROUP, WORKER_PORT),
)
def balancer_reaches_workers(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        balancers = groups_of_balancers(site)
        return some(
            site, words.WORKER, groups_of_workers(site), lambda one: one.admits(WORKER_PORT) and one.group in balancers
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.balancer-ports",
    4,
    "critical",
    title=Text("The balancer is reached at 80 only", "Balancer hanya dicapai pada port 80"),
    sentence=BALANCER_SENTENCE,
    reason=Text("It listens nowhere else.", "Ia tidak mendengarkan di port lain."),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def balancer_ports(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        shared = groups_of_workers(site) & groups_of_balancers(site)

        def right(group: SecurityGroup, one: GroupRule) -> bool:
            return admits_just(one, BALANCER_PORT) or (group.id in shared and admits_just(one, WORKER_PORT))

        return only_in(site, words.BALANCER, groups_of_balancers(site), right)

    return at_each(sites(account, blueprint), look)


@rule(
    "security.balancer-sources",
    2,
    "major",
    title=Text("Only the project's networks reach the balancer", "Hanya jaringan proyek yang mencapai balancer"),
    sentence=BALANCER_SENTENCE,
    reason=Text(
        "Requests come from the network balancers, and from nowhere else.",
        "Permintaan datang dari network load balancer saja.",
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def balancer_sources(account: Account, blueprint: Blueprint) -> Verdict:
    networks = [IPv4Network(zone.region.network) for zone in blueprint.zones]

    def near(one: GroupRule) -> bool:
        return bool(one.group) or any(within(one.cidr, network) for network in networks)

    return at_each(sites(account, blueprint), lambda site: only(site, words.BALANCER, groups_of_balancers(site), near))


@rule(
    "security.balancer-open",
    2,
    "critical",
    title=Text("The balancer does answer at port 80", "Balancer menjawab pada port 80"),
    sentence=BALANCER_SENTENCE,
    reason=Text(
        "Otherwise the API gets no answer from the region.", "Jika tidak, API tidak mendapat jawaban dari region."
    ),
    hint=Text(
        "Admit 80 from the private subnets, where the network balancer stands.",
        "Izinkan 80 dari subnet privat, tempat network load balancer berada.",
    ),
    fix=allow(RANGE, BALANCER_PORT),
)
def balancer_open(account: Account, blueprint: Blueprint) -> Verdict:
    return at_each(
        sites(account, blueprint),
        lambda site: some(site, words.BALANCER, groups_of_balancers(site), lambda one: one.admits(BALANCER_PORT)),
    )


@rule(
    "security.nat-sources",
    4,
    "critical",
    title=Text("Only the private subnets reach the NAT", "Hanya subnet privat yang mencapai NAT"),
    sentence=NAT_SENTENCE,
    reason=Text(
        "A NAT that answers the internet is an open relay.", "NAT yang menjawab internet menjadi relay terbuka."
    ),
    hint=TOO_WIDE,
    fix=REVOKE,
)
def nat_sources(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        return only(
            site, words.NAT, groups_of_nats(site), lambda one: bool(one.group) or within(one.cidr, site.network)
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "security.nat-serves",
    3,
    "critical",
    title=Text("The NAT serves both private subnets", "NAT melayani kedua subnet privat"),
    sentence=NAT_SENTENCE,
    reason=Text(
        "A backup without a way out cannot be configured.", "Cadangan tanpa jalan keluar tidak dapat dikonfigurasi."
    ),
    hint=Text("Admit all traffic from both private ranges.", "Izinkan semua trafik dari kedua rentang privat."),
    fix=allow(RANGE),
)
def nat_serves(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        worker_groups = groups_of_workers(site)
        rules = [one for group in site.groups_of(groups_of_nats(site)) for one in group.ingress]
        by_group = any(one.group in worker_groups for one in rules)
        gone = shut_out(site.private, rules)
        return every(
            site.name,
            words.NAT,
            site.nats,
            lambda _: unless(by_group or not gone, f"{', '.join(gone)} -> -"),
        )

    return at_each(sites(account, blueprint), look)


RULES = (
    worker_ports,
    worker_sources,
    balancer_reaches_workers,
    balancer_ports,
    balancer_sources,
    balancer_open,
    nat_sources,
    nat_serves,
)

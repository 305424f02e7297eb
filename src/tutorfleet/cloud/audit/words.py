"""What a report says around its rules, in English and in Indonesian. Pure."""

from collections.abc import Mapping

from tutorfleet.cloud.audit.report import Report, Score
from tutorfleet.cloud.audit.rule import Language, Text

CHAPTER: Mapping[str, Text] = {
    "general": Text("Technical details", "Detail teknis"),
    "network": Text("Network architecture", "Arsitektur jaringan"),
    "nat": Text("NAT instance", "NAT instance"),
    "storage": Text("Storage", "Penyimpanan"),
    "security": Text("Security", "Keamanan"),
    "workers": Text("LLM workers", "Worker LLM"),
    "balancer": Text("Load balancers", "Load balancer"),
    "database": Text("Relational database", "Database relasional"),
    "functions": Text("Lambda functions", "Fungsi Lambda"),
    "api": Text("API Gateway", "API Gateway"),
    "identity": Text("Cognito", "Cognito"),
    "client": Text("Client application", "Aplikasi klien"),
    "monitoring": Text("Monitoring", "Monitoring"),
}
OUTCOME: Mapping[str, Text] = {
    "passed": Text("passed", "benar"),
    "failed": Text("failed", "salah"),
    "unknown": Text("cannot be told", "tidak diketahui"),
    "departure": Text("declared departure", "penyimpangan yang dinyatakan"),
}
SEVERITY: Mapping[str, Text] = {
    "critical": Text("critical", "kritis"),
    "major": Text("major", "penting"),
    "minor": Text("minor", "kecil"),
}
SOURCE: Mapping[str, Text] = {
    "live": Text("the account as it stands", "akun apa adanya"),
    "planned": Text("the plan, before anything is made", "rencana, sebelum apa pun dibuat"),
}

TITLE = Text("Audit of the fleet on AWS", "Audit armada di AWS")
ACCOUNT = Text("Account", "Akun")
CHAPTERS = Text("Chapters", "Bab")
POINTS = Text("Points", "Poin")
TO_MEND = Text("To be mended", "Yang harus diperbaiki")
CANNOT_TELL = Text("Cannot be told from here", "Tidak dapat diketahui dari sini")
DEPARTURES = Text("Declared departures from the task", "Penyimpangan dari soal yang dinyatakan")
NOT_NEEDED = Text("Not needed", "Tidak diperlukan")
NOT_READ = Text("Could not be read", "Tidak dapat dibaca")
ALL_RULES = Text("All rules", "Semua aturan")
SENTENCE = Text("The task says", "Menurut soal")
REASON = Text("Why", "Alasan")
HINT = Text("Hint", "Petunjuk")
FIX = Text("Fix", "Perbaikan")
FOUND = Text("Found", "Ditemukan")


def summary(report: Report) -> Text:
    """The result in a sentence."""
    points = report.score
    if points.full:
        return Text(f"full score: {worth(points.earned).en}", f"nilai penuh: {worth(points.earned).id}")
    return Text(
        f"{points.earned} of {points.possible} points ({points.percent} %){_apart(points, 'en')}",
        f"{points.earned} dari {points.possible} poin ({points.percent} %){_apart(points, 'id')}",
    )


def worth(points: int) -> Text:
    """So many points."""
    return Text(f"{points} {'point' if points == 1 else 'points'}", f"{points} poin")


def _apart(points: Score, language: Language) -> str:
    """What keeps the score from being full."""
    parts = (
        (points.lost, Text("lost", "hilang")),
        (points.unknown, Text("cannot be told from here", "tidak dapat diketahui dari sini")),
        (points.departed, Text("for declared departures", "karena penyimpangan yang dinyatakan")),
    )
    said = [f"{number} {words.said(language)}" for number, words in parts if number]
    return f": {', '.join(said)}" if said else ""

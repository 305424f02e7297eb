"""Names of models and digests of blobs, by Ollama's rules, and the only way from either to a path.

`parse("orca-mini")` is `registry.ollama.ai/library/orca-mini:latest`. Nothing else in this project turns a name or a
digest that somebody sent into a path: what passes here has no separators, no dots at its ends and no device names, so
it stays inside the store. Whether a model of the name exists is the store's and the catalogue's matter.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from tutorfleet.models.errors import InvalidName

DEFAULT_HOST = "registry.ollama.ai"
DEFAULT_NAMESPACE = "library"
DEFAULT_TAG = "latest"

_LONGEST = 350 + 3 * 80 + 3  # the longest host, three parts of 80 and their separators
_PARTS = {
    "host": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}"),
    "namespace": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}"),
    "model": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}"),
    "tag": re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}"),
}
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
# A store may lie on a disk that Windows machines share; there these open a device, with any extension.
_DEVICES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


@dataclass(frozen=True, slots=True)
class Name:
    """A complete and valid name. Two names are the same model when their `key` is equal: case does not count."""

    host: str
    namespace: str
    model: str
    tag: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What to compare and to index by."""
        return (self.host.lower(), self.namespace.lower(), self.model.lower(), self.tag.lower())

    @property
    def short(self) -> str:
        """The name as Ollama shows it: the tag always, the host and the namespace unless they are the defaults."""
        shown = f"{self.model}:{self.tag}"
        default_host = self.host.lower() == DEFAULT_HOST
        if default_host and self.namespace.lower() == DEFAULT_NAMESPACE:
            return shown
        return f"{self.namespace}/{shown}" if default_host else f"{self.host}/{self.namespace}/{shown}"

    @property
    def path(self) -> PurePosixPath:
        """Where its manifest lies, relative to the store's `manifests` folder."""
        return PurePosixPath(self.host, self.namespace, self.model, self.tag)

    def __str__(self) -> str:
        return self.short


def parse(text: str) -> Name:
    """Read `[[host/]namespace/]model[:tag]`; raises InvalidName, before anything touches a disk."""
    if len(text) > _LONGEST:
        raise InvalidName(f"invalid model name: {len(text)} characters are too many")
    rest, tag = text, DEFAULT_TAG
    if text.rfind(":") > text.rfind("/"):
        rest, tag = text.rsplit(":", 1)
    parts = rest.split("/")
    if len(parts) > 3:
        raise InvalidName(f"invalid model name {text!r}: expected [[host/]namespace/]model[:tag]")
    host, namespace, model = [DEFAULT_HOST, DEFAULT_NAMESPACE][: 3 - len(parts)] + parts
    return _valid(Name(host, namespace, model, tag), text)


def from_path(parts: tuple[str, ...]) -> Name:
    """The name of the manifest at `host/namespace/model/tag`; raises InvalidName for a file that is no manifest."""
    if len(parts) != 4:
        raise InvalidName(f"invalid model name {'/'.join(parts)!r}: expected host/namespace/model/tag")
    return _valid(Name(*parts), "/".join(parts))


def check_digest(text: str) -> str:
    """The digest itself if it is `sha256:` and 64 lower hexadecimal digits; raises InvalidName."""
    if not _DIGEST.fullmatch(text):
        raise InvalidName(f"invalid digest {text[:100]!r}: expected sha256: and 64 hexadecimal digits")
    return text


def blob_name(digest: str) -> str:
    """The file name of a blob, `sha256-<64 hex>`; raises InvalidName for anything that is not a digest."""
    return check_digest(digest).replace(":", "-")


def _valid(name: Name, text: str) -> Name:
    for kind, pattern in _PARTS.items():
        part: str = getattr(name, kind)
        if not pattern.fullmatch(part) or part.endswith(".") or part.partition(".")[0].lower() in _DEVICES:
            raise InvalidName(f"invalid model name {text!r}: {part!r} cannot be its {kind}")
    return name

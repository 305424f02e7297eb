"""What the body of a CloudWatch dashboard shows. Pure."""

import json


def shown(body: str) -> tuple[tuple[str, str], ...]:
    """(namespace, metric) of every line in every widget; "." repeats what stands above, "..." all but the last."""
    found: dict[tuple[str, str], None] = {}
    for widget in json.loads(body).get("widgets", []):
        namespace, metric = "", ""
        for line in widget.get("properties", {}).get("metrics", []):
            words = [word for word in line if isinstance(word, str)]
            if words and words[0] not in (".", "..."):
                namespace = words[0]
            if len(words) > 1 and words[0] != "..." and words[1] != ".":
                metric = words[1]
            if namespace and metric:
                found[namespace, metric] = None
    return tuple(found)

"""What a browser is told beside a file of the learner's page: what the page may do, and how long the file lasts. Pure.

Read by the service, which sends the page here, and by the stack of Amplify, which does on AWS.
"""

POLICY = {
    "default-src": "'none'",
    **dict.fromkeys(("script-src", "style-src", "font-src", "connect-src", "manifest-src", "worker-src"), "'self'"),
    "img-src": "'self' data:",
    **dict.fromkeys(("base-uri", "frame-ancestors"), "'none'"),
    "form-action": "'self'",
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
FOREVER, ASK = "public, max-age=31536000, immutable", "no-cache"
"""files under /assets have the hash of their content in their names; any other may change"""


def policy(*origins: str) -> str:
    """The page may run its own scripts, and ask its own address and these origins."""
    also = {"connect-src": " ".join(("'self'", *filter(None, origins)))}
    return "; ".join(f"{name} {value}" for name, value in (POLICY | also).items())

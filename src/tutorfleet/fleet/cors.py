"""What pages of other origins may ask and read (CORS): headers of every answer to a learner, by Envoy here, by API Gateway on AWS. Pure.

Any page may ask, for what counts is a token that it must have; a cookie counts only beside a header that is not listed here
(pages.py). Errors carry the same: a browser that cannot read a 401 never signs its learner in again.
"""

STAINLESS = (
    *("Lang", "Package-Version", "OS", "Arch", "Runtime", "Runtime-Version", "Async", "Retry-Count", "Timeout"),
    *("Read-Timeout", "Helper-Method", "Poll-Helper", "Custom-Poll-Interval"),
)
OPENAI_HEADERS = ",".join(f"X-Stainless-{name}" for name in STAINLESS)
"""what OpenAI's own packages send with every request"""
CORS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET,POST,PUT,DELETE,OPTIONS",
    "access-control-allow-headers": "Authorization,Content-Type,If-Match,If-None-Match,X-Request-Id,X-Amz-Target,X-Amz-User-Agent,"
    f"Amz-Sdk-Invocation-Id,Amz-Sdk-Request,{OPENAI_HEADERS}",
    "access-control-expose-headers": "x-request-id,x-turn,x-tutorfleet-region,etag,retry-after,x-ratelimit-limit,x-ratelimit-remaining,"
    "x-ratelimit-reset",
    "access-control-max-age": "600",
}

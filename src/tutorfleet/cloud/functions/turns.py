"""`lks-turns`: the whole service as an HTTP server, to which the Lambda Web Adapter passes requests, and whose answers it streams.

    TUTORFLEET_LISTEN=127.0.0.1:8080 python -m tutorfleet.cloud.functions.turns      (run.sh does that)

Reached by API Gateway as a stream, a turn is shown word by word for up to 15 minutes. An instance is frozen when nobody is asking it:
a turn whose learner has left stands still then, its lease runs out, and the next instance that is awake goes on with it
from the words that were shown, the same instance if it is the next. The service is made for that (contributing/TURN.md).
Only synthesised in tests: no emulator has the adapter. What is tested is this program with the settings of its template.
"""

from tutorfleet.cloud.functions.cors import Cors
from tutorfleet.service.app import build
from tutorfleet.service.program import serve
from tutorfleet.service.settings import from_environment

if __name__ == "__main__":
    settings = from_environment()
    serve(Cors(build(settings)), settings.listen)

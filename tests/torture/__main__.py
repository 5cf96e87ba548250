"""`python -m tests.torture --kills N --seed S --platform discord`: a line of JSON a platform; 1 where it went wrong."""

import argparse
import asyncio
import json
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.torture.running import PLATFORMS, torture


def main() -> int:
    """Run as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))  # noqa: S311 - a lot, not a secret
    parser.add_argument("--platform", choices=(*PLATFORMS, "both"), default="both")
    told = parser.parse_args()
    well = True
    for platform in PLATFORMS if told.platform == "both" else (told.platform,):
        with TemporaryDirectory(prefix="torture-") as folder:
            result = asyncio.run(torture(platform, told.kills, told.seed, Path(folder)))
        sys.stdout.write(json.dumps(result.line) + "\n")
        sys.stdout.flush()
        well = well and result.well
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())

"""What starts the Python processes of an executor: the lexicons and the gazetteer are read here once, and the processes forked off share them.

Spark runs this module (`spark.python.daemon.module`) in place of its own `pyspark.daemon`.
"""

import os
from functools import cache
from pathlib import Path

from marsad.engine.local import process_resources

GAZETTEER_VARIABLE = "MARSAD_SPARK_GAZETTEER"
"""Names the user's own gazetteer among the files that Spark sent to the executor."""


@cache
def shipped_gazetteer() -> Path | None:
    """The user's own gazetteer as it came to this executor, None where there is none."""
    name = os.environ.get(GAZETTEER_VARIABLE)
    if name is None:
        return None
    from pyspark import SparkFiles

    return Path(SparkFiles.get(name))


if __name__ == "__main__":
    from pyspark import daemon

    if GAZETTEER_VARIABLE not in os.environ:
        process_resources(None)
    daemon.manager()

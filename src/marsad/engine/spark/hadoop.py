"""Files wherever Spark finds them: local disks, HDFS and object stores, through Hadoop's file systems in the driver's Java."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from marsad.engine.lake.folder import InputFile
from marsad.engine.spark.session import reason_of
from marsad.errors import LakeError


def list_url(session: Any, name: str) -> list[InputFile]:
    """The files of a path or URL (patterns with `*` too), folders with all that is in them; none where there is nothing.

    Hidden files (`.name`, `_name`) are left out, as Spark itself leaves them out.

    Raises:
        LakeError: where its file system is not to be had.
    """
    found = []
    with _explained(name):
        path, system = _path(session, hadoop_name(name))
        for status in system.globStatus(path) or ():
            files = system.listFiles(status.getPath(), True)
            while files.hasNext():
                file = files.next()
                if not file.getPath().getName().startswith((".", "_")):
                    found.append(InputFile(file.getPath().toString().removeprefix("file:"), file.getLen(), file.getModificationTime()))
    return found


class HadoopFolder:
    """A `Folder` of the lake in any file system of Hadoop. Where renaming is no atomic act (object stores), neither is writing here."""

    def __init__(self, session: Any, path: str) -> None:
        self._session = session
        self.path = hadoop_name(path.rstrip("/"))

    def read(self, name: str) -> bytes | None:
        with _explained(self.path):
            path, system = _path(self._session, f"{self.path}/{name}")
            if not system.exists(path):
                return None
            stream = system.open(path)
            try:
                return bytes(self._session._jvm.org.apache.commons.io.IOUtils.toByteArray(stream))
            finally:
                stream.close()

    def write(self, name: str, content: bytes) -> None:
        with _explained(self.path):
            path, system = _path(self._session, f"{self.path}/{name}")
            unfinished, _ = _path(self._session, f"{self.path}/.unfinished-{name.replace('/', '-')}")
            stream = system.create(unfinished, True)
            stream.write(bytearray(content))
            stream.close()
            system.mkdirs(path.getParent())
            system.delete(path, False)
            if not system.rename(unfinished, path):
                raise LakeError(f"{path.toString()} could not be written: its file system does not rename")

    def names(self, folder: str) -> list[str]:
        with _explained(self.path):
            path, system = _path(self._session, f"{self.path}/{folder}")
            if not system.exists(path):
                return []
            names = [status.getPath().getName() for status in system.listStatus(path)]
            return sorted(name for name in names if not name.startswith("."))

    def remove(self, name: str) -> None:
        with _explained(self.path):
            path, system = _path(self._session, f"{self.path}/{name}")
            system.delete(path, True)


def hadoop_name(name: str) -> str:
    """A path or URL as Hadoop takes it, for which a percent sign is a letter: that of a `file:` URL is decoded, that of a store's key is the key's.

    >>> hadoop_name("file:///data/a%20b"), hadoop_name("s3a://news/a%20b"), hadoop_name("data/a%20b")
    ('file:///data/a b', 's3a://news/a%20b', 'data/a%20b')
    """
    parts = urlsplit(name)
    return f"file://{unquote(parts.path)}" if parts.scheme == "file" else name


def _path(session: Any, name: str) -> tuple[Any, Any]:
    path = session._jvm.org.apache.hadoop.fs.Path(name)
    return path, path.getFileSystem(session._jsc.hadoopConfiguration())


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Says of a file system that is not to be had, or refuses, which it was."""
    from py4j.protocol import Py4JError

    try:
        yield
    except Py4JError as error:
        raise LakeError(
            f"{name} cannot be reached: {reason_of(error)}; an object store needs Hadoop's connector (docs/scale.md, Deploying)"
        ) from error

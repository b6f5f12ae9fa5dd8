"""A Python source that lets our executable speak: what Airbyte's own code makes of us is then what it makes of any source."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import orjson
from airbyte_cdk.models import AirbyteMessageSerializer, Type
from airbyte_cdk.sources import Source
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

EXECUTABLE = os.environ["PAIL_SOURCE"]


class Refused(AirbyteTracedException):
    """Our executable ended with a failure that it has told of."""


class ProxySource(Source):
    def spec(self, logger):
        return next(m.spec for m in run("spec") if m.type == Type.SPEC)

    def check(self, logger, config):
        return next(m.connectionStatus for m in run("check", config=config) if m.type == Type.CONNECTION_STATUS)

    def discover(self, logger, config):
        return next(m.catalog for m in run("discover", config=config) if m.type == Type.CATALOG)

    @classmethod
    def read_catalog(cls, catalog_path):
        return json.loads(Path(catalog_path).read_text())

    @classmethod
    def read_state(cls, state_path):
        return json.loads(Path(state_path).read_text()) if state_path else []

    def read(self, logger, config, catalog, state=None):
        yield from run("read", config=config, catalog=catalog, state=state or [])


def run(command, **documents):
    """The messages of one command; every line has to load as one."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [EXECUTABLE, command]
        for name, document in documents.items():
            path = Path(folder) / f"{name}.txt"
            path.write_text(json.dumps(document))
            arguments += [f"--{name}", str(path)]
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE)
        failure = None
        for line in process.stdout:
            message = AirbyteMessageSerializer.load(orjson.loads(line))
            if message.type == Type.TRACE and message.trace.error:
                failure = message.trace.error
            yield message
        if process.wait() != 0:
            text = failure.message if failure else f"ended with {process.returncode} and told of no failure"
            raise Refused(message=text, internal_message=text)

"""The CDK's standard tests, which every connector of Airbyte passes, on ours."""

import os
from pathlib import Path

from airbyte_cdk.models.connector_metadata import MetadataFile
from airbyte_cdk.test.standard_tests.source_base import SourceTestSuiteBase
from proxy_source import ProxySource

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class TestSource(SourceTestSuiteBase):
    connector = ProxySource

    @classmethod
    def get_connector_root_dir(cls):
        return Path(os.environ["PAIL_SOURCE_ROOT"])


def test_the_metadata_say_what_the_source_is():
    root = TestSource.get_connector_root_dir()
    about = MetadataFile.from_file(root / "metadata.yaml").data
    offered = [stream.name for stream in ProxySource().discover(None, {}).streams]
    assert about.suggestedStreams.streams == offered[:5]
    assert about.dockerRepository == "pail/source-bitbucket"

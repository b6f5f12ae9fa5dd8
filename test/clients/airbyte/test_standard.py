"""The CDK's standard tests, which every connector of Airbyte passes, on ours."""

import os
from pathlib import Path

from airbyte_cdk.test.standard_tests.source_base import SourceTestSuiteBase
from proxy_source import ProxySource

pytest_plugins = ["airbyte_cdk.test.standard_tests.pytest_hooks"]


class TestSource(SourceTestSuiteBase):
    connector = ProxySource

    @classmethod
    def get_connector_root_dir(cls):
        return Path(os.environ["PAIL_SOURCE_ROOT"])

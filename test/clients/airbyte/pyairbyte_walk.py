"""PyAirbyte runs our executable and keeps what it says in its own DuckDB."""

import json
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

os.environ["AIRBYTE_OFFLINE_MODE"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
os.environ["AIRBYTE_DISABLE_TELEMETRY"] = "1"

import airbyte as ab  # noqa: E402

config, changed = json.loads(sys.argv[1]), sys.argv[2]
folder = Path(tempfile.mkdtemp())
cache = ab.new_local_cache("bitbucket", folder / "cache", cleanup=False)


def opened():
    return ab.get_source("source-bitbucket", local_executable=os.environ["PAIL_SOURCE"], config=config, streams="*")


source = opened()
assert "workspace" in source.config_spec["properties"]
source.check()
streams = source.get_available_streams()
first = source.read(cache=cache)
counts = {name: len(list(first[name])) for name in streams}
assert all(counts[name] > 0 for name in streams), counts
dataset = source.get_records("pull_requests")
assert len([record["title"] for record in dataset]) == counts["pull_requests"]
# Whoever wants three stops listening, and ends us.
few = source.get_records("pull_requests", limit=3)
assert len(list(few)) == 3

second = opened().read(cache=cache)
assert {name: len(list(second[name])) for name in streams} == counts
urlopen(changed).read()
third = opened().read(cache=cache)
grown = {name: len(list(third[name])) for name in streams}
assert grown["pull_requests"] == counts["pull_requests"] + 1, grown
assert grown["commits"] == counts["commits"] + 1, grown
assert third.processed_records < first.processed_records / 2, (third.processed_records, first.processed_records)
whole = opened().read(cache=cache, force_full_refresh=True)
assert {name: len(list(whole[name])) for name in streams} == grown
print(f"PyAirbyte {version('airbyte')}: {sum(counts.values())} records; {third.processed_records} after a change")

"""Our executable behind the CDK's entrypoint: what a platform that runs Python connectors would see of it."""

import json
import sys

from airbyte_cdk.models import AirbyteMessageSerializer, AirbyteStreamStatus, Type
from airbyte_cdk.test.entrypoint_wrapper import EntrypointOutput, _run_command
from proxy_source import ProxySource, run

config = json.loads(sys.argv[1])
source = ProxySource()


def through_entrypoint(command, **documents):
    """The same command as the CDK runs it: flags, files, its own messages around ours."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        arguments = [command]
        for name, document in documents.items():
            path = Path(folder) / f"{name}.json"
            path.write_text(json.dumps(document))
            arguments += [f"--{name}", str(path)]
        return _run_command(source, arguments)


def plain(message):
    """A message as we sent it, but for what the clock decides."""
    sent = AirbyteMessageSerializer.dump(message)
    if message.type == Type.RECORD:
        sent["record"].pop("emitted_at")
    return sent


def sorted_records(messages):
    return sorted(json.dumps(plain(m), sort_keys=True) for m in messages if m.type == Type.RECORD)


spec = through_entrypoint("spec")
assert len(spec.spec_messages) == 1, spec.errors
check = through_entrypoint("check", config=config)
assert [m.connectionStatus.status.value for m in check.connection_status_messages] == ["SUCCEEDED"], check.logs
refused = through_entrypoint("check", config={**config, "api_token": "wrong"})
assert [m.connectionStatus.status.value for m in refused.connection_status_messages] == ["FAILED"]
assert not refused.errors

catalog = through_entrypoint("discover", config=config).catalog.catalog
configured = {
    "streams": [
        {
            "stream": json.loads(json.dumps(AirbyteMessageSerializer.dump(m)["catalog"]["streams"][i])),
            "sync_mode": "incremental" if "incremental" in [s.value for s in stream.supported_sync_modes] else "full_refresh",
            "destination_sync_mode": "append_dedup",
        }
        for m in [next(iter(run("discover", config=config)))]
        for i, stream in enumerate(catalog.streams)
    ]
}
output = through_entrypoint("read", config=config, catalog=configured, state=[])
output.raise_if_errors()
assert not [m.log.message for m in output.logs if m.log.message.startswith("{")], "a line was taken for a log"
direct = list(run("read", config=config, catalog=configured, state=[]))
assert sorted_records(output.records) == sorted_records(direct)
names = [stream.name for stream in catalog.streams]
for name in names:
    statuses = output.get_stream_statuses(name)
    expected = [AirbyteStreamStatus.STARTED, AirbyteStreamStatus.RUNNING, AirbyteStreamStatus.COMPLETE]
    assert [s for i, s in enumerate(statuses) if i == 0 or statuses[i - 1] != s] == expected, (name, statuses)
    states = [m.state for m in output.state_messages if m.state.stream.stream_descriptor.name == name]
    assert states and states[-1].sourceStats is not None, name
    count = sum(1 for m in output.records if m.record.stream == name)
    assert sum(state.sourceStats.recordCount for state in states) == count, name
    assert count > 0, f"{name} is empty"

again = [
    {"type": "STREAM", "stream": AirbyteMessageSerializer.dump(m)["state"]["stream"]}
    for m in output.state_messages
]
last = {state["stream"]["stream_descriptor"]["name"]: state for state in again}
second = through_entrypoint("read", config=config, catalog=configured, state=list(last.values()))
second.raise_if_errors()
incremental = {s["stream"]["name"] for s in configured["streams"] if s["sync_mode"] == "incremental"}
repeated = {name: sum(1 for m in second.records if m.record.stream == name) for name in incremental}
print(f"Airbyte CDK, entrypoint: {len(names)} streams, {len(output.records)} records; read again: {json.dumps(repeated)}")

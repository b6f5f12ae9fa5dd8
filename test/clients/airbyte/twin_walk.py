"""The same source twice: ours, and a manifest that Airbyte's own low-code runner reads the same server by."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from proxy_source import run

KEYS = {
    "repositories": ["uuid"],
    "pull_requests": ["repository_uuid", "id"],
    "commits": ["repository_uuid", "hash"],
    "deployments": ["repository_uuid", "uuid"],
    "workspace_users": ["uuid"],
}
config, manifest = json.loads(sys.argv[1]), sys.argv[2]
catalog = {
    "streams": [
        {
            "stream": {"name": name, "json_schema": {"type": "object"}, "supported_sync_modes": ["full_refresh"]},
            "sync_mode": "full_refresh",
            "destination_sync_mode": "overwrite",
        }
        for name in KEYS
    ]
}


def by_key(records):
    found = {}
    for stream, data in records:
        key = (stream, *(str(data[name]) for name in KEYS[stream]))
        assert key not in found, f"{key} came twice"
        found[key] = data
    return found


def by_manifest():
    with tempfile.TemporaryDirectory() as folder:
        for name, document in {"config": config, "catalog": catalog}.items():
            (Path(folder) / f"{name}.json").write_text(json.dumps(document))
        runner = Path(sys.executable).parent / "source-declarative-manifest"
        arguments = [str(runner), "read", "--manifest-path", manifest]
        arguments += ["--config", f"{folder}/config.json", "--catalog", f"{folder}/catalog.json"]
        done = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, env={**os.environ, "DO_NOT_TRACK": "1"})
        messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        assert done.returncode == 0, [m for m in messages if m["type"] == "TRACE"]
        return by_key((m["record"]["stream"], m["record"]["data"]) for m in messages if m["type"] == "RECORD")


def alike(name, one, other):
    """Ours writes its own dates without zeros at their end."""
    return one == other or (name == "completed_on" and datetime.fromisoformat(one) == datetime.fromisoformat(other))


ours = by_key(
    (m.record.stream, m.record.data) for m in run("read", config=config, catalog=catalog, state=[]) if m.record
)
theirs = by_manifest()
assert ours.keys() == theirs.keys(), (sorted(ours.keys() - theirs.keys())[:3], sorted(theirs.keys() - ours.keys())[:3])
for key, record in theirs.items():
    differing = [name for name, value in record.items() if value is not None and not alike(name, value, ours[key].get(name))]
    # Ours knows what the environments are called.
    differing = [name for name in differing if not (key[0] == "deployments" and name == "environment")]
    assert not differing, (key, {name: (record[name], ours[key].get(name)) for name in differing})
print(f"the manifest twin: {len(theirs)} records of {len(KEYS)} streams are alike")

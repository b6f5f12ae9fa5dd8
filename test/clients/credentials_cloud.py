"""Comes in with each credential that atlassian-python-api can carry; ends with an error where one opens more or less than its scopes."""

import json
import os
import sys

# Said by the test itself: the server of the test is spoken to without TLS.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

from atlassian.bitbucket import Cloud
from oauthlib.oauth2 import BackendApplicationClient
from requests import HTTPError
from requests_oauthlib import OAuth2Session

origin, workspace, slug = sys.argv[1:]
given = json.load(sys.stdin)
# A refusal speaks the vocabulary of the credential.
REQUIRED = {False: ["webhook"], True: ["read:webhook:bitbucket", "write:webhook:bitbucket"]}


def keeps_to_its_scopes(name, granted, **auth):
    cloud = Cloud(url=origin, cloud=True, **auth)
    repository = cloud.workspaces.get(workspace).repositories.get(slug)
    assert [branch.name for branch in repository.branches.each()] == ["main"], name
    try:
        repository.hooks.create("https://ci.example.org/hook", "CI", ["repo:push"])
    except HTTPError as error:
        answer = error.response
        assert answer.status_code == 403, (name, answer.status_code)
        detail = answer.json()["error"]["detail"]
        assert detail == {"granted": granted, "required": REQUIRED[granted[0].endswith(":bitbucket")]}, (name, detail)
    else:
        raise AssertionError(f"{name}: let in where it has no scope")


for one in given["tokens"]:
    keeps_to_its_scopes(one["name"], one["granted"], **one["auth"])

consumer = BackendApplicationClient(client_id=given["key"])
session = OAuth2Session(client=consumer)
fetched = session.fetch_token(f"{origin}/site/oauth2/access_token", client_id=given["key"], client_secret=given["secret"])
oauth2 = {"client_id": given["key"], "token": fetched}
keeps_to_its_scopes("OAuth 2", ["repository"], oauth2=oauth2)
keeps_to_its_scopes("OAuth 2, as a token", ["repository"], token=fetched["access_token"])

print(f"atlassian-python-api: {len(given['tokens']) + 2} credentials")

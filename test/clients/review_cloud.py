"""Reviews a branch with the Cloud class of atlassian-python-api, from pull request to merge; ends with an error where an answer is wrong."""

import sys

from atlassian.bitbucket import Cloud

origin, workspace, slug, username, token, other = sys.argv[1:]
cloud = Cloud(url=origin, username=username, password=token, cloud=True)
reviewer = Cloud(url=origin, username="x-token-auth", password=other, cloud=True)
repository = cloud.workspaces.get(workspace).repositories.get(slug)
seen_by_other = reviewer.workspaces.get(workspace).repositories.get(slug)
main = repository.get_data("mainbranch")["name"]
other_uuid = reviewer.get("user")["uuid"]

rule = repository.branch_restrictions.create("require_approvals_to_merge", branch_pattern=main, value=1)
assert [one.kind for one in repository.branch_restrictions.each()] == ["require_approvals_to_merge"]
assert rule.update(value=1) and rule.value == 1
repository.default_reviewers.add(other_uuid)
defaults = [one.get_data("uuid") for one in repository.default_reviewers.each()]
assert defaults == [other_uuid], defaults
hook = repository.hooks.create("https://ci.example.org/hook", "CI", ["repo:push", "pullrequest:created"])
found = [one.uuid() for one in repository.hooks.each()]
assert hook.active() and found == [hook.uuid()], (hook.uuid(), found)
hook.delete()

request = repository.pullrequests.create("From Python", "review/python", main, "Says *why*", False, defaults)
assert request.is_open and not request.is_merged and request.source_branch == "review/python"
assert [one.get_data("uuid") for one in request.reviewers()] == [other_uuid]
assert repository.pullrequests.create("From Python", "review/python", main, "Says why").id == request.id
found = [one.id for one in repository.pullrequests.each(q='source.branch.name = "review/python"', sort="-updated_on")]
assert found == [request.id], found
assert [one.lines_added > 0 for one in request.diffstat()] == [True] and not request.has_conflict
assert "+from python" in request.diff() and "Subject: " in request.patch()
commits = list(request.commits)
assert len(commits) == 1, commits

seen = seen_by_other.pullrequests.get(request.id)
seen.comment("Is it *tested*?")
comments = list(request.comments())
assert [one.raw for one in comments] == ["Is it *tested*?"] and "<em>" in comments[0].html
task = seen.add_task("Test it")
try:
    request.merge()
    raise SystemExit("merged what nobody has approved")
except Exception as refusal:
    assert "approv" in str(refusal).lower(), refusal
commits[0].add_build("python", "https://ci.example.org/1", None, None, "SUCCESSFUL")
assert [one.key for one in request.builds()] == ["python"]
assert [one.description for one in request.tasks()] == ["Test it"]
task.delete()
seen.request_changes()
seen.unrequest_changes()
seen.approve()
people = {one.user.get_data("uuid"): one.has_approved for one in repository.pullrequests.get(request.id).participants()}
assert people[other_uuid] is True, people
merged = request.merge(request.MERGE_COMMIT, True)
assert merged["state"] == "MERGED" and merged["merge_commit"]["hash"], merged
assert repository.pullrequests.get(request.id).is_merged
rule.delete()
print(f"atlassian-python-api: a review of #{request.id}, refused, approved and merged")

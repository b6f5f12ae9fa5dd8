"""Walks the code of a repository with the Cloud class of atlassian-python-api; ends with an error where an answer is wrong."""

import sys

from atlassian.bitbucket import Cloud

origin, workspace, slug, username, token = sys.argv[1:]
cloud = Cloud(url=origin, username=username, password=token, cloud=True)
repository = cloud.workspaces.get(workspace).repositories.get(slug)

branches = {branch.name: branch.hash for branch in repository.branches.each()}
main = repository.get_data("mainbranch")["name"]
assert main in branches, branches
assert [one.name for one in repository.branches.each(q=f'name = "{main}"')] == [main]
made = repository.branches.create("from/python", branches[main])
assert made.hash == branches[main]
assert repository.branches.get(main).hash == branches[main]
tags = [tag.name for tag in repository.tags.each(sort="-name")]
assert tags == sorted(tags, reverse=True) or len(tags) > 1, tags
tag = repository.tags.create("made-by-python", branches[main])
assert tag.hash == branches[main]

commits = list(repository.commits.each(top=branches[main]))[:200]
assert commits[0].hash == branches[main]
assert all(commit.message and commit.date and commit.get_data("author")["raw"] for commit in commits)
newer = list(repository.commits.each(include=branches[main], exclude=commits[3].hash))
assert commits[3].hash not in [commit.hash for commit in newer] and newer[0].hash == commits[0].hash
one = repository.commits.get(commits[0].hash[:12])
assert one.hash == commits[0].hash
assert [parent.hash for parent in one.parents()]
one.approve()
assert any(True for _ in repository.commits.get(one.hash).participants())
one.unapprove()
one.comment("Said from *Python*")
# Its class for comments takes those of pull requests only, so the page is read as it comes.
said = [comment["content"]["raw"] for comment in one._get_paged("comments")]
assert "Said from *Python*" in said, said

entries = repository.get_source_directory(branches[main])["values"]
while not any(entry["type"] == "commit_file" for entry in entries):
    entries = repository.get_source_directory(branches[main], entries[0]["path"])["values"]
names = [entry["path"] for entry in entries if entry["type"] == "commit_file"]
content = repository.get_source_file(branches[main], names[0])
assert content is not None
assert repository.size is not None and repository.get_avatar() is not None
print(f"atlassian-python-api: {len(branches)} branches, {len(tags)} tags, {len(commits)} commits, {len(entries)} entries")

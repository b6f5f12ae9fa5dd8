// Walks a review with go-scm: hook, branch, commit, pull request, comment, build status, merge; the payloads of the hook
// are read by go-scm too. Ends with an error where an answer is wrong.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/drone/go-scm/scm"
	"github.com/drone/go-scm/scm/driver/bitbucket"
	"github.com/drone/go-scm/scm/transport"
)

const secret = "correct horse"

type receiver struct {
	sync.Mutex
	client *scm.Client
	got    map[string]scm.Webhook
	wrong  []error
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	r.Lock()
	defer r.Unlock()
	key := request.Header.Get("X-Event-Key")
	if agent := request.Header.Get("User-Agent"); agent != "Bitbucket-Webhooks/2.0" {
		r.wrong = append(r.wrong, fmt.Errorf("%s came from %q", key, agent))
	}
	hook, err := r.client.Webhooks.Parse(request, func(scm.Webhook) (string, error) { return secret, nil })
	if err != nil {
		r.wrong = append(r.wrong, fmt.Errorf("%s: %w", key, err))
	}
	r.got[key] = hook
}

func (r *receiver) wait(key string) scm.Webhook {
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		r.Lock()
		hook, ok := r.got[key]
		r.Unlock()
		if ok {
			return hook
		}
	}
	check(fmt.Errorf("no %s arrived", key))
	return nil
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func must(ok bool, about string, values ...any) {
	if !ok {
		check(fmt.Errorf(about, values...))
	}
}

func main() {
	origin, repository, user, token, address := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]
	ctx := context.Background()
	client, err := bitbucket.New(origin)
	check(err)
	client.Client = &http.Client{Transport: &transport.BasicAuth{Username: user, Password: token}}
	listener, err := net.Listen("tcp", address)
	check(err)
	receiver := &receiver{client: client, got: map[string]scm.Webhook{}}
	go http.Serve(listener, receiver)

	found, _, err := client.Repositories.Find(ctx, repository)
	check(err)
	perms, _, err := client.Repositories.FindPerms(ctx, repository)
	check(err)
	must(perms.Admin && perms.Push && perms.Pull, "perms: %+v", perms)

	hook, _, err := client.Repositories.CreateHook(ctx, repository, &scm.HookInput{
		Name: "go-scm", Target: "http://" + address + "/hook", Secret: secret,
		Events: scm.HookEvents{Push: true, PullRequest: true, PullRequestComment: true},
	})
	check(err)
	hooks, _, err := client.Repositories.ListHooks(ctx, repository, scm.ListOptions{Size: 10})
	check(err)
	must(len(hooks) == 1 && hooks[0].ID == hook.ID && hooks[0].Active, "hooks: %+v", hooks)

	main, _, err := client.Git.FindBranch(ctx, repository, found.Branch)
	check(err)
	_, err = client.Git.CreateBranch(ctx, repository, &scm.ReferenceInput{Name: "feature/go", Sha: main.Sha})
	check(err)
	_, err = client.Contents.Create(ctx, repository, "from-go.txt", &scm.ContentParams{
		Branch: "feature/go", Message: "Written by go-scm", Data: []byte("hello\n"),
		Signature: scm.Signature{Name: "Ada", Email: "ada@example.org"},
	})
	check(err)
	push, ok := receiver.wait("repo:push").(*scm.PushHook)
	must(ok && push.Repo.Name == found.Name, "push: %+v", push)

	made, _, err := client.PullRequests.Create(ctx, repository, &scm.PullRequestInput{
		Title: "From Go", Body: "What go-scm wrote", Source: "feature/go", Target: found.Branch,
	})
	check(err)
	must(made.Number > 0 && made.Source == "feature/go" && !made.Closed, "made: %+v", made)
	open, _, err := client.PullRequests.List(ctx, repository, scm.PullRequestListOptions{Page: 1, Size: 30, Open: true})
	check(err)
	must(len(open) == 1 && open[0].Number == made.Number, "open: %+v", open)
	changes, _, err := client.PullRequests.ListChanges(ctx, repository, made.Number, scm.ListOptions{Size: 10})
	check(err)
	must(len(changes) == 1 && changes[0].Path == "from-go.txt" && changes[0].Added, "changes: %+v", changes)
	commits, _, err := client.PullRequests.ListCommits(ctx, repository, made.Number, scm.ListOptions{Size: 10})
	check(err)
	must(len(commits) == 1 && strings.HasPrefix(commits[0].Message, "Written by go-scm"), "commits: %+v", commits)
	head := commits[0].Sha
	comment, _, err := client.PullRequests.CreateComment(ctx, repository, made.Number, &scm.CommentInput{Body: "Looks **right**"})
	check(err)
	must(comment.ID > 0 && comment.Body == "Looks **right**", "comment: %+v", comment)
	said, ok := receiver.wait("pullrequest:comment_created").(*scm.IssueCommentHook)
	must(ok && said.Comment.ID == comment.ID && said.Issue.Number == made.Number, "said: %+v", said)

	_, _, err = client.Repositories.CreateStatus(ctx, repository, head, &scm.StatusInput{
		State: scm.StateSuccess, Label: "continuous-integration/go", Title: "Go", Desc: "all green", Target: "https://ci.example.org/1",
	})
	check(err)
	statuses, _, err := client.Repositories.ListStatus(ctx, repository, head, scm.ListOptions{Size: 10})
	check(err)
	must(len(statuses) == 1 && statuses[0].State == scm.StateSuccess, "statuses: %+v", statuses)

	_, err = client.PullRequests.Merge(ctx, repository, made.Number)
	check(err)
	merged, _, err := client.PullRequests.Find(ctx, repository, made.Number)
	check(err)
	must(merged.Merged && merged.Closed && merged.Merge != "", "merged: %+v", merged)
	fulfilled, ok := receiver.wait("pullrequest:fulfilled").(*scm.PullRequestHook)
	must(ok && fulfilled.PullRequest.Merged && fulfilled.PullRequest.Number == made.Number, "fulfilled: %+v", fulfilled)
	_, err = client.Repositories.DeleteHook(ctx, repository, hook.ID)
	check(err)
	receiver.Lock()
	defer receiver.Unlock()
	must(len(receiver.wrong) == 0, "payloads: %v", receiver.wrong)
	keys := []string{}
	for key := range receiver.got {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	fmt.Printf("go-scm: a review from hook to merge; %s\n", strings.Join(keys, ", "))
}

module pail/go-scm

go 1.22

require github.com/drone/go-scm v1.38.4

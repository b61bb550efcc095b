#!/bin/sh
# Everything one does with this project, with or without make; `sh run.sh help` lists it.
# What an office sees is in Vietnamese; what only a developer sees is in English.
set -eu
cd -- "$(dirname -- "$0")"
export PYTHONUTF8=1
python=.venv/bin/python
pango="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

say() { printf '%s\n' "$@"; } # a line for each word
stop() {
    printf '\n%s\n' "$@" >&2
    exit 1
}
is_on() { # a switch, in the words that config/environment.py takes for yes
    case $1 in 1 | [tT][rR][uU][eE] | [yY][eE][sS] | [oO][nN]) ;; *) return 1 ;; esac
}
in_ci() { is_on "${CI:-}"; }

# --- Debian packages: installed where that is allowed, else the exact line is printed

line_to_type() { # package…
    if [ "$(id -u)" = 0 ]; then say "    apt-get install $*"
    elif command -v sudo >/dev/null; then say "    sudo apt-get install $*"
    elif command -v doas >/dev/null; then say "    doas apt-get install $*"
    else say "    su -c 'apt-get install $*'"
    fi
}

apt_install() { # package…; false where nothing could be installed
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    say "→ Cài gói hệ thống: $*"
    apt_quietly install "$@" || { apt_quietly update && apt_quietly install "$@"; }
}

apt_quietly() { DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends "$@" </dev/null >/dev/null 2>&1; }

has_pango() {
    "$python" -c 'import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"): ctypes.CDLL(name)' 2>/dev/null ||
        "$python" -c 'import weasyprint' >/dev/null 2>&1 # elsewhere than on Linux the libraries have other names
}

look_for_pango() {
    # shellcheck disable=SC2086  # one word a package
    has_pango || { apt_install $pango && has_pango; } || {
        say "! Thiếu thư viện Pango: trang web vẫn chạy, nhưng chưa xuất được PDF. Để có PDF, gõ rồi chạy lại:"
        line_to_type $pango
    }
}

# --- The virtual environment

is_python_311() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() { # leaves it in $found
    for found in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if is_python_311 "$found"; then return; fi
    done
    version=$(python3 --version 2>&1) || stop "Chưa có Python / Python is missing. Gõ / type:" \
        "$(line_to_type python3 python3-venv)"
    stop "Cần Python 3.11 trở lên, máy này có $version. / Python 3.11 or newer is needed."
}

make_venv() {
    if is_python_311 "$python" && "$python" -c 'import pip' 2>/dev/null; then return; fi
    find_python
    "$found" -c 'import ensurepip, venv' 2>/dev/null || stop \
        "Python thiếu mô-đun venv. Gõ dòng sau rồi chạy lại / Python lacks its venv module. Type this, then run again:" \
        "$(line_to_type python3-venv)"
    say "→ Tạo môi trường Python riêng trong .venv"
    "$found" -m venv --clear .venv
}

install() { # requirements file; nothing to do while it is the one installed last
    if cmp -s "$1" ".venv/installed-$1"; then return; fi
    total=$(grep -c == "$1")
    say "→ Cài $total thư viện trong $1 (chỉ làm khi tệp này thay đổi)"
    rm -f .venv/pip.ok
    { "$python" -m pip install --disable-pip-version-check --no-input -r "$1" 2>&1 </dev/null && : >.venv/pip.ok; } |
        tee .venv/pip.log | show_progress
    [ -e .venv/pip.ok ] || {
        tail -n 15 .venv/pip.log >&2
        stop "Chưa cài được thư viện; xem các dòng trên (đủ trong .venv/pip.log), kiểm tra mạng rồi chạy lại."
    }
    cp "$1" ".venv/installed-$1"
}

show_progress() { # pip's output, as one line that counts up to $total
    count=0
    while IFS= read -r line; do
        case $line in
        "Collecting "*) count=$((count + 1)) ;;
        "Installing collected"*) line="Collecting (chép vào .venv)" ;;
        *) continue ;;
        esac
        if [ -t 1 ]; then printf '\r  %d/%d %-60.60s' "$count" "$total" "${line#Collecting }"; fi
    done
    if [ -t 1 ] && [ "$count" -gt 0 ]; then say; fi
}

# --- sh run.sh

read_env_file() { # .env: lines NAME=value; what the environment already says wins
    [ -e .env ] || return 0
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line#export }
        name=${line%%=*} value=${line#*=}
        case $line in '' | '#'*) continue ;; esac
        case $name in "$line" | '' | [0-9]* | *[!A-Za-z0-9_]*) stop ".env: không hiểu dòng \"$line\"; cần dạng TÊN=giá trị." ;; esac
        case $value in \"*\" | \'*\') value=${value#?} value=${value%?} ;; esac
        if eval "[ -z \"\${$name+set}\" ]"; then export "$name=$value"; fi
    done <.env
}

check_port() {
    case $port in '' | *[!0-9]*) stop "PORT=$port không phải là số cổng." ;; esac
    "$python" -c 'import socket, sys
place = socket.socket()
place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
place.bind(("127.0.0.1", int(sys.argv[1])))' "$port" 2>/dev/null || stop \
        "Cổng $port đang có chương trình khác dùng (hoặc không được phép dùng). Chọn cổng khác: PORT=8001 sh run.sh"
}

wants_demo() { ! is_on "${EMPTY:-}" && ! is_on "${PRODUCTION:-}"; }

prepare_database() {
    # An interrupted first run leaves this file behind, so that the next one still fills in the demo.
    unfinished=${VAR_DIR:-var}/demo_unfinished_$(printf %s "${DATABASE_URL:-}" | cksum | tr ' ' _)
    plan=$("$python" manage.py showmigrations --plan 2>.venv/database.log) || {
        tail -n 1 .venv/database.log >&2
        stop "Không mở được cơ sở dữ liệu hoặc cấu hình sai; xem dòng trên và DATABASE_URL (đủ trong .venv/database.log)."
    }
    case $plan in *"[X]"*) ;; *) if wants_demo; then : >"$unfinished"; fi ;; esac
    say "→ Chuẩn bị cơ sở dữ liệu"
    "$python" manage.py migrate --verbosity 0
    if [ -e "$unfinished" ] && wants_demo; then
        say "→ Nạp dữ liệu minh họa (người và tên đều bịa; muốn bắt đầu với cơ sở dữ liệu trống: EMPTY=1 sh run.sh)"
        "$python" manage.py demo
    fi
    rm -f "$unfinished"
}

run_site() {
    read_env_file
    port=${PORT:-8000}
    make_venv
    check_port
    install requirements.txt
    look_for_pango
    prepare_database
    if is_on "${PRODUCTION:-}"; then
        say "→ Chuẩn bị tệp tĩnh"
        "$python" manage.py collectstatic --noinput --verbosity 0
    fi
    say "" "Trang web: http://127.0.0.1:$port    (dừng: Ctrl+C)"
    "$python" manage.py demo --accounts 2>/dev/null || say "Tạo tài khoản: sh run.sh manage add_account --help"
    mkdir -p "${VAR_DIR:-var}/static" # WhiteNoise warns without it
    exec "$python" -m gunicorn config.wsgi --bind "127.0.0.1:$port" --workers 2 --threads 4 \
        --log-level warning --no-control-socket
}

# --- Tests and checks

prepare_for_tests() {
    make_venv
    install requirements-dev.txt
    # Whatever an office has set up must not colour the tests, nor they its files.
    unset DATABASE_URL PRODUCTION DEBUG SECRET_KEY AUDIT_KEY ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS HSTS_SECONDS \
        TRUSTED_PROXIES SECOND_FACTOR DJANGO_SETTINGS_MODULE
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    export VAR_DIR="$scratch/var"
    mkdir -p "$VAR_DIR/static"
}

look_for_test_tools() {
    look_for_pango
    missing=""
    command -v chromium >/dev/null || missing="chromium"
    command -v msgfmt >/dev/null && command -v xgettext >/dev/null || missing="$missing gettext"
    command -v pdftotext >/dev/null || missing="$missing poppler-utils"
    # shellcheck disable=SC2086  # one word a package
    [ -z "$missing" ] || apt_install $missing || {
        say "! Thiếu gói để chạy đủ các phép thử / missing for some tests; type:"
        line_to_type $missing
        if in_ci; then stop "CI=true: nothing may be skipped."; fi
    }
}

tried() { # name, command…: runs it in sight, keeps what it said and, as a file, that it passed
    name=$1
    shift
    say "" "→ $name"
    { "$@" 2>&1 && : >"$scratch/$name.ok"; } | tee -i "$scratch/$name.log"
}

test_on_both() { # which tests, then what to pass on to pytest
    marks=$1
    shift
    set -- -n auto --dist loadgroup -q -rfEs "$@"
    if [ -t 1 ]; then set -- "$@" --color=yes; fi
    tried SQLite "$python" -m pytest -m "$marks" "$@"
    tried PostgreSQL "$python" tests/with_postgres.py -- "$python" -m pytest -m "$marks and not one_database" "$@"
    say "" "$(printf '=%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)"
    for name in SQLite PostgreSQL; do say "$name: $(tail -n 1 "$scratch/$name.log")"; done
    browser=$(grep -ihE '^SKIPPED.*(chromium|browser|trình duyệt)' "$scratch"/*.log | sort -u) || browser=""
    [ -z "$browser" ] || say "ĐÃ BỎ QUA TRÌNH DUYỆT / SKIPPED: BROWSER" "$browser"
    [ -e "$scratch/SQLite.ok" ] && [ -e "$scratch/PostgreSQL.ok" ] || stop "✗ CHƯA ĐẠT / FAILED"
    if [ -n "$browser" ] && in_ci; then stop "✗ CI=true: the browser may not be skipped."; fi
    say "✓ ĐẠT / PASSED"
}

step() { # name, command…
    say "→ $1"
    name=$1
    shift
    "$@" || stop "✗ $name"
}

check_as_ci() {
    prepare_for_tests
    look_for_test_tools
    step "ruff check" "$python" -m ruff check --quiet .
    step "ruff format --check" "$python" -m ruff format --quiet --check .
    step "makemigrations --check" "$python" manage.py makemigrations --check --dry-run --verbosity 1
    step "check --deploy, production settings" env PRODUCTION=1 ALLOWED_HOSTS=example.org \
        SECRET_KEY="$("$python" -c 'import secrets; print(secrets.token_urlsafe(60))')" \
        DATABASE_URL="sqlite:///$scratch/production.sqlite3" \
        "$python" manage.py check --deploy --fail-level WARNING
    step "Vietnamese catalogue" "$python" tests/catalogue.py
    test_on_both "not prove" "$@"
}

format() {
    prepare_for_tests
    "$python" -m ruff check --quiet --fix .
    "$python" -m ruff format --quiet .
}

pins() { # the newest versions that fit requirements*.in; no download addresses are written
    make_venv
    "$python" -c 'import uv' 2>/dev/null || "$python" -m pip install --quiet --disable-pip-version-check uv
    for each in requirements requirements-dev; do
        "$python" -m uv pip compile --quiet --upgrade --python-version 3.11 --annotation-style line \
            --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" "$each.in" -o "$each.txt"
    done
}

help() {
    cat <<'END'
sh run.sh           chạy trang web ở http://127.0.0.1:8000 (PORT=8001: cổng khác; EMPTY=1: không nạp dữ liệu minh họa)
sh run.sh manage …  manage.py with .env read, e.g.  sh run.sh manage report IAHDRAI 2023-12
sh run.sh test …    the tests on SQLite and PostgreSQL; more words go to pytest, e.g. tests/test_tree.py -k loop
sh run.sh check     all that CI checks: style, migrations, production settings, catalogue, tests
sh run.sh prove     the promises at full size
sh run.sh bench     what is due in a province against one statement; an import against one row by row; the memory of a file
                    of 100 000 people, and of a paper of 12 000 rows; a report as PDF against Chromium; other pages beside a
                    long PDF; every report of a province on two cores; from a bare copy to the first page, in seconds
sh run.sh format    tidy the code
sh run.sh messages  bring locale/vi up to date with the source strings, and compile it
sh run.sh pins      move the pinned versions
With make: make help | run | test | check | prove | bench | format | messages | pins   (make test ARGS="-k loop")
END
}

word=${1:-run}
[ $# -eq 0 ] || shift
case $word in
run) run_site ;;
manage) read_env_file; make_venv; install requirements.txt; exec "$python" manage.py "$@" ;;
test) prepare_for_tests; look_for_test_tools; test_on_both "not prove" "$@" ;;
prove) prepare_for_tests; look_for_test_tools; test_on_both prove "$@" ;;
check) check_as_ci "$@" ;;
bench)
    prepare_for_tests
    "$python" tests/with_postgres.py -- "$python" tests/due_speed.py
    "$python" tests/with_postgres.py -- "$python" tests/import_speed.py
    "$python" tests/export_memory.py
    "$python" tests/pdf_memory.py
    "$python" tests/pdf_speed.py
    "$python" tests/pdf_beside_pages.py
    "$python" tests/issue_speed.py
    "$python" tests/first_page.py "$@"
    ;;
format) format ;;
messages) prepare_for_tests; "$python" tests/catalogue.py --update ;;
pins) pins ;;
help | -h | --help) help ;;
*) help >&2; stop "sh run.sh $word: không có lệnh này." ;;
esac

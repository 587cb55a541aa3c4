# Shared by run.sh and test.sh, which source it: `set_up NAME "DEBIAN PACKAGES" "EXTRAS"`.
# Brings a bare Debian 12 or Ubuntu 24.04 to where .venv/bin/python runs the program. It may be stopped at any point and started
# again: what is there is kept, what is missing is made, and the stamp in .venv is written last.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
constraints=$root/packaging/constraints.txt

# What Qt, OpenCV, speech and the sound stream need from the system, beyond the wheels.
python_packages="python3 python3-venv ca-certificates"
window_packages="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libfreetype6 libdbus-1-3 libx11-6 fonts-dejavu-core
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1
  libxcb-util1 libxkbcommon-x11-0 libx11-xcb1 libwayland-client0 libwayland-cursor0 libwayland-egl1"
sound_packages="libportaudio2 libasound2-plugins"
run_packages="$python_packages $window_packages $sound_packages"
# dbus-x11 is a session bus without systemd, for the keyring that encryption at rest is tested with.
test_packages="xvfb xauth pulseaudio pulseaudio-utils ffmpeg postgresql gnome-keyring dbus-daemon dbus-x11"

say() { printf 'mirror: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# One word: the extra that brings onnxruntime. The two wheels overlay each other, so exactly one is installed.
accelerator() {
  if [ -n "${MIRROR_EXTRA:-}" ]; then echo "$MIRROR_EXTRA"
  elif [ -e /dev/nvidiactl ] || nvidia-smi -L >/dev/null 2>&1; then echo gpu
  else echo cpu; fi
}

# Debian packages of the arguments that are not installed. Ubuntu 24.04 renamed some to ...t64; those count.
missing_packages() {
  local name states
  for name in "$@"; do
    # it fails when one of the two names is unknown, and still prints the other's state
    states=$(dpkg-query -W -f '${db:Status-Status}\n' "$name" "${name}t64" 2>/dev/null) || true
    grep -qx installed <<<"$states" || printf '%s ' "$name"
  done
}

# Debian's package of PostgreSQL makes and starts a server of its own on installation. The tests make theirs and need none.
no_server=/etc/postgresql-common/createcluster.d/no-server-for-tests.conf
without_server() {
  # $1 the packages to install
  case " $1 " in *" postgresql "*) ;; *) return 0 ;; esac
  as_root mkdir -p "${no_server%/*}" && echo 'create_main_cluster = false' | as_root tee "$no_server" >/dev/null
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
  local missing try log
  command -v dpkg-query >/dev/null || { say "This system has no dpkg, so its libraries are not checked; they are listed in packaging/setup.sh."; return 0; }
  missing=$(missing_packages "$@")
  [ -n "${missing// /}" ] || return 0
  command -v apt-get >/dev/null || stop "These system packages are missing and there is no apt-get to install them: ${missing% }."
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    stop "These system packages are missing: ${missing% }. Install them as root (there is no sudo here), then start this again."
  fi
  say "Installing system packages: ${missing% }"
  log=$(mktemp)
  without_server "$missing"
  for try in 1 2 3; do
    # apt-get update exits 0 when some lists failed; installing is what tells
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 update -qq >"$log" 2>&1 </dev/null || true
    # shellcheck disable=SC2086  # a list of words
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends $missing \
      >>"$log" 2>&1 </dev/null; then rm -f "$log"; [ ! -e "$no_server" ] || as_root rm -f "$no_server"; return 0; fi
    # an earlier set-up that was stopped in the middle leaves half-configured packages
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >>"$log" 2>&1 </dev/null || true
    sleep $((try * 3))
  done
  tail -n 5 "$log" >&2; rm -f "$log"
  stop "apt-get could not install: ${missing% }. Is there a network? Then start this again."
}

# The newest Python that is new enough.
find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"; return 0
    fi
  done
  return 1
}

# What a finished set-up depends on, as one line: while it is the same, nothing is done.
fingerprint() {
  # $1 the extras
  printf '%s %s %s\n' "$1" "$root" "$(cat "$constraints" "$root/pyproject.toml" "$root/packaging/setup.sh" | sha256sum | cut -c1-16)"
}

set_up() {
  # $1 which set-up ("run", "test"), $2 system packages, $3 extras without the accelerator, separated by commas
  local extras python stamp=$venv/.set-up-$1 log
  extras=$(accelerator)${3:+,$3}
  [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$extras")" ] && [ -x "$venv/bin/mirror" ] && return 0

  # two starts at once: the second waits, then finds the work done
  exec 9<"$constraints"
  flock 9
  if [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$extras")" ] && [ -x "$venv/bin/mirror" ]; then exec 9<&-; return 0; fi

  # shellcheck disable=SC2086
  install_packages $2
  python=$(find_python) || stop "Python 3.11 or newer is needed and this system has $(python3 -V 2>/dev/null || echo none); Debian 12 and Ubuntu 24.04 bring it."
  if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
    say "Making $venv with $("$python" -V)"
    "$python" -m venv --clear "$venv" || stop "The virtual environment $venv could not be made; is the disk full, or python3-venv missing?"
  fi
  log=$venv/set-up.log
  say "Installing the program and its packages (a few minutes the first time)"
  # the build back end is pinned like everything else, so it is installed first and isolation is off
  if ! { "$venv/bin/python" -m pip install -q --disable-pip-version-check -c "$constraints" pip setuptools &&
    "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-build-isolation -c "$constraints" -e "$root[$extras]"; } \
    >"$log" 2>&1 </dev/null; then
    tail -n 5 "$log" >&2
    stop "Python packages could not be installed (all of it: $log). Is there a network, and room on the disk? Then start this again."
  fi
  fingerprint "$extras" >"$stamp"
  exec 9<&-
}

# shellcheck shell=bash disable=SC2154
# Shared by the scripts in this folder, which source it with the repository's top as the current
# folder and $log set to the file that takes what programs print. Bash.

# ------------------------------------------------------------ what is there

have_command() {
    local name
    for name; do command -v "$name" >/dev/null && return; done
    return 1
}
have_compiler() { have_command cc gcc clang; }
have_header() {
    local cc
    cc=$(command -v cc || command -v gcc || command -v clang) || return
    echo "#include <$1>" | "$cc" -E - >/dev/null 2>&1
}
have_library() { have_command pkg-config && pkg-config --exists "$1"; }
have_python() { /usr/bin/python3 -c "import $1" 2>/dev/null; } # Debian's, not another on the PATH
have_package() {
    have_command dpkg-query && dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null |
        grep -qx installed
}
have_cmake() {
    have_command cmake || return
    local version
    version=$(cmake --version | awk 'NR == 1 {print $3}')
    [ "$(printf '%s\n' "$1" "$version" | sort -V | head -n 1)" = "$1" ]
}

# Packages of the given sets that are not there, on one line.
missing_packages() {
    local set package kind arguments absent=()
    while read -r set package kind arguments; do
        case " $* " in *" $set "*) ;; *) continue ;; esac
        # shellcheck disable=SC2086 # the arguments are words
        "have_$kind" $arguments || absent+=("$package")
    done <scripts/packages
    echo "${absent[*]}"
}

# ------------------------------------------------------------ getting what is not

apt_options=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=60
    -o Acquire::Retries=1 -o Acquire::http::Timeout=30)

# How to become root: prints nothing when we are, the words to put before a command otherwise;
# fails when there is no way.
become_root() {
    [ "$(id -u)" -eq 0 ] && return
    have_command sudo || return
    if [ -t 0 ] && [ -t 2 ]; then
        echo sudo
    else
        sudo -n true 2>/dev/null && echo 'sudo -n'
    fi
}

# One line that somebody who may install packages can copy.
install_line() {
    local line="apt-get update && apt-get install --no-install-recommends -y $*"
    if have_command sudo; then
        echo "sudo sh -c '$line'"
    else
        echo "su -c '$line'"
    fi
}

# Installs packages; what apt says goes to the log. 77: nobody here may; 1: apt failed.
install_packages() {
    local root
    have_command apt-get && root=$(become_root) && $root true 2>>"$log" || return 77
    # An update may fail for a source that is not needed: the install decides.
    {
        [ -n "${updated-}" ] || apt_get update
        updated=yes
        apt_get install "$@"
    } </dev/null >>"$log" 2>&1 || return 1
}
apt_get() {
    # shellcheck disable=SC2086 # no word or two; $root is install_packages'
    $root env DEBIAN_FRONTEND=noninteractive apt-get "${apt_options[@]}" "$@"
}

# After apt failed: whether the log blames the network.
network_failed() {
    grep -qE 'Temporary failure resolving|Could not (resolve|connect)|Failed to fetch|Unable to locate package' "$log"
}

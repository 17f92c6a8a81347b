# Sourced by the tests of this folder: builds Cadre in another way, in a folder of its own under
# $CADRE_BUILD that stays, so that the next time only what changed is compiled.
#   build NAME TARGET… -- CMAKE-OPTIONS…      sets $built to the folder
build() {
    built=$CADRE_BUILD/matrix/$1
    shift
    targets=
    while [ "$1" != -- ]; do
        targets="$targets $1"
        shift
    done
    shift
    generator=
    command -v ninja >/dev/null && generator='-G Ninja'
    mkdir -p "$built"
    # shellcheck disable=SC2086 # words
    {
        cmake -S "$CADRE_SOURCE" -B "$built" $generator -DCADRE_WERROR=ON -DCADRE_SEMINAR=OFF "$@" &&
            cmake --build "$built" --parallel 2 ${targets:+--target $targets}
    } >"$built/log" 2>&1 || { tail -n 40 "$built/log" && return 1; }
}

need() { command -v "$1" >/dev/null || { echo "skipped: no $1" && exit 77; }; }

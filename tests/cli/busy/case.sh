command -v flock >/dev/null || { echo "no flock"; exit 77; }
"$CADRE" run "$TINY" -n 1 -q -o out >/dev/null || exit 1
flock out "$CADRE" run "$TINY" -n 1 -o out

"$CADRE" run "$TINY" -n 2 -q -o out >/dev/null || exit 1
"$CADRE" run "$TINY" -n 3 -o out || exit 1
[ "$(wc -l <out/runs.csv)" -eq 4 ] || echo "not the new results"

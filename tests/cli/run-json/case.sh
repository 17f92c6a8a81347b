"$CADRE" run "$TINY" -n 2 --json -o out

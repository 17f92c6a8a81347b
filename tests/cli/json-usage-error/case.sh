# --json after the mistake counts as well.
"$CADRE" run "$TINY" -n 0 --json

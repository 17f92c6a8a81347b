"$CADRE" run "$TINY" -n 2 -q -o out

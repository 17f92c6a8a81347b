"$CADRE" run "$TINY" --json -o -

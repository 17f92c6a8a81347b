"$CADRE" run "$TINY" -n

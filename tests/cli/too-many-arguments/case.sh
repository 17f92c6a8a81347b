"$CADRE" run "$TINY" another

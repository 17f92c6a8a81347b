"$CADRE" run "$TINY" --thread 2

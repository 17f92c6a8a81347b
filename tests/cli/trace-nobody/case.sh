"$CADRE" run "$TINY" --trace founder:left:99

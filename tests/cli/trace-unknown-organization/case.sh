"$CADRE" run "$TINY" --trace founder:lefty:1

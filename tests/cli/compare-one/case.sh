"$CADRE" compare "$TINY"

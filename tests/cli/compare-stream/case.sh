"$CADRE" compare "$TINY" "$TINY" -o -

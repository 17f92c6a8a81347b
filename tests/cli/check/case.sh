"$CADRE" check "$TINY" | sed "s|.*/||"

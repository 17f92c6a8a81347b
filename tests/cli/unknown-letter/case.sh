"$CADRE" list -x

"$CADRE" list >&-

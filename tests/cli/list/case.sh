"$CADRE" list

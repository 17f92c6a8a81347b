"$CADRE" run

"$CADRE" run ./nowhere.json

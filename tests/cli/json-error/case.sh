"$CADRE" run ./nowhere.json --json

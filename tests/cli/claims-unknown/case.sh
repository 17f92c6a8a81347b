"$CADRE" claims M96

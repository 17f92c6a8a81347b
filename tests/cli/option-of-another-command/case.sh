"$CADRE" list --every year

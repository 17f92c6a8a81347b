"$CADRE" sweep quick --every year

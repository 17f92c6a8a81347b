"$CADRE" run iso-1977-2091

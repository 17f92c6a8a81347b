"$CADRE" params recruitment.roh

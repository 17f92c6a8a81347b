"$CADRE" chekc

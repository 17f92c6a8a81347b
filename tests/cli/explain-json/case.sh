"$CADRE" explain iso-1977-2019 --json

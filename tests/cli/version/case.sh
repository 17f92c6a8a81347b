"$CADRE" --version

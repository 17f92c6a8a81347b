"$CADRE" --version --json

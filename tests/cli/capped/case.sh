"$CADRE" run "$TINY" -n 4 --set limits.members=21 -o out

"$CADRE" run "$TINY" --story -n 2 || echo "ends with $?"
"$CADRE" run "$TINY" --story --json || echo "ends with $?"
"$CADRE" run "$TINY" --story -o - || echo "ends with $?"
"$CADRE" run "$TINY" --story --trace founder:left:1 || echo "ends with $?"
ls

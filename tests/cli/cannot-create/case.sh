echo >file
"$CADRE" run "$TINY" -n 1 -o file/out

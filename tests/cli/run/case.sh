cp "$TINY" .
"$CADRE" run ./tiny.json -n 20 --threads 1 && ls results/tiny

"$CADRE" measures
"$CADRE" measures --format markdown | grep '^# '
"$CADRE" measures --json | grep -c '"kind": "flow"' | awk '$1 < 10'

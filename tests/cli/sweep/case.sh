cp "$TINY" .
cp "$(dirname "$TINY")/tiny-design.json" .
"$CADRE" sweep ./tiny-design.json --threads 1 && ls results/sweep-tiny-design && cut -d, -f1-6 results/sweep-tiny-design/runs.csv && "$CADRE" status results/sweep-tiny-design && "$CADRE" sweep ./tiny-design.json

"$CADRE" compare "$TINY" "$TINY" --set-b recruitment.rho=1.5 -n 4 || exit 1
head -n 1 results/compare-tiny-tiny/compare.csv
"$CADRE" compare "$TINY" "$TINY" -n 2 --set-a recruitment.rho=1 --every month --json | tr -d '\n' >answer || exit 1
for part in '"command": "compare"' '"status": "ok"' '"pairs": 2' 'results/compare-tiny-tiny/compare.csv' '"id": "left"'; do
    grep -qF "$part" answer || echo "--json: no $part"
done
[ "$(wc -l <results/compare-tiny-tiny/compare.csv)" -gt 1000 ] || echo "--every month: hardly any row"
grep -qF -- "-n 2 --seed 1 --every month --set-a recruitment.rho=1" results/compare-tiny-tiny/datapackage.json || echo "the command is not in the manifest"
"$CADRE" compare "$TINY" "$TINY" -n 2 -q
"$CADRE" run "$TINY" -n 1 -q -o results/compare-tiny-tiny

# The series of the first three runs, a row a year; what is cut is said; another sweep of series is refused.
cp "$TINY" .
cp "$(dirname "$TINY")/tiny-design.json" .
"$CADRE" sweep ./tiny-design.json --series --every year --keep-runs 3 -o out | tail -2
ls out
cut -d, -f1-7 out/series.csv
"$CADRE" status out
"$CADRE" sweep ./tiny-design.json --series --every year --keep-runs 3 -o out --json
"$CADRE" merge out -o all --json | grep series
"$CADRE" sweep ./tiny-design.json -o out
echo "without series: $?"

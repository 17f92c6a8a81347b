# A sweep in one piece makes what is left of one that was begun in shards; the files are the same.
cp "$TINY" "$(dirname "$TINY")/tiny-design.json" .
"$CADRE" sweep ./tiny-design.json -q -o whole
"$CADRE" sweep ./tiny-design.json -q -o out --shard 2/3
"$CADRE" sweep ./tiny-design.json -q -o out
wc -l <out/journal.txt
cmp whole/runs.csv out/runs.csv && cmp whole/summary.csv out/summary.csv
# with other shards as well
rm out/[rsd]* out/journal.txt
for shard in 1 2; do "$CADRE" sweep ./tiny-design.json -q -o out --shard $shard/2; done
"$CADRE" status out | grep -c ' of '
"$CADRE" merge out -q && cmp whole/runs.csv out/runs.csv

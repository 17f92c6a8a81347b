cp "$TINY" .
cp "$(dirname "$TINY")/tiny-design.json" .
"$CADRE" sweep ./tiny-design.json --shard 1/2 -o out
"$CADRE" status out
"$CADRE" merge out
echo "merge ended with $?"
"$CADRE" sweep ./tiny-design.json --shard 2/2 -o out -q
"$CADRE" merge out -o all -q && ls all

# Each wrong command line ends with 64 and says what is right.
printf 'x\n1\n' >d.csv
for words in "" "sobl --design d.csv --outcomes d.csv" "sobol --design d.csv" \
    "prim --design d.csv --outcomes d.csv" "pawn --design d.csv --outcomes d.csv --when <1" \
    "prim --design d.csv --outcomes d.csv --when y!1" "morris --levels 3 --design d.csv --outcomes d.csv" \
    "sobol --set a=1 --design d.csv --outcomes d.csv"; do
    # shellcheck disable=SC2086 # words
    "$CADRE" analyze $words
    [ $? -eq 64 ] || echo "64 was expected of: $words"
done
[ -z "$(ls results 2>/dev/null)" ]

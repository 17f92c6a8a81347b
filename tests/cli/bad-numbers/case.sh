# Each ends with 64 and says what is allowed.
for words in "-n 0" "-n x" "-n -1" "-n 1.5" "--seed -1" "--seed 18446744073709551616" "--threads 0" \
    "--keep-runs some" "--every day"; do
    "$CADRE" run "$TINY" $words
    [ $? -eq 64 ] || echo "$words: not 64"
done

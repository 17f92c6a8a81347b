# The number of threads changes no byte of the CSV files.
for threads in 1 2 3; do
    "$CADRE" run "$TINY" -n 7 -q --threads $threads -o out$threads >/dev/null || exit 1
done
for file in out1/*; do
    cmp "$file" "out2/${file#*/}" && cmp "$file" "out3/${file#*/}" || exit 1
done

# `-o -` is series.csv, and nothing else is written.
"$CADRE" run "$TINY" -n 3 -o - >stream || exit 1
[ "$(ls)" = stream ] || { echo "something was written"; exit 1; }
"$CADRE" run "$TINY" -n 3 -q -o out >/dev/null && cmp stream out/series.csv && head -n 1 stream

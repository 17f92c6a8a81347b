# What is cut is said, and runs.csv has all.
"$CADRE" run "$TINY" -n 5 --keep-runs 2 -o out || exit 1
[ "$(wc -l <out/runs.csv)" -eq 6 ] || echo "runs.csv is cut"
[ "$(cut -d, -f2 out/series.csv | sort -u | grep -c '[0-9]')" -eq 2 ] || echo "series.csv has not 2 runs"

# Only an earlier report is replaced: not results, not a folder; and a folder that is not there is not made.
"$CADRE" run "$TINY" -n 1 -q -o run
cp run/summary.csv before.csv
"$CADRE" report run -o run/summary.csv
echo $?
cmp before.csv run/summary.csv
"$CADRE" report run -o run
echo $?
"$CADRE" report run -o absent/page.html

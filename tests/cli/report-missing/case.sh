# No such folder; and one that lost a file.
"$CADRE" report nowhere
echo $?
"$CADRE" run "$TINY" -n 1 -q -o run
rm run/summary.csv
"$CADRE" report run

# Evidence comes from the scenario's file. Without it the page says so; after --set it says that, too.
"$CADRE" run iso-1977-2019 -n 1 -q -o plain
"$CADRE" run iso-1977-2019 -n 1 -q -o other --set recruitment.rho=0.4
"$CADRE" run "$TINY" -n 1 -q -o tiny
for name in plain other tiny; do
    "$CADRE" report "$name" -q
    grep -o 'Evidence is that of the scenario.s file\( as it was\|\.\)' "results/report-$name.html"
    grep -o 'was not found when this page was made' "results/report-$name.html"
    grep -c '<circle class="target"' "results/report-$name.html"
done
exit 0

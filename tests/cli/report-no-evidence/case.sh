# The results carry what is known: a report needs no scenario's file. Where nothing is known none is drawn.
"$CADRE" run iso-1977-2019 -n 1 -q -o plain
"$CADRE" run iso-1977-2019 -n 1 -q -o other --set recruitment.rho=0.4
"$CADRE" run "$TINY" -n 1 -q -o tiny
unset CADRE_PATH
for name in plain other tiny; do
    "$CADRE" report "$name" -q
    grep -c '<circle class="target"' "results/report-$name.html"
done
# Results of before they carried it say so.
sed -i '/"evidence": \[/,/^  \],/d' plain/datapackage.json
"$CADRE" report plain -q
grep -o 'no evidence is drawn' results/report-plain.html
grep -c '<circle class="target"' results/report-plain.html
exit 0

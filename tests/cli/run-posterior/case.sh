# An ensemble over a posterior: by option, by the scenario, as written; the first line says which.
cp "$TINY" .
printf 'particle,weight,distance,p_recruitment_rho\n1,0.25,0.1,0.2\n2,0.75,0.2,1.5\n' >posterior.csv
"$CADRE" run ./tiny.json --posterior posterior.csv -n 8 -o a | sed -n 1,2p
cut -d, -f1-5 a/runs.csv
grep -o '"posterior.*' a/datapackage.json
grep -o '"command.*' a/datapackage.json
sed 's/"start"/"posterior": "posterior.csv", "start"/' tiny.json >named.json
"$CADRE" run ./named.json -n 8 -o b --threads 7 | sed -n 1,2p
sed 's/named/tiny/' b/runs.csv | cmp - a/runs.csv && echo 'the same runs'
"$CADRE" run ./named.json -n 8 -o c --no-posterior | sed -n 1,2p
"$CADRE" run ./tiny.json -n 8 -o d -q
sed 's/named/tiny/' c/runs.csv | cmp - d/runs.csv && echo 'the values as written'
"$CADRE" run ./tiny.json -n 8 -o e -q --posterior posterior.csv --set recruitment.rho=0.55
head -1 e/runs.csv | cut -d, -f1-5
cut -d, -f5- e/runs.csv >e.csv
cut -d, -f5- d/runs.csv | cmp - e.csv && echo 'set has the last word'
"$CADRE" run ./named.json -n 1 -o - | wc -l
"$CADRE" run ./named.json -n 1 -o f --json | grep '"posterior"'

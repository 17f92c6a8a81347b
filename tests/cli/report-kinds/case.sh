# Every kind of results has a page; a design has none.
"$CADRE" run two-workers -n 2 -q -o run
"$CADRE" compare two-workers two-workers --set-b recruitment.rho=0.2 -n 2 -q -o compare
"$CADRE" score "$CADRE_SOURCE/configs/iso-1977-2019.json" -n 1 -q -o score
"$CADRE" ablate "$CADRE_SOURCE/configs/iso-1977-2019.json" -n 1 -q -o ablate
"$CADRE" sweep "$CADRE_SOURCE/tests/cli/tiny-design.json" -q -o sweep
awk 'BEGIN {print "x,z"; for (i = 0; i < 30; i++) print i "," i * 7 % 30}' >design.csv
awk 'BEGIN {print "y"; for (i = 0; i < 30; i++) print i}' >outcomes.csv
"$CADRE" analyze delta --design design.csv --outcomes outcomes.csv -q -o delta
"$CADRE" analyze prim --design design.csv --outcomes outcomes.csv --when 'y > 20' -q -o prim
cp "$TINY" "$(dirname "$TINY")/tiny-sobol.json" .
"$CADRE" sensitivity sobol ./tiny-sobol.json -q -o sensitivity
awk 'BEGIN {print "role,a"; for (i = 0; i < 8; i++) print (i < 4 ? "prior" : "posterior") "," i % 2}' >design.csv
awk 'BEGIN {print "y"; for (i = 0; i < 8; i++) print i * i}' >outcomes.csv
"$CADRE" analyze shapley --design design.csv --outcomes outcomes.csv -q -o shapley
cp "$(dirname "$TINY")/tiny-evidence.json" "$(dirname "$TINY")/tiny-calibration.json" .
"$CADRE" calibrate ./tiny-calibration.json -q -o calibrate
for kind in run compare score ablate sweep delta prim sensitivity shapley calibrate; do
    "$CADRE" report "$kind" -q -o "$kind.html" || echo "$kind: no page"
    grep -c '<svg' "$kind.html" | grep -qv '^0$' || echo "$kind: no picture"
done
grep -c 'What explains the variance of' sensitivity.html | grep -qv '^0$' || echo 'no indices'
"$CADRE" design ishigami -q -o design
"$CADRE" report design

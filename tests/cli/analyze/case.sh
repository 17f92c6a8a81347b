# Two blocks of y = x1 under the same luck in each; then their failed run, of which a whole block goes.
cat >design.csv <<'END'
block,role,x1,x2
1,A,1,5
1,AB1,2,5
1,AB2,1,6
1,B,2,6
2,A,3,7
2,AB1,4,7
2,AB2,3,8
2,B,4,8
3,A,9,1
3,AB1,8,1
3,AB2,9,2
3,B,8,2
END
printf 'y\n1\n2\n1\n2\n3\n4\n3\n4\n9\n8\n9\n8\n' >outcomes.csv
"$CADRE" analyze sobol --design design.csv --outcomes outcomes.csv || exit 1
grep ',x2,' results/analyze-sobol-outcomes/sensitivity.csv
printf 'point,y_a,status\n1,1,ok\n2,2,ok\n3,1,ok\n4,2,ok\n5,3,ok\n6,4,capped\n7,3,ok\n8,4,ok\n9,9,ok\n10,8,ok\n11,9,ok\n12,8,ok\n' >runs.csv
"$CADRE" analyze sobol --design design.csv --outcomes runs.csv --drop-failed --json -o dropped >answer || exit 1
tr -d '\n' <answer | grep -oE '"command": "analyze"|"dropped": 1|"noise": null'
grep -F 'cadre analyze sobol --design design.csv --outcomes runs.csv --drop-failed --seed 1' dropped/datapackage.json
# the folder of the outcomes is part of their name
mkdir sweep-a && cp outcomes.csv sweep-a/runs.csv
"$CADRE" analyze sobol --design design.csv --outcomes sweep-a/runs.csv -q
# another analysis is not replaced unless told so
"$CADRE" analyze delta --design design.csv --outcomes runs.csv -o dropped 2>&1
"$CADRE" analyze sobol --design design.csv --outcomes runs.csv

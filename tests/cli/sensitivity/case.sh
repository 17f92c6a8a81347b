# Design, runs and analysis in one; what the parts by hand make of it is the same, byte for byte.
cp "$TINY" "$(dirname "$TINY")/tiny-sobol.json" .
"$CADRE" sensitivity sobol ./tiny-sobol.json || exit 1
cd results/sensitivity-tiny-sobol && files() { echo "files:" $(ls "$@"); } && files
"$CADRE" design ../../tiny-sobol.json | cmp - design.csv && echo 'the same design'
"$CADRE" sweep ../../tiny-sobol.json -q -o ../swept && cmp ../swept/runs.csv runs.csv && echo 'the same runs'
"$CADRE" analyze sobol --design design.csv --outcomes runs.csv --randomizations 8 -q -o ../analyzed &&
    cmp ../analyzed/sensitivity.csv sensitivity.csv && echo 'the same indices'
grep ',finance.dues_per_month,' sensitivity.csv
grep -cF '"command": "cadre sensitivity sobol tiny-sobol --seed 1"' datapackage.json
cd ../..
# once more: the runs are there; another method replaces the analysis and its file
"$CADRE" sensitivity sobol ./tiny-sobol.json | tail -n 2
"$CADRE" sensitivity prim ./tiny-sobol.json --when 'y_members < 20' --json >answer && tr -d '\n' <answer | sed 's/ *//g' | cut -c1-300
files results/sensitivity-tiny-sobol && grep -o '"path": "[a-z]*.csv"' results/sensitivity-tiny-sobol/datapackage.json
# the folder is that of a sweep, too; merged anew it has no analysis
"$CADRE" sweep ./tiny-sobol.json -o results/sensitivity-tiny-sobol
"$CADRE" merge results/sensitivity-tiny-sobol -q && files results/sensitivity-tiny-sobol
# and an analysis of other runs is not left beside new ones
"$CADRE" sensitivity sobol ./tiny-sobol.json -q && "$CADRE" sweep ./tiny-sobol.json -n 1 -q --force -o results/sensitivity-tiny-sobol && files results/sensitivity-tiny-sobol
"$CADRE" sensitivity sobol ./tiny-sobol.json -n 3

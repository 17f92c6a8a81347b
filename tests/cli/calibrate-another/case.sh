# Another calibration, a sweep or a run in the way, and what --force does.
cp "$TINY" "$(dirname "$TINY")"/tiny-*.json .
"$CADRE" calibrate ./tiny-calibration.json -q -o out
"$CADRE" calibrate ./tiny-calibration.json -q -o out --seed 8
echo "another seed: $?"
"$CADRE" calibrate ./tiny-calibration.json -q -o out --set exit.contagion=1
echo "another scenario: $?"
"$CADRE" sweep ./tiny-design.json -q -o out
echo "a sweep there: $?"
rm out/datapackage.json
"$CADRE" sweep ./tiny-design.json -q -o out
echo "a sweep into its journal: $?"
"$CADRE" status out --json >status && grep '"published"' status
"$CADRE" run ./tiny.json -q -n 1 -o out
echo "a run there: $?"
"$CADRE" calibrate ./tiny-calibration.json -q -o out --seed 8 --force
echo "forced: $?"
"$CADRE" sweep ./tiny-design.json -q -o swept
"$CADRE" calibrate ./tiny-calibration.json -q -o swept
echo "where a sweep is: $?"
rm swept/datapackage.json
"$CADRE" calibrate ./tiny-calibration.json -q -o swept
echo "where a sweep's journal is: $?"

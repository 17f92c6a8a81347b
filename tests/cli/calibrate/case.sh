# The page, the files, and the same command again.
cp "$TINY" "$(dirname "$TINY")/tiny-evidence.json" "$(dirname "$TINY")/tiny-calibration.json" .
"$CADRE" calibrate ./tiny-calibration.json --threads 2 | sed 's/, [0-9.]* s$/, TIME/'
ls results/calibrate-tiny-calibration
head -1 results/calibrate-tiny-calibration/posterior.csv
wc -l <results/calibrate-tiny-calibration/posterior.csv
cut -d, -f1-4 results/calibrate-tiny-calibration/generations.csv
"$CADRE" calibrate ./tiny-calibration.json | sed -n 2p | grep -o 'already complete'
"$CADRE" status results/calibrate-tiny-calibration | sed 's/[0-9]* runs/N runs/'
rm results/calibrate-tiny-calibration/journal.txt
"$CADRE" calibrate ./tiny-calibration.json -q

cp "$TINY" "$(dirname "$TINY")/tiny-design.json" .
"$CADRE" calibrate
echo "without a design: $?"
"$CADRE" calibrate ./tiny-design.json
echo "another method: $?"
"$CADRE" calibrate ./tiny-design.json -n 5
echo "no -n: $?"
"$CADRE" calibrate ./tiny-design.json -o -
echo "no stream: $?"
"$CADRE" calibrate ./nothing.json
echo "no file: $?"

"$CADRE" claims
"$CADRE" claims m02
"$CADRE" claims C2
"$CADRE" claims doubled-nothing-like-it 2>/dev/null || echo "ends with $?"
"$CADRE" claims CAMPUS | grep -c "^  M04"
"$CADRE" claims M17 --json
"$CADRE" check claims
"$CADRE" claims M01 --format markdown 2>&1 || echo "refused with $?"
"$CADRE" claims --format schema | grep 'json-schema.org/draft-07'
"$CADRE" claims M01 --format schema 2>&1 || echo "refused with $?"

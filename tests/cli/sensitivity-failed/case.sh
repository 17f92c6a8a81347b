# Runs that pass limits.members are refused, or their whole blocks dropped on request.
cp "$TINY" .
sed 's/"inputs": {/"inputs": {"limits.members": {"values": [45, 20000]}, /' "$(dirname "$TINY")/tiny-sobol.json" >d.json
"$CADRE" sensitivity sobol ./d.json
echo "ended with $?"
echo files: $(ls results/sensitivity-d)
"$CADRE" sensitivity sobol ./d.json --drop-failed && grep -o 'cadre sensitivity .*"' results/sensitivity-d/datapackage.json

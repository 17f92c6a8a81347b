# What cannot work is said before the first run.
cp "$TINY" "$(dirname "$TINY")/tiny-sobol.json" "$(dirname "$TINY")/tiny-design.json" .
refuse() { "$CADRE" sensitivity "$@"; echo "ended with $?"; }
refuse
refuse sobol
refuse sobel ./tiny-sobol.json
refuse prim ./tiny-sobol.json
refuse morris ./tiny-sobol.json
refuse sobol ./tiny-design.json
refuse pawn ./tiny-design.json
refuse sobol ./tiny-sobol.json --randomizations 4
refuse sobol ishigami
refuse sobol ./tiny-sobol.json -o -
ls
"$CADRE" sensitivity sobol ./tiny-sobol.json --dry-run --json | tr -d '\n ' | grep -o '"command":"sensitivity","status":"dryrun"\|"runs":320'

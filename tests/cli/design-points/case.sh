cp "$TINY" .
cp "$(dirname "$TINY")/tiny-design.json" .
"$CADRE" design ./tiny-design.json

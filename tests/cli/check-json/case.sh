cp "$TINY" good.json
echo '{' >bad.json
"$CADRE" check ./good.json ./bad.json --json

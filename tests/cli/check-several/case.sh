# A bad file does not keep the others from being checked.
cp "$TINY" good.json
sed 's/"members": 20/"members": -1/' "$TINY" >bad.json
cp "$TINY" better.json
"$CADRE" check ./good.json ./bad.json ./missing.json ./better.json

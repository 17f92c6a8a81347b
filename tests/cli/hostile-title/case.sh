# What would steer the terminal is not passed on to it.
sed 's/Two sites/\\u001b[31mTwo sites/' "$TINY" >red.json
"$CADRE" run ./red.json -n 1 -o out | head -n 1
"$CADRE" explain ./red.json | head -n 1

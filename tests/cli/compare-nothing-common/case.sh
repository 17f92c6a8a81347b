# Another organization; then other days of the week.
sed 's/"left"/"right"/' "$TINY" >other.json
sed 's/2000-01-03/2000-01-04/' "$TINY" >tuesdays.json
sed 's/2000-01-03/2000-07-03/' "$TINY" >later.json
"$CADRE" compare "$TINY" ./other.json -n 1
[ $? -eq 65 ] || exit 1
"$CADRE" compare "$TINY" ./later.json -n 2 --every week | sed -n 's/^Dates differ/&/p'
"$CADRE" compare "$TINY" ./tuesdays.json -n 1

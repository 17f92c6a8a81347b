# Each organization with people has its own page, a series has none, and a title that is the id is said once.
sed 's/"organizations": {/"organizations": {"right": {"founders": {"members": 5, "cadre_share": 1, "sites": 1, "milieu": "city"}, "founded": "2000-06-05"},/' "$TINY" >two.json
"$CADRE" run ./two.json -n 2 -o out

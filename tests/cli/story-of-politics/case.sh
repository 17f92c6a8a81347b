# Scripted events that their notes tell, cases that come out together, a vote and what is left of
# the organization. All of tiny.json would say yes, for theta0 asks for nothing.
cat >told.json <<END
{"format": "cadre-scenario/1", "extends": "tiny.json",
 "mechanisms": {"exit": false, "recruitment": false, "branches": false, "life_course": false},
 "organizations": {"left": {"parameters": {
     "dissolution": {"theta0": -5, "theta1": 0, "disaffiliates": 0},
     "misconduct": {"rate": 0, "begets": 5, "norm": 0, "disclosure": 0}}}},
 "events": {"first":  {"date": "2000-05-01", "type": "case", "organization": "left", "severity": 0.5,
                       "rank": "cadre", "handling": "covered_up", "note": "a complaint was settled"},
            "second": {"date": "2000-05-08", "type": "case", "organization": "left", "severity": 0.5,
                       "rank": "cadre", "handling": "covered_up"},
            "third":  {"date": "2000-06-05", "type": "expose", "organization": "left", "note": "somebody spoke"},
            "fourth": {"date": "2001-05-07", "type": "propose_dissolution", "organization": "left"}}}
END
cp "$TINY" .
"$CADRE" run ./told.json --story -q >story || exit 1
sed 's/[0-9]* spoke out/N spoke out/; s/with [0-9]* people/with N people/; s/[0-9]* people of/N people of/
    s/with [0-9]* votes/with N votes/' story
# One sentence of two cases: .5 x .3 x 2 each, of which 1 - exp(-.6) is 45 %. The vote is the end.
[ "$(grep -c 'became known' story)" = 1 ] || echo "told one by one"
grep 'came to an end' story && exit 1
# Of ten organizations the nine that the file does not name are told of together.
cat >ten.json <<END
{"format": "cadre-scenario/1", "extends": "tiny.json", "end": "2000-03-27",
 "organizations": {"left": {"copies": 10}}}
END
"$CADRE" run ./ten.json --story -q | sed 's/[0-9]* members/N members/'

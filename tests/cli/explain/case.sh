cat >variant.json <<END
{"format": "cadre-scenario/1", "extends": "tiny.json", "title": "Without recruiting", "claims": ["M02"],
 "look_for": ["a slow end"], "mechanisms": {"recruitment": false},
 "organizations": {"left": {"parameters": {"exit": {"mu_cadre": 0.2}}}},
 "events": {"march": {"date": "2000-06-01", "type": "note", "note": "a march"},
            "harder": {"date": "2001-01-01", "until": "2001-06-01", "type": "set", "organization": "left",
                       "parameters": {"effort": {"demand_hours": 12}}}}}
END
cp "$TINY" .
"$CADRE" explain ./variant.json --set exit.outside=0.5

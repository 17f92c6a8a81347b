# After a sponsor expels or severs, what any sponsor does later changes nothing; before that it does.
act() { # act NAME ACTION: the series of a year in which ACTION comes first, then a copied regime
    cat >"$1.json" <<EOF
{"format": "cadre-scenario/1", "extends": "tiny.json",
 "regimes": {"strict": {"parameters": {"effort": {"demand_hours": 14}}}},
 "organizations": {"abroad": {"kind": "sponsor", "regime": "strict"}},
 "events": {"first": {"date": "2000-02-07", "type": "sponsor", "organization": "left",
                      "action": "$2", "sponsor": "abroad"}$3}}
EOF
    "$CADRE" run "./$1.json" -n 2 --every week -o - -q 2>/dev/null | cut -d, -f2-
}
later=', "later": {"date": "2000-06-05", "type": "sponsor", "organization": "left",
           "action": "copy_regime", "sponsor": "abroad"}'
cp "$TINY" tiny.json
for action in expel sever back; do
    act alone $action "" >alone
    act both $action "$later" >both
    [ "$(wc -l <alone)" -gt 200 ] || echo "$action: no series"
    cmp -s alone both && echo "$action: what comes later does nothing" || echo "$action: what comes later acts"
done

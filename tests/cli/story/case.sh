# A note of the world, a movement, a change, a split: of each a line, beside the figures of a year.
cat >told.json <<END
{"format": "cadre-scenario/1", "extends": "tiny.json", "end": "2002-12-30",
 "environment": {"waves": {"long-march": {"date": "2000-09-01", "size": 1}}},
 "events": {"news": {"date": "2000-04-03", "type": "note", "note": "the weather changed"},
            "harder": {"date": "2000-05-01", "type": "set", "organization": "left", "note": "more is asked",
                       "parameters": {"effort": {"demand_hours": 12}}},
            "rift": {"date": "2000-07-03", "type": "split", "organization": "left", "share": 0.5,
                     "found": "right"}}}
END
cp "$TINY" .
"$CADRE" run ./told.json --story --every week >story || exit 1
sed 's/with [0-9]* people/with N people/; s/[0-9]* people left/N people left/' story
ls results/told | tr '\n' ' ' && echo
# Without line breaks: members, joined and left of the convention of 2001, as series.csv has them.
tr '\n' ' ' <story | sed 's/  */ /g' >flat
said=$(grep -o "26 February 2001: The Left had [0-9]* members\?.*" flat |
    sed 's/^26 February 2001: The Left had \([0-9]*\) .*since the last count \([0-9]*\) joined and \([0-9]*\) left.*26 February 2001: right.*/\1 \2 \3/')
written=$(awk -F, 'NR == 1 {for (i = 1; i <= NF; i++) at[$i] = i}
    $at["organization"] == "left" && $at["date"] > "2000-02-28" && $at["date"] <= "2001-02-26" {
        joined += $at["recruits"]; left += $at["exits"]; members = $at["members"]}
    END {print members, joined, left}' results/told/series.csv)
[ "$said" = "$written" ] || {
    echo "the story says $said, series.csv $written"
    exit 1
}
# The same seed tells the same story, another seed another one, and -q says no more than the story.
"$CADRE" run ./told.json --story -n 1 -q -o again 2>said | cmp - story && ! test -s said || exit 1
"$CADRE" run ./told.json --story --seed 2 -q -o other | cmp -s - story && exit 1
exit 0

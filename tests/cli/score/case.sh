"$CADRE" score iso-1977-2019 -n 3 || exit 1
head -n 1 results/score-iso-1977-2019/score.csv
"$CADRE" score iso-1977-2019 -n 2 --json >answer || exit 1
for part in '"command": "score"' '"pattern": "branch-size"' '"use": "fit"' '"share_lo": '; do
    grep -qF -e "$part" answer || echo "--json: no $part"
done
"$CADRE" score iso-1977-2019 -n 2 -q

# Whoever joined in the first weeks, by birth: the first row is a novice's.
for week in 0 1 2 3 4 5 6 7 8 9; do
    "$CADRE" run "$TINY" --trace recruit:1:campus:$week:0 2>/dev/null | sed -n 2p
done | head -n 1 | cut -d, -f3,5,6

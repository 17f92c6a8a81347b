"$CADRE" run "$TINY" --trace founder:left:1 >weeks || exit 1
head -n 2 weeks | cut -d, -f1-9
# One line a week, without a gap, from the start.
awk -F, 'NR > 1 && $1 != NR - 2 {print "a week is missing before " $0; exit 1}' weeks
# After each week, the probability with which that week might have ended the membership.
awk -F, 'NR > 2 && !($9 > 0 && $9 < 0.5) {print "no probability of leaving: " $0; exit 1}' weeks
# The same person under --json, in another run with other luck.
"$CADRE" run "$TINY" --trace founder:left:1 --json | grep -c '"step":' | awk -v n="$(wc -l <weeks)" '$1 != n - 1'
"$CADRE" run "$TINY" --trace founder:left:1 -n 2 | cmp -s - weeks && echo "run 2 is run 1"
exit 0

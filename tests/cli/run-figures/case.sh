# The figures of --json are those of runs.csv: one run, so each quantile is its value.
"$CADRE" run "$TINY" -n 1 --seed 3 --json -o out >answer || exit 1
column() { awk -F, -v name="$1" 'NR == 1 {for (i = 1; i <= NF; i++) if ($i ~ name) c = i} NR == 2 {print $c}' out/runs.csv; }
median() { awk -v name="\"$1\":" '$1 == name {found = 1} found && $1 == "\"q50\":" {sub(",", "", $2); print $2; exit}' answer; }
for pair in members_peak:members_peak members_end:members_end recruits:recruits exits:exits; do
    echo "${pair%:*} $(median "${pair%:*}") $(column "${pair#*:}\$")"
done | awk '$2 == "" || $2 != $3 {print "answer and runs.csv differ: " $0; bad = 1} END {exit bad}'

# A page by its default name, replaced by the next; as JSON, bare, to stdout: the same bytes.
"$CADRE" run "$TINY" -n 3 -q || exit 1
"$CADRE" report results/tiny/ || exit 1
cp results/report-tiny.html first.html
"$CADRE" report results/tiny -q || exit 1
"$CADRE" report results/tiny --json -o other.html | sed 's/"bytes": [0-9][0-9]*/"bytes": N/' || exit 1
"$CADRE" report results/tiny -o - >to-stdout.html || exit 1
(cd results/tiny && "$CADRE" report .) || exit 1
for page in results/report-tiny.html other.html to-stdout.html results/tiny/results/report-results.html; do
    cmp first.html "$page"
done
ls results

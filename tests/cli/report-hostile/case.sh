# What a title or a label smuggles in is shown, not obeyed.
sed 's|"title": "[^"]*"|"title": "</title><script>alert(1)</script>"|' "$TINY" >hostile.json
"$CADRE" run ./hostile.json -n 1 -q
sed -i 's|founded|note|; s|note,,|note,<img src=x onerror=alert(1)>,|' results/hostile/events.csv
"$CADRE" report results/hostile -q
grep -c '<script>' results/report-hostile.html
grep -o '<title>[^<]*</title>' results/report-hostile.html
grep -c '&lt;img src=x onerror=alert(1)&gt;' results/report-hostile.html
grep -c '<img' results/report-hostile.html
exit 0

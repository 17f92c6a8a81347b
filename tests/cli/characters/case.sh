# UTF-8 only where the locale says so.
"$CADRE" run "$TINY" -n 3 -o out | LC_ALL=C grep -c '[^ -~]'
LC_ALL=C.UTF-8 "$CADRE" run "$TINY" -n 3 -o out >page
grep -q '━' page && grep -q '░' page || echo "no blocks"
LC_ALL= LC_CTYPE=en_US.utf8 "$CADRE" run "$TINY" -n 3 -o out | grep -q '━' || echo "LC_CTYPE counts not"
LC_ALL=C LANG=en_US.UTF-8 "$CADRE" run "$TINY" -n 3 -o out | grep -c '━'
exit 0

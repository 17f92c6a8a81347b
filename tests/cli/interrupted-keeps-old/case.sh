# Earlier results survive an interrupted run of the same scenario.
"$CADRE" run "$TINY" -n 2 -q -o out >/dev/null || exit 1
cp -r out before
timeout --preserve-status -s TERM 1 "$CADRE" run "$TINY" -n 1000000 -q -o out
status=$?
diff -r before out && [ "$(ls -A | wc -l)" -eq 2 ] || echo "changed"
exit $status

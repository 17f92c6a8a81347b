# Earlier results survive an interrupted run of the same scenario.
"$CADRE" run "$TINY" -n 2 -q -o out >/dev/null || exit 1
cp -r out before
"$CADRE" run "$TINY" -n 1000000 -q -o out &
run=$!
for _ in $(seq 600); do [ "$(ls -A out | wc -l)" -gt "$(ls -A before | wc -l)" ] && break || sleep 0.05; done
sleep 1
kill -TERM $run
wait $run
status=$?
diff -r before out && [ "$(ls -A | wc -l)" -eq 2 ] || echo "changed"
exit $status

# The first SIGINT: nothing is written, and the parent sees the signal.
env --default-signal=INT "$CADRE" compare "$TINY" "$TINY" -n 1000000 -o out &
run=$!
for _ in $(seq 600); do [ -d out ] && break || sleep 0.05; done # it is at work
sleep 1
kill -INT $run
wait $run
status=$?
[ -z "$(ls -A)" ] || { echo "left behind:"; ls -A; }
exit $status

# The first SIGINT: nothing is written, and the parent sees the signal.
env --default-signal=INT timeout --preserve-status -s INT 1 "$CADRE" run "$TINY" -n 1000000 -o out
status=$?
[ -z "$(ls -A)" ] || { echo "left behind:"; ls -A; }
exit $status

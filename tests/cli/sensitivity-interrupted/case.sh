# The first SIGINT keeps what was done, says how to go on and ends by the signal;
# and another seed is another sweep.
cp "$TINY" "$(dirname "$TINY")/tiny-sobol.json" .
env --default-signal=INT "$CADRE" sensitivity sobol ./tiny-sobol.json -n 10000 2>said &
run=$!
for _ in $(seq 600); do [ -s results/sensitivity-tiny-sobol/journal.txt ] && break || sleep 0.05; done
sleep 0.5
kill -INT $run
wait $run
echo "ended with $?"
grep -o "of 1600000 runs saved; the same command goes on" said
ls results/sensitivity-tiny-sobol
"$CADRE" sensitivity sobol ./tiny-sobol.json -n 10000 --seed 2
exit $?

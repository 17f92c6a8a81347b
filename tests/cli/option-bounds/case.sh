# The last number that each option takes, and the next one, which it refuses with what is allowed.
# What is taken fails later, for want of a file (66); what is refused ends with 64.
try() { # try EXIT WORDS…
    expected=$1
    shift
    "$CADRE" "$@" >/dev/null 2>error
    status=$?
    [ "$status" -eq "$expected" ] || echo "$*: ended with $status, not $expected: $(cat error)"
    [ "$status" -ne 64 ] || sed 's/^cadre: //' error
}
for command in run sweep; do
    try 66 $command none -n 1
    try 64 $command none -n 0
    try 66 $command none -n 4294967295
    try 64 $command none -n 4294967296
done
try 66 run none --threads 1024
try 64 run none --threads 1025
try 66 run none --seed 18446744073709551615
try 64 run none --seed 18446744073709551616
try 66 run none --keep-runs 0
try 66 run none --keep-runs all
try 66 run none --keep-runs 4294967295
try 64 run none --keep-runs 4294967296
for option in randomizations levels; do
    try 66 analyze sobol --design none.csv --outcomes none.csv --$option 1000
    try 64 analyze sobol --design none.csv --outcomes none.csv --$option 1001
done
try 66 analyze sobol --design none.csv --outcomes none.csv --randomizations 1
try 64 analyze sobol --design none.csv --outcomes none.csv --levels 1
try 66 analyze sobol --design none.csv --outcomes none.csv --levels 2
try 64 analyze sobol --design none.csv --outcomes none.csv --levels 3
try 66 sweep none --shard 1/1
try 64 sweep none --shard 2/1

# A folder of somebody else is never touched, not even with --force.
mkdir out && echo mine >out/thesis.txt
"$CADRE" run "$TINY" -n 2 -q --force -o out
status=$?
[ "$(ls out)" = thesis.txt ] && [ "$(cat out/thesis.txt)" = mine ] || echo "touched"
exit $status

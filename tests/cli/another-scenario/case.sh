# Results of another name are kept, unless --force says otherwise.
cp "$TINY" other.json
"$CADRE" run "$TINY" -n 2 -q -o out >/dev/null || exit 1
cp out/series.csv before
"$CADRE" run ./other.json -n 2 -q -o out
status=$?
cmp before out/series.csv || exit 1
"$CADRE" run ./other.json -n 2 -q --force -o out || exit 1
cmp -s before out/series.csv && echo "--force did nothing"
exit $status

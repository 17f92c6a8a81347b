# With standard output closed no result file may be taken for it.
"$CADRE" run "$TINY" -n 2 -o out >&-
[ $? -eq 74 ] || echo "not 74"
"$CADRE" run "$TINY" -n 2 -q -o again >/dev/null
for file in out/*; do cmp "$file" "again/${file#*/}" || exit 1; done

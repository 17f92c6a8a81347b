# A story says where its files are, and when they took the place of earlier ones.
"$CADRE" run "$TINY" --story -o out >first || exit 1
"$CADRE" run "$TINY" --story -o out | cmp - first

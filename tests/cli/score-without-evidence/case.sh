"$CADRE" score "$TINY"
[ $? -eq 65 ] || exit 1
"$CADRE" ablate "$TINY" -o out

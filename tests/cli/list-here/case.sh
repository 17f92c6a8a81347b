# ./configs comes first; a bad file is told, the others are listed.
mkdir configs && cp "$TINY" configs/ && sed 's/2001-12-31/1999-12-31/' "$TINY" >configs/wrong.json
"$CADRE" list -q
status=$?
"$CADRE" list --json 2>/dev/null | grep '"name"'
exit $status

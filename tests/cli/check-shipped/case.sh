# Every scenario that comes with the program is right.
"$CADRE" list -q | while read -r name; do "$CADRE" check "$name"; done | grep -v ': ok$'
exit 0

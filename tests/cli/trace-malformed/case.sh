for id in x founder:left founder:left:0 recruit:3:campus:1:0 recruit:1:street:1:0 far:left:x:0 123456789abcdef; do
    "$CADRE" run "$TINY" --trace $id 2>&1 | cut -c1-40
done
"$CADRE" run "$TINY" --trace x -o -

"$CADRE" list --quiet=yes

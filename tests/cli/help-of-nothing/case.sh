"$CADRE" help rum

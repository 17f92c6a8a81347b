"$CADRE" sweep quick --shard 3/2

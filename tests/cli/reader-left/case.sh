# The reader of a stream goes away: the end by SIGPIPE, as of any filter, and no message.
{ "$CADRE" run "$TINY" -n 100000 -o -; echo $? >status; } | head -n 1 >/dev/null
echo "ended with $(cat status)"

# Each ends with 64 and names the setting.
for setting in recruitment.rho =1 recruitment.rho= recruitment.roh=1 recruitment.rho=99 recruitment.rho=x \
    lefft.recruitment.rho=1 mechanisms.exits=false; do
    "$CADRE" check "$TINY" --set "$setting"
    [ $? -eq 64 ] || echo "$setting: not 64"
done

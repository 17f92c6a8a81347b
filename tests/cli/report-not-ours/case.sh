# A folder of something else, a file, and another program's manifest are refused; nothing is made.
mkdir mine other
echo mine >mine/notes.txt
echo '{"name": "other", "resources": []}' >other/datapackage.json
"$CADRE" report mine
echo $?
"$CADRE" report mine/notes.txt
echo $?
"$CADRE" report other --json
echo $?
"$CADRE" report other --set recruitment.rho=1
echo $?
ls

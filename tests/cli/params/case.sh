"$CADRE" params | head -n 1 | tr -s ' '
"$CADRE" params recruitment.rho | head -n 1
# A group is not every key with its name in it.
"$CADRE" params exit | grep -c graduation_exit
"$CADRE" params graduation_exit | grep -c '^life_course.graduation_exit'

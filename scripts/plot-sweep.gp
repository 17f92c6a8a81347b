# A panel per input of a sweep: gnuplot -c plot-sweep.gp FOLDER COUNT OUTCOME FILE svg|png
# FOLDER has `names`, and for input I `I.csv` (input, outcome) and `I.mean.csv`.
count = int(ARG2)
columns = count < 4 ? count : 4
rows = ceil(count / real(columns))
if (ARG5 eq "svg") {
    set terminal svg size 260 * columns, 210 * rows + 40 font "sans-serif,11" background "white"
} else {
    set terminal pngcairo size 520 * columns, 420 * rows + 80 font "sans-serif,20" background "white"
}
set output ARG4
set datafile separator ","
set multiplot layout rows, columns title ARG3 noenhanced margins 0.07, 0.98, 0.10, 0.90 spacing 0.035, 0.11
unset key
set border 3 lc "#888888"
set tics nomirror out scale 0.5 textcolor "#444444"
set xtics autofreq offset 0, 0.3 rotate by 0
set format x "%.2g"
stats ARG1 . "/1.csv" using 2 nooutput
set yrange [0:STATS_max * 1.02]
do for [i = 1:count] {
    name = system(sprintf("sed -n %dp '%s/names'", i, ARG1))
    stats sprintf("%s/%d.csv", ARG1, i) using 1 nooutput
    low = STATS_min; high = STATS_max; if (high == low) {high = low + 1}
    set xrange [low:high]
    set xtics (low, low + (high - low) / 2, high)
    if ((i - 1) % columns == 0) {set format y "%g"} else {set format y ""}
    set title name[3:*] noenhanced offset 0, -0.7 textcolor "#222222"
    plot sprintf("%s/%d.csv", ARG1, i) using 1:2 with points pt 7 ps 0.18 lc rgb "#a01f77b4", \
         sprintf("%s/%d.mean.csv", ARG1, i) using 1:2 with lines lw 2.5 lc rgb "#d62728"
}
unset multiplot
